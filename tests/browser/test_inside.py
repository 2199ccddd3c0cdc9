"""Inside one step, and exactly back, in a real Chromium."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import UNTRAINED, Opener, note_work

pytestmark = UNTRAINED


def finished(page: Page, section: str) -> Locator:
    """The section, once its run is there."""
    expect(page.locator(f"#{section} .c-body")).to_have_attribute("data-state", "done")
    return page.locator(f"details#{section}")


def test_a_step_is_scrubbed_without_a_request_and_ddpm_alone_puts_noise_back(opened: Opener) -> None:
    found = finished(page := opened("/?tab=reverse&section=inside&t=400&steps=10&inside_at=2"), "inside")
    expect(found.locator(".n-now")).to_contain_text("Step 2 of 5")
    asked: list[str] = []
    page.on("request", lambda request: note_work(asked, request))
    slider = found.locator(".n-at")
    slider.focus()
    slider.press("ArrowRight")
    expect(found.locator(".n-now")).to_contain_text("Step 3 of 5, t = 200")
    expect(found.locator(".n-x")).to_have_attribute("aria-label", re.compile("t = 200"))
    expect(page).to_have_url(re.compile("inside_at=3"))
    assert asked == []
    expect(found.locator(".n-none")).to_be_visible()
    found.locator("[data-by=ddpm]").click()
    expect(found.locator(".n-none")).to_be_hidden()
    finished(page, "inside")
    expect(found.locator(".n-backed")).to_contain_text("× 0.")
    expect(page).to_have_url(re.compile("inside=ddpm"))
