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
pipeline("a brown dachshund on the beach", num_inference_steps=20, guidance_scale=4.0).images[0]
```

![64 samples, none picked](samples.png)

## What it knows
Only the words of its captions, in English and Japanese; `card.json` lists them. Anything else is noise to it.
Some combinations of factors were held out of training (`HELD_OUT` in `explainer/world/scene.py`).

## Limits
It draws this world alone. The autoencoder blurs thin lines, whiskers first, and loses detail of photographs.
Captions were made by rules, so free wording works less well than the rules' own. Read the figures
for the rest.
"""
NAMES = {
    "autoencoder_psnr": "autoencoder, PSNR on unseen scenes (dB)",
    "judge_on_renders": "independent judge on unseen renders",
    "judge_on_reconstructions": "judge on autoencoder reconstructions (the ceiling)",
    "prompt_followed_en": "prompt followed, English",
    "prompt_followed_ja": "prompt followed, Japanese",
    "held_out_followed": "prompt followed, combinations never seen",
}


def write(folder: Path) -> None:
    """Write README.md beside card.json."""
    card = json.loads((folder / "card.json").read_text(encoding="utf-8"))
    text = "\n".join([HEAD, *_figures(card["figures"]), *_making(card["made"])])
    write_aside(folder / "README.md", lambda path: path.write_text(text + "\n", encoding="utf-8"))


def _cell(figure: dict[str, Any]) -> str:
    return f"{figure['value']:g} ({figure['low']:g} to {figure['high']:g}, n = {figure['n']})"


def _figures(figures: dict[str, Any]) -> list[str]:
    if not figures:
        return ["## Figures", "Not measured yet: `python -m explainer.training.evaluate`.", ""]
    rows = ["## Figures", "Value, 95 % interval, number of cases.", "", "| what | figure |", "|---|---|"]
    rows.append(f"| {NAMES['autoencoder_psnr']} | {_cell(figures['autoencoder_psnr'])} |")
    rows += [
        f"| CLIP: right picture among 100, {language} | {_cell(figure)} |"
        for language, figure in figures["clip_retrieval"].items()
    ]
    rows += [
        f"| {name}: {factor} | {_cell(figure)} |"
        for key, name in NAMES.items()
        if key != "autoencoder_psnr"
        for factor, figure in figures[key].items()
    ]
    return [*rows, ""]


def _making(made: dict[str, Any]) -> list[str]:
    rows = [
        "## How it was made",
        f"On {made['date']}, by commit {made['commit']}, torch {made['torch']}.",
        "",
    ]
    rows += ["| part | steps | batch | seed | last loss |", "|---|---|---|---|---|"]
    for part, entry in made["parts"].items():
        plan, last = entry["plan"], entry["last"]
        rows.append(
            f"| {part} | {entry['steps_done']} | {plan['batch']} | {plan['seed']} | {last['loss']:g} |"
        )
    return [*rows, "", made["note"]] if made.get("note") else rows
