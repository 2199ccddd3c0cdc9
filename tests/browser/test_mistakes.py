"""The mistake, measured, in a real Chromium: the curve comes in, and dragging it asks nobody."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from explainer import text
from tests.browser.conftest import Opener, are_alike, note_work, pixels

LONG = 240_000
SOME_IS_MEASURED = """() => {
  const part = document.querySelector('.e-now-part[data-state="running"]:not(.c-waiting)');
  return Number(part?.querySelector(".e-now b")?.textContent) >= LEAST;
}"""


def once_measured(least: int) -> tuple[str, str]:
    """What stops the measurement once so many are measured."""
    return SOME_IS_MEASURED.replace("LEAST", str(least)), ".e-now-part .e-again"


def measured(opened: Opener, more: str = "", language: str = "en") -> tuple[Page, Locator]:
    page = opened(f"/{'ja' if language == 'ja' else ''}?tab=reverse&section=mistakes{more}")
    section = page.locator("details#mistakes")
    expect(section.locator('.e-now-part[data-state="done"]')).to_be_visible(timeout=LONG)
    return page, section


def test_dragging_moves_the_marker_and_makes_no_request(opened: Opener) -> None:
    page, section = measured(opened, "&mistakes_t=425&mistakes_seed=5")
    now, slider = section.locator(".e-now"), section.locator(".e-t")
    expect(now).to_contain_text("425")
    expect(section.locator(".e-world-network")).to_contain_text("±")
    asked: list[str] = []
    page.on("request", lambda request: note_work(asked, request))
    slider.focus()
    slider.press("ArrowRight")
    expect(now).to_contain_text("483")
    box = section.locator(".e-plot").bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] * 0.9, box["y"] + box["height"] / 2)
    expect(now).not_to_contain_text("483")
    expect(page).to_have_url(re.compile(r"mistakes_t=914"))
    assert asked == []


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_the_training_curve_is_walked_from_age_to_age(opened: Opener, language: str) -> None:
    page = opened(f"/{'ja' if language == 'ja' else ''}?tab=reverse&section=mistakes&mistakes_step=0")
    section = page.locator("details#mistakes")
    ages = section.locator(".e-age")
    expect(ages).to_have_count(4)
    expect(ages.first).to_have_attribute("aria-pressed", "true")
    expect(section.locator(".e-twin")).to_contain_text("900")
    expect(section.locator(".e-lack")).to_be_hidden()
    first = section.locator(".e-grown").inner_text()
    section.locator(".e-step").focus()
    section.locator(".e-step").press("ArrowRight")
    expect(section.locator(".e-grown")).not_to_have_text(first)
    expect(page).to_have_url(re.compile(r"mistakes_step=[1-9]"))
    section.locator(".e-step").press("End")
    expect(section.locator(".e-grown")).to_contain_text("100")
    expect(ages.last).to_have_attribute("aria-pressed", "true")


def test_stopping_keeps_what_was_measured(opened: Opener) -> None:
    page = opened("/?tab=reverse&section=mistakes&mistakes_t=0", press=once_measured(1))
    section = page.locator("details#mistakes")
    expect(section.locator('.e-now-part[data-state="stopped"]')).to_be_visible()
    expect(section.locator(".e-now")).to_contain_text("t = 0")
    section.locator(".e-t").focus()
    section.locator(".e-t").press("End")
    expect(section.locator(".e-now")).to_contain_text("999")


def test_what_is_kept_of_a_stopped_measurement_is_what_was_measured_there(opened: Opener) -> None:
    page = opened("/?tab=reverse&section=mistakes&mistakes_t=0&mistakes_seed=5", press=once_measured(10))
    section = page.locator("details#mistakes")
    expect(section.locator('.e-now-part[data-state="stopped"]')).to_be_visible()
    section.locator(".e-t").focus()
    section.locator(".e-t").press("ArrowRight")
    expect(page).to_have_url(re.compile(r"mistakes_t=[1-9]"))
    kept = pixels(section.locator(".e-guess"))
    _, found = measured(opened, page.url.split("section=mistakes")[1])
    expect(found.locator(".e-what")).to_have_text(section.locator(".e-what").inner_text())
    assert are_alike(pixels(found.locator(".e-guess")), kept)
