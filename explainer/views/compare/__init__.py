"""One thing changed and all else kept: lanes scrubbed together, each with its difference to the first."""

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from explainer.views import clock, film
from explainer.views.base import View
from explainer.views.colormaps import viridis

if TYPE_CHECKING:
    from PIL.Image import Image
    from torch import Tensor

    from explainer.lessons.text_to_image.compare import Compared, Outcome
    from explainer.lessons.text_to_image.wording import Wording

LONGEST = 400  # characters of a prompt that travel back


class CompareView(View):
    """Value: one of `streamed`, `finished`, or film's `failed`; `asked` in them is {"run"}. Prop `parts`: see
    `parts`, or None.

    Further props: `words`, `common` (the table), `opens` (the settings of the figure's opening picture),
    `schedulers` (their names). Events: `run` with {"lanes": [{"prompt", "seed", "steps", "scheduler",
    "guidance"}, …], "run"}; `stop`; `read` with {"prompt"}.
    """

    html = "compare.html"
    styles = (*clock.STYLES, *film.STYLES, "../lanes/lanes.css", "compare.css")
    module = "compare.js"
    triggers = ("run", "stop", "read")


def parts(wording: "Wording") -> dict[str, Any]:
    """What could stand elsewhere in a prompt: words as [start, end, [[word, whole prompt], …]]."""
    return {
        "prompt": wording.prompt,
        "words": [[word.start, word.end, [list(one) for one in word.others]] for word in wording.words],
        "translated": wording.translated,
        "whole": wording.whole,
    }


def streamed(
    asked: dict[str, Any], step: int, calls: Sequence[int], seen: "Sequence[Tensor | None]"
) -> dict[str, Any]:
    """The predicted x0 of each lane, small, after so many steps; None where a lane has ended."""
    frames = [None if one is None else film.tiny(one) for one in seen]
    return {"kind": "running", "asked": asked, "step": step, "calls": list(calls), "frames": frames}


def finished(asked: dict[str, Any], outcome: "Outcome", codes: Sequence[str]) -> dict[str, Any]:
    """All lanes, to be scrubbed.

    sheet      lane by lane: its predicted x0 at each moment, and its picture
    maps       the differences to the first lane in the same order, `full` being the brightest
    """
    return {
        "kind": "done",
        "asked": asked,
        "lanes": [_lane(lane) | {"code": code} for lane, code in zip(outcome.lanes, codes, strict=True)],
        "sheet": film.sheet_file(outcome.sheet(film.COLUMNS)),
        "maps": film.sheet_file(_maps(outcome)),
        "columns": film.COLUMNS,
        "size": outcome.lanes[0].x0.shape[-1],
        "moments": list(outcome.moments),
        "full": round(100 * outcome.largest),
        "seconds": round(outcome.seconds, 2),
    }


def _lane(lane: "Compared") -> dict[str, Any]:
    """apart is in hundredths of the whole range from black to full."""
    return {
        "steps": list(lane.steps),
        "apart": [round(100 * apart, 2) for apart in lane.apart],
        "similarity": round(lane.similarity, 3),
        "to_first": round(lane.to_first, 3),
    }


def _maps(outcome: "Outcome") -> "Image":
    cells = np.concatenate([lane.difference.numpy() for lane in outcome.lanes])
    rows, (h, w) = math.ceil(len(cells) / film.COLUMNS), cells.shape[1:]
    sheet = np.zeros((rows * h, film.COLUMNS * w), dtype=np.float64)
    for i, cell in enumerate(cells):
        top, left = i // film.COLUMNS * h, i % film.COLUMNS * w
        sheet[top : top + h, left : left + w] = cell
    return viridis(sheet, outcome.largest)
