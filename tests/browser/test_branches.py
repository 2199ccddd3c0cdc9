"""The tree of runs in a real Chromium: grown, branched, scrubbed, stopped, and opened again from its link."""

import re

from playwright.sync_api import Locator, Page, expect

from explainer import text
from tests.browser.conftest import UNTRAINED, Opener, note_work, press_while

pytestmark = UNTRAINED

WORDS = text.load("en").table("branches")
SMALL = "trunk=noise:kddim:g1:s3:pa dog:n5"
THE_SECOND_GROWS = """() => {
  const now = document.querySelector('.b-body[data-state="running"] .b-now');
  return now?.textContent.includes("Branch 2 is growing");
}"""
PIXELS = """canvas => canvas.toDataURL()"""


def grown(page: Page) -> Locator:
    """The section, once its tree is there."""
    found = page.locator("#branches")
    expect(found.locator(".b-body")).to_have_attribute("data-state", "done")
    return found


def test_a_link_regrows_its_tree_and_siblings_are_scrubbed_together(opened: Opener) -> None:
    found = grown(page := opened(f"/?tab=reverse&section=branches&{SMALL}&tree=0:799:s7~0:199:s8"))
    leaves = found.locator(".b-leaves canvas")
    expect(leaves).to_have_count(3)
    ends = [leaf.evaluate(PIXELS) for leaf in leaves.all()]
    assert len(set(ends)) == 3
    asked: list[str] = []
    page.on("request", lambda request: note_work(asked, request))
    found.locator(".b-at").fill("0")
    expect(found.locator(".b-what")).to_contain_text("t = 999")
    assert len({leaf.evaluate(PIXELS) for leaf in leaves.all()}) == 1
    assert asked == []


def test_a_branch_grows_where_the_reader_clicks_and_hostile_words_stay_words(opened: Opener) -> None:
    found = grown(page := opened(f"/?tab=reverse&section=branches&{SMALL}"))
    box = found.locator(".b-tree").bounding_box()
    assert box
    found.locator(".b-tree").click(position={"x": box["width"] * 0.4, "y": box["height"] / 2})
    expect(found.locator(".b-ask")).to_contain_text("t = 599")
    found.locator("[data-change=prompt][type=button]").click()
    found.locator(".b-fields .b-prompt").fill("a <img src=x onerror=alert(1)> dragon~:%")
    expect(found.locator(".i-tokens li[data-unknown]").first).to_be_visible()
    found.locator(".b-grow").click()
    expect(found.locator(".b-leaves canvas")).to_have_count(2)
    grown(page)
    expect(page).to_have_url(re.compile(r"tree=0%3A599%3Apa"))
    assert found.locator("img").count() == 0
    expect(found.locator(".b-tree text").last).to_contain_text("a <img")


def test_a_stopped_branch_is_taken_away_and_a_cut_one_as_well(opened: Opener) -> None:
    found = grown(page := opened("/?tab=reverse&section=branches&trunk=noise:g4:s3:pa dog:n50&tree=0:199:s8"))
    found.locator(".b-at").fill("1")
    press_while(page, THE_SECOND_GROWS, ".b-grow", begin=".b-grow")
    expect(found.locator(".b-now")).to_have_text(WORDS["stopped"])
    expect(found.locator(".b-leaves canvas")).to_have_count(2)
    found.locator(".b-leaves button[data-line='1']").click()
    found.locator(".b-cut").click()
    expect(found.locator(".b-leaves canvas")).to_have_count(1)
    grown(page)
    expect(page).not_to_have_url(re.compile("[?&]tree="))


def test_the_run_of_the_figure_can_be_the_trunk(opened: Opener) -> None:
    page = opened(f"/?tab=reverse&section=branches&t=200&steps=10&{SMALL}")
    found = grown(page)
    expect(page.locator(".k-reverse")).to_have_attribute("data-state", "done")
    found.locator(".b-drawer summary").first.click()
    found.locator(".b-figures").click()
    expect(page).to_have_url(re.compile(r"trunk=figure.*t200"))
    expect(found.locator(".b-begin")).to_contain_text("t = 200")
    expect(found.locator(".b-tree text").first).to_contain_text(WORDS["trunk_figure"])
