"""Scrubbing through 10,000 squares in Chromium: script time, smoothness, and silence.

Measured as in `dragging`: Chromium's own counter of script time between one move of the mouse and the next,
and the intervals of `requestAnimationFrame` meanwhile.
"""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from playwright.sync_api import Browser, CDPSession, Page

from tests.bench.dragging import MOVES, QUIET_MS, START_FRAMES, STOP_FRAMES
from tests.bench.ratio import Measure, percentile
from tests.bench.serving import app, served

ADDRESS = "/?tab=forward&sample=pug&section=squares&stamps=10000"
READY = "#squares .q-body:not(.q-waiting)"
SCRUBBER = "#squares .q-at"


def measures(browser: Browser, pack: Path) -> Iterator[Measure]:
    """p95 of script time a move and of frame intervals, and the number of requests."""
    with served(*app(pack)) as running:
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.goto(running.url + ADDRESS)
        page.locator(READY).wait_for(timeout=60_000)
        page.wait_for_timeout(QUIET_MS)
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.evaluate(START_FRAMES)
        scripts = _scrub(page)
        frames: list[float] = page.evaluate(STOP_FRAMES)
        page.mouse.up()
        page.close()
    script, frame = percentile(scripts, 0.95), percentile(frames, 0.95)
    yield Measure("script time of a move over 10,000 squares, p95", script, 4, f"{MOVES} moves", "ms")
    yield Measure("frame interval over 10,000 squares, p95", frame, 20, f"{len(frames)} frames", "ms")
    yield Measure("requests over 10,000 squares", len(asked), 0, " ".join(asked[:2]), "")


def _scrub(page: Page) -> list[float]:
    """From the last square to the first and back again; milliseconds of script for each move."""
    page.locator(SCRUBBER).scroll_into_view_if_needed()
    box = page.locator(SCRUBBER).bounding_box()
    assert box is not None, "the scrubber is not on the page"
    counter = page.context.new_cdp_session(page)
    counter.send("Performance.enable")
    right, middle = box["x"] + 0.95 * box["width"], box["y"] + box["height"] / 2
    page.mouse.move(right, middle)
    page.mouse.down()
    spent = [_script_ms(counter)]
    for move in range(MOVES):
        share = 1 - abs(1 - 2 * move / MOVES)
        page.mouse.move(right - share * 0.9 * box["width"], middle)
        page.wait_for_timeout(17)
        spent.append(_script_ms(counter))
    return [after - before for before, after in pairwise(spent)]


def _script_ms(counter: CDPSession) -> float:
    metrics = counter.send("Performance.getMetrics")["metrics"]
    return 1e3 * next(metric["value"] for metric in metrics if metric["name"] == "ScriptDuration")
