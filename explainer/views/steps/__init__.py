"""Step by step and in one jump, to the same t, side by side, with what was measured of both."""

from typing import TYPE_CHECKING, Any

from explainer.views import clock, film
from explainer.views.base import View

if TYPE_CHECKING:
    from explainer.lessons.forward.steps import Measured, Walk


class StepsView(View):
    """Value: see `value_of`. Props: `words`, `common` (the table), `picture` (see tabs/section.py).

    Event: `opened` with {"seed"}.
    """

    html = "steps.html"
    styles = (*clock.STYLES, "steps.css")
    module = "steps.js"
    triggers = ("opened",)


def value_of(result: "Walk", name: str) -> dict[str, Any]:
    """What the view draws of `result`; `name` is the picture's, in the reader's language.

    sheet  a JPEG of all walked, then all jumped pictures, `columns` to a row, each `size`²
    """
    return {
        "sheet": film.sheet_file(result.sheet(film.COLUMNS)),
        "columns": film.COLUMNS,
        "size": result.walked.shape[-1],
        "steps": len(result.noising.abar),
        "count": result.noising.x0.numel(),
        "name": name,
        "moments": [
            {
                "t": one.t,
                "measured": [_numbers(of) for of in (one.walked, one.jumped, one.expected)],
                "agrees": one.agrees,
            }
            for one in result.moments
        ],
    }


def _numbers(measured: "Measured") -> list[float]:
    return [round(number, 4) for number in (measured.signal, measured.mean, measured.deviation)]
