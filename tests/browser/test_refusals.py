"""A line without room: what was refused begins by itself when there is some, in a real Chromium."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import sleep

import pytest
from playwright.sync_api import Page, expect

from explainer import text
from explainer.core.pack import load_pack
from explainer.tabs.desk import models
from explainer.tabs.sharing import works
from explainer.tabs.shell import build_app, launch_options
from tests.bench.serving import free_port
from tests.browser.conftest import Opener, note_work, press_while

FIGURE, RUN, NOW = ".k-text-to-image", ".i-run", ".i-now"
WORDS = text.load("en")


@pytest.fixture(scope="module")
def url(pack_folder: Path) -> Iterator[str]:
    """The app in this very process, where its line can be held."""
    pack = load_pack(pack_folder, "cpu")
    width = models.width
    app = build_app(lambda: pack, pack_folder, at_once=1).queue(max_size=None)
    port = free_port()
    app.launch(
        server_name="127.0.0.1", server_port=port, quiet=True, prevent_thread_lock=True, **launch_options()
    )
    yield f"http://127.0.0.1:{port}"
    app.close()
    models.width = width


@contextmanager
def full() -> Iterator[None]:
    """From when nobody works on the models any more: one does, and there is no room to wait.

    What was made before is forgotten: it would be handed out without a turn.
    """
    most = models.most
    while models._line:
        sleep(0.01)
    works.clear()
    with models.place():
        models.most = 0
        yield
    models.most = most


def settled(page: Page) -> Page:
    """The page, once its first picture is there."""
    expect(page.locator(FIGURE)).to_have_attribute("data-state", "done")
    return page


def test_a_run_says_how_many_are_before_it_and_begins_by_itself(opened: Opener) -> None:
    page = settled(opened("/?tab=text_to_image"))
    with full():
        page.locator(RUN).click()
        expect(page.locator(NOW)).to_contain_text("1 before you")
        expect(page.locator(FIGURE)).to_have_attribute("data-state", "running")
    settled(page)
    expect(page.locator(NOW)).not_to_contain_text("before you")
    expect(page.locator(".toast-body")).to_have_count(0)


def test_a_run_without_room_can_be_stopped(opened: Opener) -> None:
    page = settled(opened("/?tab=text_to_image"))
    with full():
        press_while(page, f"{FIGURE}[data-queued]", RUN, begin=RUN)
        expect(page.locator(FIGURE)).to_have_attribute("data-state", "stopped")
    page.locator(RUN).click()
    settled(page)


def test_a_tab_without_room_is_filled_by_itself_and_nobody_complains(opened: Opener) -> None:
    page, asked = opened("/"), list[str]()
    expect(page.locator(".st-slot .m-lent .k-button").first).to_be_visible()
    page.on("request", lambda request: note_work(asked, request))
    with full():
        page.get_by_role("tab", name=WORDS("latent.tab")).click()
        page.wait_for_event("request", predicate=lambda _: len(asked) > 1)
        expect(page.locator(".latent")).not_to_have_attribute("data-state", "shown")
    expect(page.locator(".latent")).to_have_attribute("data-state", "shown")
    expect(page.locator(".toast-body")).to_have_count(0)


@pytest.mark.parametrize(
    ("section", "says", "shows"),
    [("channels", ".z-now", ".c-body:not(.c-waiting)"), ("sheet", ".s-waiting", ".s-own img")],
)
def test_a_section_without_room_says_so_and_fills_by_itself(
    opened: Opener, section: str, says: str, shows: str
) -> None:
    page = opened("/?tab=latent")
    expect(page.locator(".latent")).to_have_attribute("data-state", "shown")
    with full():
        page.locator(f"#{section} > summary").click()
        expect(page.locator(f"#{section} {says}")).to_contain_text("1 before you")
        expect(page.locator(f"#{section} {shows}")).to_have_count(0)
    expect(page.locator(f"#{section} {shows}").first).to_be_visible()
    expect(page.locator(".toast-body")).to_have_count(0)


SHOWN_BY = {"relations": ".z-guesses button:last-child", "meeting": ".w-skip"}
"""What shows the answer to the reader's guess."""


def edit_of(page: Page, section: str) -> None:
    """Change something by hand there, which needs the models."""
    if section == "channels":
        page.locator("#channels .z-amount").focus()
        page.keyboard.press("End")
    elif section == "typing":
        page.locator("#typing .y-prompt").fill("a black cat")
    elif section == "relations":
        page.locator('#relations [data-control="coat"]').click()
    else:
        page.locator("#meeting .w-others").click()


@pytest.mark.parametrize(
    ("tab", "section", "begun", "says", "done"),
    [
        ("latent", "channels", ".z-body[data-shown]", ".z-now", ".z-psnr:not(:empty)"),
        (
            "latent",
            "relations",
            '.z-body[data-state="done"]',
            ".z-answer .z-now",
            '.z-body[data-state="done"]',
        ),
        ("latent", "meeting", ".w-board table", ".w-game-now", '.w-game[data-state="done"]'),
        ("text_to_image", "typing", '.y-body[data-full="same"]', ".y-now", '.y-student[aria-label*="black"]'),
    ],
)
def test_an_edit_without_room_says_so_and_is_made_by_itself(
    opened: Opener, tab: str, section: str, begun: str, says: str, done: str
) -> None:
    page = settled(opened("/?tab=text_to_image")) if tab == "text_to_image" else opened("/?tab=latent")
    page.locator(f"#{section} > summary").click()
    expect(page.locator(f"#{section} {begun}").first).to_be_visible()
    if section in SHOWN_BY:
        page.locator(f"#{section} {SHOWN_BY[section]}").click()
    with full():
        edit_of(page, section)
        expect(page.locator(f"#{section} {says}")).to_contain_text("1 before you")
        expect(page.locator(f"#{section} {done}")).to_have_count(0)
    expect(page.locator(f"#{section} {done}")).to_have_count(1)
    expect(page.locator(f"#{section} {says}")).not_to_contain_text("before you")
    expect(page.locator(".toast-body")).to_have_count(0)


def test_a_picture_chosen_without_room_is_followed_by_itself(opened: Opener) -> None:
    page = opened("/?tab=latent")
    figure, name = page.locator(".latent figure").first, WORDS("common.sample.pug")
    expect(page.locator(".latent")).to_have_attribute("data-state", "shown")
    page.locator(".latent [data-picture-bar] button", has_text=WORDS("common.picture.sample")).click()
    asked: list[str] = []
    page.on("request", lambda request: note_work(asked, request))
    with full():
        page.locator(".latent .k-samples").get_by_text(name).click()
        page.wait_for_event("request", predicate=lambda _: len(asked) > 2)  # chosen, asked for, and again
        expect(figure).not_to_contain_text(name)
    expect(figure).to_contain_text(name)
    expect(page.locator(".toast-body")).to_have_count(0)
