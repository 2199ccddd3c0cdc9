"""Which word drew what, in a real Chromium: the guess, the words, the steps, and a link that reopens them."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from explainer import text
from tests.browser.conftest import Opener, note_work, press_while


def section_of(page: Page, phase: str) -> Locator:
    section = page.locator("details#binding")
    expect(section.locator(".w-body")).to_have_attribute("data-phase", phase)
    return section


def address(page: Page) -> dict[str, str]:
    return {key: values[0] for key, values in parse_qs(urlsplit(page.url).query).items()}


def pixels(section: Locator) -> str:
    return section.locator(".w-a .w-canvas").evaluate("one => one.toDataURL()")


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_first_a_guess_then_the_words_step_by_step_without_a_request(opened: Opener, language: str) -> None:
    start = "/ja" if language == "ja" else "/"
    page = opened(f"{start}?tab=text_to_image&section=binding&binding_steps=3")
    section = section_of(page, "guess")
    canvas = section.locator(".w-a .w-canvas")
    canvas.focus()
    canvas.press("ArrowLeft")
    canvas.press("Enter")
    section = section_of(page, "shown")
    expect(section.locator(".w-said")).to_contain_text("%")
    words = section.locator(".w-sentence .w-word")
    assert words.count() == section.locator(".w-all .w-word").count() > 5
    asked: list[str] = []

    page.on("request", lambda request: note_work(asked, request))
    before = pixels(section)
    words.nth(0).click()
    assert pixels(section) != before
    before = pixels(section)
    section.locator(".m-at").focus()
    section.locator(".m-at").press("Home")
    assert pixels(section) != before
    expect(section.locator(".w-where")).to_contain_text("999")
    canvas.focus()
    bars = section.locator(".w-bars").inner_text()
    canvas.press("ArrowRight")
    assert section.locator(".w-bars").inner_text() != bars
    assert asked == []
    assert address(page)["binding_step"] == "0"
    code = section.locator(".w-code").text_content() or ""
    assert re.search(r"positions = \[1[,\]]", code)


def test_a_link_opens_its_words_at_its_step_and_fits_a_small_screen(opened: Opener) -> None:
    page = opened(
        "/?tab=text_to_image&section=binding&binding=a+white+cat&binding_seed=5&binding_steps=2"
        "&binding_word=2&binding_other=1&binding_step=1",
        width=375,
    )
    section = section_of(page, "shown")
    expect(section.locator(".w-a .w-head")).to_contain_text("cat")
    expect(section.locator(".w-b .w-head")).to_contain_text("white")
    expect(section.locator(".m-at")).to_have_js_property("value", "1")
    expect(section.locator(".w-seed")).to_have_value("5")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    section.locator(".w-prompt").fill("")
    section.locator(".w-go").click()
    section = section_of(page, "shown")
    expect(section.locator(".w-sentence .w-word")).to_have_count(3)


def test_a_run_is_stopped_and_set_off_again(opened: Opener) -> None:
    running, go = '#binding [data-phase="running"]', "#binding .w-go"
    page = opened("/?tab=text_to_image&section=binding&binding_steps=100", press=(running, go))
    section_of(page, "stopped")
    press_while(page, running, go, begin=go)
    section_of(page, "stopped")
