"""Take a pack apart again: `python -m explainer.training.unpack --pack assets/packs/animals --runs runs`.

Writes a checkpoint for each part that `runs` lacks, with the pack's weights and what its card says of their
making, so that one part can be trained anew, or further, without the others.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import torch
from torch import nn

from explainer.core import pack, port
from explainer.core.packfiles import read_json
from explainer.training import autoencoder, banks, clip, data, denoiser, student, unstamper
from explainer.training.files import save_json, save_tensors
from explainer.training.loop import checkpoint


def parts(model: pack.ModelPack) -> dict[str, nn.Module]:
    """Each part of the pack as its training holds it; what a pack does not keep is fresh."""
    width, embedding = model.text_encoder.config.hidden_size, model.clip.visual_projection.out_features
    port = denoiser.projection(width, embedding) if model.image_port is None else model.image_port.projection
    found: dict[str, nn.Module] = {
        "autoencoder": autoencoder.Rebuild(model.vae),
        "clip": clip.Reader(model.clip),
        "denoiser": denoiser.Guess(model.unet, port),
    }
    if model.student is not None:
        found["student"] = student.Student(model.student)
    if model.unstamper is not None:
        found["unstamper"] = unstamper.Undo(model.unstamper)
    return found


def unpack(folder: Path, runs: Path) -> None:
    """Write the checkpoints that are not there yet. Raises PackError for a pack that is not whole."""
    made: dict[str, Any] = read_json(folder / "card.json")["made"]
    for name, module in parts(pack.load_pack(folder)).items():
        if checkpoint(runs / name).exists():
            continue
        entry, weights = made["parts"][name], module.state_dict()
        state = {"step": entry["steps_done"], "plan": entry["plan"], "world": made.get("world")}
        state |= {"model": weights, "average": weights}
        save_tensors(checkpoint(runs / name), state)
        save_json(runs / name / "made.json", entry)
    _keep_scales(pack.load_pack(folder), runs)


def _keep_scales(model: pack.ModelPack, runs: Path) -> None:
    """What `export` takes from the banks of a training, without the banks."""
    scale = {"scale": torch.tensor(model.vae.config.scaling_factor)}
    save_tensors(runs / f"latents-{data.world()}-0-{banks.fingerprint(banks.encoding(model.vae))}.pt", scale)
    if model.image_port is not None:
        means = {name: getattr(model.image_port, name) for name in port.MEANS}
        save_tensors(runs / f"embeddings-{data.world()}-0-{banks.fingerprint(model.clip)}.pt", means)


def main() -> None:
    """Read the arguments and unpack."""
    parser = argparse.ArgumentParser(description="Write a pack's parts as checkpoints.")
    parser.add_argument("--pack", type=Path, default=Path("assets/packs/animals"))
    parser.add_argument("--runs", type=Path, default=Path("runs"))
    args = parser.parse_args()
    unpack(args.pack, args.runs)


if __name__ == "__main__":
    main()
