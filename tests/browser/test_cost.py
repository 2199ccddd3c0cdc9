"""What a step costs, in a real Chromium: counted, guessed, timed size by size, stopped, linked to."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from explainer import text
from tests.browser.conftest import Opener, press_while


def asked(opened: Opener, path: str, width: int = 1280) -> tuple[Page, Locator]:
    page = opened(path, width=width)
    section = page.locator("details#cost")
    expect(section.locator(".o-question")).to_be_visible()
    return page, section


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_numbers_are_counted_and_sizes_timed_after_the_guess(opened: Opener, language: str) -> None:
    page, section = asked(opened, f"/{'ja' if language == 'ja' else ''}?tab=latent&section=cost", width=375)
    expect(section.locator(".o-picture-count")).to_have_text("49,152")
    expect(section.locator(".o-latent-count")).to_have_text("1,024")
    expect(section.locator(".o-counted")).to_contain_text("1/48")
    slider = section.locator(".o-guess")
    slider.focus()
    slider.press("Home")
    slider.press("PageUp")
    guess = re.findall(r"[\d,.]+", section.locator(".o-here").inner_text())[0]
    section.locator(".o-here").click()
    expect(section.locator('[data-phase="shown"]')).to_be_visible()
    expect(section.locator(".o-now")).to_contain_text(guess)
    for side in (16, 32, 48, 64):
        expect(section.locator(f'tr[data-side="{side}"] .o-seconds')).not_to_be_empty()
    expect(section.locator('tr[data-side="512"] .o-seconds')).to_be_empty()
    expect(section.locator(".o-plot")).to_have_attribute("aria-label", re.compile(r"512"))
    expect(page).to_have_url(re.compile(r"cost=1&cost_guess="))
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
    again = opened(address=page.url).locator("details#cost")
    expect(again.locator('[data-phase="shown"]')).to_be_visible()
    expect(again.locator(".o-now")).to_contain_text(guess)


def test_stopping_keeps_the_sizes_timed_by_then(opened: Opener) -> None:
    _, section = asked(opened, "/?tab=latent&section=cost")
    press_while(section.page, '#cost [data-phase="running"]', "#cost .o-stop", begin="#cost .o-skip")
    expect(section.locator('[data-phase="stopped"], [data-phase="shown"]')).to_be_visible()
    known = section.locator(".o-seconds:not(:empty)").count()
    section.page.wait_for_timeout(2500)
    assert section.locator(".o-seconds:not(:empty)").count() == known
    section.locator(".o-again").click()
    section.locator(".o-skip").click()
    expect(section.locator('[data-phase="shown"]')).to_be_visible()
