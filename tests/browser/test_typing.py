"""As you type in a real Chromium: the picture follows the newest words alone, Enter draws in full."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from explainer import text
from tests.browser.conftest import Opener, press_while

PATH = "?tab=text_to_image&section=typing"


def shown(page: Page) -> Locator:
    section = page.locator("details#typing")
    expect(section.locator('.y-body[data-full="same"]')).to_be_visible()
    return section


def pixels(section: Locator, name: str) -> str:
    return section.locator(f".y-{name}").evaluate("one => one.toDataURL()")


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_the_picture_follows_the_typing_and_enter_draws_in_full(opened: Opener, language: str) -> None:
    page = opened(f"/{'ja' if language == 'ja' else ''}{PATH}&typing=a%20white%20poodle&typing_seed=4")
    section = shown(page)
    student, full = pixels(section, "student"), pixels(section, "full")
    prompt = section.locator(".y-prompt")
    expect(prompt).to_have_value("a white poodle")
    prompt.press("End")
    prompt.press_sequentially(" at night", delay=15)
    page.wait_for_function("old => document.querySelector('.y-student').toDataURL() !== old", arg=student)
    expect(section.locator(".y-body")).to_have_attribute("data-full", "old")
    assert pixels(section, "full") == full
    expect(section.locator(".y-student")).to_have_attribute("aria-label", re.compile("at night"))
    prompt.press("Enter")
    shown(page)
    expect(section.locator(".y-full")).to_have_attribute("aria-label", re.compile("at night"))
    address = parse_qs(urlsplit(page.url).query)
    assert (address["typing"], address["typing_seed"]) == (["a white poodle at night"], ["4"])


def test_an_unknown_word_is_exchanged_by_a_click(opened: Opener) -> None:
    page = opened(f"/{PATH}&typing=a%20whitte%20poodle")
    section = shown(page)
    expect(section.locator(".y-unknown")).to_contain_text("whitte")
    section.locator(".y-unknown button").click()
    expect(section.locator(".y-prompt")).to_have_value("a white poodle")
    expect(section.locator(".y-unknown")).to_have_text("")
    expect(section.locator(".y-student")).to_have_attribute("aria-label", re.compile("a white poodle"))


def test_both_are_measured_and_the_measuring_can_be_stopped(opened: Opener) -> None:
    page = opened(f"/{PATH}", width=375)
    section = shown(page)
    some, measure = '#typing .y-side[data-state="running"] .y-pair', "#typing .y-measure"
    press_while(page, some, measure, begin=measure)
    expect(section.locator(".y-pair").first).to_be_visible()
    expect(section.locator(".y-measure")).to_have_text(text.load("en")("typing.measure.start"))
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
