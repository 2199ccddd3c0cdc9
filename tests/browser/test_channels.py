"""Tinkering with a latent in a real Chromium: dragged, the newest only, put back, linked to."""

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from explainer import text
from tests.browser.conftest import UNTRAINED, Opener, note_work

pytestmark = UNTRAINED

PATH = "?tab=latent&sample=pug&section=channels"


def begun(opened: Opener, path: str, width: int = 1280) -> tuple[Page, Locator]:
    page = opened(path, width=width)
    section = page.locator("details#channels")
    expect(section.locator(".z-body[data-shown]")).to_be_visible()
    return page, section


def pixels(section: Locator) -> Any:
    return section.locator(".z-decoded").evaluate("(canvas) => canvas.toDataURL()")


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_the_picture_follows_the_slider_and_comes_back(opened: Opener, language: str) -> None:
    page, section = begun(opened, f"/{'ja' if language == 'ja' else ''}{PATH}", width=375)
    untouched = pixels(section)
    section.locator(".z-channel").nth(1).click()
    slider = section.locator(".z-amount")
    slider.focus()
    slider.press("End")
    expect(section.locator(".z-psnr")).to_contain_text("dB")
    expect(page).to_have_url(re.compile(r"channels=shift&channels_of=2&channels_by=4"))
    assert pixels(section) != untouched
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
    said = section.locator(".z-now").inner_text()
    again = opened(address=page.url).locator("details#channels")
    expect(again.locator(".z-now")).to_have_text(said)
    section.locator(".z-reset").click()
    expect(section.locator(".z-psnr")).to_be_empty()
    expect(page).not_to_have_url(re.compile("channels_by"))
    assert pixels(section) == untouched


def test_a_channel_is_dragged_and_the_last_amount_is_never_lost(opened: Opener) -> None:
    page, section = begun(opened, f"/{PATH}")
    channel = section.locator(".z-channel canvas").nth(2)
    channel.scroll_into_view_if_needed()
    box = channel.bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    asked: list[str] = []
    page.on("request", lambda request: note_work(asked, request))
    page.mouse.move(x, y)
    page.mouse.down()
    for step in range(60):
        page.mouse.move(x, y - step)
    page.mouse.up()
    amount = section.locator(".z-amount-now").inner_text()
    expect(section.locator(".z-now b").first).to_have_text(amount)
    expect(section.locator(".z-channel").nth(2)).to_have_attribute("aria-pressed", "true")
    assert 0 < len(asked) < 50


def test_a_poke_stays_near_its_place_and_arrow_keys_move_it(opened: Opener) -> None:
    page, section = begun(opened, f"/{PATH}&channels=poke&channels_of=1&channels_by=5&channels_at=2-3")
    expect(section.locator(".z-psnr")).to_contain_text("dB")
    before = pixels(section)
    section.locator(".z-channel").first.focus()
    page.keyboard.press("ArrowDown")
    expect(page).to_have_url(re.compile("channels_at=3-3"))
    assert pixels(section) != before
    section.locator(".z-before").click()
    expect(section.locator(".z-psnr")).to_be_empty()


def test_a_channel_is_swapped_with_another_picture_s(opened: Opener) -> None:
    _, section = begun(opened, f"/{PATH}")
    section.locator('[data-tool="swap"].k-button').click()
    section.locator('.z-others [data-other="elephant"]').click()
    expect(section.locator(".z-psnr")).to_contain_text("dB")
    expect(section.locator(".z-code .k-code")).to_contain_text("elephant.png")
