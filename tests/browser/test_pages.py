"""The whole app in a real Chromium: every tab in both languages, dragged, run and framed.

Each test fails on an error in the console, on an uncaught error of a script, and on any request that does not
go to this very machine.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import FrameLocator, Locator, Page, expect

from explainer import text
from tests.bench.serving import ROOT
from tests.browser.conftest import Opener, is_here, note_work

PATHS = {"en": "/", "ja": "/ja"}
FINISHED = {
    "forward": ".k-forward:not(.f-waiting) .f-plot .k-line",
    "reverse": '.k-reverse[data-state="done"]',
    "latent": '.map[data-state="shown"]',
    "text_to_image": '.k-text-to-image[data-state="done"]',
}
QUICK = {"reverse": "t=600&steps=3", "text_to_image": "steps=3"}
"""The opening runs of these tabs take seconds; a link may ask for shorter ones."""


def test_only_this_machine_counts_as_here() -> None:
    assert all(
        map(is_here, ("http://127.0.0.1:7860/a.js", "http://localhost:1/", "data:,", "file:///talk.html"))
    )
    assert not any(
        map(is_here, ("https://fonts.googleapis.com/css", "http://127.0.0.1.example.org/", "//cdn/"))
    )


def finished(page: Page | FrameLocator, tab: str) -> Locator:
    """The tab's figure, once it shows a finished result."""
    figure = page.locator(FINISHED[tab]).first
    expect(figure).to_be_visible()
    return figure


def link(language: str, tab: str, *more: str) -> str:
    """The address of a tab."""
    return f"{PATHS[language]}?" + "&".join(filter(None, (f"tab={tab}", QUICK.get(tab), *more)))


@pytest.mark.parametrize(("language", "width"), [("en", 1280), ("ja", 375)])
@pytest.mark.parametrize("tab", FINISHED)
def test_every_tab_opens_on_a_finished_result_no_wider_than_the_screen(
    opened: Opener, tab: str, language: str, width: int
) -> None:
    page = opened(link(language, tab), width=width)
    finished(page, tab)
    expect(page.get_by_role("heading", name=text.load(language)(f"{tab}.headline"))).to_be_visible()
    assert page.evaluate("document.documentElement.lang") == language
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_tabs_are_reached_by_keys_and_by_hand_and_the_address_follows(opened: Opener) -> None:
    page = opened("/?tab=forward")
    finished(page, "forward")
    first, second = (page.get_by_role("tab").nth(i) for i in (0, 1))
    first.focus()
    page.keyboard.press("ArrowRight")
    expect(second).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowLeft")
    expect(first).to_have_attribute("aria-selected", "true")
    page.get_by_role("tab", name=text.load("en")("latent.tab")).click()
    finished(page, "latent")
    expect(page).to_have_url(re.compile(r"[?&]tab=latent"))


def test_dragging_t_mixes_noise_without_a_request_and_is_confirmed_on_release(opened: Opener) -> None:
    page = opened("/?tab=forward&t=0")
    finished(page, "forward")
    words = text.load("en").table("forward")
    expect(page.locator(".f-check")).not_to_have_text(words["checking"])
    slider = page.locator(".f-t")
    box = slider.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 12, box["y"] + box["height"] / 2)
    page.mouse.down()
    asked: list[str] = []
    page.on("request", lambda request: note_work(asked, request))
    page.mouse.move(box["x"] + 0.7 * box["width"], box["y"] + box["height"] / 2, steps=20)
    page.wait_for_timeout(300)
    assert asked == []
    page.mouse.up()
    t = int(slider.input_value())
    assert 600 < t < 800
    expect(page.locator(".f-check")).to_contain_text(f"t = {t}")
    expect(page).to_have_url(re.compile(rf"[?&]t={t}"))


def test_the_way_back_is_run_and_then_scrubbed_without_a_request(opened: Opener) -> None:
    page = opened(link("en", "reverse"))
    figure = finished(page, "reverse")
    page.locator(".r-run").click()
    expect(figure).to_have_attribute("data-state", "done")
    assert scrubbed(page, figure) == []


def test_words_become_a_picture_in_either_language(opened: Opener) -> None:
    page = opened(link("ja", "text_to_image"))
    figure = finished(page, "text_to_image")
    page.locator(".i-prompt").fill("雪の中の黒い猫")
    page.locator(".i-run").click()
    expect(page.locator(".i-tokens li").first).to_be_visible()
    expect(figure).to_have_attribute("data-state", "done")
    expect(page).to_have_url(re.compile(r"[?&]prompt="))
    assert scrubbed(page, figure) == []


def scrubbed(page: Page, figure: Locator) -> list[str]:
    """What the page asks for while its film is scrubbed with the keys."""
    asked: list[str] = []
    page.wait_for_timeout(500)
    page.on("request", lambda request: note_work(asked, request))
    line = figure.locator(".m-at")
    line.focus()
    for key in ("Home", "ArrowRight", "ArrowRight", "End"):
        line.press(key)
    page.wait_for_timeout(300)
    return asked


def test_the_map_names_the_animal_under_the_keys(opened: Opener) -> None:
    page = opened("/?tab=latent&sample=pug")
    finished(page, "latent")
    field = page.locator(".map [data-canvas]")
    field.focus()
    field.press("ArrowRight")
    expect(page.locator(".map [data-card] b")).to_have_text(page.locator(".map [data-said]").inner_text())
    for key in ("+", "ArrowLeft", "0", "Escape"):
        field.press(key)
    expect(page.locator(".map [data-card]")).to_be_hidden()


