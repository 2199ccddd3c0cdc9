"""Numbers as they come from a slider, an address or a posted request: judged before they are used."""

from typing import Any

from explainer.core.errors import ValueRangeError

SEEDS = (0, 2**32 - 1)


def check_number(name: str, value: Any, low: float, high: float) -> float:
    """The value as a float in low..high. Raises ValueRangeError, also for NaN and what is no number."""
    if isinstance(value, bool) or not isinstance(value, (int, float)) or value != value:
        raise ValueRangeError("value.not_a_number", name=name, value=str(value)[:40])
    if not low <= value <= high:
        raise ValueRangeError("value.out_of_range", name=name, value=str(value)[:40], low=low, high=high)
    return float(value)


def check_whole(name: str, value: Any, low: int, high: int) -> int:
    """The value as an int in low..high; 7.0 counts as 7. Raises ValueRangeError."""
    number = check_number(name, value, low, high)
    if not number.is_integer():
        raise ValueRangeError("value.not_whole", name=name, value=value)
    return int(number)
