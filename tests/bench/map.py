"""Panning the map of the animals in Chromium, and their walk to another space: smoothness and silence.

Frame intervals are those of `requestAnimationFrame` while the mouse drags the map to and fro, and while the
animals walk from one space's map to another's.
"""

from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, Page

from tests.bench.dragging import MOVES, QUIET_MS, START_FRAMES, STOP_FRAMES
from tests.bench.ratio import Measure, percentile
from tests.bench.serving import app, served

READY = '.map[data-state="shown"]'
FIELD = ".map [data-canvas]"
ZOOMS = (2, 6)
"""How often the map is brought nearer before it is dragged: all animals in sight, and some of them."""


def measures(browser: Browser, pack: Path) -> Iterator[Measure]:
    """p95 of frame intervals while panning and while walking, and the number of requests."""
    with served(*app(pack)) as running:
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.goto(f"{running.url}/?tab=latent")
        page.locator(READY).wait_for(timeout=120_000)
        page.wait_for_timeout(QUIET_MS)
        animals = page.locator(".map [data-now] b").nth(1).inner_text()
        page.evaluate(START_FRAMES)
        page.wait_for_timeout(1000)
        still: list[float] = page.evaluate(STOP_FRAMES)
        page.locator(FIELD).scroll_into_view_if_needed()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        zoomed = 0
        for zoom in ZOOMS:
            for _ in range(zoom - zoomed):
                page.locator('.map [data-do="nearer"]').click()
            zoomed = zoom
            frames = _pan(page)
            note = f"{len(frames)} frames, p95 at rest {percentile(still, 0.95):.1f} ms"
            name = f"frame interval panning {animals} animals, nearer by {zoom}, p95"
            yield Measure(name, percentile(frames, 0.95), 20, note, "ms")
        yield Measure("requests while panning", len(asked), 0, " ".join(asked[:2]), "")
        page.locator('.map [data-do="whole"]').click()
        page.evaluate(START_FRAMES)
        page.locator('.map [data-space="vae"]').click()
        page.wait_for_timeout(1000)
        walk: list[float] = page.evaluate(STOP_FRAMES)
        page.close()
    yield Measure("frame interval walking to another space, p95", percentile(walk, 0.95), 20, "", "ms")


def _pan(page: Page) -> list[float]:
    """Drag the map to and fro in small moves; the intervals between frames meanwhile."""
    box = page.locator(FIELD).bounding_box()
    assert box is not None, "the map is not on the page"
    left, top = box["x"] + 0.2 * box["width"], box["y"] + 0.3 * box["height"]
    page.mouse.move(left, top)
    page.mouse.down()
    page.evaluate(START_FRAMES)
    for move in range(MOVES):
        share = 1 - abs(1 - 2 * move / MOVES)
        page.mouse.move(left + share * 0.6 * box["width"], top + share * 0.4 * box["height"])
        page.wait_for_timeout(17)
    frames: list[float] = page.evaluate(STOP_FRAMES)
    page.mouse.up()
    return frames
