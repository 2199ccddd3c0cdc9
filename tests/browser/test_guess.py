"""Guessing one step in a real Chromium: tried without a request, shown at once, dealt anew, linked to."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from explainer import text
from tests.browser.conftest import Opener, note_work

START = "tab=reverse&section=guess"
CARDS = 4


def dealt(opened: Opener, more: str = "", language: str = "en", width: int = 1280) -> tuple[Page, Locator]:
    page = opened(f"/{'ja' if language == 'ja' else ''}?{START}{more}", width=width)
    section = page.locator("details#guess")
    ready(section)
    return page, section


def ready(section: Locator) -> None:
    expect(section.locator('.g-body[data-state="done"]')).to_be_visible()
    expect(section.locator("button.g-card")).to_have_count(CARDS)


def right_of(section: Locator) -> int:
    """Which is the right one, as its label says once all were tried."""
    section.locator(".g-skip").click()
    return int(section.locator('button.g-card[aria-pressed="true"]').get_attribute("data-candidate") or -1)


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_each_press_shows_what_is_left_and_asks_nobody(opened: Opener, language: str) -> None:
    t = text.load(language)
    page, section = dealt(opened, language=language, width=375)
    cards, network = section.locator("button.g-card"), section.locator(".g-network")
    expect(section.locator(".g-tried")).to_have_count(0)
    expect(network).to_contain_text(t("guess.network_waits"))
    asked: list[str] = []
    page.on("request", lambda request: note_work(asked, request))
    for i in range(CARDS):
        cards.nth(i).focus()
        page.keyboard.press("Enter")
        expect(cards.nth(i)).to_have_attribute("aria-pressed", "true")
        expect(cards.nth(i).locator(".g-left")).to_be_visible()
    expect(section.locator(".g-said", has_text=t("guess.exact"))).to_have_count(1)
    expect(network.locator(".g-left")).to_be_visible()
    expect(section.locator(".g-training b")).to_have_text(re.compile(r"^[\d,]+$"))
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
    assert asked == []


def test_a_wrong_one_is_answered_by_its_mistake_and_the_network_waits(opened: Opener) -> None:
    _, section = dealt(opened)
    right = right_of(section)
    section.locator(".g-again").click()
    section.locator(".g-t").press("End")
    ready(section)
    expect(section.locator(".g-tried")).to_have_count(0)
    right = right_of(section)
    wrong = section.locator("button.g-card").nth((right + 1) % CARDS)
    wrong.click()
    mistake = re.findall(r"\d\.\d+", wrong.locator(".g-said").inner_text())[0]
    expect(section.locator(".g-now")).to_contain_text(mistake)
    assert mistake in (wrong.get_attribute("aria-label") or "")


def test_who_does_not_want_to_guess_is_shown_all(opened: Opener) -> None:
    _, section = dealt(opened)
    section.locator(".g-skip").click()
    expect(section.locator(".g-tried")).to_have_count(CARDS + 1)
    expect(section.locator(".g-skip")).to_be_disabled()


def test_another_noise_and_another_time_are_kept_in_the_link(opened: Opener) -> None:
    page, section = dealt(opened, "&guess_seed=3&guess_t=90")
    expect(section.locator(".g-t-now")).to_have_text("t = 100")
    first = section.locator(".g-print").evaluate("one => one.toDataURL()")
    section.locator(".g-again").click()
    expect(page).to_have_url(re.compile(r"guess_seed=4"))
    page.wait_for_function("(old) => document.querySelector('.g-print').toDataURL() !== old", arg=first)
    section.locator(".g-t").press("ArrowRight")
    expect(section.locator(".g-what")).to_contain_text("200")
    right = right_of(section)
    _, again = dealt(opened, "&guess_seed=4")
    assert right_of(again) == right
