"""The way through in a real Chromium: a guess, a walk over the map, a link that reopens it."""

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from explainer import text
from tests.browser.conftest import UNTRAINED, Opener, note_work, press_while

pytestmark = UNTRAINED


def state(page: Page, wanted: str) -> Locator:
    section = page.locator("details#way")
    expect(section.locator(".y-body")).to_have_attribute("data-state", wanted)
    return section


def address(page: Page) -> dict[str, str]:
    return {key: values[0] for key, values in parse_qs(urlsplit(page.url).query).items()}


def drawn(section: Locator) -> str:
    return section.locator(".y-map").evaluate("one => one.toDataURL()")


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_after_the_guess_the_way_is_walked_scrubbed_and_linked(opened: Opener, language: str) -> None:
    start = "/ja" if language == "ja" else "/"
    page = opened(f"{start}?tab=latent&section=way&way_seed=3")
    section = state(page, "guess")
    expect(section.locator(".y-result")).to_be_hidden()
    section.locator(".y-here").click()
    section = state(page, "shown")
    section.locator(".m-play").click()
    slider, asked = section.locator(".m-at"), []
    page.on("request", lambda request: note_work(asked, request))
    slider.focus()
    slider.press("End")
    end = drawn(section)
    expect(section.locator('.y-strip [aria-pressed="true"]')).to_have_count(1)
    slider.press("Home")
    assert drawn(section) != end
    section.locator('[data-space="vae"]').click()
    slider.press("End")
    assert drawn(section) != end
    assert asked == []
    assert address(page)["way_guess"] == "10" and address(page)["way_space"] == "vae"
    said = section.locator(".y-now").inner_text()
    small = opened(f"{start}?{urlsplit(page.url).query}&__theme=dark", width=375)
    expect(state(small, "shown").locator(".y-now")).to_have_text(said)
    assert small.evaluate("document.documentElement.scrollWidth <= innerWidth"), "nothing is cut off"


def test_a_walk_is_stopped_and_another_set_off(opened: Opener) -> None:
    page = opened("/?tab=latent&section=way&way_guess=0")
    section = state(page, "shown")
    press_while(page, '#way .y-body[data-state="running"] .y-now b', "#way .y-go", begin="#way .y-go")
    state(page, "stopped")
    section.locator(".y-prompt").fill("a cat with a hat in the snow")
    section.locator(".y-go").click()
    section = state(page, "shown")
    expect(section.locator(".y-unknown")).to_contain_text("hat")
    assert address(page)["way_prompt"] == "a cat with a hat in the snow"
