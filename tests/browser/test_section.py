"""A section (views/parts/section.js) asks again for what brings no news, in a real Chromium."""

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import PARTS

SILENCE = 300
SEVERAL = 4 * SILENCE

BEGIN = """async ([path, how, silence, then]) => {
    const { makeSection } = await import(`${path}/parts/section.js`);
    const { setCommon, tell } = await import(`${path}/parts/dom.js`);
    setCommon({ queued: "{before} before you" });
    const open = how === "early" ? "open" : "";
    document.body.innerHTML = `<div><details class="k-deeper" id="one" ${open}><summary>Open</summary>
        <p data-text="waiting">Waiting</p></details></div>`;
    const props = { picture: "shiba", words: { waiting: "Waiting" } }, watching = [];
    Object.assign(window, { asked: [], tell });
    const trigger = Object.assign((event, data) => {
        window.asked.push(["new", event, data]);
        trigger.sent += 1;
    }, { sent: 0, heard: 0, again: () => window.asked.push(["again"]) });
    const watch = (names, listener) => watching.push([[names].flat(), listener]);
    watch(["value", "kept"], () => { trigger.heard += 1; });
    window.arrive = (news) => {
        Object.assign(props, news);
        for (const [names, listener] of watching) if (names.some((name) => name in news)) listener();
    };
    const sends = () => trigger("opened", { seed: 7 });
    const asks = { sends, early: sends, guesses: () => {}, waits: () => setTimeout(sends) };
    window.looks = 0;
    const ask = () => {
        window.looks += 1;
        asks[how]();
        if (then) queueMicrotask(() => window.eval(then));
    };
    const element = document.querySelector("div");
    makeSection({ element, props, trigger, watch }, ask, { ofPicture: true, silence });
}"""


@pytest.fixture
def section(parts: Page, wrong: list[str]) -> Any:
    def begin(how: str = "sends", *, silence: int = 10**6, then: str = "") -> Page:
        """With `then` happening right after its question."""
        parts.evaluate(BEGIN, [PARTS, how, silence, then])
        parts.locator("summary").click()
        parts.wait_for_function("window.looks >= 1")
        return parts

    yield begin
    assert wrong == []


def asked(page: Page) -> list[Any]:
    return page.evaluate("window.asked")


FIRST = ["new", "opened", {"seed": 7}]


def test_a_question_that_brings_no_news_is_asked_again_as_the_same(section: Any) -> None:
    page = section(silence=SILENCE)
    page.wait_for_function("window.asked.length === 3")
    assert asked(page)[:3] == [FIRST, ["again"], ["again"]]


def test_what_was_opened_before_its_script_was_there_asks_as_soon_as_it_is(parts: Page) -> None:
    parts.evaluate(BEGIN, [PARTS, "early", 10**6, ""])
    assert asked(parts) == [FIRST]


@pytest.mark.parametrize("news", ["{ value: {} }", "{ kept: {} }", "{ before: 2, again: null }"])
def test_any_news_are_enough(section: Any, news: str) -> None:
    page = section(silence=SILENCE, then=f"arrive({news})")
    page.wait_for_timeout(SEVERAL)
    assert asked(page) == [FIRST]


@pytest.mark.parametrize("how", ["guesses", "waits"])
def test_what_asked_nothing_of_the_server_is_not_asked_again(section: Any, how: str) -> None:
    page = section(how, silence=SILENCE)
    page.wait_for_timeout(SEVERAL)
    assert ["again"] not in asked(page)


def test_what_is_asked_meanwhile_takes_its_place(section: Any) -> None:
    change = "if (asked.length === 1) arrive({ picture: 'pug' }); else arrive({ value: {} })"
    page = section(silence=SILENCE, then=change)
    page.wait_for_timeout(SEVERAL)
    assert asked(page) == [FIRST, FIRST]


def test_where_there_is_no_room_it_says_how_many_are_before_and_asks_again(section: Any) -> None:
    page = section()
    page.evaluate("arrive({ before: 3, again: 0.1 })")
    assert page.locator("[data-text]").text_content() == "3 before you"
    page.wait_for_function("window.asked.length === 2")
    page.evaluate("arrive({ before: 2, again: 0.11 })")
    page.wait_for_function("window.asked.length === 3")
    assert asked(page) == [FIRST, ["again"], ["again"]]
    page.evaluate("arrive({ before: 0, again: null, value: {} })")
    assert page.locator("[data-text]").text_content() == "Waiting"
    page.wait_for_timeout(SEVERAL)
    assert len(asked(page)) == 3


def test_news_that_are_cut_off_are_asked_for_again_but_not_what_was_answered(section: Any) -> None:
    page = section()
    page.evaluate("arrive({ before: 2, again: null }); tell('cut')")
    assert asked(page) == [FIRST, ["again"]]
    page.evaluate("arrive({ value: {} }); tell('cut')")
    assert asked(page) == [FIRST, ["again"]]


def test_a_closed_section_is_left_alone(section: Any) -> None:
    page = section(silence=SILENCE, then="document.querySelector('details').open = false")
    page.evaluate("tell('cut')")
    page.wait_for_timeout(SEVERAL)
    assert asked(page) == [FIRST]
