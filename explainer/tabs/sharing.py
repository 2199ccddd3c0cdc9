"""Equal work is done once: who asks for what is under way joins it, and what is done is kept for a while.

The work goes on apart from whoever looks at it, so a slow reader holds up nobody else, and a second one is
handed what the first was, from the beginning. It ends with the step that it is at once the last reader has
left. What is made of a reader's own picture is neither joined nor kept.

All of it happens on the server's event loop, so nothing here is locked; only the work itself is in a thread.
"""

import asyncio
import copy
import hashlib
import json
import time
from collections.abc import AsyncGenerator, Callable, Iterator, Mapping
from contextlib import aclosing
from typing import Any

from explainer.core.cache import Runs
from explainer.tabs.desk import Desk, Place, Run, each
from explainer.tabs.samples import Picture

KEPT = 64 * 2**20
"""Bytes of finished work."""
KEPT_FOR = 10 * 60
"""Seconds for which it is kept: a class asks for the same within minutes."""


class Before(int):
    """News of work that still waits: how many are before it, 0 once nobody is."""


class Work:
    """What is being made, for all its readers. It ends, at its next step, where the last of them has left."""

    def __init__(self) -> None:
        self.values: list[Any] = []
        self.before = 0
        self.ended = False
        self.error: Exception | None = None
        self.run = Run()
        self._listening: dict[object, Callable[[], None]] = {}

    async def do(self, desk: Desk, make: Callable[[], Iterator[Any]], *, alone: bool) -> None:
        """Wait for a turn at the desk, then keep what `make()` yields, each value made in a thread."""
        try:
            with desk.place(alone=alone) as place:
                await self._wait(place)
                if not self.run.over:
                    await self._make(make)
        except Exception as error:  # its readers' to tell
            self.error = error
        finally:
            self.ended = True
            self._tell()

    async def _wait(self, place: Place) -> None:
        async for before in place.turns(self.run):
            self.before = before
            self._tell()
        self.before = 0
        self._tell()

    async def _make(self, make: Callable[[], Iterator[Any]]) -> None:
        async with aclosing(each(make())) as news:
            async for value in news:
                self.values.append(value)
                self._tell()
                if self.run.over:
                    break

    def _tell(self) -> None:
        for listening in list(self._listening.values()):
            listening()

    async def follow(self, run: Run) -> AsyncGenerator[Any, None]:
        """Its values from the first on, and `Before` while it waits, until it ends or `run` is over.

        Raises what the work raised.
        """
        moved, at, told = asyncio.Event(), 0, 0
        self._listening[moved] = run.news = moved.set
        try:
            while not run.over:
                if self.before != told:
                    told = self.before
                    yield Before(told)
                elif at < len(self.values):
                    at += 1
                    yield self.values[at - 1]
                elif self.ended:
                    break
                else:
                    await moved.wait()
                    moved.clear()
            if self.error is not None and not run.over:
                raise self.error
        finally:
            del self._listening[moved]
            if not self._listening:
                self.run.end()


class Works:
    """The work under way, by recipe, and what is done: at most `max_bytes` of it, for at most `max_age` s."""

    def __init__(self, max_bytes: int = KEPT, *, max_age: float = KEPT_FOR) -> None:
        self._done = Runs(max_bytes, max_age=max_age)
        self._under_way: dict[Any, Work] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    async def follow(
        self,
        key: Any,
        make: Callable[[], Iterator[Any]],
        desk: Desk,
        run: Run | None = None,
        *,
        alone: bool = False,
    ) -> AsyncGenerator[Any, None]:
        """What `make()` yields, or what equal work has yielded, and `Before` while it waits at the desk.

        key: the recipe (`recipe`), or None for work that nobody shares. What may be shared is copied.
        Raises what the work raises, and BusyError.
        """
        kept = None if key is None else self._done.get(key)
        if kept is not None:
            for value in kept:
                yield copy.deepcopy(value)
            return
        work = self._under_way.get(key)
        if key is None or work is None or work.run.over:
            work = self._begin(key, make, desk, alone)
        async with aclosing(work.follow(run or Run())) as news:
            async for value in news:
                yield value if key is None else copy.deepcopy(value)

    def clear(self) -> None:
        """Let go of all that is done."""
        self._done.clear()

    def _begin(self, key: Any, make: Callable[[], Iterator[Any]], desk: Desk, alone: bool) -> Work:
        work = Work()
        if key is not None:
            self._under_way[key] = work
        task = asyncio.create_task(self._do(key, work, make, desk, alone))
        self._tasks.add(task)  # the loop itself would let go of it
        task.add_done_callback(self._tasks.discard)
        return work

    async def _do(
        self, key: Any, work: Work, make: Callable[[], Iterator[Any]], desk: Desk, alone: bool
    ) -> None:
        try:
            await work.do(desk, make, alone=alone)
        finally:
            if self._under_way.get(key) is work:
                del self._under_way[key]
        if key is not None and work.error is None and not work.run.over:
            self._done.put(key, tuple(dated(value, time.time()) for value in work.values))


works = Works()
"""The work of both pages."""


def recipe(who: Any, *given: Any) -> Any:
    """The key of the work of `who`, asked for with what is `given`; None where nobody may share it.

    That is where a reader's own picture is among it, or what is no plain value. The number of a view's run is
    no part of it, nor its turn.
    """
    try:
        text = json.dumps([_plain(one) for one in given], sort_keys=True)
    except (TypeError, ValueError):
        return None
    return who, hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()


def _plain(one: Any) -> Any:
    if isinstance(one, Picture):
        if one.path:
            raise TypeError("a reader's own picture")
        return ["picture", one.sample]
    if isinstance(one, Mapping):
        return {str(key): value for key, value in one.items() if key not in ("run", "turn")}
    return one


def addressed(value: Any, run: Any) -> Any:
    """`value`, or what a prop is updated with, for the reader whose view calls its run `run`."""
    if not isinstance(value, dict):
        return value
    for one in (value, *(part for part in value.values() if isinstance(part, dict))):
        asked = one.get("asked")
        if isinstance(asked, dict) and "run" in asked:
            asked["run"] = run
    return value


def dated(value: Any, made: float) -> Any:
    """`value`, if it says when it was made, with that time: it may be shown again later."""
    if isinstance(value, dict) and "made" in value and value["made"] is None:
        return value | {"made": made}
    return value
