"""Exactly back in a real Chromium: it goes up and comes home, and other numbers of steps join the curve."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import UNTRAINED, Opener
from tests.browser.test_inside import finished

pytestmark = UNTRAINED


def test_the_picture_comes_home_and_its_numbers_are_told(opened: Opener) -> None:
    found = finished(opened("/?tab=reverse&section=inversion&inversion=10"), "inversion")
    expect(found.locator(".v-now")).to_contain_text(re.compile(r"10 steps in.* \d+\.\d dB"))
    expect(found.locator(".v-up canvas")).to_have_count(5)
    expect(found.locator(".v-table tbody td").first).to_have_text(re.compile(r"[−\d.]+"))
    expect(found.locator(".v-curve .v-own-dot").first).to_be_visible()


def test_stopped_it_says_so_and_can_be_begun_again(opened: Opener) -> None:
    press = '#inversion .c-body[data-state="running"]', "#inversion .v-go"
    page = opened("/?tab=reverse&section=inversion&inversion=20", press=press)
    found = page.locator("details#inversion")
    expect(found.locator(".c-body")).to_have_attribute("data-state", "stopped")
    found.locator("[data-steps='10']").click()
    finished(page, "inversion")
