"""The sections that look deeper into forward noising: what their views get, and what they refuse."""

import json
from pathlib import Path
from types import ModuleType
from typing import Any

import gradio as gr
import numpy as np
import pytest
from PIL import Image

from explainer import lessons, text
from explainer.core.errors import KakusanError
from explainer.core.pack import ModelPack
from explainer.tabs import samples
from explainer.tabs.forward import left, schedules, steps, where
from explainer.tabs.page import Page
from explainer.tabs.samples import Picture
from tests.tabs.runs import answered

SECTIONS = [schedules, steps, where, left]
PUG = Picture("pug")


@pytest.fixture(params=text.LANGUAGES)
def page(request: pytest.FixtureRequest, pack: ModelPack, tmp_path: Path, monkeypatch: Any) -> Page:
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path))
    with gr.Blocks() as blocks:
        return Page(text.load(request.param), blocks, lambda: pack, pack.folder, gr.State())


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.__name__)
def test_a_section_is_small_plain_and_named(section: ModuleType, page: Page):
    value = section.drawn(page, PUG, {"seed": 3})
    assert len(json.dumps(value)) < 8000
    assert page.t(PUG.name) in json.dumps(value, ensure_ascii=False)


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.__name__)
@pytest.mark.parametrize("posted", [{}, {"seed": "x"}, {"seed": -1}, {"seed": float("nan")}])
def test_nonsense_posted_straight_to_the_server_is_refused(
    section: ModuleType, page: Page, posted: dict[str, Any]
):
    with pytest.raises(KakusanError):
        section.drawn(page, PUG, posted)


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.__name__)
def test_a_section_whose_picture_was_forgotten_shows_that_of_the_address(section: ModuleType, page: Page):
    with page.blocks:
        section.build(page)
    value = answered(page.blocks, "opened", {"seed": 3}, None)
    assert page.t(samples.first().name) in json.dumps(value, ensure_ascii=False)


def test_the_browser_gets_the_very_tables_of_the_schedulers(page: Page):
    value = schedules.drawn(page, PUG, {"seed": 3})
    data = Path(value["file"]["path"]).read_bytes()
    result = lessons.forward.schedules.compare(samples.open_image(PUG), 3, schedules.scheduler_config(page))
    tables = np.frombuffer(data, "<f4", 16 * 1000).reshape(4, 4, 1000)
    for table, one in zip(tables, result.schedules, strict=True):
        for found, expected in zip(table, (one.signal, one.noise, one.abar, one.snr), strict=True):
            assert np.array_equal(found, expected.numpy())
    assert np.array_equal(np.frombuffer(data, "<f4", 49152, 64000), result.noising.eps.numpy().ravel())
    assert data[64000 + 4 * 49152 :] == result.noising.pixels.tobytes()
    assert [one["name"] for one in value["schedules"]] == list(page.t.table("schedules.names"))


def test_the_steps_travel_as_one_sheet_with_what_was_measured(page: Page):
    value = steps.drawn(page, PUG, {"seed": 3})
    with Image.open(value["sheet"]["path"]) as sheet:
        assert sheet.size == (8 * 128, 7 * 128)
    assert len(value["moments"]) == 28
    for one in value["moments"]:
        walked, jumped, expected = (deviation for _, _, deviation in one["measured"])
        assert walked == pytest.approx(expected, abs=0.03)
        assert jumped == pytest.approx(expected, abs=0.03)


def test_each_latent_travels_as_a_byte_for_every_number(page: Page):
    value = where.drawn(page, PUG, {"seed": 3})
    maps = Path(value["maps"]["path"]).read_bytes()
    assert len(maps) == len(value["moments"]) * value["channels"] * value["side"] ** 2
    assert value["numbers"] == [49152, 1024]
    page.t.table("where")["now"].format_map(value["moments"][3])


def test_the_machine_is_asked_for_what_the_picture_shows(page: Page):
    word = page.t.table("left.word")
    assert left.words(page, PUG) == [word[kind] for kind in ("dog", "cat", "rabbit", "elephant")]
    assert left.words(page, Picture("siamese"))[0] == word["cat"]
    assert left.words(page, Picture("pug", "/somewhere/own.png"))[0] == word["animal"]
    assert len(left.words(page, Picture("pug", "/somewhere/own.png"))) == 5


def test_the_guess_gets_its_picture_and_the_machines_answer(page: Page):
    value = left.drawn(page, PUG, {"seed": 3})
    assert value["noising"]["seed"] == 3
    assert len(value["likeness"]) == len(value["timesteps"]) == len(value["ssim"])
    assert all(least <= mean <= most for least, mean, most in value["likeness"])
    assert value["stops"] is None or value["stops"] in value["timesteps"]
