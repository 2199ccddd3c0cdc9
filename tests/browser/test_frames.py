"""Many figures at once: frames of one deck and tabs of one browser, which opens six connections to a host."""

import time
from itertools import count
from pathlib import Path

from playwright.sync_api import FrameLocator, Page, Request, Route, expect

from tests.browser.conftest import PATIENCE, UNTRAINED, Opener
from tests.browser.test_pages import FINISHED, finished, slides

pytestmark = UNTRAINED
FRAMES, TABS = 20, 10
SAYING = "**/gradio_api/run/**"
"""What answers out of the queue, whether the models are there above all."""
MOMENT = 100
"""Milliseconds between two looks."""
WAITING = "script[data-when-seen]"
"""Gradio's own script, while the frame was not seen."""


def frame(url: str, number: int) -> str:
    """The embedded figure, another one each."""
    source = f"{url}/?tab=forward&t={300 + number}&view=embed"
    return f'<iframe src="{source}" style="display: block; width: 900px; height: 700px"></iframe>'


def slide(folder: Path, name: str, body: str) -> None:
    """A page of a talk."""
    (folder / name).write_text(f'<!doctype html><link rel="icon" href="data:,">{body}')


def waits(inner: FrameLocator) -> None:
    """Nothing was started there, and the first sheet is laid."""
    expect(inner.locator("#k-first figure")).to_have_count(1)
    expect(inner.locator(WAITING)).to_have_count(1)


def test_each_of_twenty_frames_starts_when_it_is_seen(opened: Opener, url: str, tmp_path: Path) -> None:
    slide(tmp_path, "talk.html", "".join(frame(url, number) for number in range(FRAMES)))
    with slides(tmp_path) as address:
        page = opened(address=f"{address}/talk.html")
        frames = [page.frame_locator("iframe").nth(number) for number in range(FRAMES)]
        for number, inner in enumerate(frames):
            page.locator("iframe").nth(number).scroll_into_view_if_needed()
            finished(inner, "forward")
            expect(inner.locator(".f-t")).to_have_value(str(300 + number))
            for unseen in frames[number + 3 :: 6]:
                waits(unseen)
        for inner in frames:
            expect(inner.locator("#k-first")).to_have_count(0)
            finished(inner, "forward")


def test_a_frame_on_a_hidden_slide_starts_when_the_slide_is_shown(
    opened: Opener, url: str, tmp_path: Path
) -> None:
    slide(tmp_path, "inner.html", frame(url, 0))
    nested = '<iframe src="inner.html" style="width: 950px; height: 750px"></iframe>'
    slide(tmp_path, "talk.html", f'<section style="display: none">{nested}</section>')
    with slides(tmp_path) as address:
        page = opened(address=f"{address}/talk.html")
        inner = page.frame_locator("iframe").frame_locator("iframe")
        waits(inner)
        page.locator("section").evaluate("(section) => { section.style.display = 'block'; }")
        finished(inner, "forward")


def test_ten_tabs_of_one_browser_are_all_filled(opened: Opener) -> None:
    pages = [opened("/?tab=forward") for _ in range(TABS)]
    for page in pages:
        finished(page, "forward")


def test_a_page_on_which_nothing_happens_holds_no_connection(opened: Opener, url: str) -> None:
    page = opened(address="about:blank")
    waiting = under_way(page)
    for path in ("/?tab=forward", "/ja?tab=latent"):
        page.goto(url + path)
        finished(page, path.partition("tab=")[2])
        quiet(page, waiting)


def test_a_page_that_waits_for_the_models_holds_none_and_is_filled_once_they_are_there(
    opened: Opener, url: str
) -> None:
    page = opened(address="about:blank")
    waiting, answers = under_way(page), count(1)

    def not_yet(route: Route) -> None:
        value = {"kind": "loading", "text": f"answer {next(answers)}", "at": time.time()}
        route.fulfill(json={"data": [value], "is_generating": False})

    page.route(SAYING, not_yet)
    page.goto(f"{url}/?tab=latent")
    expect(page.locator(".k-loading")).to_have_text("answer 4")
    quiet(page, waiting)
    expect(page.locator(FINISHED["latent"])).to_have_count(0)
    page.unroute(SAYING)
    finished(page, "latent")
    expect(page.locator(".k-loading")).to_be_hidden()


def under_way(page: Page) -> set[Request]:
    """What the page has asked for and not got yet, from now on."""
    waiting: set[Request] = set()
    page.on("request", lambda request: waiting.add(request))
    page.on("requestfinished", lambda request: waiting.discard(request))
    page.on("requestfailed", lambda request: waiting.discard(request))
    return waiting


def quiet(page: Page, waiting: set[Request]) -> None:
    """Wait until nothing is under way."""
    for _ in range(PATIENCE // MOMENT):
        if not waiting:
            return
        page.wait_for_timeout(MOMENT)
    assert {request.url for request in waiting} == set()
