"""What an opening asks of the server, counted in a real browser, and what is seen before the answer."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Page, Request, Route, expect

from explainer import text
from tests.browser.conftest import Opener
from tests.browser.test_pages import FINISHED, finished

WORDS = text.load("en")
MOST_AT_FIRST = 6
CALM = 1500
"""Milliseconds without a new question after which no further one is expected."""


@dataclass
class Asked:
    """The questions that a page put into the queue: the functions' numbers, in their order."""

    joins: list[int] = field(default_factory=list)

    def listen(self, page: Page) -> None:
        """Count from now on."""
        page.on("request", self._note)

    def settled(self, page: Page) -> list[int]:
        """All questions so far, once no more come."""
        count = -1
        while count != len(self.joins):
            count = len(self.joins)
            page.wait_for_timeout(CALM)
        return self.joins

    def _note(self, request: Request) -> None:
        if request.method == "POST" and "/queue/join" in request.url:
            body: Any = request.post_data_json
            self.joins.append(body["fn_index"])


Counted = Callable[[str], tuple[Page, Asked]]


@pytest.fixture
def counted(opened: Opener, url: str) -> Counted:
    """Open the page at a path, with all that it asks from its very beginning."""

    def open_page(path: str) -> tuple[Page, Asked]:
        page, asked = opened(address="about:blank"), Asked()
        asked.listen(page)
        page.goto(url + path)
        return page, asked

    return open_page


@pytest.mark.parametrize(
    "path", ["/", "/?tab=forward", "/?tab=reverse", "/?tab=latent", "/?tab=text_to_image", "/ja?sample=pug"]
)
def test_a_first_opening_asks_for_little(counted: Counted, path: str) -> None:
    page, asked = counted(path)
    if named := re.search(r"tab=(\w+)", path):
        finished(page, named[1])
    else:
        expect(page.locator(".st-slot .m-lent .k-button").first).to_be_visible()
    assert 0 < len(asked.settled(page)) <= MOST_AT_FIRST


def test_a_chosen_sample_asks_for_little_and_everyone_hears_of_it(counted: Counted) -> None:
    page, asked = counted("/?tab=forward&section=squares")
    finished(page, "forward")
    expect(page.locator("#squares .q-check")).to_contain_text("Checked")
    before = len(asked.settled(page))
    page.locator(".k-forward [data-picture-bar]").get_by_text(
        WORDS("common.picture.sample"), exact=True
    ).click()
    page.locator(".k-forward .k-samples").get_by_text(WORDS("common.sample.poodle")).click()
    expect(page.locator(".f-what")).to_contain_text(WORDS("common.sample.poodle"))
    expect(page.locator("#squares .q-what")).to_contain_text(WORDS("common.sample.poodle"))
    assert len(asked.settled(page)) - before <= 5  # chosen, drawn, confirmed; the section drawn and confirmed


def test_a_tab_is_filled_when_it_is_opened_and_shows_what_is_recorded_until_then(counted: Counted) -> None:
    page, asked = counted("/?tab=forward")
    finished(page, "forward")
    before = len(asked.settled(page))
    held: list[Route] = []
    for tab in ("text_to_image", "latent"):
        page.route("**/queue/join**", lambda route: held.append(route))  # nothing is answered yet
        with page.expect_request("**/queue/join**"):
            page.get_by_role("tab", name=WORDS(f"{tab}.tab")).click()
        expect(page.locator(FINISHED[tab]).first).to_be_visible()
        while held:
            held.pop(0).continue_()
        page.unroute("**/queue/join**")
    assert before < len(asked.settled(page)) <= before + 4
