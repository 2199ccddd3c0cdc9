"""The forward tab, its handlers called as Gradio calls them."""

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import gradio as gr
import numpy as np
import pytest

from explainer import lessons
from explainer.core.errors import KakusanError
from explainer.tabs import forward, samples
from explainer.tabs.page import Page
from explainer.tabs.samples import Picture
from explainer.tabs.state import Address
from explainer.text import load

SHIBA = Picture("shiba")


@pytest.fixture
def page(pack_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Page:
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path))
    return Page(load("en"), SimpleNamespace(), lambda: None, pack_folder, SimpleNamespace())  # type: ignore[arg-type]


def built(page: Page) -> Any:
    with gr.Blocks() as blocks:
        return forward.build(Page(page.t, blocks, page.pack, page.folder, gr.State()))


def numbers(value: dict[str, Any]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """ᾱ, ε and the picture, as the browser takes them out of the file."""
    data = Path(value["file"]["path"]).read_bytes()
    count = 3 * value["size"][0] * value["size"][1]
    abar = np.frombuffer(data, "<f4", value["steps"])
    eps = np.frombuffer(data, "<f4", count, 4 * value["steps"])
    return abar, eps, np.frombuffer(data, np.uint8, count, 4 * (value["steps"] + count))


def test_the_tab_opens_on_what_the_address_says(page: Page):
    value = built(page).load(Picture("pug"), Address({"t": "300", "seed": "9"}))
    assert (value["t"], value["seed"], value["name"], value["steps"]) == (300, 9, "Pug", 1000)


def test_a_t_beyond_the_schedule_becomes_its_end(page: Page):
    assert built(page).load(SHIBA, Address({"t": "5000"}))["t"] == 999


def test_the_browser_gets_the_very_numbers_of_the_lesson(page: Page):
    abar, eps, pixels = numbers(forward.draw(page, SHIBA, 0, 7))
    config = forward.scheduler_config(page)
    noising = lessons.forward.prepare(samples.open_image(SHIBA), 7, config)
    assert np.array_equal(abar, noising.abar.numpy())
    assert np.array_equal(eps, noising.eps.numpy().ravel())
    assert np.array_equal(pixels, noising.pixels.ravel())


def test_a_value_is_small_and_can_be_sent(page: Page):
    assert len(json.dumps(forward.draw(page, SHIBA, 0, 7))) < 1500


def test_what_the_browser_computed_is_checked_and_the_code_comes_with_it(page: Page):
    abar, eps, pixels = numbers(forward.draw(page, SHIBA, 420, 7))
    x0 = pixels.reshape(-1, 3).T.ravel() / 127.5 - 1
    x_t = np.sqrt(abar[420]) * x0 + np.sqrt(1 - abar[420]) * eps
    found = x_t[lessons.forward.places().numpy()].tolist()
    check = forward.checked(page, SHIBA, {"t": 420, "seed": 7, "samples": found})
    assert check["largest"] < 1e-5
    assert "torch.tensor([420])" in check["code"]
    assert "assets/samples/shiba.png" in check["code"]


def test_the_readers_own_file_is_not_named_in_the_code(page: Page):
    own = Picture("shiba", "/somewhere/private.png")
    assert forward.recipe(page, own, 1, 0).picture == "picture.png"


@pytest.mark.parametrize(
    "posted", [{}, {"t": float("nan"), "seed": 0, "samples": []}, {"t": 1, "seed": "x"}, {"t": [], "seed": 0}]
)
def test_nonsense_posted_straight_to_the_server_is_refused(page: Page, posted: dict[str, Any]):
    with pytest.raises(KakusanError):
        forward.checked(page, SHIBA, posted)


def test_another_picture_keeps_t_and_seed(page: Page):
    value = built(page).follow(Picture("pug"), {"t": 77, "seed": 5})
    assert (value["t"], value["seed"], value["name"]) == (77, 5, "Pug")
