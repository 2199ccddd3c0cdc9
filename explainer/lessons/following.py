"""The one who follows a walk: collects its parts, counts the seconds that are its own, keeps its result."""

import time
from collections.abc import Generator, Iterator
from typing import Generic, TypeVar

Part = TypeVar("Part")
Result = TypeVar("Result")


class Followed(Generic[Part, Result]):
    """A walk that is looked at while it goes on.

    parts    all that it has yielded so far
    seconds  of the walk alone: not of what whoever iterates does between two parts
    result   what it returned at its end; None before
    """

    def __init__(self, walk: Generator[Part, None, Result] | Iterator[Part]) -> None:
        self._walk = walk
        self.parts: list[Part] = []
        self.seconds = 0.0
        self.result: Result | None = None

    def __iter__(self) -> Iterator[Part]:
        """Each part once, as it comes. Raises what the walk raises; an end of the looking closes the walk."""
        try:
            while True:
                began = time.perf_counter()
                try:
                    part = next(self._walk)
                except StopIteration as end:
                    self.result = end.value
                    return
                finally:
                    self.seconds += time.perf_counter() - began
                self.parts.append(part)
                yield part
        finally:
            close = getattr(self._walk, "close", None)
            if close:
                close()
