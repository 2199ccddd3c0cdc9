"""The newest question only (views/parts/newest.js), asked until it is answered, in a real Chromium."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import PARTS

PATIENCE = 300
SEVERAL = 4 * PATIENCE

BEGIN = """async ([path, patience]) => {
    const { makeNewest } = await import(`${path}/parts/newest.js`);
    const { setCommon, tell } = await import(`${path}/parts/dom.js`);
    setCommon({ before: "{before} before you" });
    window.asked = [];
    window.newest = makeNewest((question) => window.asked.push(question), patience);
    window.waits = (run, before, again) => window.newest.waits({ asked: { run }, before, again });
    window.tell = tell;
}"""


@pytest.fixture
def newest(parts: Page, wrong: list[str]) -> Iterator[Callable[..., Page]]:
    def begin(patience: int = 10**6) -> Page:
        parts.evaluate(BEGIN, [PARTS, patience])
        return parts

    yield begin
    assert wrong == []


def asked(page: Page) -> list[Any]:
    return page.evaluate("window.asked.map(({ a, run }) => [a, run])")


def test_one_is_under_way_and_of_those_that_come_up_meanwhile_the_last(newest: Any) -> None:
    page = newest()
    page.evaluate("for (const a of [1, 2, 3]) newest.want({ a })")
    assert asked(page) == [[1, 1]]
    assert page.evaluate("[newest.answered(1), newest.isBusy()]") == [True, True]
    assert asked(page) == [[1, 1], [3, 2]]
    assert page.evaluate("[newest.answered(2), newest.answered(1), newest.isBusy()]") == [True, False, False]


def test_what_brings_no_news_is_asked_again_as_the_same_or_the_next_in_its_place(newest: Any) -> None:
    page = newest(PATIENCE)
    page.evaluate("newest.want({ a: 1 })")
    page.wait_for_function("asked.length === 2")
    page.evaluate("newest.want({ a: 2 })")
    page.wait_for_function("asked.length === 3")
    assert asked(page) == [[1, 1], [1, 1], [2, 2]]
    page.evaluate("newest.answered(2)")
    page.wait_for_timeout(SEVERAL)
    assert len(asked(page)) == 3


def test_in_the_line_it_waits_as_long_as_it_takes_and_says_how_many_are_before(newest: Any) -> None:
    page = newest(PATIENCE)
    assert page.evaluate("(newest.want({ a: 1 }), waits(1, 3))") == "3 before you"
    page.wait_for_timeout(SEVERAL)
    assert asked(page) == [[1, 1]]
    assert page.evaluate("[waits(1, 0), waits(7, 2)]") == ["", None]
    page.wait_for_function("asked.length === 2")  # its turn came, and then nothing


def test_where_there_is_no_room_the_newest_is_asked_by_itself(newest: Any) -> None:
    page = newest()
    page.evaluate("newest.want({ a: 1 }), waits(1, 3, 0.1), newest.want({ a: 2 })")
    page.wait_for_function("asked.length === 2")
    page.evaluate("waits(2, 3, 0.1)")
    page.wait_for_function("asked.length === 3")
    assert asked(page) == [[1, 1], [2, 2], [2, 2]]
    page.evaluate("newest.answered(2)")
    assert page.evaluate("newest.isBusy()") is False


def test_news_that_are_cut_off_are_asked_for_again_but_not_what_was_answered(newest: Any) -> None:
    page = newest()
    page.evaluate("newest.want({ a: 1 }), tell('cut')")
    assert asked(page) == [[1, 1], [1, 1]]
    page.evaluate("newest.answered(1), tell('cut')")
    assert len(asked(page)) == 2
