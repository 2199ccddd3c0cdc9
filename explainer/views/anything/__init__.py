"""Anything can go in: what is given as strips of colour, and the pictures that come of it."""

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from explainer.views import clock, film, parts
from explainer.views.base import View

if TYPE_CHECKING:
    from torch import Tensor

    from explainer.lessons.text_to_image.anything import Outcome, Start
    from explainer.lessons.text_to_image.given import Given

LOUDEST = 3.0
"""A number this many times the usual size, 1/√E, gets the full colour."""
SHOWN = 60
"""Characters of a reader's words that travel back."""


class AnythingView(View):
    """Value: one of `laid`, `streamed`, `finished`, or film's `asking`, `failed`.

    Props: `words`, `common` and `pad` (the tables), `picture` (see tabs/section.py), `handed` (what each
    choice takes), `times` (of the sketch as a start). Events: `opened` and `run` with {"kind", "word",
    "other", "color", "way", "seed", "sketch", "run"}, the last the number of the run, which comes back with
    all but the sketch as `asked`; `stop`.
    """

    html = "anything.html"
    styles = (*clock.STYLES, *film.STYLES, *parts.PAD, "anything.css")
    module = "anything.js"
    triggers = ("opened", "run", "stop")


def laid(asked: dict[str, Any], rows: "Sequence[tuple[str, Given | str]]", start: "Start") -> dict[str, Any]:
    """What lies on the table, before the first step.

    rows: each kind with what was given, or with the sentence that says why there is nothing.
    mixed: what goes in at each of the places, as bytes; 128 is zero.
    """
    return {
        "kind": "laid",
        "asked": asked,
        "rows": [_row(kind, one) for kind, one in rows],
        "mixed": [_strip(one) for one in start.embeddings],
        "places": [round(stop, 4) for stop in start.stops],
    }


def streamed(
    asked: dict[str, Any], step: int, calls: Sequence[int], seen: "Sequence[Tensor | None]"
) -> dict[str, Any]:
    """The predicted x0 of each stop, small, after so many steps; None where it has ended."""
    frames = [None if one is None else film.tiny(one) for one in seen]
    return {"kind": "running", "asked": asked, "step": step, "calls": list(calls), "frames": frames}


def finished(table: dict[str, Any], outcome: "Outcome", codes: Sequence[str]) -> dict[str, Any]:
    """The pictures, one a stop, with what was measured of each; `codes` remake them.

    With them `table`, which is what was `laid`: of values that come at once, a page may see the last alone.
    """
    along = outcome.along or (None,) * len(outcome.near)
    stops = zip(outcome.near, outcome.lengths, outcome.reads, along, codes, strict=True)
    return table | {
        "kind": "done",
        "sheet": film.sheet_file(outcome.sheet(film.COLUMNS)),
        "columns": film.COLUMNS,
        "size": outcome.pictures.shape[-1],
        "stops": [
            {
                "near": [round(one, 2) for one in near],
                "length": round(length, 2),
                "reads": [[text, round(one, 2)] for text, one in reads],
                "along": None if way is None else round(100 * way),
                "code": code,
            }
            for near, length, reads, way, code in stops
        ],
        "leap": outcome.leap,
        "seconds": round(outcome.seconds, 2),
    }


def _row(kind: str, one: "Given | str") -> dict[str, Any]:
    if isinstance(one, str):
        return {"kind": kind, "missing": one}
    return {
        "kind": kind,
        "text": one.text[:SHOWN],
        "levels": _strip(one.embedding),
        "unknown": [[word[:40], near] for word, near in one.unknown],
        "flat": one.flat,
    }


def _strip(embedding: "Tensor") -> str:
    return film.streamed_levels(embedding, LOUDEST / math.sqrt(len(embedding)))
