"""Be the network for one step: a noised picture, four noises to choose from, and what each leaves behind."""

import math
from typing import TYPE_CHECKING, Any

from explainer.views import clock, film
from explainer.views.base import View

if TYPE_CHECKING:
    from torch import Tensor

    from explainer.lessons.reverse.growth import Growth
    from explainer.lessons.reverse.guess import Deal


class GuessView(View):
    """Value: `value_of`, or film's `failed`.

    Props: `words`, `common` (the table), `picture` (see tabs/section.py), `times` (the stops of t), `opens`
    (the t that it opens at). Events: `opened` with {"t", "seed", "run"}, `stop`.
    """

    html = "guess.html"
    styles = (*clock.STYLES, "guess.css")
    module = "guess.js"
    triggers = ("opened", "stop")


def value_of(asked: dict[str, Any], deal: "Deal", growth: "Growth", name: str, code: str) -> dict[str, Any]:
    """All that pressing needs; `name` is the picture's.

    sheet   the noised picture, what each candidate leaves, what the network's guess leaves
    maps    bytes of each candidate, of the network's guess, and of x_t; 128 is zero
    spans   the least and the largest number of each of these
    steps   how often training corrected the network; 0 where unknown
    """
    side = deal.x_t.shape[-1]
    return {
        "kind": "done",
        "asked": asked,
        "name": name,
        "right": deal.right,
        "sheet": film.sheet_file(deal.sheet(film.COLUMNS)),
        "columns": film.COLUMNS,
        "size": deal.left.shape[-1],
        "maps": film.bytes_file(film.levels(deal.maps, film.LOUDEST)),
        "side": side,
        "channels": deal.x_t.shape[1],
        "patch": deal.left.shape[-1] // side,
        "spans": [_span(one) for one in deal.maps],
        "mistakes": [round(one, 4) for one in deal.mistakes],
        "nothing": round(deal.nothing, 4),
        "near": [None if math.isinf(one) else round(one, 1) for one in deal.near],
        "steps": growth.whole or growth.total,
        "code": code,
    }


def _span(map_: "Tensor") -> list[float]:
    return [round(float(map_.min()), 1), round(float(map_.max()), 1)]
