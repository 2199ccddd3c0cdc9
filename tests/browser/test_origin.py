"""The search for a picture's like in a real Chromium: guessed first, searched, stopped, and never seen."""

import pytest
from playwright.sync_api import expect

from explainer import text
from tests.browser.conftest import Opener


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_the_reader_guesses_and_training_is_searched_until_stopped(opened: Opener, language: str) -> None:
    page = opened(f"/{'ja' if language == 'ja' else ''}?tab=text_to_image&section=origin&origin=2", width=375)
    section = page.locator("details#origin")
    body = section.locator(".o-body")
    expect(body).to_have_attribute("data-phase", "guess")
    expect(section.locator(".o-seen input")).to_have_count(2)
    section.locator('[data-guess="copy"]').click()
    expect(section.locator(".o-near img")).to_have_count(8)
    expect(section.locator(".o-near em").first).to_be_visible()
    section.locator(".o-stop").click()
    expect(body).to_have_attribute("data-phase", "stopped")
    said = section.locator(".o-now").inner_text()
    page.wait_for_timeout(1500)
    assert section.locator(".o-now").inner_text() == said
    section.locator(".o-go").click()
    page.wait_for_function("old => document.querySelector('.o-now').innerText !== old", arg=said)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_another_combination_is_drawn_without_a_second_guess(opened: Opener) -> None:
    page = opened("/?tab=text_to_image&section=origin&origin=0")
    section = page.locator("details#origin")
    section.locator(".o-skip").click()
    expect(section.locator(".o-near img")).to_have_count(8)
    section.locator(".o-which").select_option("5")
    expect(section.locator('.o-body[data-phase="searching"] .o-near img').first).to_be_visible()
    assert "origin=5" in page.url
