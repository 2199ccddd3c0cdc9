"""From the command to the first thing seen, against `import gradio` and a launch of nothing at all.

The page is to be served while the models load behind it, so that the wait is Gradio's own.
"""

import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser

from tests.bench.ratio import Measure
from tests.bench.serving import ROOT, app, served

ROUNDS = 5
BLANK = """
import gradio, time
with gradio.Blocks(analytics_enabled=False) as app:
    pass
app.launch(ssr_mode=False, quiet=True, {more})
print(time.time())
"""
LAUNCHED = BLANK.format(more="prevent_thread_lock=True")
STAYING = BLANK.format(more="server_port={port}")
PAINTED = """() => new Promise(resolve => new PerformanceObserver(list => list.getEntries()
    .filter(entry => entry.name === "first-contentful-paint")
    .forEach(entry => resolve(performance.timeOrigin + entry.startTime))
).observe({type: "paint", buffered: true}))"""
FINISHED = "() => [...document.querySelectorAll('.k-figure')].some(figure => figure.checkVisibility())"


def measures(browser: Browser, pack: Path) -> Iterator[Measure]:
    """The ratio that has a limit, then the same with a paint on both sides, then the first figure."""
    rounds = [_round(browser, pack) for _ in range(ROUNDS)]
    ours, figure, launch, blank = (statistics.median(column) for column in zip(*rounds, strict=True))
    yield _against("first paint / import gradio, launch nothing", ours, launch, limit=1.15)
    yield _against("first paint / first paint of nothing", ours, blank)
    yield _against("first figure / import gradio, launch nothing", figure, launch)


def _round(browser: Browser, pack: Path) -> tuple[float, float, float, float]:
    """Seconds: our first paint, our first figure, a blank launch, the first paint of a blank app."""
    ours, figure = _seen(browser, app(pack), FINISHED)
    blank, _ = _seen(browser, ("-c", STAYING), "() => true")
    return ours, figure, _blank_launch(), blank


def _seen(browser: Browser, arguments: tuple[str, ...], finished: str) -> tuple[float, float]:
    """Seconds from the command to the first paint, and until `finished` holds in the page."""
    with served(*arguments) as running:
        page = browser.new_page()
        page.goto(running.url, wait_until="commit")
        painted = page.evaluate(PAINTED) / 1e3
        page.wait_for_function(finished, timeout=60_000)
        done = page.evaluate("Date.now()") / 1e3
        page.close()
    return painted - running.since, done - running.since


def _blank_launch() -> float:
    """Seconds from the command until `launch` has returned, with nothing on the page."""
    since = time.time()
    said = subprocess.run((sys.executable, "-c", LAUNCHED), cwd=ROOT, check=True, capture_output=True)
    return float(said.stdout.split()[-1]) - since


def _against(name: str, ours: float, theirs: float, limit: float | None = None) -> Measure:
    return Measure(name, ours / theirs, limit, f"{ours:.2f} s against {theirs:.2f} s")
