"""Schedulers side by side: two to four lanes scrubbed together, and their paths on a plane."""

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from explainer.views import clock, film
from explainer.views.base import View

if TYPE_CHECKING:
    from torch import Tensor

    from explainer.lessons.reverse.lanes import Outcome, Path

CELL = 40
ACROSS = 8


class LanesView(View):
    """Value: one of `streamed`, `finished`, or film's `failed`.

    Props: `words`, `common` (the table), `picture` (see tabs/section.py). Events: `opened` with {"lanes",
    "steps", "seed", "from", "t", "run"}, the last the number of the run, which comes back as part of
    `asked`; `stop`.
    """

    html = "lanes.html"
    styles = (*clock.STYLES, *film.STYLES, "lanes.css")
    module = "lanes.js"
    triggers = ("opened", "stop")


def streamed(
    asked: dict[str, Any], step: int, calls: Sequence[int], seen: "Sequence[Tensor | None]"
) -> dict[str, Any]:
    """The predicted x0 of each lane, small, after so many steps; None where a lane has ended."""
    frames = [None if one is None else film.tiny(one) for one in seen]
    return {"kind": "running", "asked": asked, "step": step, "calls": list(calls), "frames": frames}


def finished(asked: dict[str, Any], outcome: "Outcome", codes: Sequence[str]) -> dict[str, Any]:
    """All lanes, to be scrubbed.

    sheet    lane by lane: its k × x_t, its k × predicted x0, its end; `first` says where a lane begins
    moments  [t, natural logarithm of the signal-to-noise ratio] of each shared position
    pairs    [i, j, PSNR in dB of the lanes' ends]
    """
    firsts, plane = [0], outcome.plane
    for path in outcome.paths:
        firsts.append(firsts[-1] + 2 * len(path.x_t) + 1)
    return {
        "kind": "done",
        "asked": asked,
        "lanes": [
            _lane(path, first) | {"code": code}
            for path, first, code in zip(outcome.paths, firsts[:-1], codes, strict=True)
        ],
        "sheet": film.sheet_file(outcome.sheet(film.COLUMNS)),
        "columns": film.COLUMNS,
        "size": outcome.paths[0].end.shape[-1],
        "moments": [
            [t, round(math.log(snr), 1)] for t, snr in zip(outcome.moments, outcome.snr, strict=True)
        ],
        "pairs": [[i, j, round(near, 1)] for (i, j), near in outcome.closeness.items()],
        "groups": [list(group) for group in outcome.groups],
        "nearest": list(outcome.nearest),
        "farthest": list(outcome.farthest),
        "landmarks": _rounded(plane.landmarks),
        "pictures": film.sheet_file(plane.sheet(CELL, ACROSS)),
        "cell": CELL,
        "across": ACROSS,
        "explained": [round(100 * share) for share in (sum(plane.explained), plane.world)],
        "t": outcome.start.t,
        "seconds": round(outcome.seconds, 2),
    }


def _lane(path: "Path", first: int) -> dict[str, Any]:
    """`at` are the cells of x_t and of the predicted x0 at each moment, `end` that of the end."""
    k = len(path.x_t)
    return {
        "scheduler": path.scheduler,
        "student": path.student,
        "calls": path.calls,
        "at": [[first + i, first + k + i] for i in path.at],
        "end": first + 2 * k,
        "steps": list(path.steps),
        "points": _rounded(path.points),
        "alone": round(path.alone, 2),
    }


def _rounded(points: "Tensor") -> list[list[float]]:
    return [[round(x, 2), round(y, 2)] for x, y in points.tolist()]
