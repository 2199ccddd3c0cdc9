"""Sums in a real Chromium: read from a link, written by hand, mended, refused, stopped, kept in a link."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from explainer import text
from tests.browser.conftest import UNTRAINED, Opener, press_while

pytestmark = UNTRAINED

START = "tab=latent&section=arithmetic"


def done(page: Page) -> Locator:
    section = page.locator("details#arithmetic")
    expect(section.locator('.a-body[data-state="done"]')).to_be_visible()
    return section


def stays_stopped(section: Locator) -> None:
    expect(section.locator('.a-body[data-state="stopped"]')).to_be_visible()
    section.page.wait_for_timeout(1500)
    expect(section.locator('.a-body[data-state="stopped"]')).to_be_visible()


def written(page: Page) -> str:
    return parse_qs(urlsplit(page.url).query)["sum"][0]


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_it_opens_on_a_sum_with_its_animals_and_both_paintings(opened: Opener, language: str) -> None:
    page = opened(f"/{'ja' if language == 'ja' else ''}?{START}")
    section = done(page)
    expect(section.locator(".a-chip")).to_have_count(3)
    expect(section.locator(".a-bars > .a-bar")).to_have_count(3)
    assert section.locator(".a-animals > li").count() >= 12
    shots = section.locator(".a-painted canvas").evaluate_all("all => all.map(one => one.toDataURL())")
    assert len(set(shots)) == 2
    expect(section.locator(".a-now b").first).not_to_be_empty()


def test_a_sum_of_ones_own_is_written_and_mended_and_kept_in_the_address(opened: Opener) -> None:
    page = opened(f"/?{START}&sum=%2Bshibba")
    section = done(page)
    section.locator(".a-unknown button").click()
    expect(section.locator(".a-word")).to_have_value("shiba")
    section = done(page)
    expect(section.locator(".a-unknown")).to_be_hidden()
    section.locator(".a-minus").click()
    section.locator(".a-word").nth(1).fill("犬")
    section.locator(".a-word").nth(1).press("Enter")
    done(page)
    expect(page).to_have_url(re.compile("sum=.*_-"))
    assert written(page) == "+shiba_-犬"
    section.locator(".a-sign").nth(1).click()
    done(page)
    section.locator(".a-own").click()
    done(page)
    expect(page).to_have_url(re.compile("40$|%40"))
    assert written(page) == "+shiba_+犬_+@"


def test_what_makes_no_sum_is_one_sentence_and_loses_nothing(opened: Opener) -> None:
    page = opened(f"/?{START}&sum=%2Bpug")
    section = done(page)
    section.locator(".a-minus").click()
    section.locator(".a-word").nth(1).fill("a pug")
    section.locator(".a-go").click()
    expect(section.locator(".a-error")).to_be_visible()
    assert section.locator(".a-word").evaluate_all("all => all.map(one => one.value)") == ["pug", "a pug"]
    section.locator(".a-word").nth(1).fill("a dog")
    section.locator(".a-go").click()
    done(page)
    expect(section.locator(".a-error")).to_be_hidden()


def test_the_painting_is_stopped_and_nothing_is_cut_off(opened: Opener) -> None:
    page = opened(f"/?{START}", width=375)
    section = done(page)
    for first_news in (".a-now b", ".a-go"):
        running, go = f'#arithmetic .a-body[data-state="running"] {first_news}', "#arithmetic .a-go"
        press_while(page, running, go, begin=go)
        stays_stopped(section)
    section.locator(".a-go").click()
    done(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
