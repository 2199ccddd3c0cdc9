"""One thing changed in a real Chromium: a word swapped, lanes scrubbed, links that reopen what they show."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, Request, expect

from explainer import text
from tests.browser.conftest import UNTRAINED, Opener, note_work

pytestmark = UNTRAINED

DONE = re.compile("done")
FEW = "tab=text_to_image&section=compare&steps=4&prompt=a+black+pug+in+the+snow"


def shown(page: Page) -> Locator:
    section = page.locator("details#compare")
    expect(section.locator(".n-body")).to_have_attribute("data-state", DONE)
    return section


def address(page: Page) -> dict[str, str]:
    return {key: values[0] for key, values in parse_qs(urlsplit(page.url).query).items()}


def pixels(section: Locator, which: str = ".n-lane > canvas:not(.x-apart)") -> list[str]:
    return section.locator(which).evaluate_all("all => all.map(one => one.toDataURL())")


def values(section: Locator) -> list[str]:
    return section.locator(".x-value").evaluate_all("all => all.map(one => one.value)")


def test_a_clicked_word_is_swapped_in_each_lane_and_all_are_scrubbed_together(opened: Opener) -> None:
    page = opened(f"/?{FEW}")
    section = shown(page)
    expect(section.locator(".x-words button")).to_have_text(["black", "pug", "in the snow"])
    section.locator(".x-words button").nth(1).click()
    expect(section.locator(".x-words button").nth(1)).to_have_attribute("aria-pressed", "true")
    shown(page)
    section.locator(".x-value").nth(1).select_option(label="poodle")
    shown(page)
    assert values(section)[1] == "a black poodle in the snow"
    assert address(page)["compare_word"] == "1"
    end, apart, asked = pixels(section), pixels(section, ".x-apart"), []
    assert len(end) == 4 and len(apart) == 3

    def note(request: Request) -> None:
        note_work(asked, request)

    page.on("request", note)
    slider = section.locator(".m-at")
    slider.focus()
    slider.press("Home")
    assert all(one != other for one, other in zip(pixels(section), end, strict=True))
    assert pixels(section, ".x-apart") != apart
    slider.press("End")
    assert pixels(section) == end
    assert asked == []


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_the_same_scene_is_said_in_the_other_language(opened: Opener, language: str) -> None:
    page = opened(f"{'/ja' if language == 'ja' else '/'}?{FEW}&compare=language")
    section = shown(page)
    assert values(section) == ["a black pug in the snow", "雪の中の黒いパグ"]
    section.locator(".x-value").nth(1).fill("夜の<b>|~パグ")
    section.locator(".x-value").nth(1).press("Enter")
    shown(page)
    assert address(page)["compare_lanes"].count("|") == 1
    section.locator('[data-kind="steps"]').click()
    shown(page)
    assert values(section) == ["4", "3", "6", "12"]


def test_a_link_reopens_its_lanes_and_mends_what_makes_no_sense(opened: Opener) -> None:
    page = opened(f"/?{FEW}&compare=seed&compare_lanes=7|x|-3|8.6")
    section = shown(page)
    assert values(section) == ["7", "0", "9"]
    section.locator(".n-head > button").first.click()
    shown(page)
    assert values(section) == ["0", "9"]


def test_words_that_are_not_of_the_world_are_said_to_be_none(opened: Opener) -> None:
    page = opened("/?tab=text_to_image&section=compare&steps=2&prompt=zzz", width=375)
    section = page.locator("details#compare")
    expect(section.locator(".n-body")).to_have_attribute("data-state", "stopped")
    expect(section.locator(".x-value")).to_have_count(1)
    section.locator('[data-kind="scheduler"]').click()
    shown(page)
    expect(section.locator(".n-lane")).to_have_count(4)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
