"""Squares without their list in a real Chromium: both ways scrubbed together, with no request."""

import re

import pytest
from playwright.sync_api import Locator, expect

from explainer import text
from tests.browser.conftest import UNTRAINED, Opener, note_work

pytestmark = UNTRAINED


def asked(opened: Opener, language: str = "en", count: int = 30, width: int = 1280) -> Locator:
    address = f"/{'ja' if language == 'ja' else ''}?tab=reverse&section=unstamp&unstamp={count}"
    section = opened(address, width=width).locator("details#unstamp")
    expect(section.locator(".u-body")).to_have_attribute("data-state", "done")
    return section


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_it_opens_where_the_list_is_exact_and_the_network_is_not(opened: Opener, language: str) -> None:
    section = asked(opened, language)
    expect(section.locator(".u-count-now")).to_have_text("30")
    expect(section.locator(".u-exact")).to_have_text(text.load(language)("unstamp.exact"))
    expect(section.locator(".u-psnr")).to_have_text(re.compile(r"\d+\.\d dB"))
    expect(section.locator(".u-now b", has_text="49,152").first).to_be_visible()


def test_scrubbing_moves_both_and_asks_for_nothing(opened: Opener) -> None:
    section = asked(opened)
    requests: list[str] = []
    section.page.on("request", lambda request: note_work(requests, request))
    section.locator(".u-at").focus()
    section.locator(".u-at").press("Home")
    expect(section.locator(".u-where")).to_contain_text("0")
    assert section.locator(".u-psnr").inner_text() == section.locator(".u-exact").inner_text()
    section.locator(".u-at").press("ArrowRight")
    expect(section.locator(".u-without")).to_have_attribute("aria-label", re.compile(r"step 1 of"))
    assert requests == []


def test_another_number_of_squares_is_in_the_link_and_hides_more(opened: Opener) -> None:
    section = asked(opened)
    before = section.locator(".u-psnr").inner_text()
    section.locator(".u-count").focus()
    section.locator(".u-count").press("End")
    expect(section.locator(".u-count-now")).to_have_text("3,000")
    expect(section.locator(".u-psnr")).not_to_have_text(before)
    assert "unstamp=3000" in section.page.url


def test_it_fits_a_phone_and_the_way_back_to_the_list_opens_the_forward_tabs_section(opened: Opener) -> None:
    section = asked(opened, width=375)
    assert section.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    section.locator(".u-list").click()
    expect(section.page.locator("details#squares")).to_have_attribute("open", "")
