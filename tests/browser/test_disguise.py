"""The disguise in a real Chromium: three acts, a guess between, other words, a stop, a link."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from explainer import text
from tests.browser.conftest import UNTRAINED, Opener, are_alike, pixels, press_while

pytestmark = UNTRAINED

ACTS = ("nothing", "picture", "words")
PRINT = ".dg-print"
DONE = re.compile("done")


def section(page: Page) -> Locator:
    found = page.locator("details#disguise")
    expect(found.locator(".dg-body")).to_have_attribute("data-state", "met")
    return found


def act(section: Locator, name: str) -> Locator:
    return section.locator(f'[data-act="{name}"]')


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_three_acts_are_played_and_the_last_is_guessed_first(opened: Opener, language: str) -> None:
    page = opened(f"/{'ja' if language == 'ja' else ''}?tab=text_to_image&section=disguise")
    found = section(page)
    for name in ACTS[:2]:
        act(found, name).locator(".dg-play").click()
        expect(act(found, name)).to_have_attribute("data-state", DONE)
    act(found, "words").locator(".dg-play").click()
    expect(found.locator(".dg-guess")).to_be_visible()
    expect(act(found, "words")).to_have_attribute("data-state", "ready")
    choice = found.locator(".dg-choices button").first
    guess = choice.inner_text()
    choice.click()
    expect(act(found, "words")).to_have_attribute("data-state", DONE)
    expect(found.locator(".dg-now")).to_contain_text(guess)
    ends = pixels(found.locator(PRINT))
    assert len({one.tobytes() for one in ends}) == 3
    found.locator(".dg-at").focus()
    page.keyboard.press("Home")
    starts = pixels(found.locator(PRINT))
    assert not any(are_alike([one], [end]) for one, end in zip(starts, ends, strict=True))
    page.keyboard.press("End")
    assert are_alike(pixels(found.locator(PRINT)), ends)
    again = section(opened(address=page.url))
    for name in ACTS:
        expect(act(again, name)).to_have_attribute("data-state", DONE)
    assert are_alike(pixels(again.locator(PRINT)), ends)


def test_other_words_leave_the_other_acts_alone_and_are_text_and_nothing_else(opened: Opener) -> None:
    page = opened("/?tab=text_to_image&section=disguise&disguise=played&disguise_seed=5")
    found = section(page)
    expect(act(found, "words")).to_have_attribute("data-state", DONE)
    before = pixels(found.locator(PRINT))
    found.locator(".dg-word").fill("<b>whale</b>")
    expect(act(found, "words")).to_have_attribute("data-state", "ready")
    expect(found.locator(".dg-of-words")).to_contain_text("<b>whale</b>")
    expect(found.locator(".dg-note")).to_contain_text("whale")
    assert are_alike(pixels(found.locator(PRINT))[:2], before[:2])
    found.locator(".dg-word").press("Enter")
    expect(act(found, "words")).to_have_attribute("data-state", DONE)
    expect(page).to_have_url(re.compile("disguise_word=.*whale"))


def test_an_act_is_stopped_and_nothing_is_cut_off_on_a_small_screen(opened: Opener) -> None:
    page = opened("/?tab=text_to_image&section=disguise", width=375)
    found = section(page)
    picture = '#disguise [data-act="picture"]'
    play = f"{picture} .dg-play"
    press_while(page, f'{picture}[data-state="running"]', play, begin=play)
    expect(act(found, "picture")).to_have_attribute("data-state", "ready")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
