"""Relations, not looks: its events called directly, and what is recorded for a pack."""

import json
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import gradio as gr
import pytest

from explainer import text
from explainer.core.errors import PackError
from explainer.core.pack import ModelPack
from explainer.lessons import latent
from explainer.lessons.latent import moves, probes
from explainer.tabs import recorded, samples, state
from explainer.tabs.latent import animals, relations
from explainer.tabs.page import Page
from tests.packs import build_random_pack

ASKED = relations.named({"run": 3, "control": "legs", "way": "dachshund"})


def built(pack: ModelPack, language: str = "en") -> Page:
    with gr.Blocks() as blocks:
        page = Page(text.load(language), blocks, lambda: pack, pack.folder, gr.State(samples.first()))
        relations.build(page)
        return page


@pytest.fixture(autouse=True)
def few_animals(pack: ModelPack) -> Iterator[None]:
    *_, atlas = latent.survey(pack, range(30))
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(animals._surveyed, pack.folder, (atlas, 0.0))
        yield


@pytest.fixture
def with_record(pack: ModelPack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModelPack:
    monkeypatch.setattr(recorded, "FOLDER", tmp_path)
    monkeypatch.setattr(probes, "TRAIN", 40)
    monkeypatch.setattr(probes, "TEST", 20)
    monkeypatch.setattr(moves, "SCENES", 3)
    kept = {
        "weights": recorded.fingerprint(pack.folder),
        "made": 1_700_000_000,
        "value": relations.recorded(pack),
    }
    (tmp_path / pack.folder.name).mkdir()
    (tmp_path / pack.folder.name / "relations.json").write_text(json.dumps(kept), encoding="utf-8")
    return pack


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_drawings_and_what_is_said_of_them_are_of_the_same_stops(pack: ModelPack, language: str) -> None:
    page = built(pack, language)
    drawn = relations.drawings_of(page, ASKED)
    said = relations.reading_of(page, ASKED)
    drawings = json.loads(Path(drawn["file"]["path"]).read_text(encoding="utf-8"))
    assert drawn["asked"] == said["asked"] == ASKED
    assert len(drawings) == len(drawn["values"]) == len(said["points"]) == len(said["likeness"])
    assert len(drawn["words"]) == len(said["likeness"][0]) == len(said["usual"]) == 4
    assert all(drawing.startswith("<svg") for drawing in drawings)
    assert drawings[drawn["at"]] == drawings[drawn["values"].index(drawn["measures"]["legs"][drawn["at"]])]


def test_what_travels_is_small(with_record: ModelPack) -> None:
    page = built(with_record)
    assert len(json.dumps(relations.drawings_of(page, ASKED))) < 6_000
    assert len(json.dumps(relations.reading_of(page, ASKED))) < 12_000
    assert len(json.dumps(relations.kept_of(with_record.folder))) < 9_000


def test_drawings_wait_for_no_model(pack: ModelPack) -> None:
    page = built(pack)

    def never() -> ModelPack:
        raise AssertionError("a drawing asked for the models")

    page = Page(page.t, page.blocks, never, page.folder, page.picture)
    assert relations.drawings_of(page, ASKED)["control"] == "legs"


@pytest.mark.parametrize(
    "bad",
    [
        {},
        {"control": "<b>"},
        {"legs": "1e999", "along": "-4", "way": "x", "coat": [], "place": None, "control": {}},
        {"along": math.nan, "body": math.inf, "control": "together"},
    ],
)
def test_bad_input_becomes_the_nearest_that_makes_sense(pack: ModelPack, bad: dict[str, Any]) -> None:
    page, asked = built(pack), relations.named(bad)
    drawn, said = relations.drawings_of(page, asked), relations.reading_of(page, asked)
    assert 0 <= drawn["at"] < len(drawn["values"]) == len(said["points"])
    json.dumps([drawn | {"asked": None}, said | {"asked": None}], allow_nan=False)


@pytest.mark.parametrize("data", [None, [], "x", {"control": "legs", "more": 1}])
def test_only_what_is_known_is_taken_from_what_was_sent(data: object) -> None:
    assert set(relations.named(data)) == set(relations.KEYS)


def test_a_pack_that_cannot_be_read_is_one_sentence(pack: ModelPack) -> None:
    page = built(pack)

    def broken() -> ModelPack:
        raise PackError("pack.no_student", name="x")

    value = relations.reading_of(Page(page.t, page.blocks, broken, page.folder, page.picture), ASKED)
    assert value["kind"] == "error" and value["asked"] == ASKED and "{" not in value["text"]


def test_what_is_recorded_has_its_date_and_a_score_for_every_row(with_record: ModelPack) -> None:
    kept = relations.kept_of(with_record.folder)
    assert kept["made"] == 1_700_000_000 and kept["scenes"] == moves.SCENES
    for row in kept["probes"]["rows"]:
        for source in probes.SOURCES:
            value, low, high = row[source]
            assert low <= value <= high


def test_a_record_of_other_weights_is_not_shown(with_record: ModelPack, tmp_path: Path) -> None:
    other = build_random_pack(tmp_path / "other" / with_record.folder.name, seed=1)
    assert relations.kept_of(other) == {"made": None}


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_everything_that_is_named_has_a_word(pack: ModelPack, language: str) -> None:
    table = text.load(language).table("relations")
    lesson = latent.relations
    assert set(table["way"]) - {"label"} == set(lesson.WAYS)
    assert set(lesson.CONTROLS) <= set(table["control"]) and set(table["slider"]) == set(lesson.CONTROLS)
    assert set(table["coats"]) == set(lesson.LOOKS["coat"])
    assert set(table["places"]) == set(lesson.LOOKS["place"])
    assert set(table["breeds"]) == {breed for way in lesson.WAYS.values() for breed in way}
    assert set(table["change"]) == set(moves.CHANGES)
    assert set(table["factor"]) == {*probes.FACTORS, *probes.NUMBERS}


def test_a_link_into_the_section_keeps_what_the_tab_opens_on() -> None:
    assert state.Address(
        {"tab": "latent", "section": "relations", "rel": "legs", "rel_legs": "8"}
    ).is_default()
