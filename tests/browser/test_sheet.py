"""The blank sheet in a real Chromium: drawn by hand, read after each stroke, given up."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from explainer import text
from tests.browser.conftest import Opener, note_work


def at_the_sheet(opened: Opener, language: str = "en", width: int = 1280) -> tuple[Page, Locator]:
    page = opened(f"/{'ja' if language == 'ja' else ''}?tab=latent&section=sheet", width=width)
    section = page.locator("details#sheet")
    expect(section.locator(".s-own img")).to_have_count(2)
    return page, section


def draw(page: Page, section: Locator, *points: tuple[float, float]) -> None:
    """One stroke through `points`, in shares of the sheet."""
    sheet = section.locator(".pad-sheet")
    sheet.scroll_into_view_if_needed()
    box = sheet.bounding_box()
    assert box
    places = [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in points]
    page.mouse.move(*places[0])
    page.mouse.down()
    for place in places[1:]:
        page.mouse.move(*place, steps=4)
    page.mouse.up()


def place_of(section: Locator) -> float:
    """How far below its section's head the sheet lies; what stands above may still be on its way."""
    return section.evaluate("""one => {
        const top = (element) => element.getBoundingClientRect().top;
        return top(one.querySelector(".pad-sheet")) - top(one);
    }""")


def is_read(section: Locator) -> None:
    expect(section.locator('.s-body[data-state="done"]')).to_be_visible()
    expect(section.locator(".s-reads > li")).to_have_count(5)


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_each_stroke_is_read_and_the_sheet_stays_under_the_hand(opened: Opener, language: str) -> None:
    t = text.load(language)
    page, section = at_the_sheet(opened, language, width=375)
    expect(section.locator(".s-none")).to_contain_text(t("sheet.none")[:10])
    before = place_of(section)
    draw(page, section, (0.3, 0.5), (0.7, 0.5))
    is_read(section)
    expect(section.locator(".s-none")).to_be_hidden()
    first = section.locator(".s-reads b").all_inner_texts()
    assert first[0] in section.locator(".s-now").inner_text()
    draw(page, section, (0.3, 0.5), (0.3, 0.8), (0.6, 0.9))
    page.wait_for_function(
        "(old) => document.querySelector('.s-reads b').textContent !== old",
        arg=first[0],
    )
    assert place_of(section) == before
    assert page.evaluate("document.documentElement.scrollWidth") <= 375


def test_the_example_is_read_and_an_emptied_sheet_too(opened: Opener) -> None:
    t = text.load("en")
    _, section = at_the_sheet(opened)
    section.locator('[data-tool="example"]').click()
    is_read(section)
    empty = t.table("sheet.now")["empty"].split("{")[0]
    expect(section.locator(".s-now")).not_to_contain_text(empty)
    section.locator('[data-tool="clear"]').click()
    expect(section.locator(".s-now")).to_contain_text(empty)
    is_read(section)


def test_who_gives_up_is_told_that_it_is_hard(opened: Opener) -> None:
    page, section = at_the_sheet(opened)
    gave_up = text.load("en")("sheet.now.gave_up").strip()
    section.locator(".s-give-up").click()
    expect(section.locator(".s-now")).to_contain_text(gave_up)
    draw(page, section, (0.5, 0.5), (0.5, 0.51))
    expect(section.locator(".s-now")).not_to_contain_text(gave_up)
    is_read(section)


def test_a_quick_series_of_strokes_asks_for_no_more_than_it_must(opened: Opener) -> None:
    page, section = at_the_sheet(opened)
    asked: list[str] = []
    page.on("request", lambda request: note_work(asked, request))
    page.evaluate(
        """() => {
            const tool = (name) => document.querySelector(`#sheet [data-tool=${name}]`);
            for (let i = 0; i < 20; i += 1) { tool("example").click(); tool("undo").click(); }
        }"""
    )
    is_read(section)
    page.wait_for_timeout(600)
    assert len(asked) <= 3
    assert re.search(r"\d\.\d\d", section.locator(".s-now").inner_text())
