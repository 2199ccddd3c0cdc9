"""The figures of a pack that come from measuring: copies of training pictures, precision, speed, size."""

from __future__ import annotations

import statistics as medians
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import torch

from explainer.core import noising, pack, sampling
from explainer.training import autoencoder, data, denoiser, figures, painting
from explainer.training.statistics import average, fisher, share

NEARLY_EQUAL = 1 / 3


def nearness(pictures: torch.Tensor, bank: torch.Tensor) -> torch.Tensor:
    """d1/d2, (n,): distance to the nearest training picture over that to the second, on 32×32 means."""

    def small(x: torch.Tensor) -> torch.Tensor:
        return torch.nn.functional.avg_pool2d(x, 4).flatten(1)

    kept = torch.cat([small(data.as_input(part)) for part in bank.split(500)])
    nearest = torch.cdist(small(pictures), kept).topk(2, largest=False).values
    return nearest[:, 0] / nearest[:, 1].clamp(min=1e-9)


def copying(model: pack.ModelPack, painted: torch.Tensor, bank: torch.Tensor) -> dict[str, Any]:
    """Share of painted pictures nearly equal to a training picture, against that of unseen renders."""
    unseen = data.as_input(data.paint([data.test_scene(100_000 + i) for i in range(len(painted))]))
    ours = nearness(painted, bank) < NEARLY_EQUAL
    theirs = nearness(figures.reconstructions(model, unseen), bank) < NEARLY_EQUAL
    p = fisher(int(ours.sum()), len(ours), int(theirs.sum()), len(theirs))
    return {"painted": share(ours), "unseen_renders": share(theirs), "p": round(p, 4)}


def halving(model: pack.ModelPack, runs: Path, count: int) -> dict[str, Any] | None:
    """PSNR of pictures painted in half precision's weights against those of the full ones, same seeds.

    None where `runs` does not hold the full weights (only what was unpacked from a pack).
    """
    if any((runs / part / "made.json").exists() for part in ("autoencoder", "denoiser")):
        return None
    width, embedding = model.text_encoder.config.hidden_size, model.clip.visual_projection.out_features
    size = denoiser.size_of(model.unet)
    vae = autoencoder.load(runs / "autoencoder", size)
    vae.register_to_config(scaling_factor=model.vae.config.scaling_factor)
    unet = denoiser.load(runs / "denoiser", size, width, embedding).unet
    whole = replace(model, vae=vae.to(model.device), unet=unet.to(model.device))  # pyright: ignore[reportArgumentType]
    prompts = figures.described([data.test_scene(i) for i in range(count)], "en")
    return average(
        figures.closeness(painting.from_words(model, prompts), painting.from_words(whole, prompts))
    )


def speed(model: pack.ModelPack, rounds: int = 5) -> dict[str, Any]:
    """20 guided steps and the decoding: seconds, and as a ratio to the bare calls, the quickest of rounds."""
    guidance = float(model.card["guidance"])
    words, nothing = pack.encode_prompt(model, ["a brown dog", ""]).split(1)
    noise = noising.gaussian((1, *pack.latent_shape(model)), 0)
    both, pair = torch.cat([nothing, words]), torch.cat([noise, noise])

    def ours() -> None:
        *_, last = sampling.denoise(
            model, noise, words, nothing, scheduler="ddim", steps=20, guidance=guidance
        )
        pack.decode(model, last.x_prev)

    @torch.no_grad()
    def bare() -> None:
        for _ in range(20):
            model.unet(pair, 500, encoder_hidden_states=both)
        model.vae.decode(noise)

    def seconds(run: Callable[[], None]) -> float:
        began = time.perf_counter()
        run()
        return time.perf_counter() - began

    pairs = [(seconds(ours), seconds(bare)) for _ in range(rounds)]
    whole, least = (min(times) for times in zip(*pairs, strict=True))
    return {"seconds": round(medians.median(a for a, _ in pairs), 3), "ratio": round(whole / least, 3)}


def sizes(folder: Path) -> dict[str, float]:
    """Megabytes of each part, of the largest file, and of the whole pack."""
    found = {path: path.stat().st_size / 1e6 for path in folder.rglob("*") if path.is_file()}
    per_part: dict[str, float] = {}
    for path, size in found.items():
        part = path.relative_to(folder).parts[0] if path.parent != folder else "."
        per_part[part] = per_part.get(part, 0) + size
    summed = {"largest_file": max(found.values()), "whole": sum(found.values())}
    return {name: round(size, 2) for name, size in (per_part | summed).items() if name != "."}
