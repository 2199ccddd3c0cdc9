"""A walk is followed: its parts are kept, its own seconds counted, and it is closed when nobody looks on."""

import time
from collections.abc import Generator

import pytest

from explainer.lessons.following import Followed


def walk(closed: list[bool] | None = None) -> Generator[int, None, str]:
    try:
        for step in range(3):
            time.sleep(0.01)
            yield step
    finally:
        if closed is not None:
            closed.append(True)
    return "home"


def test_its_parts_come_as_they_are_made_and_stay():
    followed = Followed(walk())
    for part in followed:
        assert followed.parts[-1] == part
    assert (followed.parts, followed.result) == ([0, 1, 2], "home")


def test_the_seconds_are_the_walks_own():
    followed = Followed(walk())
    began = time.perf_counter()
    for _ in followed:
        time.sleep(0.05)
    assert 0.03 <= followed.seconds <= time.perf_counter() - began - 0.15


def test_nothing_has_been_returned_before_the_end():
    followed = Followed(walk())
    looking = iter(followed)
    next(looking)
    with pytest.raises(RuntimeError, match="end"):
        followed.result  # noqa: B018


def test_it_is_closed_where_the_looking_ends():
    closed: list[bool] = []
    looking = iter(Followed(walk(closed)))
    next(looking)
    looking.close()  # type: ignore[attr-defined]
    assert closed == [True]


def test_what_it_raises_is_raised():
    def broken() -> Generator[int, None, None]:
        yield 1
        raise ValueError

    with pytest.raises(ValueError):
        list(Followed(broken()))


def test_a_plain_iterator_may_be_followed_too():
    followed: Followed[int, None] = Followed(iter([1, 2]))
    assert (list(followed), followed.result) == ([1, 2], None)
