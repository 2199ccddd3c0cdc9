"""One step as an equation of pictures: what is kept, what is removed, what is put back, and what it makes."""

from typing import TYPE_CHECKING, Any

from explainer.views import clock, film
from explainer.views.base import View

if TYPE_CHECKING:
    from explainer.lessons.reverse.inside import Outcome, Part


class InsideView(View):
    """Value: one of `running`, `finished`, or film's `failed`.

    Props: `words`, `common` (the table), `samplers` (those that can be chosen), `opens_with` (the figure's
    first run), `picture` (tabs/section.py).
    Events: `opened` with {"t", "steps", "seed", "scheduler", "by", "run"}; `stop`.
    """

    html = "inside.html"
    styles = (*clock.STYLES, *film.STYLES, "inside.css")
    module = "inside.js"
    triggers = ("opened", "stop")


def running(asked: dict[str, Any], done: int, count: int) -> dict[str, Any]:
    """So many of the steps are done."""
    return {"kind": "running", "asked": asked, "done": done, "count": count}


def finished(asked: dict[str, Any], outcome: "Outcome", count: int, name: str, code: str) -> dict[str, Any]:
    """The whole run taken apart, to be scrubbed; `name` is the picture's, in the reader's language.

    code    the snippet, with STEP for the number of the step

    sheet   `places` decoded latents along the way, then k × predicted x0
    maps    bytes, channels × side² each: `places` latents, then k each of predicted noise, true noise,
            mistake, fresh noise, predicted x0
    """
    steps = [part.moment.step for part in outcome.parts]
    mistakes = [part.moment.step.eps.cpu() - part.moment.true_eps for part in outcome.parts]
    rows = [
        outcome.latents,
        *(step.eps for step in steps),
        *(part.moment.true_eps for part in outcome.parts),
        *mistakes,
        *(part.fresh for part in outcome.parts),
        *(step.x0 for step in steps),
    ]
    return {
        "kind": "done",
        "asked": asked,
        "count": count,
        "name": name,
        "moments": [
            _numbers(part)
            | {
                "before": before,
                "after": after,
                "closeness": round(near, 2),
                "mistake": round(float(mistake.square().mean().sqrt()), 3),
            }
            for part, mistake, before, after, near in zip(
                outcome.parts, mistakes, outcome.before, outcome.after, outcome.closeness, strict=True
            )
        ],
        "places": len(outcome.path),
        "sheet": film.sheet_file(outcome.sheet(film.COLUMNS)),
        "maps": film.bytes_file(*(film.levels(row, film.LOUDEST) for row in rows)),
        "columns": film.COLUMNS,
        "size": outcome.path.shape[-1],
        "side": outcome.latents.shape[-1],
        "channels": outcome.latents.shape[1],
        "apart": f"{outcome.apart:.7f}",
        "code": code,
    }


def _numbers(part: "Part") -> dict[str, Any]:
    mixed = part.shares
    return {
        "index": part.moment.step.index,
        "t": part.moment.step.timestep,
        "following": part.following,
        "keep": round(mixed.keep, 4),
        "remove": round(mixed.remove, 4),
        "back": round(mixed.back, 4),
        "removed": round(mixed.removed, 4),
        "guessed": round(part.moment.guessed, 4),
    }
