"""Who waits is told so, the newest question wins, and a stop is honoured in the line, in a real Chromium."""

import json
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Request, expect

from tests.browser.conftest import Opener

LONG = "/?tab=reverse&section=lanes&lanes=ddim.ddpm.euler.dpmpp&lanes_steps=100"


@pytest.fixture
def busy(opened: Opener) -> Iterator[Page]:
    """A page whose lanes keep the machine for as long as a test takes, and stop at its end."""
    page = opened(LONG)
    lanes = page.locator("details#lanes .n-body")
    expect(lanes).to_have_attribute("data-state", "running")
    expect(lanes.locator(".n-now")).to_contain_text(re.compile(r"\d+ of 100"))
    yield page
    if lanes.get_attribute("data-state") == "running":
        lanes.locator(".n-go").click()


def asked_of(page: Page, key: str) -> list[object]:
    """What the runs were asked for, in their order, one after another as they are sent."""
    found: list[object] = []

    def note(request: Request) -> None:
        if "/queue/join" in request.url:
            data = json.loads(request.post_data or "{}").get("event_data") or {}
            if key in data:
                found.append(data[key])

    page.on("request", note)
    return found


def test_a_held_key_asks_seldom_and_its_last_value_wins(opened: Opener) -> None:
    page = opened("/?tab=reverse&t=400&steps=10")
    figure = page.locator(".k-reverse")
    expect(figure).to_have_attribute("data-state", "done")
    asked = asked_of(page, "t")
    slider = page.locator(".r-depth-range")
    slider.focus()
    for _ in range(45):
        page.keyboard.press("ArrowLeft")
    expect(page).to_have_url(re.compile(r"[?&]t=355(&|$)"))
    page.wait_for_function("() => document.querySelector('.k-reverse').dataset.state === 'done'")
    expect(page.locator(".r-t-now")).to_have_text("t = 355")
    assert asked[-1] == 355 and len(asked) < 45
    expect(page.locator(".toast-body")).to_have_count(0)


def test_enter_pressed_again_and_again_draws_for_the_last_time_alone(opened: Opener) -> None:
    page = opened("/?tab=text_to_image")
    figure = page.locator(".k-text-to-image")
    expect(figure).to_have_attribute("data-state", "done")
    asked = asked_of(page, "prompt")
    prompt = page.locator(".i-prompt")
    for number in range(15):
        prompt.fill(f"a white pug {number}")
        prompt.press("Enter")
    page.wait_for_function("() => document.querySelector('.k-text-to-image').dataset.state === 'done'")
    expect(page.locator(".i-now")).to_contain_text("a white pug 14")
    assert asked[-1] == "a white pug 14"


def test_who_waits_is_told_how_many_are_before_and_is_served_when_the_turn_comes(
    opened: Opener, busy: Page
) -> None:
    page = opened("/?tab=text_to_image")
    figure, now = page.locator(".k-text-to-image"), page.locator(".i-now")
    page.locator(".i-run").click()
    expect(now).to_contain_text("before you")
    assert int(figure.get_attribute("data-queued") or 0) >= 1
    busy.locator("details#lanes .n-go").click()
    expect(busy.locator("details#lanes .n-body")).to_have_attribute("data-state", "stopped")
    expect(figure).to_have_attribute("data-state", "done")
    assert figure.get_attribute("data-queued") is None
    expect(now).not_to_contain_text("before you")


def test_a_stop_in_the_line_leaves_it_and_another_run_may_be_asked_for(opened: Opener, busy: Page) -> None:
    page = opened("/?tab=text_to_image")
    figure = page.locator(".k-text-to-image")
    page.locator(".i-run").click()
    expect(page.locator(".i-now")).to_contain_text("before you")
    page.locator(".i-run").click()
    expect(figure).to_have_attribute("data-state", "stopped")
    page.locator(".i-run").click()
    expect(page.locator(".i-now")).to_contain_text("1 before you")
    expect(busy.locator("details#lanes .n-body")).to_have_attribute("data-state", "running")
