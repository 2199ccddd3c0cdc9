"""The sections over the figure's t in a real Chromium: they follow it, move it, and ask nothing meanwhile."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from explainer import text
from tests.browser.conftest import UNTRAINED, Opener, note_work

pytestmark = UNTRAINED

SLIDERS = {"schedules": ".h-t", "steps": ".e-t", "where": ".w-t", "left": ".l-t"}
SAID = {"schedules": ".h-now", "steps": ".e-now", "where": ".w-now", "left": ".l-what"}
FRAME = 8
"""Milliseconds of script in half of the frames at most: twice what is promised, for a busy machine."""


def opened_section(page: Page, name: str) -> Locator:
    section = page.locator(f"details#{name}")
    expect(section.locator(".c-body:not(.c-waiting)")).to_be_visible()
    return section


@pytest.mark.parametrize(("path", "width"), [("/", 1280), ("/ja", 375)])
@pytest.mark.parametrize("name", SLIDERS)
def test_a_section_opens_on_a_finished_result_at_the_figures_t_no_wider_than_the_screen(
    opened: Opener, name: str, path: str, width: int
) -> None:
    page = opened(f"{path}?tab=forward&section={name}&t=407", width=width)
    section = opened_section(page, name)
    expect(section.locator(SAID[name])).to_contain_text("407" if name != "steps" else "408")
    expect(section.locator(SLIDERS[name])).to_have_attribute("aria-valuetext", "t = 407")
    labels = section.locator("[aria-label]").evaluate_all("all => all.map((one) => one.ariaLabel)")
    said = " ".join([section.inner_text(), *labels])
    assert not re.search(r"undefined|NaN|\{\w+\}", said)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("name", SLIDERS)
def test_a_section_is_moved_without_a_request_moves_the_figure_when_let_go_and_follows_it(
    opened: Opener, name: str
) -> None:
    page = opened(f"/?tab=forward&section={name}&t=0")
    slider = opened_section(page, name).locator(SLIDERS[name])
    expect(page.locator(".f-check b").first).to_be_attached()
    slider.scroll_into_view_if_needed()
    box = slider.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 11, box["y"] + box["height"] / 2)
    page.mouse.down()
    asked: list[str] = []
    page.on("request", lambda request: note_work(asked, request))
    page.mouse.move(box["x"] + 0.6 * box["width"], box["y"] + box["height"] / 2, steps=15)
    page.wait_for_timeout(200)
    assert asked == []
    page.mouse.up()
    t = re.sub(r"\D", "", slider.get_attribute("aria-valuetext") or "")
    assert 500 < int(t) < 700
    expect(page.locator(".f-t")).to_have_value(t)
    follows_at_the_screens_rate(page, slider)


def follows_at_the_screens_rate(page: Page, slider: Locator) -> None:
    spent = page.evaluate("""async () => {
      const real = window.requestAnimationFrame, frames = [];
      let spent = 0;
      const timed = (work) => (now) => {
        const begun = performance.now();
        work(now);
        spent += performance.now() - begun;
      };
      window.requestAnimationFrame = (work) => real(timed(work));
      for (let t = 100; t < 700; t += 10) {
        spent = 0;
        timed(() => window.dispatchEvent(new CustomEvent("kakusan:t", { detail: t })))();
        await new Promise((done) => real(() => real(done)));
        frames.push(spent);
      }
      window.requestAnimationFrame = real;
      return frames.sort((a, b) => a - b)[frames.length / 2];
    }""")
    assert spent < FRAME
    t = int((slider.get_attribute("aria-valuetext") or "").removeprefix("t = "))
    assert abs(t - 690) < 20


def test_another_picture_is_taken_up_by_an_open_section(opened: Opener) -> None:
    page = opened("/?tab=forward&section=schedules")
    section = opened_section(page, "schedules")
    words = text.load("en").table("common")
    page.locator(".k-forward [data-picture-bar]").get_by_text(words["picture"]["sample"], exact=True).click()
    page.locator(".k-forward .k-samples").get_by_text(words["sample"]["pug"]).click()
    expect(section.locator("canvas").first).to_have_attribute(
        "aria-label", re.compile(words["sample"]["pug"])
    )
