"""Coming home in a real Chromium: guessed, walked at once, scrubbed without a request, stopped, linked to."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from explainer import text
from tests.browser.conftest import UNTRAINED, Opener, note_work, press_while

pytestmark = UNTRAINED

QUICK = "tab=reverse&t=600&steps=3&section=home"


def asked(opened: Opener, path: str = f"/?{QUICK}") -> tuple[Page, Locator]:
    page = opened(path)
    section = page.locator("details#home")
    expect(section.locator(".h-question")).to_be_visible()
    return page, section


def shown(section: Locator) -> None:
    expect(section.locator('[data-phase="shown"]')).to_be_visible()


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_the_reader_guesses_first_and_then_all_come_home(opened: Opener, language: str) -> None:
    page, section = asked(opened, f"/{'ja' if language == 'ja' else ''}?{QUICK}")
    slider = section.locator(".h-t")
    slider.focus()
    slider.press("Home")
    slider.press("ArrowRight")
    guess = re.findall(r"\d+", section.locator(".h-here").inner_text())[0]
    section.locator(".h-here").click()
    shown(section)
    expect(section.locator(".h-plot .h-you text")).to_contain_text(guess)
    expect(section.locator(".h-now")).to_contain_text(guess)
    expect(page).to_have_url(re.compile(rf"home_guess={guess}"))
    requests: list[str] = []
    page.wait_for_timeout(500)
    page.on("request", lambda request: note_work(requests, request))
    before = section.locator(".h-what").inner_text()
    for key in ("End", "ArrowLeft", "Home", "End"):
        slider.press(key)
    assert section.locator(".h-what").inner_text() != before
    page.wait_for_timeout(300)
    assert requests == []


def test_a_link_shows_the_same_ways_back_unasked_and_one_is_walked_again_in_the_figure(
    opened: Opener,
) -> None:
    page, section = asked(opened)
    section.locator(".h-skip").click()
    shown(section)
    section.locator(".h-strip button").nth(5).click()
    said = section.locator(".h-now").inner_text()
    again = opened(address=page.url).locator("details#home")
    shown(again)
    expect(again.locator(".h-now")).to_have_text(said)
    section.locator(".h-strip button").nth(2).click()
    t = re.findall(r"\d+", section.locator(".h-above").inner_text())[0]
    numbers = section.locator(".h-numbers").inner_text()
    section.locator(".h-above").click()
    expect(page.locator(".r-t-now")).to_have_text(f"t = {t}")
    expect(page.locator(".r-psnr")).to_contain_text(numbers)
    expect(page.locator('.k-reverse[data-state="done"]')).to_be_visible()


def test_stopping_keeps_who_is_home_by_then(opened: Opener) -> None:
    _, section = asked(opened, "/?tab=reverse&t=50&steps=100&section=home")
    press_while(section.page, "#home .h-strip [data-home]", "#home .h-stop", begin="#home .h-skip")
    expect(section.locator('[data-phase="stopped"]')).to_be_visible()
    home = section.locator(".h-strip [data-home]").count()
    section.page.wait_for_timeout(2500)
    assert section.locator(".h-strip [data-home]").count() == home < 14
