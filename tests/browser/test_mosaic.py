"""The mosaic in a real Chromium: it opens on three finished attempts, and is dragged without a request."""

import re

import numpy as np
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from explainer import text
from explainer.lessons.forward import mosaic
from explainer.tabs import samples
from tests.browser.conftest import Opener, note_work
from tests.browser.test_squares import pixels

NUMBER = re.compile(r"\d+\.\d off · (\d+\.\d|∞) dB")


def finished(page: Page) -> Locator:
    """The section, once all attempts are there."""
    expect(page.locator("#mosaic .s-body")).to_have_attribute("data-state", "done")
    return page.locator("#mosaic")


def test_it_opens_on_three_attempts_with_their_errors_and_says_which_is_nearest(opened: Opener) -> None:
    found = finished(opened("/?tab=forward&section=mosaic&sample=siamese"))
    for name in ("nearest", "bicubic", "network"):
        expect(found.locator(f"[data-try={name}] b")).to_have_text(NUMBER)
    closest = str(found.locator("[data-closest]").get_attribute("data-try"))
    words = text.load("en").table("mosaic.now")
    expect(found.locator(".s-now")).to_contain_text(words[closest].split(":")[0])


def test_a_dragged_mosaic_is_the_lessons_and_asks_nothing_until_it_is_let_go(opened: Opener) -> None:
    found = finished(page := opened("/?tab=forward&section=mosaic&sample=pug"))
    found.locator(".s-print").scroll_into_view_if_needed()
    box = found.locator(".s-print").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 0.1 * box["width"], box["y"] + 0.2 * box["height"])
    page.mouse.down()
    asked: list[str] = []
    page.on("request", lambda request: note_work(asked, request))
    page.mouse.move(box["x"] + 0.5 * box["width"], box["y"] + 0.7 * box["height"], steps=10)
    assert asked == []
    laid = pixels(found.locator(".s-print"))
    page.mouse.up()
    finished(page)
    expect(page).to_have_url(re.compile(r"[?&]region=\d+\.\d+\.\d+\.\d+&cell=8"))
    named = re.search(r"region=(\d+)\.(\d+)\.(\d+)\.(\d+)", page.url)
    assert named is not None
    truth = mosaic.pixels_of(samples.open_image(samples.sample("pug")))
    where = mosaic.region(*map(int, named.groups()))
    assert np.array_equal(laid, mosaic.plainly(truth, where, 8, Image.Resampling.NEAREST).pixels)


def test_a_click_that_drags_nothing_lays_the_smallest_mosaic(opened: Opener) -> None:
    found = finished(page := opened("/?tab=forward&section=mosaic"))
    found.locator(".s-print").click(position={"x": 100, "y": 100})
    finished(page)
    expect(page).to_have_url(re.compile(rf"region=\d+\.\d+\.{mosaic.SMALLEST}\.{mosaic.SMALLEST}&"))
