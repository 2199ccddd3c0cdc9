"""Put the trained parts together: `python -m explainer.training.export --runs runs`.

The pack is in diffusers' own layout: autoencoder and denoiser in half precision, the text towers in float32,
every file under 10 MB. `card.json` says what made it, `README.md` is the model card.
"""

from __future__ import annotations

import argparse
import datetime
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import torch
from diffusers import StableDiffusionPipeline
from transformers import CLIPImageProcessorPil, CLIPTextModel

from explainer.training import autoencoder, clip, denoiser, model_card, tokenizer
from explainer.training.files import load_tensors, save_json
from explainer.training.loop import checkpoint
from explainer.world.captions import LANGUAGES, lexicon

GUIDANCE, STEPS, SHARD = 4.0, 20, "9MB"


def assemble(runs: Path, size: str) -> tuple[StableDiffusionPipeline, Any]:
    """The stock pipeline and the CLIP of the newest checkpoints in `runs`."""
    words = tokenizer.build()
    model = clip.load(runs / "clip", words, size)
    tower = CLIPTextModel(model.text_model.config)
    tower.load_state_dict(model.text_model.state_dict())
    vae = autoencoder.load(runs / "autoencoder", size)
    vae.register_to_config(scaling_factor=_scale(runs))
    pipeline = StableDiffusionPipeline(
        vae=vae.half(),
        text_encoder=tower.eval(),
        tokenizer=words,
        unet=denoiser.load(runs / "denoiser", size, tower.config.hidden_size).half(),
        scheduler=denoiser.sampler(),
        safety_checker=None,
        feature_extractor=None,  # pyright: ignore[reportArgumentType]
        requires_safety_checker=False,
    )
    return pipeline, model


def _scale(runs: Path) -> float:
    banks = sorted(runs.glob("latents-*.pt"), key=lambda path: path.stat().st_mtime)
    if not banks:
        raise FileNotFoundError(f"no latents-*.pt in {runs}: train the denoiser first")
    return float(load_tensors(banks[-1])["scale"])


def history(runs: Path) -> dict[str, Any]:
    """What each part was trained by, for how long, and its last losses, from its own log."""
    parts = {}
    for part in ("autoencoder", "clip", "denoiser"):
        rows = [json.loads(line) for line in (runs / part / "losses.jsonl").read_text().splitlines()]
        plan = json.loads((runs / part / "plan.json").read_text())
        reached = int(load_tensors(checkpoint(runs / part))["step"])
        parts[part] = {"plan": plan, "steps_done": reached, "last": rows[-1]}
    return parts


def _commit() -> str:
    done = subprocess.run(["git", "rev-parse", "HEAD"], capture_output=True, text=True, check=False)
    return done.stdout.strip() or "unknown"


def card(runs: Path, name: str, note: str) -> dict[str, Any]:
    """What the pack says of itself; `evaluate` adds the figures."""
    return {
        "name": name,
        "made": {
            "date": datetime.datetime.now(datetime.UTC).date().isoformat(),
            "commit": _commit(),
            "torch": torch.__version__,
            "parts": history(runs),
            "note": note,
        },
        "guidance": GUIDANCE,
        "steps": STEPS,
        "figures": {},
        "lexicon": {language: list(lexicon(language)) for language in LANGUAGES},
    }


def export(runs: Path, out: Path, size: str = "full", note: str = "") -> None:
    """Write the pack beside `out`, then put it in its place: a failure leaves the old pack whole."""
    aside = out.with_name(out.name + ".new")
    shutil.rmtree(aside, ignore_errors=True)
    try:
        pipeline, model = assemble(runs, size)
        pipeline.save_pretrained(aside, max_shard_size=SHARD)
        model.save_pretrained(aside / "clip", max_shard_size=SHARD)
        half = [0.5, 0.5, 0.5]
        square = {"size": {"shortest_edge": 128}, "crop_size": 128}
        processor = CLIPImageProcessorPil(image_mean=half, image_std=half, **square)
        processor.save_pretrained(aside / "clip")
        save_json(aside / "card.json", card(runs, out.name, note))
        model_card.write(aside)
        if out.exists():
            shutil.rmtree(out)
        aside.rename(out)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def main() -> None:
    """Read the arguments and export."""
    parser = argparse.ArgumentParser(description="Put the trained parts together as a pack.")
    parser.add_argument("--runs", type=Path, default=Path("runs"), help="folder of the trainings")
    parser.add_argument("--out", type=Path, default=Path("assets/packs/animals"))
    parser.add_argument("--smoke", action="store_true", help="the parts are of smoke size")
    parser.add_argument("--note", default="", help="what the card shall say of how the runs differed")
    args = parser.parse_args()
    export(args.runs, args.out, "smoke" if args.smoke else "full", args.note)


if __name__ == "__main__":
    main()
