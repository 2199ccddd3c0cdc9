"""Forward noising: a picture is wrecked, by squares, by a mosaic, by noise with a clock, and all is counted.

`mixing` is the tab's one figure; each other module is one of the sections below it.
"""

from explainer.lessons.forward import film, left, mosaic, schedules, squares, steps, where
from explainer.lessons.forward.mixing import (
    COMPARED,
    SCHEDULER,
    SIZE,
    Check,
    Noising,
    Shares,
    check,
    places,
    prepare,
    scheduled,
    shares,
)

__all__ = [
    "COMPARED",
    "SCHEDULER",
    "SIZE",
    "Check",
    "Noising",
    "Shares",
    "check",
    "film",
    "left",
    "mosaic",
    "places",
    "prepare",
    "scheduled",
    "schedules",
    "shares",
    "squares",
    "steps",
    "where",
]
