"""Put the trained parts together: `python -m explainer.training.export --runs runs`.

The pack is in diffusers' own layout: autoencoder and denoiser in half precision, the text towers in float32,
every file under 10 MB. `card.json` says what made it, `README.md` is the model card. `--part squares` adds
the unstamper to a pack that is there, or renews it, and leaves all other weights as they are.
"""

from __future__ import annotations

import argparse
import datetime
import shutil
import subprocess
from pathlib import Path
from typing import Any

import torch
from diffusers import StableDiffusionPipeline
from safetensors.torch import save_file
from transformers import CLIPImageProcessorPil, CLIPModel, CLIPTextModel

from explainer.core import port
from explainer.core.packfiles import read_json
from explainer.training import (
    autoencoder,
    banks,
    clip,
    data,
    denoiser,
    model_card,
    student,
    tokenizer,
    unstamper,
)
from explainer.training.files import save_json
from explainer.training.history import PARTS, made
from explainer.training.loop import checkpoint
from explainer.world.captions import LANGUAGES, lexicon

SHARD = "9MB"


def assemble(runs: Path, size: str) -> tuple[StableDiffusionPipeline, CLIPModel]:
    """The stock pipeline and the CLIP of the newest checkpoints in `runs`."""
    words = tokenizer.build()
    model = clip.load(runs / "clip", words, size)
    tower = CLIPTextModel(model.text_model.config)
    tower.load_state_dict(model.text_model.state_dict())
    vae = autoencoder.load(runs / "autoencoder", size)
    vae.register_to_config(scaling_factor=float(banks.of(runs, "latents", banks.encoding(vae))["scale"]))
    pipeline = StableDiffusionPipeline(
        vae=vae.half(),
        text_encoder=tower.eval(),
        tokenizer=words,
        unet=_denoiser(runs, model, size).unet.half(),
        scheduler=denoiser.sampler(),
        safety_checker=None,
        feature_extractor=None,  # pyright: ignore[reportArgumentType]
        requires_safety_checker=False,
    )
    return pipeline, model


def _denoiser(runs: Path, model: CLIPModel, size: str) -> denoiser.Guess:
    width, embedding = model.text_model.config.hidden_size, model.visual_projection.out_features
    return denoiser.load(runs / "denoiser", size, width, embedding)


def save_port(runs: Path, model: CLIPModel, folder: Path, size: str) -> None:
    """Write the port's weights and the two towers' means, with a small config beside them."""
    bank = banks.of(runs, "embeddings", model)
    projection = _denoiser(runs, model, size).port
    means = {name: bank[name].clone() for name in port.MEANS}
    config = {
        "image_embed_dim": model.config.projection_dim,
        "cross_attention_dim": model.text_model.config.hidden_size,
        "num_image_text_embeds": denoiser.PORT_TOKENS,
    }
    save_json(folder / "config.json", config)
    save_file(projection.state_dict() | means, folder / port.WEIGHTS)


def save_unstamper(runs: Path, folder: Path, size: str) -> None:
    """Write the unstamper's weights, in half precision, with its config."""
    unstamper.load(runs / "unstamper", size).half().save_pretrained(folder, max_shard_size=SHARD)


def _today() -> str:
    return datetime.datetime.now(datetime.UTC).date().isoformat()


def _commit() -> str:
    done = subprocess.run(["git", "rev-parse", "HEAD"], capture_output=True, text=True, check=False)
    return done.stdout.strip() or "unknown"


def card(runs: Path, name: str, note: str) -> dict[str, Any]:
    """What the pack says of itself; `evaluate` adds the figures."""
    return {
        "name": name,
        "made": {
            "date": _today(),
            "commit": _commit(),
            "world": data.world(),
            "torch": torch.__version__,
            "parts": {part: made(runs / part) for part in PARTS if checkpoint(runs / part).exists()},
            "note": note,
            **({"twin": made(runs / "twin")} if (runs / "twin").exists() else {}),
        },
        "guidance": student.GUIDANCE,
        "steps": student.TEACHER_STEPS,
        "student_steps": student.STEPS,
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
        save_port(runs, model, aside / "image_port", size)
        if checkpoint(runs / "student").exists():
            width = model.text_model.config.hidden_size
            few = student.load(runs / "student", size, width).half()
            few.save_pretrained(aside / "student", max_shard_size=SHARD)
        if checkpoint(runs / "unstamper").exists():
            save_unstamper(runs, aside / "squares", size)
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


def add_unstamper(runs: Path, out: Path, size: str = "full") -> None:
    """Put the unstamper into the pack `out`: its folder, its making with date and commit, the model card."""
    aside = out.with_name(out.name + ".squares")
    shutil.rmtree(aside, ignore_errors=True)
    try:
        save_unstamper(runs, aside, size)
        shutil.rmtree(out / "squares", ignore_errors=True)
        aside.rename(out / "squares")
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    told = read_json(out / "card.json")
    told["made"]["parts"]["unstamper"] = made(runs / "unstamper") | {"date": _today(), "commit": _commit()}
    save_json(out / "card.json", told)
    model_card.write(out)


def main() -> None:
    """Read the arguments and export."""
    parser = argparse.ArgumentParser(description="Put the trained parts together as a pack.")
    parser.add_argument("--runs", type=Path, default=Path("runs"), help="folder of the trainings")
    parser.add_argument("--out", type=Path, default=Path("assets/packs/animals"))
    parser.add_argument("--smoke", action="store_true", help="the parts are of smoke size")
    parser.add_argument("--note", default="", help="what the card shall say of how the runs differed")
    parser.add_argument("--part", choices=["squares"], help="add this part alone to the pack that is there")
    args = parser.parse_args()
    size = "smoke" if args.smoke else "full"
    if args.part:
        add_unstamper(args.runs, args.out, size)
    else:
        export(args.runs, args.out, size, args.note)


if __name__ == "__main__":
    main()
