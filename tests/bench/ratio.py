"""Measure one piece of work against another, and say the ratio beside its limit.

A machine's seconds tell little about the next machine, and its neighbours disturb them, so that both
sides are timed in turn, round by round, and the quickest rounds are compared: what disturbs only adds.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Measure:
    """One figure and its limit: a ratio, unless `unit` says otherwise; a limit of None is only told."""

    name: str
    value: float
    limit: float | None
    note: str = ""
    unit: str = "×"

    def line(self) -> str:
        """The figure as one line of the table."""
        aim = "" if self.limit is None else f"aim {self.limit:g}{self.unit}"
        verdict = "" if self.limit is None else ("within" if self.value <= self.limit else "OVER")
        return f"{self.name:<52} {self.value:>8.2f}{self.unit:<3} {aim:<9} {verdict:<7} {self.note}".rstrip()


def seconds(work: Callable[[], object]) -> float:
    """Wall-clock seconds that `work` takes once."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def paired(work: Callable[[], object], yardstick: Callable[[], object], rounds: int) -> tuple[float, float]:
    """Seconds of each in its quickest round, taken in turn after one unmeasured round."""
    pairs = [(seconds(work), seconds(yardstick)) for _ in range(1 + rounds)]
    ours, theirs = zip(*pairs[1:], strict=True)
    return min(ours), min(theirs)


def compare(
    name: str, work: Callable[[], object], yardstick: Callable[[], object], limit: float, rounds: int
) -> Measure:
    """How many times as long `work` takes as `yardstick`."""
    ours, theirs = paired(work, yardstick, rounds)
    return Measure(name, ours / theirs, limit, f"{ours * 1e3:.1f} ms against {theirs * 1e3:.1f} ms")


def percentile(values: list[float], share: float) -> float:
    """The value that a `share` (0..1) of `values` does not exceed."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]
