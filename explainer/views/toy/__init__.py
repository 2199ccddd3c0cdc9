"""Train one yourself: points are learned while one watches, and dots flow back to them from noise."""

from typing import TYPE_CHECKING, Any

from explainer.views import clock, film
from explainer.views.base import View, as_file

if TYPE_CHECKING:
    from torch import Tensor

    from explainer.lessons.reverse.toy import Learned, Outcome, World

FINEST = 5000
"""Whole numbers to the unit in which places travel; ±6.5 units fit into 16 bits."""
COARSE = 100
"""The same where they travel as JSON."""


class ToyView(View):
    """Value: one of `begun`, `learning`, `finished`, or film's `failed`; `asked` in them is {"run"}.

    Props: `words`, `common` (the table). Events: `opened` and `train` with {"run", "shape", "points",
    "seed"}, `stop` with {"run"}.
    """

    html = "toy.html"
    styles = (*clock.STYLES, *film.STYLES, "toy.css")
    module = "toy.js"
    triggers = ("opened", "train", "stop")


def begun(run: str, world: "World") -> dict[str, Any]:
    """The points are there, and are to be learned."""
    return {"kind": "begun", "asked": {"run": run}, "truth": coarse(world.points), "total": world.steps}


def learning(run: str, learned: "Learned") -> dict[str, Any]:
    """How far the network is, and where dots arrive by now."""
    return {"kind": "learning", "asked": {"run": run}, **_numbers(learned)}


def finished(
    run: str, outcome: "Outcome", across: int, near: float, made: float | None, code: str
) -> dict[str, Any]:
    """The way back, to be scrubbed; `made` says when, if it was before.

    `near` is how near to a point counts as having arrived.

    file   int16, FINEST to the unit: the path (k + 1, dots, 2), then the arrows (k, across², 2)
    """
    return {
        "kind": "done",
        "asked": {"run": run},
        **_numbers(outcome.learned),
        "truth": coarse(outcome.learned.world.points),
        "file": as_file(_fine(outcome.path) + _fine(outcome.arrows), "toy.bin"),
        "finest": FINEST,
        "timesteps": list(outcome.timesteps),
        "dots": outcome.path.shape[1],
        "across": across,
        "weights": outcome.weights,
        "arrived": round(outcome.arrived, 3),
        "near": near,
        "made": made,
        "code": code,
    }


def coarse(points: "Tensor") -> list[int]:
    """Points (n, 2) as whole numbers x, y, x, y, …, COARSE to the unit."""
    return (points.detach() * COARSE).round().int().flatten().tolist()


def _numbers(learned: "Learned") -> dict[str, Any]:
    return {
        "step": learned.step,
        "total": learned.world.steps,
        "losses": [round(loss, 4) for loss in learned.losses],
        "nothing": round(learned.nothing, 4),
        "seconds": round(learned.seconds, 2),
        "clouds": [{"age": age, "dots": coarse(dots)} for age, dots in learned.clouds],
    }


def _fine(values: "Tensor") -> bytes:
    return (values.detach() * FINEST).round().clamp(-32767, 32767).short().numpy().tobytes()
