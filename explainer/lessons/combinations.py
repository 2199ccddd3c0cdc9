"""The combinations of factors that training never sees, in words: known before the models are."""

from typing import Any

from explainer.core.values import check_whole
from explainer.world.captions import caption
from explainer.world.scene import HELD_OUT, standard


def count() -> int:
    """How many there are."""
    return len(HELD_OUT)


def prompt(which: Any, language: str) -> str:
    """The words for combination number `which` of HELD_OUT. Raises ValueRangeError."""
    asked = HELD_OUT[check_whole("held_out", which, 0, len(HELD_OUT) - 1)]
    return said(asked, language)


def said(factors: dict[str, str], language: str) -> str:
    """The words for these factors, a breed among them, and nothing else."""
    return caption(standard(**factors), language, tuple(factors), plain=True)
