"""Many figures at once: frames of one deck and tabs of one browser, which opens six connections to a host."""

from pathlib import Path

from playwright.sync_api import FrameLocator, Request, expect

from tests.browser.conftest import PATIENCE, UNTRAINED, Opener
from tests.browser.test_pages import finished, slides

pytestmark = UNTRAINED
FRAMES, TABS = 20, 10
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
    waiting: set[Request] = set()
    page.on("request", lambda request: waiting.add(request))
    for over in ("requestfinished", "requestfailed"):
        page.on(over, lambda request: waiting.discard(request))
    for path in ("/?tab=forward", "/ja?tab=latent"):
        page.goto(url + path)
        finished(page, path.partition("tab=")[2])
        for _ in range(PATIENCE // MOMENT):
            if not waiting:
                break
            page.wait_for_timeout(MOMENT)
        assert {request.url for request in waiting} == set()
