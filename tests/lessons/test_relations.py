"""An animal is bent in one measure or in all, and CLIP says of it what it says of any picture."""

import math

import pytest
import torch

from explainer.core.pack import ModelPack, image_embedding, text_embedding
from explainer.lessons.latent import Atlas, relations, relations_code, seen, survey
from explainer.lessons.latent.relations import CONTROLS, LOOKS, RELATIONS, STOPS, WAYS
from explainer.world.painter import render, svg
from explainer.world.scene import BREEDS, STANDARDS, standard

WAY = {"way": "dachshund"}


@pytest.fixture(scope="module")
def atlas(pack: ModelPack) -> Atlas:
    *_, last = survey(pack, range(40))
    assert isinstance(last, Atlas)
    return last


@pytest.mark.parametrize("way", WAYS)
def test_a_way_leads_from_one_breed_s_measures_to_the_other_s_and_keeps_the_form(way: str):
    first, last = WAYS[way]
    begun, ended = (relations.bend_of({"way": way, "along": along}).scene for along in (0, 1))
    assert begun == standard(first)
    assert all(getattr(ended, name) == getattr(standard(last), name) for name in relations.MEASURES)
    assert (ended.breed, ended.kind) == (first, begun.kind)


def test_the_measures_are_all_that_the_world_has():
    assert len(relations.MEASURES) == len(STANDARDS["pug"])
    assert [getattr(standard("pug"), name) for name in relations.MEASURES] == list(STANDARDS["pug"])


@pytest.mark.parametrize("name", RELATIONS)
def test_a_slider_of_one_measure_changes_nothing_else(name: str):
    bend = relations.bend_of(WAY | {"along": 0.3, "coat": "golden"})
    track = relations.track(bend, name)
    assert len(track.scenes) == STOPS
    for scene in track.scenes:
        changed = {field for field, value in vars(scene).items() if value != getattr(bend.scene, field)}
        assert changed <= {RELATIONS[name]}
    assert list(track.values) == sorted(track.values)
    assert (track.values[0], track.values[-1]) == relations.limits(name)


@pytest.mark.parametrize("control", CONTROLS)
def test_where_the_animal_stands_is_one_of_the_stops(control: str):
    bend = relations.bend_of(WAY | {"along": 0.37, "coat": "black", "place": "snow"})
    track = relations.track(bend, control)
    assert track.scenes[track.at] == bend.scene
    assert len(track.scenes) == len(track.values) == len(LOOKS.get(control, [None] * STOPS))


def test_all_measures_together_let_go_of_what_was_bent_singly():
    bend = relations.bend_of(WAY | {"legs": 1})
    track = relations.track(bend, "together")
    assert bend.scene.leg_length == relations.limits("legs")[0]
    assert track.scenes[0] == standard("labrador")


def test_the_limits_hold_every_dog_and_cat_of_the_world():
    for name, field in RELATIONS.items():
        low, high = relations.limits(name)
        for breed in (*BREEDS["dog"], *BREEDS["cat"]):
            assert low <= getattr(standard(breed), field) <= high


@pytest.mark.parametrize("bad", [None, "", "x", math.nan, "nan", [], "<b>", {"legs": 1}])
def test_what_makes_no_sense_in_a_link_is_left_out(bad: object):
    keys = ("way", "along", "coat", "place", *RELATIONS)
    assert relations.bend_of(dict.fromkeys(keys, bad)) == relations.bend_of({})
    assert relations.track(relations.bend_of({}), bad).control == "legs"


@pytest.mark.parametrize("far", [-1e9, 1e9, math.inf, "1e300"])
def test_what_is_out_of_range_becomes_the_nearest_that_is_not(far: object):
    bend = relations.bend_of({"along": far, "legs": far})
    assert bend.along in (0.0, 1.0)
    assert bend.bent["legs"] in relations.limits("legs")


def test_a_drawing_is_the_world_s_own_and_fits_the_picture():
    track = relations.track(relations.bend_of(WAY), "body")
    assert track.drawings() == tuple(svg(scene) for scene in track.scenes)
    assert track.measures()["body"] == track.values
    assert len(set(track.measures()["legs"])) == 1


