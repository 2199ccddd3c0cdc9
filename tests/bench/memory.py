"""How much memory the server has held at most, after many openings of sections."""

from collections.abc import Iterator
from pathlib import Path

import psutil
from playwright.sync_api import Browser

from tests.bench.ratio import Measure
from tests.bench.serving import app, served

OPENINGS = 200
LIMIT = 1.2
TABS = ("forward", "reverse", "latent", "text_to_image")


def measures(browser: Browser, pack: Path) -> Iterator[Measure]:
    """Gigabytes at most (VmHWM), after each section of each tab was opened again and again."""
    with served(*app(pack)) as running:
        process = listening(running.url)
        opened = 0
        while opened < OPENINGS:
            for tab in TABS:
                opened += _open_all(browser, f"{running.url}/?tab={tab}", OPENINGS - opened)
        most = peak(process)
    yield Measure(f"memory at most, after {opened} sections", most, LIMIT, unit="GB")


def _open_all(browser: Browser, url: str, most: int) -> int:
    """Open up to that many sections of a tab, one after another, each until it rests."""
    page = browser.new_page()
    page.goto(url)
    page.locator("details.k-deeper > summary").first.wait_for(state="visible")
    sections = page.locator("details.k-deeper[id]:visible").evaluate_all("all => all.map(one => one.id)")[
        :most
    ]
    for section in sections:
        page.locator(f"details#{section} > summary").click()
        page.wait_for_load_state("networkidle")
    page.close()
    return len(sections)


def listening(url: str) -> psutil.Process:
    port = int(url.rsplit(":", 1)[1])
    ours = psutil.Process().children(recursive=True)
    return next(one for one in ours if any(c.laddr.port == port for c in one.net_connections("tcp")))


def peak(process: psutil.Process) -> float:
    status = Path(f"/proc/{process.pid}/status")
    if status.exists():
        line = next(line for line in status.read_text("ascii").splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) * 1024 / 1e9
    return process.memory_info().rss / 1e9
