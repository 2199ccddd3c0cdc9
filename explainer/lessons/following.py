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
    result   what it returned at its end (None for a plain iterator); RuntimeError before
    """

    def __init__(self, walk: Generator[Part, None, Result] | Iterator[Part]) -> None:
        self._walk = walk
        self.parts: list[Part] = []
        self.seconds = 0.0
        self._returned: list[Result] = []

    @property
    def result(self) -> Result:
        """What the walk returned. Raises RuntimeError where it has not come to its end."""
        if not self._returned:
            raise RuntimeError("the walk has not come to its end")
        return self._returned[0]

    def __iter__(self) -> Iterator[Part]:
        """Each part once, as it comes. Raises what the walk raises; an end of the looking closes the walk."""
        try:
            while True:
                began = time.perf_counter()
                try:
                    part = next(self._walk)
                except StopIteration as end:
                    self._returned.append(end.value)
                    return
                finally:
                    self.seconds += time.perf_counter() - began
                self.parts.append(part)
                yield part
        finally:
            close = getattr(self._walk, "close", None)
            if close:
                close()
