"""Measure a pack: `python -m explainer.training.evaluate --pack assets/packs/animals --runs runs`.

Everything is measured against the world, whose truth is known, on scenes that no training saw. The figures,
each with its 95 % interval, go into the pack's card.json and its model card, with what they are held to
(`bars`). `runs` holds the judge and the training's pictures; `--photos` is a folder of photographs.
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path
from typing import Any

import torch

from explainer.core import images, pack
from explainer.core.packfiles import read_json
from explainer.training import (
    bars,
    data,
    denoiser,
    faces,
    figures,
    judge,
    model_card,
    painting,
    technical,
    undoing,
)
from explainer.training.clip import VALUES
from explainer.training.files import load_tensors, save_json
from explainer.world.captions import LANGUAGES, caption
from explainer.world.scene import FACTORS, Scene

SAMPLES, WORST, GROWN, UNDONE = 64, 20, 6, 100


def measure(args: argparse.Namespace, model: pack.ModelPack) -> tuple[dict[str, Any], torch.Tensor]:
    """Every figure of the card, and the pictures painted for the English prompts."""
    by, scenes = judge.load(args.runs), [data.test_scene(i) for i in range(args.scenes)]
    found, back = figures.reading(model, by, args.photos, scenes)
    found["clip_retrieval"] = {lang: figures.retrieval(model, lang, args.rounds) for lang in LANGUAGES}
    asked, made = figures.prompted(model, by, args.count)
    found |= asked
    found |= looked_at(args, model, scenes, back, made)
    if model.image_port is not None:
        found |= figures.disguised(model, by, args.count)
    if model.unstamper is not None:
        found["unstamping"] = undoing.unstamping_psnr(model, min(args.curve, UNDONE))
    found |= figures.curves(model, by, args.curve)
    found["variety"] = figures.variety(model, by, args.curve)
    found["copying"] = technical.copying(model, made["painted"], data.newest_world_bank(args.runs))
    if (halved := technical.halving(model, args.runs, min(16, args.count))) is not None:
        found["half_precision_psnr"] = halved
    found["speed"] = technical.speed(model)
    found["megabytes"] = technical.sizes(args.pack)
    return found, made["painted"]


def looked_at(
    args: argparse.Namespace,
    model: pack.ModelPack,
    scenes: list[Scene],
    back: torch.Tensor,
    made: dict[str, torch.Tensor],
) -> dict[str, Any]:
    """What the judges of faces and of heads see in the pictures of the first scenes."""
    by = faces.load_judges(args.runs)
    found = faces.checked(by, scenes)
    of_scenes = faces.seen(by, {"reconstructions": back}, scenes)
    of_prompts = faces.seen(by, made, [data.test_scene(i) for i in range(args.count)])
    of_kind = faces.of_a_dog(by, model, args.count)
    for name in ("face_there", "one_head", "crispness"):
        found[name] = of_scenes[name] | of_prompts[name] | of_kind.get(name, {})
    found["home"] = faces.home(by, model, sorted(args.samples.glob("*.png")))
    return found


def sheet(model: pack.ModelPack, path: Path, count: int) -> None:
    """Save unpicked samples, one a prompt, in the order of their seeds."""
    scenes = [data.test_scene(5000 + i) for i in range(count)]
    prompts = [caption(s, LANGUAGES[i % 2], seed=i) for i, s in enumerate(scenes)]
    images.sprite(images.to_images(painting.from_words(model, prompts)), 8).save(path)


def grown(model: pack.ModelPack, runs: Path, path: Path, count: int) -> dict[str, Any] | None:
    """Save what the denoiser painted at several ages of its training, a row each, from the same noises.

    The ages are those of the run `twin`, where there is one. None where `runs` does not hold any.
    """
    run = runs / ("twin" if (runs / "twin").exists() else "denoiser")
    ages = [load_tensors(file) for file in run.glob("age-*.pt")]
    if not ages:
        return None
    ages.sort(key=lambda age: age["step"])
    scenes = [data.test_scene(7000 + i) for i in range(count)]
    prompts = [caption(s, "en", plain=True) for s in scenes]
    width, embedding = model.text_encoder.config.hidden_size, model.clip.visual_projection.out_features
    guess = denoiser.load(runs / "denoiser", denoiser.size_of(model.unet), width, embedding)
    rows = []
    for age in ages:
        guess.load_state_dict(age["average"])
        young = replace(model, unet=guess.unet.to(model.device))  # pyright: ignore[reportArgumentType]
        rows.append(painting.from_words(young, prompts))
    images.sprite(images.to_images(torch.cat(rows)), count).save(path, quality=90)
    return {"steps": [int(age["step"]) for age in ages], "prompts": prompts}


def worst(by: judge.Judge, painted: torch.Tensor, path: Path, count: int) -> list[dict[str, Any]]:
    """Save the pictures that show least of what the prompt asked for, and say what each got wrong."""
    scenes = [data.test_scene(i) for i in range(len(painted))]
    seen = by.answers(painted)
    right = figures.hits(seen, scenes)
    order = right.sum(dim=1).argsort(stable=True)[:count].tolist()
    images.sprite(images.to_images(painted[order]), 5).save(path)
    prompts = figures.described(scenes, "en")
    wrong = [{f: VALUES[f][int(seen[i, k])] for k, f in enumerate(FACTORS) if not right[i, k]} for i in order]
    return [{"prompt": prompts[i], "seed": i, "shows": w} for i, w in zip(order, wrong, strict=True)]


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description="Measure a pack against the world.")
    parser.add_argument("--pack", type=Path, default=Path("assets/packs/animals"))
    parser.add_argument("--runs", type=Path, default=Path("runs"), help="holds the judge and the banks")
    parser.add_argument("--photos", type=Path, help="folder of JPEG photographs (default: Gradio's own)")
    parser.add_argument("--samples", type=Path, default=Path("assets/samples"), help="the sample pictures")
    parser.add_argument("--scenes", type=int, default=1000, help="scenes for autoencoder and judge")
    parser.add_argument("--count", type=int, default=500, help="pictures for each figure of painting")
    parser.add_argument("--curve", type=int, default=200, help="pictures for each point of a curve")
    parser.add_argument("--rounds", type=int, default=5, help="rounds of 100 captions for retrieval")
    parser.add_argument("--device", default="cpu")
    args = parser.parse_args()
    args.photos = args.photos or data.gradio_photographs()
    return args


def main() -> None:
    """Measure, print, and write the figures into the card and the model card."""
    args = arguments()
    model = pack.load_pack(args.pack, args.device)
    found, painted = measure(args, model)
    found["bars"] = bars.judged(found)
    found["worst"] = worst(judge.load(args.runs), painted, args.pack / "worst.png", WORST)
    if (ages := grown(model, args.runs, args.pack / "ages.webp", GROWN)) is not None:
        found["ages"] = ages
    sheet(model, args.pack / "samples.png", SAMPLES)
    save_json(args.pack / "card.json", read_json(args.pack / "card.json") | {"figures": found})
    model_card.write(args.pack)
    print((args.pack / "README.md").read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
