"""Who works on the models, and which runs are still wanted.

The models serve a few at a time, in the order of asking: that is the `Desk`. Whoever waits there is told how
many are before them, and leaves the line as soon as nobody wants the run any more: a visitor pressed stop, or
asked the same view for something newer (`Lives`). A stop may overtake what it stops on its way here, so both
carry the number that the page gave (`turn`).

All of it happens on the server's event loop, so nothing here is locked; only the work itself is in a thread.
"""

import asyncio
import math
import random
from collections import OrderedDict
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import gradio as gr
from anyio import to_thread

from explainer.core.errors import KakusanError

MOST_REMEMBERED = 10_000
"""Views of visitors whose newest run is remembered; the oldest are forgotten."""
SOON = (2.0, 4.0)
"""Seconds until whoever was refused asks again."""
EXACT = 2**53
"""Whole numbers up to here are the same in every program that reads JSON."""
ENDED = object()


class BusyError(KakusanError):
    """So many are waiting for the models that nobody more is let in. Code `busy`, value `waiting`.

    `again` is after how many seconds to ask again: each page is told another moment.
    """

    def __init__(self, waiting: int) -> None:
        super().__init__("busy", waiting=waiting)
        self.waiting = waiting
        self.again = random.uniform(*SOON)


class Run:
    """One run that a visitor asked for. `over` once it was stopped, or superseded by a newer one."""

    def __init__(self) -> None:
        self.over = False
        self.news: Callable[[], None] = lambda: None

    def end(self) -> None:
        """Nobody wants it any more: it leaves the line now, or ends with the step that it is at."""
        self.over = True
        self.news()


@dataclass
class Lives:
    """The newest run of each view of each visitor, by any key."""

    _newest: "OrderedDict[Any, tuple[int, Run | None]]" = field(default_factory=OrderedDict)

    def begin(self, key: Any, turn: int) -> Run:
        """The run with that number, which supersedes those before it.

        It is over already where a stop or a newer one was first. The same number, asked again, goes on.
        """
        last, former = self._newest.get(key, (-1, None))
        run = Run()
        if turn < last or (turn == last and former is None):
            run.end()
            return run
        if former is not None:
            former.end()
        self._keep(key, turn, run)
        return run

    def stop(self, key: Any, turn: int) -> None:
        """End the run with that number and all before it, those too that are still on their way here."""
        last, run = self._newest.get(key, (-1, None))
        if last > turn:
            return
        if run is not None:
            run.end()
        self._keep(key, turn, None)

    def _keep(self, key: Any, turn: int, run: Run | None) -> None:
        self._newest[key] = turn, run
        self._newest.move_to_end(key)
        while len(self._newest) > MOST_REMEMBERED:
            self._newest.popitem(last=False)


class Desk:
    """`width` at a time, in the order of asking. At most `most` wait."""

    def __init__(self, most: int = 1000, width: int = 1) -> None:
        self.most = most
        self.width = width
        self._line: list[Place] = []

    @contextmanager
    def place(self, *, alone: bool = False) -> "Iterator[Place]":
        """A place at the end of the line, given up at the end. Raises BusyError where there is none.

        alone: whether its work is timed, and suffers nobody beside it.
        """
        if len(self._line) >= self.most + self.width:
            raise BusyError(waiting=len(self._line))
        place = Place(self, alone)
        self._line.append(place)
        try:
            yield place
        finally:
            self._line.remove(place)
            for other in self._line:
                other.moved.set()

    def before(self, place: "Place") -> int:
        """How many have to leave before that place may work; 0 once it may."""
        ahead = self._line[: self._line.index(place)]
        if place.alone or any(other.alone for other in ahead):
            return len(ahead)
        return max(0, len(ahead) - self.width + 1)


@dataclass(frozen=True, eq=False)
class Place:
    """A place in the line."""

    desk: Desk
    alone: bool = False
    moved: asyncio.Event = field(default_factory=asyncio.Event)

    async def turns(self, run: Run | None = None) -> AsyncIterator[int]:
        """How many are before, each time that it changes, until nobody is or `run` is over."""
        if run is not None:
            run.news = self.moved.set
        told = 0
        while (before := self.desk.before(self)) and not (run and run.over):
            if before != told:
                yield (told := before)
            await self.moved.wait()
            self.moved.clear()


models = Desk(width=8)
"""Where all work on the models waits its turn, in both languages. Who works at the same time asks the network
together (core/engine.py)."""
lives = Lives()
"""Which runs of both pages are still wanted."""


async def each(values: Iterator[Any]) -> AsyncGenerator[Any, None]:
    """What `values` yields, each made in a thread; closed where it is left."""
    try:
        while (value := await to_thread.run_sync(next, values, ENDED)) is not ENDED:
            yield value
    finally:
        close = getattr(values, "close", None)
        if close:
            close()


def numbered(event: gr.EventData) -> tuple[dict[str, Any], int]:
    """An event's data, and which turn of its view's it is: the page counts them; 0 where it does not."""
    said = _tame(dict(event._data or {}))
    turn = said.pop("turn", 0)
    return said, turn if isinstance(turn, int) else 0


def _tame(said: Any) -> Any:
    """What was said, with no whole number that JSON's other readers and writers cannot hold."""
    if isinstance(said, dict):
        return {key: _tame(one) for key, one in said.items()}
    if isinstance(said, list):
        return [_tame(one) for one in said]
    if isinstance(said, int) and abs(said) > EXACT:
        return math.inf if said > 0 else -math.inf
    return said
