"""A server that is stopped and started while a page is open, in a real Chromium."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import BrowserContext, Page, expect

from explainer import text
from tests.bench.serving import app, free_port, served
from tests.browser.conftest import PATIENCE, watch

WORDS = text.load("en")
ANOTHER_SEED = """() => {
    const seed = document.querySelector(".k-text-to-image [name=seed]");
    seed.value = 7;
    seed.dispatchEvent(new Event("change", { bubbles: true }));
}"""
"""The same again would be handed out at once."""
FIGURE, RUN, NOTE = ".k-text-to-image", ".i-run", ".k-loading"
BROKEN_OFF = "console: Failed to load resource: net::ERR_"
"""What the browser itself says of a server that is away."""


@dataclass
class Server:
    """The app at one address, whichever process answers there."""

    pack: Path
    port: int = field(default_factory=free_port)

    @contextmanager
    def running(self) -> Iterator[None]:
        with served(*app(self.pack), port=self.port):
            yield


@pytest.fixture
def server(pack_folder: Path) -> Server:
    return Server(pack_folder)


@pytest.fixture(scope="module")
def url() -> str:
    """Of the page that stays open in the context: nothing is asked there."""
    return "data:text/html,"


@pytest.fixture
def page(context: BrowserContext, server: Server) -> Iterator[Page]:
    """A page in which nothing goes wrong but that the server is away; it is never loaded anew."""
    expect.set_options(timeout=PATIENCE)
    wrong: list[str] = []
    page = context.new_page()
    watch(page, wrong)
    yield page
    page.close()
    assert [one for one in wrong if not one.startswith(BROKEN_OFF)] == []


def visit(page: Page, server: Server, path: str) -> None:
    page.goto(f"http://127.0.0.1:{server.port}{path}")
    page.evaluate("window.same = true")


def test_a_run_that_is_asked_for_while_it_is_away_and_one_that_it_left_begin_anew(
    page: Page, server: Server
) -> None:
    figure = page.locator(FIGURE)
    with server.running():
        visit(page, server, "/?tab=text_to_image&steps=100")
        expect(figure).to_have_attribute("data-state", "done")
    page.locator(RUN).click()
    expect(page.locator(NOTE)).to_have_text(WORDS("common.toast.reconnecting"))
    expect(figure).to_have_attribute("data-state", "running")
    with server.running():
        expect(page.locator(NOTE)).to_be_hidden()
        expect(figure).to_have_attribute("data-state", "done")
        page.evaluate(ANOTHER_SEED)
        expect(page.locator(".i-now")).to_contain_text("of 100")
    expect(figure).to_have_attribute("data-state", "running")
    with server.running():
        expect(figure).to_have_attribute("data-state", "done")
        expect(page.locator(".toast-body")).to_have_count(0)
        assert page.evaluate("window.same")


def test_a_slider_a_tab_and_a_section_go_on_with_the_picture_of_the_page(page: Page, server: Server) -> None:
    figure = page.locator(".k-reverse")
    with server.running():
        visit(page, server, "/?tab=reverse&sample=pug&steps=10&t=400")
        expect(figure).to_have_attribute("data-state", "done")
    with server.running():
        page.locator(".r-depth-range").focus()
        page.keyboard.press("ArrowLeft")
        expect(figure).to_have_attribute("data-state", "running")
        expect(figure).to_have_attribute("data-state", "done")
        expect(page.locator(".r-t-now")).to_have_text("t = 399")
        page.get_by_role("tab", name=WORDS("forward.tab")).click()
        expect(page.locator(".f-what")).to_contain_text(WORDS("common.sample.pug"))
        page.locator("#squares > summary").click()
        expect(page.locator("#squares .q-what")).to_contain_text(WORDS("common.sample.pug"))
        expect(page.locator(".toast-body")).to_have_count(0)
        assert page.evaluate("window.same")


def test_a_section_that_it_left_is_filled_by_the_next(page: Page, server: Server) -> None:
    body = page.locator("#channels .c-body")
    with server.running():
        visit(page, server, "/?tab=latent&sample=pug")
        expect(page.locator(".latent")).to_have_attribute("data-state", "shown")
    page.locator("#channels > summary").click()
    expect(page.locator(NOTE)).to_be_visible()
    with server.running():
        expect(body).not_to_have_class("c-body c-waiting")
        assert page.evaluate("window.same")


@pytest.mark.parametrize("is_kept", [True, False])
def test_a_readers_own_picture_is_gone_on_with_or_said_to_be_gone(
    page: Page, server: Server, is_kept: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path / "sent"))
    own, bar = tmp_path / "own.png", page.locator(".k-forward [data-picture-bar]")
    Image.new("RGB", (64, 64), "teal").save(own)
    with server.running():
        visit(page, server, "/?tab=forward&sample=pug")
        expect(page.locator(".f-what")).to_contain_text(WORDS("common.sample.pug"))
        bar.locator("input[type=file]").set_input_files(own)
        expect(page.locator(".f-what")).to_contain_text(WORDS("common.picture.yours"))
    if not is_kept:
        shutil.rmtree(tmp_path / "sent")
    shown = (
        "common.picture.yours" if is_kept else "common.sample.shiba"
    )  # the address names no other any more
    with server.running():
        page.locator("#squares > summary").click()
        expect(page.locator("#squares .q-what")).to_contain_text(WORDS(shown))
        expect(page.locator(".f-what")).to_contain_text(WORDS(shown))
        if not is_kept:
            expect(bar.get_by_role("alert")).to_have_text(WORDS("common.picture.gone"))
        expect(bar.get_by_role("alert")).to_have_count(0 if is_kept else 1)
        expect(page.locator(".toast-body")).to_have_count(0)
        assert page.evaluate("window.same")
