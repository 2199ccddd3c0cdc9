"""Between two pictures in a real Chromium: guessed, gone, scrubbed without a request, changed, linked to."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from explainer import text
from tests.browser.conftest import UNTRAINED, Opener, note_work, press_while

pytestmark = UNTRAINED

START = "tab=latent&section=between"


def section_of(page: Page) -> Locator:
    return page.locator("details#between")


def phase(section: Locator, name: str) -> None:
    expect(section.locator(f'.g-body[data-state="{name}"]')).to_be_visible()


def pixels(section: Locator) -> list[str]:
    return section.locator(".g-way > canvas").evaluate_all("all => all.map(one => one.toDataURL())")


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_the_reader_guesses_first_and_then_goes_all_ways_at_once(opened: Opener, language: str) -> None:
    page = opened(f"/{'ja' if language == 'ja' else ''}?{START}")
    section = section_of(page)
    phase(section, "guess")
    expect(section.locator(".g-ways")).to_be_hidden()
    section.locator(".g-guesses button").nth(1).click()
    phase(section, "done")
    expect(section.locator('.g-way[data-guessed="true"]')).to_have_count(1)
    expect(section.locator(".g-now")).to_contain_text(section.locator(".g-way h4 span").nth(1).inner_text())
    expect(page).to_have_url(re.compile("between_guess=linear"))
    requests: list[str] = []
    page.wait_for_timeout(500)
    page.on("request", lambda request: note_work(requests, request))
    slider, middle, said = section.locator(".g-at"), pixels(section), section.locator(".g-now").inner_text()
    slider.focus()
    slider.press("Home")
    assert all(one != other for one, other in zip(pixels(section), middle, strict=True))
    for _ in range(5):
        slider.press("ArrowRight")
    assert pixels(section) == middle
    assert section.locator(".g-now").inner_text() == said
    assert requests == []


def test_a_link_goes_its_ways_without_a_guess_and_another_pair_follows(opened: Opener) -> None:
    page = opened(f"/?{START}&between=rabbit&between_at=2&between_swap=1&between_seed=5&sample=pug")
    section = section_of(page)
    phase(section, "done")
    expect(section.locator(".g-name-a")).to_contain_text("Rabbit")
    expect(section.locator(".g-at")).to_have_value("2")
    expect(section.locator('.g-samples [data-id="pug"]')).to_be_disabled()
    section.locator('.g-samples [data-id="elephant"]').click()
    expect(section.locator(".g-name-a")).to_contain_text("Elephant")
    phase(section, "done")
    section.locator(".g-swap").click()
    expect(section.locator(".g-name-a")).to_contain_text("Pug")
    phase(section, "done")
    expect(page).to_have_url(re.compile("between=elephant&between_at=2&between_seed=5"))


def test_the_painting_is_stopped_and_begun_again_and_nothing_is_cut_off(opened: Opener) -> None:
    page = opened(f"/?{START}", width=375)
    section = section_of(page)
    phase(section, "guess")
    running = '#between .g-body[data-state="running"] .g-way'
    press_while(page, running, "#between .g-go", begin="#between .g-skip")
    expect(section.locator(".g-way")).to_have_count(4)
    phase(section, "stopped")
    page.wait_for_timeout(1500)
    phase(section, "stopped")
    section.locator(".g-go").click()
    phase(section, "done")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
