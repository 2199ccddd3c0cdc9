"""Equal work is done once, whoever asks for it, and ends when nobody wants it any more."""

import asyncio
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from explainer.tabs.desk import Desk, Run
from explainer.tabs.samples import Picture
from explainer.tabs.sharing import Before, Works, addressed, recipe

STEPS = 5


class Making:
    """Work of STEPS steps that goes on as it is let, and counts how often it was begun, and its steps."""

    def __init__(self, *, held: bool = False) -> None:
        self.begun = 0
        self.steps = 0
        self.closed = 0
        self.gate = threading.Semaphore(0 if held else 1000)

    def __call__(self) -> Iterator[dict[str, Any]]:
        self.begun += 1
        try:
            for step in range(STEPS):
                self.gate.acquire()
                self.steps += 1
                yield {"asked": {"run": 1}, "step": step, "made": None}
        finally:
            self.closed += 1

    def go_on(self, steps: int = STEPS) -> None:
        for _ in range(steps):
            self.gate.release()


async def steps_of(values: Any) -> list[int]:
    return [value["step"] async for value in values if not isinstance(value, Before)]


async def until(true: Any) -> None:
    while not true():
        await asyncio.sleep(0.001)


@pytest.fixture
def works() -> Works:
    return Works(max_age=60)


def test_who_asks_for_what_is_under_way_joins_it_and_gets_it_from_the_beginning(works: Works):
    making = Making(held=True)

    async def day() -> list[list[int]]:
        desk = Desk()
        first = asyncio.create_task(steps_of(works.follow("key", making, desk)))
        making.go_on(3)
        await until(lambda: making.steps == 3)
        second = asyncio.create_task(steps_of(works.follow("key", making, desk)))
        await asyncio.sleep(0.01)
        making.go_on(2)
        return [await first, await second]

    assert asyncio.run(day()) == [list(range(STEPS))] * 2
    assert making.begun == 1


def test_what_is_done_is_kept_with_its_time_and_let_go_of_in_the_end():
    making, works = Making(), Works(max_age=0.2)

    async def ask() -> list[Any]:
        return [value async for value in works.follow("key", making, Desk())]

    fresh, kept = asyncio.run(ask()), asyncio.run(ask())
    assert (making.begun, [value["step"] for value in kept]) == (1, list(range(STEPS)))
    assert all(value["made"] is None for value in fresh) and all(value["made"] > 0 for value in kept)

    async def later() -> None:
        await until(lambda: works._done.get("key") is None)
        await ask()

    asyncio.run(later())
    assert making.begun == 2


def test_what_is_kept_is_bounded_in_bytes():
    making, works = Making(), Works(max_bytes=10, max_age=60)
    for _ in range(2):
        asyncio.run(steps_of(works.follow("key", making, Desk())))
    assert making.begun == 2


def test_each_reader_has_values_of_their_own(works: Works):
    async def day() -> None:
        for run in (7, 8):
            async for value in works.follow("key", Making(), Desk()):
                assert addressed(value, run)["asked"] == {"run": run}
                value.clear()

    asyncio.run(day())


def test_the_number_of_a_run_is_found_in_a_props_update_too():
    update = {"__type__": "update", "film": {"asked": {"run": 1}}}
    assert addressed(update, 5)["film"]["asked"] == {"run": 5}
    assert addressed("no dict", 5) == "no dict"
    assert addressed({"asked": {}}, 5) == {"asked": {}}


def test_it_ends_with_its_step_when_the_last_reader_has_left_and_not_before(works: Works):
    making = Making(held=True)

    async def day() -> None:
        desk, runs = Desk(), [Run(), Run()]
        readers = [asyncio.create_task(steps_of(works.follow("key", making, desk, run))) for run in runs]
        making.go_on(1)
        await until(lambda: making.steps == 1)
        runs[0].end()
        await readers[0]
        making.go_on(1)
        await until(lambda: making.steps == 2)
        assert making.closed == 0
        runs[1].end()
        await readers[1]
        making.go_on(1)
        await until(lambda: making.closed == 1)
        assert making.steps <= 3
        making.go_on()
        assert await steps_of(works.follow("key", making, desk)) == list(range(STEPS))
        assert making.begun == 2

    asyncio.run(day())


def test_a_reader_who_does_not_read_holds_up_nobody(works: Works):
    making = Making()

    async def day() -> None:
        desk = Desk()
        slow = works.follow(None, making, desk)
        await anext(slow)
        await until(lambda: desk._line == [])
        assert making.steps == STEPS
        assert await steps_of(works.follow(None, Making(), desk)) == list(range(STEPS))
        await slow.aclose()

    asyncio.run(day())


def test_who_waits_is_told_how_many_are_before_and_that_nobody_is(works: Works):
    async def day() -> list[Any]:
        desk, news = Desk(), []

        async def read() -> None:
            async for value in works.follow("key", Making(), desk):
                news.append(int(value) if isinstance(value, Before) else value["step"])

        with desk.place(), desk.place():
            reading = asyncio.create_task(read())
            await until(lambda: news)
        await reading
        return news

    assert asyncio.run(day()) == [2, 0, *range(STEPS)]


def test_what_fails_fails_for_all_who_wait_for_it_and_is_tried_anew_by_the_next(works: Works):
    begun: list[int] = []

    def make() -> Iterator[dict[str, Any]]:
        begun.append(1)
        yield {"step": 0}
        if len(begun) == 1:
            raise MemoryError("no room")

    async def day() -> list[Any]:
        desk = Desk()
        asked = [steps_of(works.follow("key", make, desk)) for _ in range(2)]
        failed = await asyncio.gather(*asked, return_exceptions=True)
        return [*map(type, failed), await steps_of(works.follow("key", make, desk))]

    assert asyncio.run(day()) == [MemoryError, MemoryError, [0]]
    assert len(begun) == 2


def test_a_recipe_is_all_that_was_asked_but_for_the_number_of_the_run():
    asked = {"prompt": "a dog", "seed": 1, "run": 4, "turn": 9}
    key = recipe("who", asked, Picture("pug"))
    assert key is not None
    assert key == recipe("who", asked | {"run": 5, "turn": 1}, Picture("pug"))
    others = [
        recipe("another", asked, Picture("pug")),
        recipe("who", asked | {"seed": 2}, Picture("pug")),
        recipe("who", asked, Picture("shiba")),
        recipe("who", asked, None),
    ]
    assert len({key, *others}) == 5


def test_a_readers_own_picture_and_what_cannot_be_written_down_are_never_shared(works: Works):
    assert recipe("who", {}, Picture("pug", "/tmp/gradio/own.png")) is None
    assert recipe("who", {"value": object()}) is None
    making = Making()

    async def day() -> None:
        desk = Desk(width=2)
        await asyncio.gather(*(steps_of(works.follow(None, making, desk)) for _ in range(2)))

    asyncio.run(day())
    assert making.begun == 2 and works._done.bytes == 0
