"""What a page weighs, what its first opening asks of the server, and how soon a section shows a pixel.

Weights are those of the HTML that `/` and `/ja` are answered with, as they travel; what pages share and a
browser keeps (modules, styles, words) is told beside them.
"""

import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, Page, Request

from tests.bench.ratio import Measure
from tests.bench.serving import app, served

LIMIT_PLAIN, LIMIT_PACKED, LIMIT_JOINS = 400.0, 120.0, 6
SECTIONS = {"squares": "forward", "inside": "reverse", "channels": "latent", "seeds": "text_to_image"}
PAINTED = """id => {
    const canvas = document.querySelector(`details#${id} canvas`);
    if (!canvas || !canvas.width) return false;
    const pixels = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
    return pixels.some((level, i) => i % 4 === 3 && level);
}"""


def measures(browser: Browser, pack: Path) -> Iterator[Measure]:
    """Kilobytes of each page, joins of a first opening, seconds to the first pixel of a few sections."""
    with served(*app(pack)) as running:
        for path in ("", "/ja"):
            for encoding, limit in (("identity", LIMIT_PLAIN), ("br", LIMIT_PACKED), ("gzip", None)):
                size = _weight(running.url + path + "?tab=forward", encoding)
                yield Measure(f"page /{path.strip('/')} as {encoding}", size, limit, unit="kB")
        page = browser.new_page()
        yield from _first_opening(page, running.url)
        for section, tab in SECTIONS.items():
            yield _first_pixel(page, running.url, tab, section)
        page.close()


def _weight(url: str, encoding: str) -> float:
    request = urllib.request.Request(url, headers={"Accept-Encoding": encoding, "Accept": "text/html"})
    with urllib.request.urlopen(request) as answer:
        return len(answer.read()) / 1000


def _first_opening(page: Page, url: str) -> Iterator[Measure]:
    joins: list[str] = []
    kept: list[int] = []

    def asked(request: Request) -> None:
        if "/queue/join" in request.url:
            joins.append(request.url)

    page.on("request", asked)
    page.on("response", lambda answer: kept.append(len(answer.body())) if "/kakusan/" in answer.url else None)
    page.goto(url)
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(2000)
    yield Measure("queue joins of a first opening", len(joins), LIMIT_JOINS, unit="")
    yield Measure("what a browser then keeps", sum(kept) / 1000, None, f"{len(kept)} files", unit="kB")


def _first_pixel(page: Page, url: str, tab: str, section: str) -> Measure:
    page.goto(f"{url}/?tab={tab}")
    summary = page.locator(f"details#{section} > summary")
    summary.wait_for(state="visible")
    page.wait_for_load_state("networkidle")
    since = time.perf_counter()
    summary.click()
    page.wait_for_function(PAINTED, arg=section, timeout=60_000)
    return Measure(f"section {section}: its first pixel", time.perf_counter() - since, None, unit="s")
