"""The model card: README.md of a pack, written from its card.json."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from explainer.training.files import write_aside

HEAD = """---
license: cc0-1.0
library_name: diffusers
pipeline_tag: text-to-image
language: [en, ja]
---
# animals

A Stable-Diffusion-shaped model of a small drawn world: six breeds of dogs, four of cats, rabbits and
elephants, in six coats, four patterns, with or without a collar, in five places. It was trained from
nothing on pictures that this project paints itself, so the truth behind every picture is known. It exists
to be looked into.

```python
from diffusers import StableDiffusionPipeline

pipeline = StableDiffusionPipeline.from_pretrained("assets/packs/animals")
pipeline("a brown dachshund on the beach", num_inference_steps={steps}, guidance_scale={guidance}).images[0]
```

![64 samples, none picked](samples.png)

## What it knows
Only the words of its captions, in English and Japanese; `card.json` lists them. Anything else is noise to it.
Some combinations of factors were held out of training (`HELD_OUT` in `explainer/world/scene.py`).

## Parts beyond the stock ones
`clip/` is the two-towered CLIP whose text tower is `text_encoder/`. `image_port/` holds diffusers'
`ImageProjection`: CLIP embeddings of pictures, without their mean, become four more tokens beside the
prompt's. It never saw a caption's embedding in training. `student/` is a denoiser for four steps of trailing
DDIM without guidance. `squares/`, where it is there, is a `UNet2DModel` that takes stamped squares off
without their list: told how many there are, and which pixels have the colour of an ink, it guesses the rest.

