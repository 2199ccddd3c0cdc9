"""Opening results recorded with a pack's weights, shown while the models load."""

import json
import shutil
from pathlib import Path

import pytest

from explainer.core.pack import load_pack
from explainer.lessons.latent import cost, moves, probes, stored
from explainer.lessons.reverse import world
from explainer.tabs import recorded, reverse, samples
from explainer.tabs.latent import animals
from tests.packs import build_random_pack


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("recorded")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(recorded, "FOLDER", folder / "kept")
        patch.setattr(world, "KNOWN", 4)
        patch.setattr(world, "MEASURED", 5)
        patch.setattr(probes, "TRAIN", 30)
        patch.setattr(probes, "TEST", 10)
        patch.setattr(moves, "SCENES", 2)
        patch.setattr(cost, "RECORDING", 0)
        patch.setattr(cost, "picture_size", lambda _: 80)
        patch.setattr(stored, "RECORDED", 30)
        recorded.record(build_random_pack(folder / "random"))
    return folder


@pytest.fixture
def pack(kept: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(recorded, "FOLDER", kept / "kept")
    return kept / "random"


@pytest.mark.parametrize("language", recorded.LANGUAGES)
@pytest.mark.parametrize("tab", recorded.TABS)
def test_each_tab_opens_on_a_recorded_result_in_each_language(pack: Path, tab: str, language: str) -> None:
    values = recorded.opening(pack, tab, language)
    assert values
    assert all(value["made"] > 0 for value in values)


def test_a_recorded_sheet_is_served_from_a_file_that_is_there(pack: Path) -> None:
    (value,) = recorded.opening(pack, "reverse", "en") or ({},)
    assert Path(value["sheet"]["path"]).stat().st_size > 0
    assert value["moments"]


@pytest.mark.parametrize("section", recorded.SECTIONS)
def test_each_section_s_numbers_are_kept_with_their_date(pack: Path, section: str) -> None:
    value, made = recorded.numbers(pack, section) or ({}, 0)
    assert value and made > 0


def test_the_recorded_atlas_is_what_the_latent_tab_opens_on_and_what_sections_get(
    pack: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(animals, "_surveyed", {})
    _, chart, _ = recorded.opening(pack, "latent", "en") or ({}, {}, {})
    assert chart["facts"]["total"] == "30"
    loaded = load_pack(pack)
    assert len(animals.complete(loaded).scenes) == 30
    ((atlas, made),) = animals.surveyed(loaded)
    assert atlas.complete and made


def test_a_result_of_other_weights_is_not_shown(pack: Path, tmp_path: Path) -> None:
    other = build_random_pack(tmp_path / "random", seed=1)
    assert recorded.opening(other, "reverse", "en") is None
    assert recorded.numbers(other, "mistakes") is None


def test_weights_that_no_tab_opens_with_change_nothing(pack: Path, tmp_path: Path) -> None:
    other = Path(shutil.copytree(pack, tmp_path / "random"))
    shutil.rmtree(other / "squares")
    assert recorded.opening(other, "reverse", "en") == recorded.opening(pack, "reverse", "en")


def test_a_pack_without_records_opens_without(tmp_path: Path) -> None:
    assert recorded.opening(build_random_pack(tmp_path / "unknown"), "reverse", "en") is None


def test_the_embedded_pack_s_records_were_made_with_its_weights() -> None:
    pack = samples.PROJECT / "assets" / "packs" / "animals"
    for tab in recorded.TABS:
        for language in recorded.LANGUAGES:
            file = recorded.FOLDER / "animals" / f"{tab}.{language}.json"
            assert json.loads(file.read_text(encoding="utf-8"))["weights"] == recorded.fingerprint(pack)


@pytest.mark.parametrize("language", recorded.LANGUAGES)
def test_the_embedded_pack_s_records_answer_what_the_tab_asks_first(language: str) -> None:
    file = recorded.FOLDER / "animals" / f"reverse.{language}.json"
    (value,) = json.loads(file.read_text(encoding="utf-8"))["values"]
    assert value["asked"] == reverse.opening_request()
