"""The figures of a pack that come from looking: pictures rebuilt, painted and found, judged by the world.

N pictures each, of scenes that no training saw; every share with its 95 % interval.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from PIL import Image

from explainer.core import images, pack
from explainer.training import data, faces, judge, painting
from explainer.training.clip import targets
from explainer.training.statistics import average, entropy, share
from explainer.world.captions import LANGUAGES, caption
from explainer.world.painter import render
from explainer.world.scene import FACTORS, KINDS, Scene, sample, sample_held_out

GUIDANCES, STEPS = (1.0, 2.0, 3.0, 4.0, 7.5), (4, 8, 20, 50)
CROPS, WORLD = 64, 1000


def reconstructions(model: pack.ModelPack, pictures: torch.Tensor) -> torch.Tensor:
    """The pictures through the autoencoder and back, (n, 3, 128, 128) in [-1, 1]."""
    return torch.cat([pack.decode(model, pack.encode(model, part)).cpu() for part in pictures.split(32)])


def closeness(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    """PSNR in dB of each pair of pictures, (n,)."""
    return torch.tensor([images.psnr(x[None], y[None]) for x, y in zip(a, b, strict=True)])


def photographs(folder: Path, crops: int) -> torch.Tensor:
    """Seeded random square crops of each JPEG in the folder, scaled to 128, (n, 3, 128, 128) in [-1, 1]."""
    rng, found = random.Random(0), []
    for file in sorted(path for path in folder.iterdir() if path.suffix in (".jpg", ".jpeg")):
        with Image.open(file) as image:
            photo = image.convert("RGB")
        for _ in range(crops):
            side = rng.randint(128, min(photo.size))
            left, top = rng.randint(0, photo.width - side), rng.randint(0, photo.height - side)
            square = photo.crop((left, top, left + side, top + side))
            found.append(images.to_tensor(images.fit_square(square, 128)))
    return torch.cat(found)


def retrieval(model: pack.ModelPack, language: str, rounds: int, seed: int = 0) -> dict[str, Any]:
    """How often the right picture of 100 lies nearest to the caption that names every factor."""
    hits = []
    for r in range(rounds):
        scenes = distinct_scenes(100, first=(seed + r) * 1000)
        pictures = pack.image_embedding(model, [render(scene) for scene in scenes])
        words = pack.text_embedding(model, [caption(s, language, seed=i) for i, s in enumerate(scenes)])
        hits.append((words @ pictures.T).argmax(-1).cpu() == torch.arange(100))
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


def hits(seen: torch.Tensor, scenes: Sequence[Scene], factors: Sequence[str] = FACTORS) -> torch.Tensor:
    """Whether each factor (columns) of each picture (rows) is as its scene has it, bool."""
    columns = [FACTORS.index(f) for f in factors]
    return seen[:, columns] == targets(scenes)[:, columns]


def followed(right: torch.Tensor, factors: Sequence[str] = FACTORS) -> dict[str, Any]:
    """The share of each factor that is right, and of all at once."""
    shares = {factor: share(right[:, k]) for k, factor in enumerate(factors)}
    return shares | {"all": share(right.all(dim=1))}


def described(scenes: Sequence[Scene], language: str, factors: Sequence[str] = FACTORS) -> list[str]:
    """A caption a scene, in varied wording."""
    return [caption(s, language, factors, seed=i) for i, s in enumerate(scenes)]


def reading(
    model: pack.ModelPack, by: judge.Judge, photos: Path, scenes: list[Scene]
) -> tuple[dict[str, Any], torch.Tensor]:
    """The autoencoder on scenes and on photographs, and the judge on renders and on reconstructions.

    And these.
    """
    pictures = data.as_input(data.paint(scenes))
    back = reconstructions(model, pictures)
    crops = photographs(photos, CROPS)
    return {
        "autoencoder_psnr": average(closeness(back, pictures)),
        "autoencoder_psnr_head": average(faces.head_psnr(back, pictures, faces.boxes(scenes))),
        "autoencoder_psnr_photographs": average(closeness(reconstructions(model, crops), crops)),
        "judge_on_renders": followed(hits(by.answers(pictures), scenes)),
        "judge_on_reconstructions": followed(hits(by.answers(back), scenes)),
    }, back


def prompted(
    model: pack.ModelPack, by: judge.Judge, count: int
) -> tuple[dict[str, Any], dict[str, torch.Tensor]]:
    """What comes of prompts in both languages, and of the student.

    And the pictures of the English ones: "painted", and "student" where the pack has one.
    """
    scenes = [data.test_scene(i) for i in range(count)]
    painted = {lang: painting.from_words(model, described(scenes, lang)) for lang in LANGUAGES}
    right = {lang: hits(by.answers(pictures), scenes) for lang, pictures in painted.items()}
    figures = {f"prompt_followed_{language}": followed(one) for language, one in right.items()}
    per_picture = {language: one.float().mean(dim=1) for language, one in right.items()}
    figures["japanese_minus_english"] = average(per_picture["ja"] - per_picture["en"])
    seen = by.answers(painted["en"])
    figures["shuffled"] = followed(hits(seen, [*scenes[1:], scenes[0]]))
    figures["chance"] = followed(hits(targets(scenes), [*scenes[1:], scenes[0]]))
    pictures = {"painted": painted["en"]}
    if model.student is not None:
        pictures["student"] = few = painting.by_student(model, described(scenes, "en"))
        figures["student_followed"] = followed(hits(by.answers(few), scenes))
    unseen = [sample_held_out(data.TEST_SEED + i) for i in range(count)]
    new = painting.from_words(model, described(unseen, "en"))
    figures["held_out_followed"] = followed(hits(by.answers(new), unseen))
    return figures, pictures


def disguised(model: pack.ModelPack, by: judge.Judge, count: int) -> dict[str, Any]:
    """What comes of embeddings in the port: a caption's that names kind and coat, and a picture's."""
    scenes = [data.test_scene(i) for i in range(count)]
    said = [caption(s, LANGUAGES[i % 2], ("kind", "coat"), seed=i) for i, s in enumerate(scenes)]
    words = painting.from_port(model, pack.text_embedding(model, said), "words")
    shown = pack.image_embedding(model, [render(s) for s in scenes])
    pictures = painting.from_port(model, shown, "image")
    named, kept = ("kind", "coat"), ("kind", "coat", "place")
    return {
        "words_through_port": followed(hits(by.answers(words), scenes, named), named),
        "picture_through_port": followed(hits(by.answers(pictures), scenes, kept), kept),
    }


def curves(model: pack.ModelPack, by: judge.Judge, count: int) -> dict[str, Any]:
    """All factors at once, over guidance and over the number of steps."""
    scenes = [data.test_scene(i) for i in range(count)]
    prompts = described(scenes, "en")

    def all_right(**how: Any) -> dict[str, Any]:
        return share(hits(by.answers(painting.from_words(model, prompts, **how)), scenes).all(dim=1))

    return {
        "guidance_curve": {f"{g:g}": all_right(guidance=g) for g in GUIDANCES},
        "steps_curve": {str(n): all_right(steps=n) for n in STEPS},
    }


def variety(model: pack.ModelPack, by: judge.Judge, count: int) -> dict[str, Any]:
    """Prompts that name the kind alone: the entropy of what is left out, as a share of the world's own."""
    kinds = [kind for kind in KINDS if kind in ("dog", "cat")]
    shares: dict[str, list[float]] = {}
    for kind in kinds:
        scenes = [sample(data.TEST_SEED + i, kind=kind) for i in range(count)]
        prompts = [caption(s, LANGUAGES[i % 2], ("kind",), seed=i) for i, s in enumerate(scenes)]
        seen = by.answers(painting.from_words(model, prompts, first_seed=50_000))
        truth = targets([sample(data.TEST_SEED + i, kind=kind) for i in range(WORLD)])
        for k, factor in enumerate(FACTORS):
            if factor != "kind":
                own = entropy(truth[:, k].tolist())
                shares.setdefault(factor, []).append(entropy(seen[:, k].tolist()) / own)
    return {factor: round(sum(found) / len(found), 4) for factor, found in shares.items()}
