"""The few statistics that the figures need: shares and means with 95 % intervals, entropy, Fisher's test."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from typing import Any

import torch

Z = 1.96


def share(hits: torch.Tensor) -> dict[str, Any]:
    """Share of true values (n,) with its Wilson 95 % interval."""
    n, p = hits.numel(), hits.float().mean().item()
    middle = (p + Z * Z / (2 * n)) / (1 + Z * Z / n)
    half = Z * math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n)) / (1 + Z * Z / n)
    return _figure(p, middle - half, middle + half, n, 4)


def average(values: torch.Tensor) -> dict[str, Any]:
    """Mean of (n,) with its normal 95 % interval; of paired differences, that of the paired comparison."""
    half = Z * values.std().item() / math.sqrt(values.numel())
    mean = values.mean().item()
    return _figure(mean, mean - half, mean + half, values.numel(), 4)


def _figure(value: float, low: float, high: float, n: int, digits: int) -> dict[str, Any]:
    return {"value": round(value, digits), "low": round(low, digits), "high": round(high, digits), "n": n}


def entropy(values: Iterable[object]) -> float:
    """Shannon entropy in bits of the values' distribution, 0 where all are the same."""
    counts = Counter(values)
    total = sum(counts.values())
    return sum(-c / total * math.log2(c / total) for c in counts.values()) + 0.0


def fisher(more: int, of: int, less: int, out_of: int) -> float:
    """Fisher's exact test, one-sided: how probable a share as high as `more`/`of` is where `less`/`out_of` is
    of the same kind. 1.0 where nothing speaks for a difference."""
    hits, total = more + less, of + out_of
    ways = math.comb(total, hits)
    tail = range(more, min(hits, of) + 1)
    return sum(math.comb(of, k) * math.comb(out_of, hits - k) for k in tail) / ways
