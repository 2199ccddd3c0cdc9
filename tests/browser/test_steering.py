"""Guidance side by side in a real Chromium: guessed, scrubbed without a request, changed, linked, stopped."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, Request, expect

from explainer import text
from tests.browser.conftest import UNTRAINED, Opener, note_work

pytestmark = UNTRAINED

DONE = re.compile("done")
FEW = "/?tab=text_to_image&section=steering&steps=4"


def shown(page: Page) -> Locator:
    section = page.locator("details#steering")
    expect(section.locator(".n-body")).to_have_attribute("data-state", DONE)
    return section


def address(page: Page) -> dict[str, str]:
    return {key: values[0] for key, values in parse_qs(urlsplit(page.url).query).items()}


def pixels(section: Locator, which: str = ".n-lane > canvas") -> list[str]:
    return section.locator(which).evaluate_all("all => all.map(one => one.toDataURL())")


def test_a_guess_comes_first_and_then_all_lanes_are_scrubbed_together(opened: Opener) -> None:
    page = opened(FEW)
    section = page.locator("details#steering")
    expect(section.locator(".n-body")).to_have_attribute("data-state", "guess")
    expect(section.locator(".n-lanes")).to_be_hidden()
    section.locator(".g-guesses button").nth(2).click()
    shown(page)
    assert address(page)["steer_guess"] == "4"
    end, difference, asked = pixels(section), pixels(section, ".g-difference"), []

    def note(request: Request) -> None:
        note_work(asked, request)

    page.on("request", note)
    slider = section.locator(".m-at")
    slider.focus()
    slider.press("Home")
    assert all(one != other for one, other in zip(pixels(section), end, strict=True))
    assert pixels(section, ".g-difference") != difference
    section.locator('[data-as="noise"]').click()
    section.locator(".g-which button").nth(0).click()
    expect(section.locator(".g-which button").nth(0)).to_have_attribute("aria-pressed", "true")
    slider.press("End")
    assert pixels(section) == end
    assert asked == []


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_a_link_opens_lanes_that_change_on_the_way(opened: Opener, language: str) -> None:
    start = "/ja" if language == "ja" else "/"
    page = opened(f"{start}?{FEW[2:]}&steer=turn&steer_lanes=6~1_1~6&steer_turn=2")
    section = shown(page)
    fields = section.locator(".g-strength input").evaluate_all("all => all.map(one => one.value)")
    assert fields == ["6", "1", "1", "6"]
    expect(section.locator(".g-turn-at")).to_have_value("2")
    assert "callback_on_step_end" in (section.locator(".n-code").text_content() or "")
    section.locator(".g-strength input").first.fill("300")
    section.locator(".g-strength input").first.press("Enter")
    shown(page)
    assert address(page)["steer_lanes"] == "20~1_1~6"


def test_words_to_keep_away_from_are_typed_on_a_small_screen_and_travel_in_the_link(opened: Opener) -> None:
    page = opened(FEW + "&steer=avoid&steer_lanes=4_4!", width=375)
    section = shown(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    section.locator(".g-negative").fill("<b>a black dog</b>")
    section.locator(".g-negative").press("Enter")
    shown(page)
    expect(section.locator(".n-now")).to_contain_text("<b>a black dog</b>")
    expect(section.locator(".g-table thead th")).to_have_count(6)
    assert address(page)["steer_not"] == "<b>a black dog</b>"


def test_a_run_is_stopped_and_what_makes_no_sense_becomes_the_nearest(opened: Opener) -> None:
    path = "/?tab=text_to_image&section=steering&steps=100&steer=strengths&steer_lanes=x_-3_99"
    page = opened(path, press=('#steering .n-body[data-state="running"]', "#steering .n-go"))
    section = page.locator("details#steering")
    body = section.locator(".n-body")
    expect(body).to_have_attribute("data-state", "stopped")
    fields = section.locator(".g-strength input").evaluate_all("all => all.map(one => one.value)")
    assert fields == ["1", "20"]
