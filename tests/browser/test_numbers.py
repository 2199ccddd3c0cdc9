"""Words to numbers in a real Chromium: typed, marked, compared, linked to."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from explainer import text
from tests.browser.conftest import UNTRAINED, Opener

pytestmark = UNTRAINED

START = "tab=text_to_image&section=numbers"


def section(page: Page) -> Locator:
    found = page.locator("details#numbers")
    expect(found.locator(".wn-body:not(.c-waiting)")).to_be_visible()
    return found


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_the_last_thing_typed_is_what_is_shown(opened: Opener, language: str) -> None:
    page = opened(f"/{'ja' if language == 'ja' else ''}?{START}", width=375)
    found = section(page)
    field = found.locator(".wn-prompt")
    field.fill("")
    field.press_sequentially("a pug 犬 and a whalé", delay=15)
    expect(found.locator(".wn-pieces")).to_contain_text("犬")
    expect(found.locator(".wn-note")).to_contain_text("whalé")
    expect(page).to_have_url(re.compile("numbers=a.pug"))
    rows = found.locator(".wn-row").count()
    assert rows == found.locator(".wn-piece").count() + 2
    found.locator(".wn-piece").nth(1).focus()
    expect(found.locator(".wn-row").nth(2)).to_have_attribute("data-here", "")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    again = section(opened(address=page.url))
    expect(again.locator(".wn-prompt")).to_have_value("a pug 犬 and a whalé")


def test_hostile_and_endless_text_is_text_and_cut_off(opened: Opener) -> None:
    page = opened(f"/?{START}")
    found = section(page)
    found.locator(".wn-prompt").fill("<img src=x onerror=alert(1)> \u202edlrow " * 60)
    expect(found.locator(".wn-note")).to_contain_text("too long")
    expect(found.locator(".wn-piece").first).to_contain_text("<")
    assert found.locator(".wn-pieces img, .wn-note img").count() == 0
    expect(found.locator(".wn-rest")).to_be_hidden()
    found.locator(".wn-prompt").fill("")
    expect(found.locator(".wn-piece")).to_have_count(0)
    expect(found.locator(".wn-row")).to_have_count(2)


def test_a_word_is_met_in_another_sentence(opened: Opener) -> None:
    page = opened(f"/?{START}&numbers=a+pug&numbers_other=a+pug+in+the+snow")
    found = section(page)
    expect(found.locator(".wn-pair b")).to_have_text(["1.00", "1.00"])
    found.locator(".wn-other").fill("柴犬")
    expect(found.locator(".wn-pair")).to_have_count(0)
