"""The figure of reverse denoising: x_t, predicted noise, predicted x0; streamed, and then scrubbed."""

from typing import TYPE_CHECKING, Any

from explainer.views.base import View
from explainer.views.film import (
    COLUMNS,
    LOUDEST,
    STYLES,
    bytes_file,
    levels,
    sheet_file,
    streamed_levels,
    tiny,
)

if TYPE_CHECKING:
    from torch import Tensor

    from explainer.lessons.reverse import Moment, Outcome

LARGEST_DIFFERENCE = 0.35
"""Share of the full range that gets the full colour in the map of A′ − A."""


class ReverseView(View):
    """Value: one of `streamed`, `finished`, or film's `asking`, `failed`.

    Prop `others`: how many animals stand beside A in the line. Events: `choose` of a picture bar; `run` with
    {"t", "steps", "seed", "scheduler", "picture", "run"}, the last one the number of the run, which comes
    back as part of `asked`; `stop`.
    """

    html = "reverse.html"
    styles = (*STYLES, "reverse.css")
    module = "reverse.js"
    triggers = ("choose", "run", "stop")


def streamed(
    asked: dict[str, Any], moment: "Moment", seen: "tuple[Tensor, Tensor]", count: int
) -> dict[str, Any]:
    """One frame of a run of `count` steps; `seen` are x_t and predicted x0 as small pictures."""
    x_t, x0 = seen
    return {
        "kind": "running",
        "asked": asked,
        "count": count,
        "moment": _numbers(moment),
        "x_t": tiny(x_t),
        "eps": streamed_levels(moment.step.eps, LOUDEST),
        "x0": tiny(x0),
        "side": moment.step.eps.shape[-1],
        "channels": moment.step.eps.shape[1],
    }


def finished(
    asked: dict[str, Any],
    outcome: "Outcome",
    count: int,
    made: float | None,
    code: str,
    at: int | None = None,
) -> dict[str, Any]:
    """The whole run, to be scrubbed.

    sheet   k × x_t, k × predicted x0, A′, A, the other animal that CLIP finds most like A′
    maps    bytes: k × channels × side² of predicted noise, then size² of A′ − A
    at      which position to open on (default: the end)
    """
    eps = [moment.step.eps for moment in outcome.moments]
    return {
        "kind": "done",
        "asked": asked,
        "count": count,
        "moments": [
            _numbers(moment) | {"closeness": round(near, 2)}
            for moment, near in zip(outcome.moments, outcome.closeness, strict=True)
        ],
        "sheet": sheet_file(outcome.sheet(COLUMNS)),
        "maps": bytes_file(
            *(levels(one, LOUDEST) for one in eps), levels(outcome.difference, LARGEST_DIFFERENCE)
        ),
        "columns": COLUMNS,
        "size": outcome.restored.shape[-1],
        "side": eps[0].shape[-1],
        "channels": eps[0].shape[1],
        "psnr": round(outcome.psnr, 2),
        "ceiling": round(outcome.ceiling, 2),
        "ssim": round(outcome.ssim, 3),
        "ceiling_ssim": round(outcome.ceiling_ssim, 3),
        "another": outcome.pick.another,
        "own": round(outcome.pick.own, 3),
        "rivals": round(outcome.pick.rivals, 3),
        "seconds": round(outcome.seconds, 3),
        "made": made,
        "at": at,
        "code": code,
    }


def _numbers(moment: "Moment") -> dict[str, Any]:
    return {"index": moment.step.index, "t": moment.step.timestep, "guessed": round(moment.guessed, 4)}
