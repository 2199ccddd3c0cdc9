"""Schedulers side by side in a real Chromium: lanes together, other lanes, a link that reopens them."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, Request, expect

from explainer import text
from tests.browser.conftest import UNTRAINED, Opener, note_work

pytestmark = UNTRAINED

DONE = re.compile("done")


def shown(page: Page) -> Locator:
    section = page.locator("details#lanes")
    expect(section.locator(".n-body")).to_have_attribute("data-state", DONE)
    return section


def address(page: Page) -> dict[str, str]:
    return {key: values[0] for key, values in parse_qs(urlsplit(page.url).query).items()}


def pixels(section: Locator) -> list[str]:
    return section.locator(".n-lane > canvas").evaluate_all("all => all.map(one => one.toDataURL())")


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_a_link_opens_its_lanes_and_all_are_scrubbed_together(opened: Opener, language: str) -> None:
    start = "/ja" if language == "ja" else "/"
    page = opened(f"{start}?tab=reverse&section=lanes&lanes=ddim.euler_a.lcm&lanes_steps=5&lanes_seed=3")
    section = shown(page)
    assert section.locator("select").evaluate_all("all => all.map(one => one.value)") == [
        "ddim", "euler_a", "lcm",
    ]  # fmt: skip
    expect(section.locator(".n-lane .k-caption").nth(0)).to_contain_text("5")
    expect(section.locator(".n-lane .k-caption").nth(2)).to_contain_text("4")
    end, asked = pixels(section), []

    def note(request: Request) -> None:
        note_work(asked, request)

    page.on("request", note)
    slider = section.locator(".m-at")
    slider.focus()
    slider.press("Home")
    expect(section.locator(".n-where")).to_contain_text("t = 999")
    assert all(one != other for one, other in zip(pixels(section), end, strict=True))
    section.locator('[data-show="0"]').click()
    slider.press("End")
    assert pixels(section) == end
    assert asked == []


def test_lanes_are_changed_added_and_taken_away_and_the_address_follows(opened: Opener) -> None:
    page = opened("/?tab=reverse&section=lanes&lanes=ddim.euler&lanes_steps=2")
    section = shown(page)
    expect(section.locator(".n-head > button")).to_have_count(2)
    expect(section.locator(".n-head > button").first).to_be_hidden()
    section.locator(".n-add").click()
    section = shown(page)
    expect(section.locator(".n-lane")).to_have_count(3)
    assert address(page)["lanes"].startswith("ddim.euler.")
    section.locator(".n-lane select").first.select_option("unipc")
    shown(page)
    section.locator(".n-head > button").nth(2).click()
    shown(page)
    expect(section.locator(".n-lane")).to_have_count(2)
    assert address(page)["lanes"] == "unipc.euler"
    assert address(page)["lanes_steps"] == "2"


def test_a_link_that_makes_no_sense_opens_on_the_nearest_that_does_on_a_small_screen(opened: Opener) -> None:
    page = opened("/?tab=reverse&section=lanes&lanes=nowhere.ddim&lanes_steps=-7&lanes_seed=x", width=375)
    section = shown(page)
    expect(section.locator(".n-lane")).to_have_count(4)
    expect(section.locator(".n-steps-now")).to_have_text("1")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_run_is_stopped_and_set_off_again(opened: Opener) -> None:
    press = '#lanes .n-body[data-state="running"]', "#lanes .n-go"
    page = opened("/?tab=reverse&section=lanes&lanes_steps=50", press=press)
    section = page.locator("details#lanes")
    body = section.locator(".n-body")
    expect(body).to_have_attribute("data-state", "stopped")
    section.locator(".n-steps").evaluate("one => { one.value = 2; one.dispatchEvent(new Event('change')); }")
    shown(page)