def test_the_words_are_those_of_captions():
    assert relations.words_of("dachshund", "en") == ("a labrador", "a dachshund", "a dog", "a cat")
    assert relations.words_of("siamese", "ja") == ("プードル", "シャム猫", "犬", "猫")


def test_points_and_similarities_are_those_of_each_stop_alone(pack: ModelPack, atlas: Atlas):
    track = relations.track(relations.bend_of(WAY), "legs")
    reading = seen.read(pack, atlas, track, "en")
    alone = image_embedding(pack, [render(track.scenes[5])])[0]
    words = text_embedding(pack, relations.words_of("dachshund", "en"))
    assert torch.allclose(reading.likeness[5], words @ alone, atol=1e-5)
    assert torch.allclose(reading.points[5], (alone - atlas.center) @ atlas.axes, atol=1e-5)
    assert reading.points.shape == (STOPS, 2)


def test_the_reach_is_the_largest_distance_between_two_stops(pack: ModelPack, atlas: Atlas):
    track = relations.track(relations.bend_of(WAY), "coat")
    reading = seen.read(pack, atlas, track, "ja")
    embeddings = seen.embedded(pack, track.scenes)
    pairs = [1 - float(a @ b) for a in embeddings for b in embeddings]
    assert reading.reach == pytest.approx(max(pairs), abs=1e-5)
    assert reading.looks["coat"] == pytest.approx(reading.reach, abs=1e-5)


def test_what_is_usual_is_the_mean_over_the_animals_that_a_word_fits(pack: ModelPack, atlas: Atlas):
    track = relations.track(relations.bend_of(WAY), "place")
    reading = seen.read(pack, atlas, track, "en")
    dogs = [i for i, scene in enumerate(atlas.scenes) if scene.kind == "dog"]
    word = text_embedding(pack, ["a dog"])[0]
    assert reading.usual[2] == pytest.approx(float((atlas.embeddings[dogs] @ word).mean()), abs=1e-5)


def test_a_word_that_fits_no_animal_of_the_map_has_nothing_usual(pack: ModelPack):
    *_, small = survey(pack, range(3))
    assert isinstance(small, Atlas)
    track = relations.track(relations.bend_of({"way": "siamese"}), "place")
    fits = {scene.breed for scene in small.scenes}
    usual = seen.read(pack, small, track, "en").usual
    assert [value is None for value in usual[:2]] == [breed not in fits for breed in ("poodle", "siamese")]


def test_vectors_all_alike_have_no_distance_and_right_angles_have_one():
    assert seen.reach(torch.tensor([[1.0, 0.0]] * 3)) == pytest.approx(0)
    assert seen.typical(torch.eye(4)) == pytest.approx(1)


def test_animals_sorted_by_their_coat_are_found_to_be_so(atlas: Atlas):
    orders = seen.orders(atlas)
    assert set(orders) == set(seen.SORTED_BY)
    assert all(0 <= one.agreement <= 1 and 0 < one.chance < 1 for one in orders.values())


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_snippet_prints_the_same_similarities(
    pack: ModelPack, atlas: Atlas, language: str, tmp_path, monkeypatch, capsys
):
    track = relations.track(relations.bend_of({"way": "maine_coon", "along": 0.4}), "tail")
    words = relations.words_of("maine_coon", language)
    (tmp_path / "animal.svg").write_text(track.drawings()[7], encoding="utf-8")
    code = relations_code.snippet(str(pack.folder), words, 128)
    assert "explainer" not in code
    monkeypatch.chdir(tmp_path)
    exec(compile(code, "snippet", "exec"), {})
    printed = [line.split(" ", 1) for line in capsys.readouterr().out.splitlines() if line.strip()]
    assert [word for _, word in printed] == list(words)
    ours = seen.read(pack, atlas, track, language).likeness[7].tolist()
    assert [float(value) for value, _ in printed] == pytest.approx(ours, abs=2e-4)
