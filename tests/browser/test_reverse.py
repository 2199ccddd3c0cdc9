"""The figure of the way back in a real Chromium: its link, its stop, its fields, what one takes along."""

import re
from pathlib import Path

from PIL import Image
from playwright.sync_api import Locator, Page, expect

from explainer import text
from tests.browser.conftest import UNTRAINED, Opener

pytestmark = UNTRAINED

WORDS = text.load("en")
QUICK = "/?tab=reverse&t=600&steps=4&seed=2"

FIRST_STEP = """() => {
  const time = document.querySelector('.k-reverse[data-state="running"] .r-t');
  return time?.textContent.includes("t =");
}"""


def done(page: Page) -> Locator:
    figure = page.locator('.k-reverse[data-state="done"]')
    expect(figure).to_be_visible()
    return figure


def pixels(page: Page) -> str:
    return page.evaluate("document.querySelector('.r-x0').toDataURL()")


def test_a_link_opens_the_same_moment_of_the_same_run(opened: Opener) -> None:
    page = opened(QUICK)
    figure = done(page)
    figure.locator(".m-at").focus()
    figure.locator(".m-at").press("Home")
    figure.locator(".m-at").press("ArrowRight")
    expect(page).to_have_url(re.compile(r"[?&]at=1"))
    said, seen = figure.locator(".r-now").inner_text(), pixels(page)
    again = opened(address=page.url)
    expect(done(again).locator(".r-now")).to_have_text(said)
    assert pixels(again) == seen


def test_stop_takes_effect_within_one_step(opened: Opener) -> None:
    page = opened("/?tab=reverse&t=999&steps=100", press=(FIRST_STEP, ".k-reverse .r-run"))
    expect(page.locator('.k-reverse[data-state="stopped"]')).to_be_visible()
    steps = page.locator(".r-now b").first.inner_text()
    page.wait_for_timeout(2000)
    assert page.locator(".r-now b").first.inner_text() == steps
    assert int(steps) < 100


def test_a_link_that_makes_no_sense_opens_on_the_nearest_that_does(opened: Opener) -> None:
    page = opened("/?tab=reverse&t=40&steps=10000&seed=-5&scheduler=magic&at=99")
    done(page)
    form = page.locator(".k-reverse .m-fields")
    assert form.locator("[name=steps]").input_value() == "100"
    assert form.locator("[name=seed]").input_value() == "0"
    assert form.locator("[name=scheduler]").input_value() == "ddim"


def test_a_number_that_makes_no_sense_becomes_the_nearest_that_does(opened: Opener) -> None:
    page = opened("/?tab=reverse&t=60&steps=5")
    figure = done(page)
    page.get_by_text(WORDS("reverse.settings.title"), exact=True).click()
    steps = figure.locator("[name=steps]")
    for typed, expected in (("10000", "100"), ("0", "1"), ("", "1")):
        steps.fill(typed)
        steps.press("Tab")
        expect(steps).to_have_value(expected)
    done(page)
    expect(page).to_have_url(re.compile(r"[?&]steps=1(&|$)"))


def test_the_moment_and_the_way_back_can_be_taken_along(opened: Opener, tmp_path: Path) -> None:
    page = opened(QUICK + "&section=take")
    done(page)
    take = page.locator("#take-reverse")
    with page.expect_download() as download:
        take.locator(".t-png").click()
    download.value.save_as(tmp_path / "moment.png")
    with Image.open(tmp_path / "moment.png") as picture:
        assert picture.width > 2.5 * picture.height
    with page.expect_download() as download:
        take.get_by_text(WORDS("take.film.webp")).click()
    download.value.save_as(tmp_path / "film.webp")
    with Image.open(tmp_path / "film.webp") as film:
        assert getattr(film, "n_frames", 1) >= 4
