"""Guidance side by side: lanes scrubbed together, the two predictions and their difference, what it did."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from explainer.views import clock, film
from explainer.views.base import View

if TYPE_CHECKING:
    from torch import Tensor

    from explainer.lessons.text_to_image.steering import Outcome, Steered


class SteeringView(View):
    """Value: one of `streamed`, `finished`, or film's `failed`; `asked` in them is {"run"}.

    Props: `words`, `common` (the table), `opens` (the settings of the figure's opening picture), `schedulers`
    (their names). Events: `run` with {"lanes": [[first, then, avoids], …], "change_at", "negative",
    "prompt", "steps", "seed", "scheduler", "run"}; `stop`.
    """

    html = "steering.html"
    styles = (*clock.STYLES, *film.STYLES, "../lanes/lanes.css", "steering.css")
    module = "steering.js"
    triggers = ("run", "stop")


def streamed(asked: dict[str, Any], step: int, count: int, seen: "Sequence[Tensor]") -> dict[str, Any]:
    """The predicted x0 of each lane, small, after `step` of `count` steps."""
    frames = [film.tiny(one) for one in seen]
    return {"kind": "running", "asked": asked, "step": step, "count": count, "frames": frames}


def finished(asked: dict[str, Any], outcome: "Outcome", codes: Sequence[str]) -> dict[str, Any]:
    """All lanes, to be scrubbed.

    sheet      lane by lane: its k × predicted x0, its picture
    maps       lane by lane as bytes: the k predictions without the words, k with them, k differences, all as
               film's `levels`, each (c, h, w); then k coarse pictures without and k with, each (h, w, 3)
    shape      [c, h, w];  full: the number that has the full colour in a prediction and in a difference
    moments    the t of each kept step;  kept: their indices among all `count` steps
    """
    lanes = outcome.lanes
    return {
        "kind": "done",
        "asked": asked,
        "lanes": [_lane(lane) | {"code": code} for lane, code in zip(lanes, codes, strict=True)],
        "sheet": film.sheet_file(outcome.sheet(film.COLUMNS)),
        "columns": film.COLUMNS,
        "size": lanes[0].end.shape[-1],
        "maps": film.bytes_file(*(part for lane in lanes for part in _maps(lane, outcome.large))),
        "shape": list(lanes[0].difference.shape[1:]),
        "full": [film.LOUDEST, round(outcome.large, 2)],
        "kept": list(outcome.kept),
        "moments": [outcome.timesteps[i] for i in outcome.kept],
        "count": len(outcome.timesteps),
        "turn": outcome.start.turn,
        "negative": outcome.start.negative[:200],
        "best": outcome.best,
        "seconds": round(outcome.seconds, 2),
    }


def _lane(lane: "Steered") -> dict[str, Any]:
    strength = lane.strength
    return {
        "strength": [strength.first, strength.then, strength.avoids],
        "push": [round(push, 4) for push in lane.push],
        "similarity": round(lane.similarity, 3),
        "unwanted": None if lane.unwanted is None else round(lane.unwanted, 3),
        "contrast": round(lane.contrast, 3),
        "saturation": round(lane.saturation, 3),
        "burnt": round(lane.burnt, 4),
    }


def _maps(lane: "Steered", large: float) -> "tuple[Tensor, ...]":
    seen = ((lane.seen + 1) * 127.5).round().byte().movedim(2, -1).contiguous()
    predictions = (film.levels(eps, film.LOUDEST) for eps in (lane.without, lane.with_words))
    return (*predictions, film.levels(lane.difference, large or 1.0), seen)
