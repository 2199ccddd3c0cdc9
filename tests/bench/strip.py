"""Noising a strip of frames against copying as many bytes."""

from collections.abc import Iterator
from pathlib import Path

import torch

from explainer.core.noising import add_noise, gaussian
from tests.bench.ratio import Measure, compare

FRAMES, SIZE, ROUNDS = 50, 128, 200


def measures(_: Path) -> Iterator[Measure]:
    """One picture at each of `FRAMES` levels of noise."""
    x0, eps = gaussian((1, 3, SIZE, SIZE), seed=0).clamp(-1, 1), gaussian((1, 3, SIZE, SIZE), seed=1)
    abar = torch.linspace(0.999, 0.001, FRAMES)
    frames = add_noise(x0, eps, abar)

    def strip() -> torch.Tensor:
        return add_noise(x0, eps, abar)

    yield compare(f"strip of {FRAMES} noisy frames / a copy of it", strip, frames.clone, 2, ROUNDS)
