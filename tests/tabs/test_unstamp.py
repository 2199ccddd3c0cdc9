"""Squares without their list: what the view gets, and what it is told where the pack cannot."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import gradio as gr
import numpy as np
import pytest
from PIL import Image

from explainer import text
from explainer.core.pack import ModelPack
from explainer.tabs.page import Page
from explainer.tabs.reverse import unstamp
from explainer.tabs.samples import Picture

PUG = Picture("pug")
FIGURE = {"value": 20.0, "low": 19.0, "high": 21.0, "n": 9}
CURVES = {way: {"10": FIGURE, "100": FIGURE} for way in ("stamped", "at_once", "steps")}


def page_of(pack: ModelPack, language: str) -> Page:
    with gr.Blocks() as blocks:
        return Page(text.load(language), blocks, lambda: pack, pack.folder, gr.State())


@pytest.fixture(params=text.LANGUAGES)
def page(request: pytest.FixtureRequest, pack: ModelPack, tmp_path: Path, monkeypatch: Any) -> Iterator[Page]:
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path))
    yield page_of(pack, request.param)


def test_the_value_is_small_and_names_the_picture(page: Page):
    value = unstamp.drawn(page, PUG, {"count": 30})
    assert len(json.dumps(value)) < 8000
    assert (value["kind"], value["count"], value["name"]) == ("undone", 30, page.t(PUG.name))


def test_all_frames_travel_in_one_sheet_and_one_file(page: Page):
    value = unstamp.drawn(page, PUG, {"count": 30})
    frames, side = len(value["frames"]), value["side"]
    with Image.open(value["sheet"]["path"]) as sheet:
        assert sheet.size == (8 * side, -(-(2 * frames + 1) // 8) * side)
    maps = np.frombuffer(Path(value["maps"]["path"]).read_bytes(), np.uint8)
    assert len(maps) == (frames + 1) * side**2
    assert (maps[frames * side**2 :] > 0).mean() == pytest.approx(value["invented"], abs=1e-4)


def test_what_is_exact_has_no_decibels(page: Page):
    last = unstamp.drawn(page, PUG, {})["frames"][-1]
    assert (last["listed"], last["exact"], last["left"]) == (None, 0, 0)
    assert last["psnr"] > 0


@pytest.mark.parametrize("asked", [{}, {"count": "x"}, {"count": -1}, {"count": float("nan")}])
def test_nonsense_in_the_address_becomes_something_sensible(page: Page, asked: dict[str, Any]):
    assert unstamp.drawn(page, PUG, asked)["count"] in (1, 100)


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_a_pack_without_the_network_says_so_in_one_sentence(pack: ModelPack, language: str):
    page = page_of(replace(pack, unstamper=None), language)
    value = unstamp.drawn(page, PUG, {})
    assert value == {"kind": "error", "text": page.t("error.pack.no_unstamper", name=pack.name)}


def test_the_cards_curves_come_with_their_date_and_number(pack: ModelPack):
    assert unstamp.recorded(pack) is None
    parts = {"unstamper": {"date": "2026-11-26"}}
    card = pack.card | {"figures": {"unstamping": CURVES}, "made": {"date": "2026-01-01", "parts": parts}}
    found = unstamp.recorded(replace(pack, card=card))
    assert found == {"made": "2026-11-26", "n": 9, "curves": CURVES}
