"""The guess in a real Chromium: made or skipped, shown beside the machine's, never scored."""

import pytest
from playwright.sync_api import Locator, expect

from explainer import text
from tests.browser.conftest import UNTRAINED, Opener

pytestmark = UNTRAINED


def asked(opened: Opener, language: str = "en") -> Locator:
    page = opened(f"/{'ja' if language == 'ja' else ''}?tab=forward&section=left&t=300")
    section = page.locator("details#left")
    expect(section.locator(".l-question")).to_be_visible()
    expect(section.locator(".l-here")).to_contain_text("300")
    return section


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_the_reader_guesses_first_and_then_sees_both(opened: Opener, language: str) -> None:
    section = asked(opened, language)
    expect(section.locator(".l-plot")).to_be_hidden()
    section.locator(".l-t").focus()
    section.locator(".l-t").press("ArrowRight")
    section.locator(".l-here").click()
    expect(section.locator(".l-plot .l-you").last).to_contain_text("301")
    expect(section.locator(".l-now")).to_contain_text("301")
    expect(section.locator(".l-question")).to_be_hidden()


def test_the_guess_can_be_skipped_and_made_later_and_the_histogram_tells_picture_from_noise(
    opened: Opener,
) -> None:
    section = asked(opened)
    section.locator(".l-skip").click()
    expect(section.locator(".l-plot")).to_be_visible()
    expect(section.locator(".l-plot .l-you")).to_have_count(0)
    section.locator(".l-again").click()
    expect(section.locator(".l-question")).to_be_visible()
    slider = section.locator(".l-t")
    slider.focus()
    slider.press("Home")
    expect(section.locator(".l-psnr")).to_contain_text("dB")
    start = float(section.locator(".l-deviation").inner_text())
    slider.press("End")
    expect(section.locator(".l-what")).to_contain_text("999")
    assert start < 0.8
    assert abs(float(section.locator(".l-deviation").inner_text()) - 1) < 0.03
    assert abs(float(section.locator(".l-mean").inner_text().replace("−", "-"))) < 0.05
