"""Dragging the main control of forward noising in Chromium: script time, smoothness, and silence.

Script time is what Chromium's own counter adds between one move of the mouse and the next. Frame intervals
are those of `requestAnimationFrame` during the drag.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

from playwright.sync_api import Browser, CDPSession, Page, Request

from tests.bench.ratio import Measure, percentile
from tests.bench.serving import ROOT, app, served

MOVES = 240
QUIET_MS = 3000
SLIDER = "input[type=range]:visible"
START_FRAMES = """() => {
    window.frames_seen = [];
    const tick = now => { window.frames_seen.push(now); window.ticking = requestAnimationFrame(tick); };
    window.ticking = requestAnimationFrame(tick);
}"""
STOP_FRAMES = """() => {
    cancelAnimationFrame(window.ticking);
    return window.frames_seen.slice(1).map((now, i) => now - window.frames_seen[i]);
}"""
LARGE = 256
MIX = """(side) => new Promise((resolve) => {
    const count = 3 * side * side, steps = 1000;
    const random = (length) => Float32Array.from({ length }, () => Math.random() * 2 - 1);
    const abar = Float32Array.from({ length: steps }, (_, t) => Math.cos(t / steps * 1.55) ** 2);
    const noising = { abar, eps: random(count), x0: random(count), x_t: new Float32Array(count),
                      width: side, height: side, steps, image: new ImageData(side, side) };
    const canvas = document.body.appendChild(document.createElement("canvas"));
    const scripts = [], frames = [];
    let before = 0;
    const tick = (now) => {
        if (before) frames.push(now - before);
        before = now;
        const began = performance.now();
        paint(noising, (scripts.length * 4) % steps, canvas);
        scripts.push(performance.now() - began);
        if (scripts.length < 240) requestAnimationFrame(tick); else resolve([scripts, frames]);
    };
    requestAnimationFrame(tick);
})"""


def large(browser: Browser) -> Iterator[Measure]:
    """The same mixing and painting for a picture of LARGE × LARGE, one each frame."""
    page = browser.new_page()
    mixing = (ROOT / "explainer" / "views" / "forward" / "mixing.js").read_text("utf-8")
    page.add_script_tag(content=f"{mixing}\nwindow.paint = paint;", type="module")
    page.wait_for_function("window.paint")
    scripts, frames = page.evaluate(MIX, LARGE)
    page.close()
    size = f"{LARGE} × {LARGE}, {len(scripts)} frames"
    yield Measure("mixing a large picture, script time, p95", percentile(scripts, 0.95), 4, size, "ms")
    yield Measure("mixing a large picture, frame interval, p95", percentile(frames, 0.95), 20, size, "ms")


def measures(browser: Browser, pack: Path) -> Iterator[Measure]:
    """p95 of script time a move and of frame intervals, and the number of requests."""
    yield from large(browser)
    with served(*app(pack)) as running:
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.goto(f"{running.url}/?tab=forward&sample=pug")
        page.locator(SLIDER).first.wait_for(timeout=60_000)
        _settle(page)
        still = _frames_while(page, lambda: page.wait_for_timeout(1000))
        scripts: list[float] = []
        with _requests(page) as requests:
            frames = _frames_while(page, lambda: scripts.extend(_drag(page)))
        page.mouse.up()
        page.close()
    rest = f"p95 at rest {percentile(still, 0.95):.1f} ms, {len(frames)} frames"
    script, frame = percentile(scripts, 0.95), percentile(frames, 0.95)
    yield Measure("script time of a move while dragging, p95", script, 4, f"{MOVES} moves", "ms")
    yield Measure("frame interval while dragging, p95", frame, 20, rest, "ms")
    yield Measure("requests while dragging", len(requests), 0, " ".join(requests[:2]), "")


def _settle(page: Page) -> None:
    """Wait until the page asks for nothing more (its event stream stays open, so it is never quite idle)."""
    quiet = False
    while not quiet:
        with _requests(page) as requests:
            page.wait_for_timeout(QUIET_MS)
        quiet = not requests


def _drag(page: Page) -> list[float]:
    """Drag the slider's thumb there and back in small moves; milliseconds of script for each move."""
    box = page.locator(SLIDER).first.bounding_box()
    assert box is not None, "the slider is not on the page"
    counter = page.context.new_cdp_session(page)
    counter.send("Performance.enable")
    left, middle = box["x"] + 0.05 * box["width"], box["y"] + box["height"] / 2
    page.mouse.move(left, middle)
    page.mouse.down()
    spent = [_script_ms(counter)]
    for move in range(MOVES):
        share = 1 - abs(1 - 2 * move / MOVES)
        page.mouse.move(left + share * 0.9 * box["width"], middle)
        page.wait_for_timeout(17)
        spent.append(_script_ms(counter))
    return [after - before for before, after in pairwise(spent)]


def _script_ms(counter: CDPSession) -> float:
    metrics = counter.send("Performance.getMetrics")["metrics"]
    return 1e3 * next(metric["value"] for metric in metrics if metric["name"] == "ScriptDuration")


def _frames_while(page: Page, act: Callable[[], object]) -> list[float]:
    """Intervals between animation frames, in milliseconds, while `act` runs."""
    page.evaluate(START_FRAMES)
    act()
    return page.evaluate(STOP_FRAMES)


@contextmanager
def _requests(page: Page) -> Iterator[list[str]]:
    """The addresses that the page asks for meanwhile."""
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(request.url)

    page.on("request", note)
    yield asked
    page.remove_listener("request", note)
