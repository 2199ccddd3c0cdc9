"""Four schedules side by side: the reader's picture at one t under each, and the curves of all."""

from typing import TYPE_CHECKING, Any

import numpy as np

from explainer.views import clock
from explainer.views.base import View, as_file

if TYPE_CHECKING:
    from explainer.lessons.forward.schedules import Comparison


class SchedulesView(View):
    """Value: see `value_of`. Props: `words`, `common` (the table), `picture` (see tabs/section.py).

    Event: `opened` with {"seed"}.
    """

    html = "schedules.html"
    styles = (*clock.STYLES, "schedules.css")
    module = "schedules.js"
    triggers = ("opened",)


def value_of(result: "Comparison", name: str) -> dict[str, Any]:
    """What the view draws of `result`; `name` is the picture's, in the reader's language.

    file  one binary file, little endian: for each schedule signal, noise, ᾱ and snr as T float32 each, then ε
          as 3·size² float32 in (c, h, w) order, then the picture as size²·3 bytes in (h, w, c) order
    """
    tables = [
        table.numpy() for one in result.schedules for table in (one.signal, one.noise, one.abar, one.snr)
    ]
    numbers = np.concatenate([*tables, result.noising.eps.numpy().ravel()]).astype("<f4")
    height, width, _ = result.noising.pixels.shape
    return {
        "file": as_file(numbers.tobytes() + result.noising.pixels.tobytes(), "schedules.bin"),
        "steps": len(result.noising.abar),
        "size": [height, width],
        "name": name,
        "below": result.drowned_below,
        "schedules": [
            {"name": one.name, "scheduler": one.scheduler, "gone": one.gone, "own": one.own}
            for one in result.schedules
        ],
    }
