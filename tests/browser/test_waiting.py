"""Who waits is told so, the newest question wins, and a stop is honoured in the line, in a real Chromium."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Request, expect

from tests.bench.serving import app, served
from tests.browser.conftest import Opener, best_pack, press_while

LONG = "/?tab=text_to_image&steps=100&seed="
FIGURE, RUN, NOW = ".k-text-to-image", ".i-run", ".i-now"


@pytest.fixture(scope="module")
def url(pack_folder: Path) -> Iterator[str]:
    """An app that works on one run at a time."""
    with served(*app(best_pack(pack_folder)), "--at-once", "1") as running:
        yield running.url


def settled(page: Page) -> Page:
    """The page, once its first picture is there."""
    expect(page.locator(FIGURE)).to_have_attribute("data-state", "done")
    return page


def keep_busy(page: Page) -> None:
    """Draw there again and again, something else each time: whoever asks elsewhere has to wait."""
    page.evaluate(
        """(figure) => {
            const one = document.querySelector(figure);
            const seed = one.querySelector("[name=seed]");
            const again = () => {
                if (one.dataset.state !== "done") return;
                seed.value = Number(seed.value) + 10;
                seed.dispatchEvent(new Event("change", { bubbles: true }));
            };
            window.busy = new MutationObserver(again);
            window.busy.observe(one, { attributeFilter: ["data-state"] });
            again();
        }""",
        FIGURE,
    )


def give_up(pages: list[Page]) -> None:
    """Stop whatever is under way or waits in them."""
    for page in reversed(pages):
        page.evaluate(
            """([figure, button]) => {
                window.busy.disconnect();
                const { state } = document.querySelector(figure).dataset;
                if (state === "running") document.querySelector(button).click();
            }""",
            [FIGURE, RUN],
        )


def told(page: Page) -> str:
    """What the figure says while it waits in the line."""
    said = page.wait_for_function(
        "([figure, now]) => document.querySelector(`${figure}[data-queued] ${now}`)?.textContent",
        arg=[FIGURE, NOW],
    )
    return str(said.json_value())


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
    expect(page.locator(".i-print")).to_have_attribute("aria-label", re.compile("a white pug 14"))
    assert asked[-1] == "a white pug 14"


def test_a_section_opened_in_the_line_says_how_many_are_before_it_and_fills_by_itself(opened: Opener) -> None:
    others = [settled(opened(f"{LONG}{seed}")) for seed in (1, 2)]
    page = opened("/?tab=latent")
    expect(page.locator(".latent")).to_have_attribute("data-state", "shown")
    for other in others:
        keep_busy(other)
    page.locator("#channels > summary").click()
    said = "document.querySelector('#channels .z-now').textContent"
    page.wait_for_function(f"() => {said}.includes('before you')")
    give_up(others)
    expect(page.locator("#channels .c-body")).not_to_have_class(re.compile("c-waiting"))
    expect(page.locator("#channels .z-now")).not_to_contain_text("before you")


def test_who_waits_is_told_so_may_leave_the_line_and_is_served_when_the_turn_comes(opened: Opener) -> None:
    others = [settled(opened(f"{LONG}{seed}")) for seed in (1, 2)]
    page = settled(opened("/?tab=text_to_image"))
    figure, now = page.locator(FIGURE), page.locator(NOW)
    for other in others:
        keep_busy(other)
    page.locator(RUN).click()
    assert "before you" in told(page)
    press_while(page, f"{FIGURE}[data-queued]", RUN)
    expect(figure).to_have_attribute("data-state", "stopped")
    page.locator(RUN).click()
    assert "before you" in told(page)
    give_up(others)
    settled(page)
    assert figure.get_attribute("data-queued") is None
    expect(now).not_to_contain_text("before you")
