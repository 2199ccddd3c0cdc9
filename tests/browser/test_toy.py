"""The network that one trains oneself, in a real Chromium: trained, stopped, and given a drawing."""

import re

from playwright.sync_api import Locator, Page, expect

from explainer import text
from tests.browser.conftest import UNTRAINED, Opener, note_work, press_while

pytestmark = UNTRAINED

WORDS = text.load("en").table("toy")
LEARNING, GO = '#toy .y-body[data-state="learning"]', "#toy .y-go"


def section(page: Page) -> Locator:
    return page.locator("#toy")


def become(found: Locator, state: str) -> None:
    expect(found.locator(".y-body")).to_have_attribute("data-state", state)


def test_a_link_trains_its_shape_and_the_dots_are_scrubbed_without_a_request(opened: Opener) -> None:
    found = section(page := opened("/?tab=reverse&section=toy&toy=moon"))
    become(found, "done")
    expect(found.locator("[data-shape=moon]")).to_have_attribute("aria-pressed", "true")
    expect(found.locator(".y-now")).to_contain_text("2,000 steps")
    expect(found.locator(".y-now")).to_contain_text("% of them have found the shape")
    asked: list[str] = []
    page.on("request", lambda request: note_work(asked, request))
    found.locator(".y-at").fill("0")
    expect(found.locator(".y-now")).to_contain_text("t = 999: 500 dots of pure noise")
    assert asked == []


def test_stopped_it_flows_with_what_it_has_learned_and_says_so(opened: Opener) -> None:
    found = section(opened("/ja?tab=reverse&section=toy&toy=ring&toy_seed=77", press=(LEARNING, GO)))
    become(found, "done")
    said = found.locator(".y-now").inner_text()
    step = re.search(r"([\d,]+) 歩、", said)
    assert step and int(step[1].replace(",", "")) < 2000
    expect(found.locator(".y-at")).to_be_visible()


def test_one_point_gets_its_sentence_and_a_drawn_line_is_learned(opened: Opener) -> None:
    found = section(opened("/?tab=reverse&section=toy&toy=ring", press=(LEARNING, "#toy [data-shape=own]")))
    become(found, "drawing")
    sheet = found.locator(".y-print")
    sheet.press(" ")
    expect(found.locator(".y-now")).to_contain_text("1 points so far")
    found.locator(".y-go").click()
    expect(found.locator(".y-error")).to_contain_text(": 1. Please draw at least 12")
    become(found, "drawing")
    for _ in range(14):
        sheet.press("ArrowRight")
        sheet.press(" ")
    press_while(found.page, LEARNING, GO, begin=GO)
    become(found, "done")
    expect(found.locator(".y-error")).to_be_hidden()
