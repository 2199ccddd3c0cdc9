"""Squares without their list: what a network makes of them beside what the list gives back."""

from typing import TYPE_CHECKING, Any

import numpy as np
from PIL import Image

from explainer.views import clock, film
from explainer.views.base import View

if TYPE_CHECKING:
    from explainer.lessons.reverse.unstamp import Undone

COLUMNS = 8


class UnstampView(View):
    """Value: `value_of` or `failed`. Props: `words`, `common` (the table), `picture` (see tabs/section.py).

    Event: `opened` with {"count"}.
    """

    html = "unstamp.html"
    styles = (*clock.STYLES, *film.STYLES, "unstamp.css")
    module = "unstamp.js"
    triggers = ("opened",)


def value_of(
    result: "Undone", counts: tuple[int, ...], name: str, recorded: dict[str, Any] | None, code: str
) -> dict[str, Any]:
    """What the view draws of `result`; `name` is the picture's, in the reader's language.

    sheet     two cells a frame, the network's and the list's, COLUMNS to a row, then the picture itself
    maps      a byte a pixel: for each frame how far the network's is from the picture, the mean over the
              colours; then from which frame on the network's guess is shown (0: never)
    recorded  what the pack's card says of many pictures (see training/undoing.py), or None
    """
    frames = result.frames
    cells = [picture for frame in frames for picture in (frame.without, frame.listed)]
    return {
        "kind": "undone",
        "name": name,
        "count": result.count,
        "counts": list(counts),
        "sheet": film.sheet_file(_sheet([*cells, result.pixels])),
        "maps": film.bytes_file(np.stack([*_wrong(result), result.taken_off_at])),
        "columns": COLUMNS,
        "side": len(result.pixels),
        "frames": [
            {
                "left": frame.left,
                "psnr": _decibels(frame.error.psnr),
                "listed": _decibels(frame.exact.psnr),
                "differing": frame.error.differing,
                "exact": frame.exact.differing,
            }
            for frame in frames
        ],
        "atOnce": _decibels(result.at_once.psnr),
        "invented": round(result.invented, 4),
        "mistaken": result.mistaken,
        "values": result.pixels.size,
        "recorded": recorded,
        "code": code,
    }


def failed(sentence: str) -> dict[str, Any]:
    """Nothing came of it, and why."""
    return {"kind": "error", "text": sentence}


def _wrong(result: "Undone") -> list[np.ndarray]:
    apart = [np.abs(frame.without.astype(int) - result.pixels).mean(axis=2) for frame in result.frames]
    return [one.round().astype(np.uint8) for one in apart]


def _sheet(pictures: list[np.ndarray]) -> Image.Image:
    blank = [np.zeros_like(pictures[0])] * (-len(pictures) % COLUMNS)
    rows = np.stack([*pictures, *blank]).reshape(-1, COLUMNS, *pictures[0].shape)
    return Image.fromarray(np.concatenate([np.concatenate(list(row), axis=1) for row in rows]))


def _decibels(psnr: float) -> float | None:
    """None for equal pictures: JSON knows no infinity."""
    return round(psnr, 2) if np.isfinite(psnr) else None
