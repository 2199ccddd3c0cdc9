"""Measure a pack: `python -m explainer.training.evaluate --pack assets/packs/animals --runs runs`.

Everything is measured against the world, whose truth is known, on scenes that no training saw. The figures,
each with its 95 % interval, go into the pack's card.json and its model card. `runs` holds the judge.
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch

from explainer.core import images, noising, pack, sampling
from explainer.core.packfiles import read_json
from explainer.training import data, judge, model_card
from explainer.training.clip import targets
from explainer.training.files import save_json
from explainer.world.captions import LANGUAGES, caption
from explainer.world.painter import render
from explainer.world.scene import FACTORS, Scene, sample_held_out

NEGATIVE, SAMPLES = "", 64


def share(hits: torch.Tensor) -> dict[str, Any]:
    """Share of true values with its Wilson 95 % interval."""
    n, p, z = hits.numel(), hits.float().mean().item(), 1.96
    middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return {"value": round(p, 4), "low": round(middle - half, 4), "high": round(middle + half, 4), "n": n}


def average(values: torch.Tensor) -> dict[str, Any]:
    """Mean with its normal 95 % interval."""
    half = 1.96 * values.std().item() / math.sqrt(values.numel())
    mean = values.mean().item()
    return {
        "value": round(mean, 3),
        "low": round(mean - half, 3),
        "high": round(mean + half, 3),
        "n": values.numel(),
    }


def reconstructions(model: pack.ModelPack, pictures: torch.Tensor) -> torch.Tensor:
    """The pictures through the autoencoder and back, (n, 3, 128, 128) in [-1, 1]."""
    return torch.cat([pack.decode(model, pack.encode(model, part)) for part in pictures.split(32)])


def retrieval(model: pack.ModelPack, language: str, rounds: int, seed: int = 0) -> dict[str, Any]:
    """How often the right picture of 100 lies nearest to the caption that names every factor."""
    hits = []
    for r in range(rounds):
        scenes = distinct_scenes(100, first=(seed + r) * 1000)
        pictures = pack.image_embedding(model, [render(scene) for scene in scenes])
        words = pack.text_embedding(model, [caption(s, language, seed=i) for i, s in enumerate(scenes)])
        hits.append((words @ pictures.T).argmax(-1) == torch.arange(100))
    return share(torch.cat(hits))


def distinct_scenes(count: int, first: int) -> list[Scene]:
    """Unseen scenes of which no two agree in every factor."""
    found: dict[tuple[str, ...], Scene] = {}
    index = first
    while len(found) < count:
        scene = data.test_scene(index)
        found.setdefault(tuple(getattr(scene, f) for f in FACTORS), scene)
        index += 1
    return list(found.values())


def generate(model: pack.ModelPack, prompts: Sequence[str], first_seed: int, batch: int = 16) -> torch.Tensor:
    """A picture a prompt, (n, 3, 128, 128) in [-1, 1]: DDIM, steps and guidance as shipped."""
    made = []
    negative = pack.encode_prompt(model, [NEGATIVE])
    for start in range(0, len(prompts), batch):
        part = list(prompts[start : start + batch])
        shape = (1, *pack.latent_shape(model))
        noise = torch.cat([noising.gaussian(shape, first_seed + start + k) for k in range(len(part))])
        *_, last = sampling.denoise(
            model,
            noise,
            pack.encode_prompt(model, part),
            negative,
            scheduler="ddim",
            steps=int(model.card["steps"]),
            guidance=float(model.card["guidance"]),
        )
        made.append(pack.decode(model, last.x_prev))
    return torch.cat(made)


def followed(seen: torch.Tensor, scenes: Sequence[Scene]) -> dict[str, Any]:
    """Share of each factor that the judge sees as the scene has it, and of all at once."""
    right = seen == targets(scenes)
    shares = {factor: share(right[:, k]) for k, factor in enumerate(FACTORS)}
    return shares | {"all": share(right.all(dim=1))}


def measure(model: pack.ModelPack, by: judge.Judge, count: int, rounds: int) -> dict[str, Any]:
    """Every figure of the card."""
    scenes = [data.test_scene(i) for i in range(count)]
    pictures = data.as_input(data.paint(scenes))
    back = reconstructions(model, pictures)
    psnr = torch.tensor([images.psnr(a[None], b[None]) for a, b in zip(back, pictures, strict=True)])
    figures: dict[str, Any] = {
        "autoencoder_psnr": average(psnr),
        "clip_retrieval": {language: retrieval(model, language, rounds) for language in LANGUAGES},
        "judge_on_renders": followed(by.answers(pictures), scenes),
        "judge_on_reconstructions": followed(by.answers(back), scenes),
    }
    for language in LANGUAGES:
        prompts = [caption(s, language, seed=i) for i, s in enumerate(scenes)]
        figures[f"prompt_followed_{language}"] = followed(by.answers(generate(model, prompts, 0)), scenes)
    unseen = [sample_held_out(data.TEST_SEED + i) for i in range(count)]
    prompts = [caption(s, "en", seed=i) for i, s in enumerate(unseen)]
    figures["held_out_followed"] = followed(by.answers(generate(model, prompts, 0)), unseen)
    return figures


def sheet(model: pack.ModelPack, path: Path, count: int) -> None:
    """Save unpicked samples, one a prompt, in the order of their seeds."""
    scenes = [data.test_scene(5000 + i) for i in range(count)]
    prompts = [caption(s, LANGUAGES[i % 2], seed=i) for i, s in enumerate(scenes)]
    images.sprite(images.to_images(generate(model, prompts, 0)), 8).save(path)


def main() -> None:
    """Measure, print, and write the figures into the card and the model card."""
    parser = argparse.ArgumentParser(description="Measure a pack against the world.")
    parser.add_argument("--pack", type=Path, default=Path("assets/packs/animals"))
    parser.add_argument("--runs", type=Path, default=Path("runs"), help="folder that holds the judge")
    parser.add_argument("--count", type=int, default=256, help="scenes for each figure")
    parser.add_argument("--rounds", type=int, default=5, help="rounds of 100 captions for retrieval")
    args = parser.parse_args()
    model = pack.load_pack(args.pack)
    figures = measure(model, judge.load(args.runs / "judge"), args.count, args.rounds)
    save_json(args.pack / "card.json", read_json(args.pack / "card.json") | {"figures": figures})
    model_card.write(args.pack)
    sheet(model, args.pack / "samples.png", SAMPLES)
    print((args.pack / "README.md").read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
