"""Pictures and modules that do not come at first, and those that are gone, in a real Chromium."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Route

from explainer.views.look.theme import HERE
from tests.browser.conftest import PARTS

PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="3" height="2"></svg>'
LOAD = """async ([kind, url]) => {
    const { loadBytes, loadImage } = await import("/parts/paint.js");
    const loads = {
        image: async () => (await loadImage(url)).width,
        bytes: async () => (await loadBytes(url)).length,
    };
    return loads[kind]().catch(String);
}"""
BEGIN = """(script) => {
    document.head.innerHTML = '<meta name="kakusan-modules" content="/">';
    window.eval(script);
}"""


@pytest.fixture
def page(parts: Page, wrong: list[str]) -> Iterator[Page]:
    yield parts
    assert [one for one in wrong if "Failed to load resource" not in one] == []


def hand_out(page: Page, path: str, *answers: int) -> list[int]:
    """Give these statuses for `path`, one after the other, 0 being none at all; what is still to be given."""
    left = list(answers)

    def answer(route: Route) -> None:
        status = left.pop(0)
        if status == 0:
            route.abort()
        else:
            body = PICTURE if status == 200 else "no such file"
            route.fulfill(status=status, body=body, content_type="image/svg+xml")

    page.route(f"{PARTS}{path}", answer)
    return left


def test_a_picture_that_does_not_come_is_fetched_and_shown(page: Page) -> None:
    left = hand_out(page, "/lost.svg", 0, 200, 200)
    assert page.evaluate(LOAD, ["image", "/lost.svg"]) == 3
    assert left == []


@pytest.mark.parametrize("kind", ["image", "bytes"])
def test_a_file_that_is_gone_is_not_taken_for_what_is_said_of_it(page: Page, kind: str) -> None:
    hand_out(page, "/gone.svg", *[404] * 2)
    assert page.evaluate(LOAD, [kind, "/gone.svg"]) == "Error: 404 for /gone.svg"


def test_what_is_no_picture_is_said_at_once(page: Page) -> None:
    assert page.evaluate(LOAD, ["image", "data:image/png,no"]) == "Error: no picture at data:image/png,no"


def test_a_module_that_does_not_come_is_called_once_it_does(page: Page) -> None:
    lost = []

    def answer(route: Route) -> None:
        lost.append(route.request.url)
        if len(lost) == 1:
            route.abort()
        else:
            route.fallback()

    page.route(f"{PARTS}/parts/numbers.js", answer)
    page.evaluate(BEGIN, (HERE / "start.js").read_text("utf-8"))
    assert page.evaluate("kakusan.load('parts/numbers.js').then((numbers) => numbers.clamp(7, 0, 5))") == 5
    assert len(lost) > 1