def test_a_sample_chosen_in_one_tab_is_carried_to_the_others(opened: Opener) -> None:
    page = opened("/?tab=latent")
    figure = finished(page, "latent")
    words = text.load("en").table("common")
    page.locator(".latent [data-picture-bar]").get_by_text(words["picture"]["sample"], exact=True).click()
    page.locator(".latent .k-samples").get_by_text(words["sample"]["poodle"]).click()
    expect(page.locator(".latent [data-name]")).to_have_text(words["sample"]["poodle"])
    expect(figure).to_be_visible()
    expect(page).to_have_url(re.compile(r"[?&]sample=poodle"))
    page.get_by_role("tab", name=text.load("en")("forward.tab")).click()
    expect(page.locator(".f-what")).to_contain_text(words["sample"]["poodle"])


def test_a_file_that_is_no_picture_gets_one_sentence_and_the_next_action_works(
    opened: Opener, tmp_path: Path
) -> None:
    page = opened("/?tab=latent")
    finished(page, "latent")
    fake = tmp_path / "dog.png"
    fake.write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    words = text.load("en").table("error.picture")
    page.locator(".latent [data-picture-bar] input[type=file]").set_input_files(fake)
    expect(page.get_by_text(words["not_a_picture"]).first).to_be_visible()
    page.locator(".latent [data-picture-bar] input[type=file]").set_input_files(
        ROOT / "assets/samples/pug.png"
    )
    yours = text.load("en")("common.picture.yours")
    expect(page.locator(".latent [data-name]")).to_have_text(yours)


def test_the_other_language_shows_the_same_state(opened: Opener) -> None:
    page = opened("/?tab=forward&sample=pug&t=250")
    finished(page, "forward")
    page.locator("a[data-language=ja]").click()
    page.wait_for_url("**/ja?**")
    finished(page, "forward")
    assert page.locator(".f-t").input_value() == "250"
    expect(page.locator(".f-what")).to_contain_text(text.load("ja")("common.sample.pug"))


def emptied(page: Page, field: str, key: str) -> str:
    """The address once `field` was emptied and entered, and the address says so under `key`."""
    page.locator(field).fill("")
    page.locator(field).press("Enter")
    expect(page).to_have_url(re.compile(rf"[?&]{key}=(&|$)"))
    return page.url


def test_a_link_made_without_words_opens_without_words(opened: Opener) -> None:
    page = opened("/?tab=text_to_image&steps=2&prompt=dog")
    finished(page, "text_to_image")
    again = opened(address=emptied(page, ".i-prompt", "prompt"))
    finished(again, "text_to_image")
    assert again.locator(".i-prompt").input_value() == ""
    expect(again.locator(".i-notes")).to_contain_text(text.load("en")("text_to_image.heard.empty"))
    expect(again).to_have_url(re.compile(r"[?&]prompt=&"))


def test_a_lane_without_words_stays_in_its_link(opened: Opener) -> None:
    lanes = "section=compare&compare=prompt&compare_lanes=a%20pug|"
    page = opened(f"/?tab=text_to_image&steps=2&seed=7&{lanes}")
    expect(page).to_have_url(re.compile(r"[?&]compare_lanes=a%2520pug%7C(&|$)"))
    assert page.locator(".x-value").evaluate_all("all => all.map(one => one.value)") == ["a pug", ""]
    expect(page.locator('#compare .n-body[data-state="done"]')).to_be_visible()


def test_the_first_seed_stays_in_the_link_beside_a_figure_with_another(opened: Opener) -> None:
    page = opened("/?tab=text_to_image&steps=2&seed=7&section=typing&typing=&typing_seed=0")
    expect(page.locator('.y-body[data-full="same"]')).to_be_visible()
    assert page.locator(".y-prompt").input_value() == ""
    expect(page).to_have_url(re.compile(r"[?&]typing_seed=0(&|$)"))
    expect(page).to_have_url(re.compile(r"[?&]typing=(&|$)"))


def frame_of(page: Page) -> FrameLocator:
    """The app inside of a page that frames it: the figure alone, finished."""
    inner = page.frame_locator("iframe")
    finished(inner, "forward")
    expect(inner.locator(".k-header")).to_be_hidden()
    expect(inner.get_by_role("tab").first).to_be_hidden()
    return inner


def talk(url: str, folder: Path) -> Path:
    """A slide that embeds the app."""
    source = f"{url}/?tab=forward&t=300&view=embed"
    page = folder / "talk.html"
    page.write_text(
        f'<!doctype html><link rel="icon" href="data:,"><iframe src="{source}" width=900 height=700>'
    )
    return page


def test_it_is_embedded_from_a_file(opened: Opener, url: str, tmp_path: Path) -> None:
    frame_of(opened(address=talk(url, tmp_path).as_uri()))


def test_it_is_embedded_from_a_web_server(opened: Opener, url: str, tmp_path: Path) -> None:
    with slides(talk(url, tmp_path).parent) as address:
        frame_of(opened(address=f"{address}/talk.html"))


class Quiet(SimpleHTTPRequestHandler):
    """Serves files without a word."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def slides(folder: Path) -> Iterator[str]:
    """A web server for the files in `folder`."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=folder)) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
