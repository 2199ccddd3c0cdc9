"""One Chromium and one running app for all browser tests.

Without a Chromium they are skipped, or fail under CI.
"""

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np
import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Locator,
    Page,
    Request,
    Route,
    expect,
    sync_playwright,
)

from explainer.views.served import modules
from tests.bench.serving import ROOT, app, served
from tests.browser import chromium

Opener = Callable[..., Page]
UNTRAINED = pytest.mark.untrained
PARTS = "http://localhost"
"""Where the fixture `parts` has the modules."""
FAREWELL = "this page is being left"
PATIENCE = 300_000
"""Milliseconds until what is awaited counts as missing: a busy machine is no mistake."""
ROUNDED = 6
"""By how much of 255 a color may differ where a number does by rounding: two levels of the coarsest scale."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A headless Chromium, closed after its file: while Playwright is open, asyncio runs no other loop."""
    path = chromium.find()
    if path is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("no Chromium: run make test, or set CHROMIUM")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, args=[*chromium.FLAGS, "--process-per-site"]
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def shipped(pack_folder: Path) -> Iterator[str]:
    """Address of the app with the shipped pack; where there is none, with the random one."""
    with served(*app(best_pack(pack_folder))) as running:
        yield running.url


@pytest.fixture(scope="session")
def untrained(pack_folder: Path) -> Iterator[str]:
    """Address of the app with the random pack, which paints nothing and is quick at it."""
    with served(*app(pack_folder)) as running:
        yield running.url


@pytest.fixture(scope="module")
def url(request: pytest.FixtureRequest) -> str:
    """The app that a file's tests open: `pytestmark = UNTRAINED` where they do not mind what is painted."""
    chosen = "untrained" if request.node.get_closest_marker("untrained") else "shipped"
    return request.getfixturevalue(chosen)


def best_pack(other: Path) -> Path:
    """The shipped pack; where there is none, the other."""
    shipped = ROOT / "assets" / "packs" / "animals"
    return shipped if (shipped / "model_index.json").exists() else other


@pytest.fixture(scope="module")
def context(browser: Browser, url: str) -> BrowserContext:
    """One for its whole file: what the page is made of is fetched and compiled once.

    The page that stays open in it keeps alive the process that all pages of an address share
    (`--process-per-site`), and what was compiled with it.
    """
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    context.set_default_timeout(PATIENCE)
    context.new_page().goto(f"{url}/robots.txt")
    return context


def forget(context: BrowserContext) -> None:
    """Close the pages that a test has opened, and lose what they have kept."""
    staying, *opened = context.pages
    for page in opened:
        page.close()
    context.clear_cookies()
    staying.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")


@pytest.fixture
def opened(context: BrowserContext, url: str) -> Iterator[Opener]:
    """Open `path` of the app, or any `address`; afterwards nothing may have gone wrong there.

    With `press`, a state and a button, that button is pressed in the page that opens as by `press_while`.
    """
    expect.set_options(timeout=PATIENCE)
    wrong: list[str] = []

    def open_page(
        path: str = "", *, address: str | None = None, width: int = 1280, press: tuple[str, str] | None = None
    ) -> Page:
        page = context.new_page()
        page.set_viewport_size({"width": width, "height": 900})
        watch(page, wrong)
        if press:
            page.add_init_script(f"({PRESS})({json.dumps([*press, None, PATIENCE])})")
        page.goto(address or url + path)
        return page

    yield open_page
    forget(context)
    assert wrong == []


def watch(page: Page, wrong: list[str]) -> None:
    """Note what goes wrong in `page`, but not what it says of its work being cut off once it is left."""
    leaving: list[str] = []

    def said(message: ConsoleMessage) -> None:
        if message.text == FAREWELL:
            leaving.append(page.url)
        elif message.type == "error" and not leaving:
            wrong.append(f"console: {message.text}")

    def asked(request: Request) -> None:
        if not is_here(request.url):
            wrong.append(f"request: {request.url}")

    page.add_init_script(f"addEventListener('beforeunload', () => console.debug('{FAREWELL}'))")
    page.on("console", said)
    page.on("pageerror", lambda error: wrong.append(f"script: {error}"))
    page.on("request", asked)
    page.on("framenavigated", lambda frame: leaving.clear() if frame == page.main_frame else None)


@pytest.fixture
def wrong() -> list[str]:
    """What `parts` finds wrong; a test that means it to be asks for it."""
    return []


@pytest.fixture
def parts(browser: Browser, wrong: list[str]) -> Iterator[Page]:
    """An empty page at PARTS, where the views' modules lie as on the disk: no app has to run for it."""
    context = browser.new_context(viewport={"width": 375, "height": 700})
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    watch(page, wrong)
    page.route(f"{PARTS}/**", _hand_out)
    page.goto(f"{PARTS}/")
    yield page
    context.close()


def _hand_out(route: Route) -> None:
    script = modules().get(route.request.url.removeprefix(f"{PARTS}/"))
    kind = "text/html" if script is None else "text/javascript"
    route.fulfill(body=script or b"<!doctype html>", content_type=kind)


def note_work(asked: list[str], request: Request) -> None:
    """Note a request for work; files of the page may still be on their way whatever a reader does."""
    if "queue/join" in request.url:
        asked.append(request.url)


PRESS = """([state, button, begin, patience]) => new Promise((pressed, missing) => {
    const there = state.startsWith("() =>") ? eval(state) : () => document.querySelector(state);
    const late = setTimeout(() => missing(new Error(`never there: ${state}`)), patience);
    const looking = new MutationObserver(look);
    looking.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
    function look() {
        if (!there()) return;
        looking.disconnect();
        clearTimeout(late);
        document.querySelector(button).click();
        pressed();
    }
    if (begin) document.querySelector(begin).click();
    look();
})"""


def press_while(page: Page, state: str, button: str, *, begin: str | None = None) -> None:
    """Press `button` at the very change of the page that brings `state`, after `begin`.

    Between two looks of a driver, or two frames, a fast machine ends its run, and the same button begins
    it again. `state` is a selector, or a script "() => …".
    """
    if begin:
        page.locator(begin).click(trial=True)
    page.evaluate(PRESS, [state, button, begin, PATIENCE])


def pixels(canvases: Locator) -> list[np.ndarray]:
    """What each of the canvases shows, red, green, blue and opacity of its pixels in a row."""
    script = "all => all.map(one => [...one.getContext('2d').getImageData(0, 0, one.width, one.height).data])"
    return [np.array(one) for one in canvases.evaluate_all(script)]


def are_alike(one: list[np.ndarray], other: list[np.ndarray]) -> bool:
    """Whether it is the same that was computed twice.

    Alone or beside others' work, the network's numbers differ by rounding, and a pixel by a level or two.
    """
    return len(one) == len(other) and all(
        a.shape == b.shape and np.abs(a - b).max() <= ROUNDED for a, b in zip(one, other, strict=True)
    )


def is_here(address: str) -> bool:
    """Whether a request stays on this machine."""
    parts = urlsplit(address)
    return parts.scheme in ("data", "blob", "file") or parts.hostname in ("127.0.0.1", "localhost")
