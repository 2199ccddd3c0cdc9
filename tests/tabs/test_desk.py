"""Who works on the models: one at a time, in the order of asking, and only for whom it is still wanted."""

import asyncio
import math
from collections.abc import Iterator
from types import SimpleNamespace

import pytest

from explainer.tabs.desk import BusyError, Desk, Lives, Run, each, numbered


def test_one_works_at_a_time_in_the_order_of_asking_and_each_is_told_how_many_are_before():
    desk, told = Desk(), []

    async def visit(name: str, work: asyncio.Event) -> None:
        with desk.place() as place:
            async for before in place.turns():
                told.append((name, before))
            told.append((name, 0))
            await work.wait()

    async def day() -> None:
        works = {name: asyncio.Event() for name in "abc"}
        visits = [asyncio.create_task(visit(name, work)) for name, work in works.items()]
        for name in "abc":
            await asyncio.sleep(0.01)
            works[name].set()
        await asyncio.gather(*visits)

    asyncio.run(day())
    assert told == [("a", 0), ("b", 1), ("c", 2), ("b", 0), ("c", 1), ("c", 0)]


def test_a_run_that_nobody_wants_any_more_leaves_the_line_at_once():
    async def day() -> list[int]:
        desk, run = Desk(), Run()
        with desk.place():
            with desk.place() as place:
                asyncio.get_running_loop().call_later(0.01, run.end)
                before = [n async for n in place.turns(run)]
            assert len(desk._line) == 1
        return before

    assert asyncio.run(day()) == [1]


def test_a_place_is_given_up_whatever_happens_and_nobody_is_let_into_a_full_room():
    desk = Desk(most=1)
    with pytest.raises(RuntimeError), desk.place(), desk.place():
        with pytest.raises(BusyError) as told:
            desk.place().__enter__()
        assert (told.value.code, told.value.values) == ("busy", {"waiting": 2})
        raise RuntimeError
    assert desk._line == []


def test_a_newer_run_supersedes_the_one_before_it_and_another_view_does_not():
    lives = Lives()
    first, other = lives.begin("view", 1), lives.begin("other view", 2)
    second = lives.begin("view", 3)
    assert (first.over, other.over, second.over) == (True, False, False)


def test_an_older_run_that_comes_late_is_over_and_ends_no_newer_one():
    lives = Lives()
    newer = lives.begin("view", 5)
    assert lives.begin("view", 4).over and not newer.over
    lives.stop("view", 4)
    assert not newer.over
    again = lives.begin("view", 5)
    assert (newer.over, again.over) == (True, False)


def test_a_stop_ends_the_run_that_it_is_for_and_no_newer_one():
    lives = Lives()
    first = lives.begin("view", 1)
    lives.stop("view", 1)
    second = lives.begin("view", 2)
    lives.stop("view", 1)
    assert (first.over, second.over) == (True, False)


def test_a_stop_that_overtakes_its_run_ends_it_when_it_comes():
    lives = Lives()
    lives.stop("view", 4)
    assert lives.begin("view", 4).over
    assert not lives.begin("view", 5).over


def test_what_is_remembered_of_visitors_is_bounded(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("explainer.tabs.desk.MOST_REMEMBERED", 3)
    lives = Lives()
    for view in range(9):
        lives.begin(view, 1)
    assert list(lives._newest) == [6, 7, 8]


def test_work_is_done_in_a_thread_and_closed_where_it_is_left():
    closed = []

    def work() -> Iterator[int]:
        try:
            yield from range(9)
        finally:
            closed.append(True)

    async def day() -> list[int]:
        found, news = [], each(work())
        async for value in news:
            found.append(value)
            if value == 2:
                break
        await news.aclose()
        return found

    assert asyncio.run(day()) == [0, 1, 2]
    assert closed == [True]


def test_as_many_as_it_is_wide_work_at_a_time_and_what_is_timed_works_alone():
    async def day() -> dict[str, int]:
        desk = Desk(width=2)
        with desk.place() as first, desk.place() as second, desk.place() as third:
            before = {"first": desk.before(first), "second": desk.before(second), "third": desk.before(third)}
            with desk.place(alone=True) as timed, desk.place() as last:
                before |= {"timed": desk.before(timed), "behind the timed": desk.before(last)}
        with desk.place(alone=True) as timed, desk.place() as last:
            return before | {"timed, first": desk.before(timed), "beside it": desk.before(last)}

    assert asyncio.run(day()) == {
        "first": 0, "second": 0, "third": 1, "timed": 3, "behind the timed": 4,
        "timed, first": 0, "beside it": 1,
    }  # fmt: skip


def test_numbers_that_no_reader_of_json_can_hold_are_as_good_as_endless():
    said = {"seed": 10**40, "list": [-(10**400), 2**53], "turn": 10**300, "ok": True}
    found, turn = numbered(SimpleNamespace(_data=said))  # type: ignore[arg-type]
    assert (found, turn) == ({"seed": math.inf, "list": [-math.inf, 2**53], "ok": True}, 0)
    assert found["ok"] is True