## Limits
It draws this world alone. The autoencoder blurs thin lines, whiskers first, and loses detail of photographs.
Captions were made by rules, so free wording works less well than the rules' own. Read the figures
for the rest.
"""
NAMES = {
    "judge_on_renders": "independent judge on unseen renders",
    "judge_on_reconstructions": "judge on autoencoder reconstructions (the ceiling)",
    "prompt_followed_en": "prompt followed, English",
    "prompt_followed_ja": "prompt followed, Japanese",
    "student_followed": "prompt followed by the few-step student",
    "held_out_followed": "prompt followed, combinations never seen",
    "words_through_port": "a caption's embedding (kind, coat) through the port",
    "picture_through_port": "a picture's embedding through the port",
    "face_there": "a face is there",
    "one_head": "one animal with one head",
    "crispness": "energy of the gradients where the head is / the drawing's",
    "home": "the samples from t = 400 and back without a word",
    "judge_face": "judge of faces on drawings",
    "judge_heads": "judge of heads on drawings",
    "shuffled": "judged by another scene's prompt",
    "chance": "what two scenes share by chance",
}
SINGLE = {
    "autoencoder_psnr": "autoencoder, PSNR on unseen scenes (dB)",
    "autoencoder_psnr_head": "autoencoder, PSNR of the head alone (dB)",
    "autoencoder_psnr_photographs": "autoencoder, PSNR on photographs (dB)",
    "japanese_minus_english": "Japanese minus English, paired, mean over the factors",
    "half_precision_psnr": "half against full precision, same seeds (dB)",
}
WAYS = {
    "stamped": "as stamped",
    "at_once": "taken off all at once",
    "steps": "taken off step by step",
}
CURVES = {"guidance_curve": "all factors at once, guidance", "steps_curve": "all factors at once, steps"}


def write(folder: Path) -> None:
    """Write README.md beside card.json."""
    card = json.loads((folder / "card.json").read_text(encoding="utf-8"))
    head = HEAD.format(steps=card["steps"], guidance=card["guidance"])
    text = "\n".join([head, *_figures(card["figures"]), *_making(card["made"])])
    write_aside(folder / "README.md", lambda path: path.write_text(text + "\n", encoding="utf-8"))


def _cell(figure: dict[str, Any]) -> str:
    return f"{figure['value']:g} ({figure['low']:g} to {figure['high']:g}, n = {figure['n']})"


def _figures(figures: dict[str, Any]) -> list[str]:
    if not figures:
        return ["## Figures", "Not measured yet: `python -m explainer.training.evaluate`.", ""]
    rows = ["## What it is held to", "", "| what | bar | reached | |", "|---|---|---|---|"]
    rows += [
        f"| {row['what']} | {row['bar']} | {row['value']:g} | {'yes' if row['reached'] else '**no**'} |"
        for row in figures["bars"]
    ]
    rows += ["", "## Figures", "Value, 95 % interval, number of cases. All by one command,"]
    rows += ["`python -m explainer.training.evaluate`.", "", "| what | figure |", "|---|---|"]
    rows += [f"| {name} | {_cell(figures[key])} |" for key, name in SINGLE.items() if key in figures]
    rows += [
        f"| CLIP: right picture among 100, {language} | {_cell(figure)} |"
        for language, figure in figures["clip_retrieval"].items()
    ]
    rows += [
        f"| {name}: {factor} | {_cell(figure)} |"
        for key, name in (NAMES | CURVES).items()
        for factor, figure in figures.get(key, {}).items()
    ]
    rows += [
        f"| squares without their list, {name}, PSNR (dB): {squares} | {_cell(figure)} |"
        for key, name in WAYS.items()
        for squares, figure in figures.get("unstamping", {}).get(key, {}).items()
    ]
    return [*rows, *_plain(figures), *_grown(figures.get("ages")), *_worst(figures["worst"])]


def _plain(figures: dict[str, Any]) -> list[str]:
    """The figures that come without an interval."""
    rows = [
        f'| "a dog", "a cat": entropy of {f} / the world\'s | {v:g} |' for f, v in figures["variety"].items()
    ]
    copies, speed = figures["copying"], figures["speed"]
    for name, key in (("painted pictures", "painted"), ("unseen renders, reconstructed", "unseen_renders")):
        rows.append(f"| nearly equal to a training picture (d1/d2 < 1/3): {name} | {_cell(copies[key])} |")
    rows.append(f"| that the first share is the larger one: p of Fisher's exact test | {copies['p']:g} |")
    rows.append(
        f"| 20 guided steps and the decoding, seconds on the machine that measured | {speed['seconds']:g} |"
    )
    return [*rows, ""]


def _grown(ages: dict[str, Any] | None) -> list[str]:
    if ages is None:
        return []
    steps = ", ".join(str(step) for step in ages["steps"])
    rows = ["## Growing up", "", "![The same noises at several ages of the training](ages.webp)", ""]
    return [
        *rows,
        f"From the same noises, after {steps} steps of training: {'; '.join(ages['prompts'])}.",
        "",
    ]


def _worst(rows: list[dict[str, Any]]) -> list[str]:
    lines = ["## The worst", "", "![The pictures that show least of their prompts](worst.png)", ""]
    lines += ["In rows from the top left, with what the judge saw instead:", ""]
    for row in rows:
        seen = ", ".join(f"{factor} {value}" for factor, value in row["shows"].items()) or "nothing wrong"
        lines.append(f"- {row['prompt']}: {seen}")
    return [*lines, ""]


def _chain(entry: dict[str, Any]) -> list[dict[str, Any]]:
    """The runs that led to a part, first to last."""
    return [*_chain(entry["before"]), entry] if "before" in entry else [entry]


def _making(made: dict[str, Any]) -> list[str]:
    rows = [
        "## How it was made",
        f"Put together on {made['date']}, by commit {made['commit']}, torch {made['torch']}.",
        "Where a part has several rows, each run went on from the weights of the one above.",
        "",
    ]
    rows += [
        "| part | steps | batch a process | highest rate | seed | last loss |",
        "|---|---|---|---|---|---|",
    ]
    for part, last in made["parts"].items():
        for entry in _chain(last):
            plan = entry["plan"]
            rows.append(
                f"| {part} | {entry['steps_done']} | {plan['batch']} | {plan['lr']:g} | {plan['seed']} "
                f"| {entry['last']['loss']:g} |"
            )
    rows += [
        f"\nThe {part} was put in on {last['date']}, by commit {last['commit']}."
        for part, last in made["parts"].items()
        if "date" in last
    ]
    return [*rows, "", made["note"]] if made.get("note") else rows
