"""Anything can go in, in a real Chromium: a guess, a sketch drawn by hand, a link."""

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from explainer import text
from tests.browser.conftest import UNTRAINED, Opener, note_work

pytestmark = UNTRAINED


def section(page: Page, state: str = "done") -> Locator:
    details = page.locator("details#anything")
    expect(details.locator(".a-body")).to_have_attribute("data-state", state)
    return details


def address(page: Page) -> dict[str, str]:
    return {key: values[0] for key, values in parse_qs(urlsplit(page.url).query).items()}


def pixels(details: Locator) -> str:
    return details.locator(".a-print").evaluate("one => one.toDataURL()")


def test_the_middle_is_covered_until_the_reader_has_guessed(opened: Opener) -> None:
    page = opened("/?tab=text_to_image&section=anything")
    details = section(page)
    expect(details.locator(".a-print")).to_be_hidden()
    expect(details.locator(".a-row")).to_have_count(5)
    details.locator('[data-guess="both"]').click()
    expect(details.locator(".a-print")).to_be_visible()
    expect(details.locator(".a-now")).to_contain_text("50 %")
    middle = pixels(details)
    asked: list[str] = []
    page.on("request", lambda request: note_work(asked, request))
    details.locator(".a-at").press("End")
    assert pixels(details) != middle
    assert asked == []
    assert address(page)["anything_at"] == "6"


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_a_sketch_is_drawn_taken_back_and_handed_over(opened: Opener, language: str) -> None:
    start = "/ja" if language == "ja" else "/"
    page = opened(f"{start}?tab=text_to_image&section=anything&anything=sketch", width=375)
    details = section(page, "asking")
    sheet = details.locator(".pad-sheet")
    details.locator(".a-go").click()
    section(page, "asking")
    sheet.scroll_into_view_if_needed()
    box = sheet.bounding_box()
    assert box
    page.mouse.move(box["x"] + 60, box["y"] + 80)
    page.mouse.down()
    page.mouse.move(box["x"] + 160, box["y"] + 120, steps=5)
    page.mouse.up()
    drawn = sheet.evaluate("one => one.toDataURL()")
    details.locator('[data-tool="undo"]').click()
    assert sheet.evaluate("one => one.toDataURL()") != drawn
    details.locator('[data-tool="example"]').click()
    details.locator(".a-go").click()
    section(page)
    expect(details.locator(".a-reads > li")).to_have_count(5)
    expect(details.locator(".a-code")).to_contain_text("sketch.png")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_link_opens_what_was_shown_and_an_empty_word_loses_nothing(opened: Opener) -> None:
    page = opened("/?tab=text_to_image&section=anything&anything=word&anything_word=a+zebra&anything_seed=7")
    details = section(page)
    expect(details.locator(".a-word")).to_have_value("a zebra")
    expect(details.locator(".a-notes")).to_contain_text("zebra")
    assert address(page)["anything_seed"] == "7"
    before = pixels(details)
    details.locator(".a-word").fill(" ")
    details.locator(".a-go").click()
    section(page, "stopped")
    expect(details.locator(".a-error")).to_be_visible()
    details.locator(".a-word").fill("a zebra")
    details.locator(".a-word").press("Enter")
    section(page)
    expect(details.locator(".a-error")).to_be_hidden()
    assert pixels(details) == before


def test_a_run_is_stopped_and_set_off_again(opened: Opener) -> None:
    running = '#anything .a-body[data-state="running"]'
    path = "/?tab=text_to_image&section=anything&anything=words&anything_color=nonsense"
    page = opened(path, press=(running, "#anything .a-go"))
    details = section(page, "stopped")
    details.locator('[data-tab="picture"]').click()
    section(page)
    assert address(page)["anything"] == "picture"
