"""The cost of a step: the numbers poured out before the reader's eyes, a guess, bars, and two curves."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PIL import Image

from explainer.views import clock, film
from explainer.views.base import View

if TYPE_CHECKING:
    from explainer.lessons.latent import Counts, Roundtrip
    from explainer.lessons.latent.cost import Size, Timing

LOUDEST = 2.5
"""A number of the latent this far from zero gets the full colour."""


class CostView(View):
    """Value: one of `ready`, `timed`, or film's `failed`.

    Props: `words`, `common` (the table), `picture` (see tabs/section.py).
    Events: `opened` and `go` with {"run"}; `stop`.
    """

    html = "cost.html"
    styles = (*clock.STYLES, "cost.css")
    module = "cost.js"
    triggers = ("opened", "go", "stop")


def ready(
    asked: dict[str, Any],
    result: "Roundtrip",
    sizes: "Sequence[Size]",
    live: Sequence[int],
    kept: tuple[dict[str, Any], int] | None,
    larger: "Counts",
    name: str,
) -> dict[str, Any]:
    """The picture and its latent, all sizes counted, and what was recorded for these weights, if it was.

    kept  what the lesson's `recorded` made, and when; larger: Stable Diffusion's sizes
    """
    size = result.picture.shape[-1]
    return {
        "kind": "ready",
        "asked": asked,
        "name": name,
        "picture": film.sheet_file(result.sheet(Image.new("RGB", (size, size))).crop((0, 0, size, size))),
        "size": size,
        "latent": film.streamed_levels(result.latent[0], LOUDEST),
        "channels": result.latent.shape[1],
        "latent_side": result.latent.shape[-1],
        "sizes": [_size(one) for one in sizes],
        "live": list(live),
        "recorded": _recorded(*kept) if kept else None,
        "counts": _counts(result.counts),
        "larger": _counts(larger),
    }


def timed(asked: dict[str, Any], timings: "Sequence[Timing]", code: str | None) -> dict[str, Any]:
    """The sizes timed so far; `code`, the snippet, comes with the last."""
    seconds = {str(one.side): one.seconds for one in timings}
    return {"kind": "timed", "asked": asked, "seconds": seconds, "code": code}


def _recorded(value: dict[str, Any], made: int) -> dict[str, Any]:
    latent, picture = value["stable_diffusion"]
    told = {"latent": latent["each"] + latent["pairs"], "picture": picture["each"] + picture["pairs"]}
    return {"seconds": value["seconds"], "made": made, "larger": told}


def _size(size: "Size") -> dict[str, Any]:
    return {
        "side": size.side,
        "channels": size.channels,
        "each": size.each,
        "pairs": size.pairs,
        "table": size.table,
    }


def _counts(counts: "Counts") -> dict[str, Any]:
    return {
        "picture": list(counts.picture_shape),
        "latent": list(counts.latent_shape),
        "picture_numbers": counts.picture_numbers,
        "latent_numbers": counts.latent_numbers,
        "numbers_ratio": counts.numbers_ratio,
        "positions_ratio": counts.positions_ratio,
        "pairs_ratio": counts.pairs_ratio,
    }
