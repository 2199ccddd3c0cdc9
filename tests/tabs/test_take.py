"""Taking forward noising along: the film is made of the reader's picture, and says how far it is."""

import io
from pathlib import Path
from types import SimpleNamespace

import pytest
from PIL import Image

from explainer.core.errors import ValueRangeError
from explainer.lessons.forward import film
from explainer.tabs.forward import take
from explainer.tabs.page import Page
from explainer.tabs.samples import Picture
from explainer.text import load


@pytest.fixture
def page(pack_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Page:
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path))
    monkeypatch.setattr(film, "PLAN", (4, 1))
    return Page(load("en"), SimpleNamespace(), lambda: None, pack_folder, SimpleNamespace())  # type: ignore[arg-type]


def test_a_film_is_announced_until_it_is_there(page: Page):
    *shares, last = take.filmed(page, Picture("pug"), {"kind": "webp", "seed": 1})
    assert [one["share"] for one in shares] == sorted(one["share"] for one in shares)
    with Image.open(io.BytesIO(Path(last["file"]["path"]).read_bytes())) as image:
        assert getattr(image, "n_frames", 1) == 4  # equal ones in a row are kept once, and shown longer
    assert last["file"]["orig_name"] == "kakusan-pug.webp"


def test_a_seed_that_is_none_is_refused(page: Page):
    with pytest.raises(ValueRangeError):
        list(take.filmed(page, Picture("pug"), {"kind": "gif", "seed": "x"}))


def test_a_film_of_a_readers_own_picture_bears_no_samples_name(page: Page, tmp_path: Path):
    Image.new("RGB", (64, 64), (200, 10, 10)).save(tmp_path / "own.png")
    own = Picture("pug", str(tmp_path / "own.png"))
    *_, last = take.filmed(page, own, {"kind": "gif", "seed": 1})
    assert last["file"]["orig_name"] == "kakusan.gif"
