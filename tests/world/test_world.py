"""The world: the same seed gives the same scene, picture and caption; what is held out stays out."""

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from explainer.world import scene as world
from explainer.world.captions import LANGUAGES, WORDS, caption, lexicon
from explainer.world.painter import head_box, rasterize, render, svg
from explainer.world.scene import BREEDS, FACTORS, HELD_OUT, held_out, sample, sample_held_out, standard


def test_the_same_seed_paints_the_same_bytes() -> None:
    assert sample(7) == sample(7)
    assert render(sample(7)).tobytes() == render(sample(7)).tobytes()


def test_scenes_of_different_seeds_differ() -> None:
    assert len({sample(seed) for seed in range(50)}) == 50


def test_no_sampled_scene_is_held_out() -> None:
    assert not any(held_out(sample(seed)) for seed in range(3000))


def test_every_held_out_combination_can_be_drawn() -> None:
    found = [sample_held_out(seed) for seed in range(300)]
    assert all(held_out(s) for s in found)
    assert all(any(world.matches(s, combination) for s in found) for combination in HELD_OUT)


def test_every_value_of_every_factor_occurs() -> None:
    scenes = [sample(seed) for seed in range(1500)]
    for factor, table in WORDS["en"].items():
        assert set(Counter(getattr(s, factor) for s in scenes)) == set(table)


def test_build_numbers_vary_within_a_breed() -> None:
    lengths = {sample(seed, breed="pug").leg_length for seed in range(20)}
    assert len(lengths) > 15
    mean = world.STANDARDS["pug"][2]
    assert all(0.89 * mean < n < 1.11 * mean for n in lengths)


def test_a_fixed_factor_is_kept_and_an_impossible_one_refused() -> None:
    assert sample(3, breed="poodle").kind == "dog"
    assert sample(3, kind="cat").breed in BREEDS["cat"]
    with pytest.raises(ValueError, match="no scene"):
        sample(3, coat="white", pattern="socks")


@pytest.mark.parametrize("factor", FACTORS)
def test_each_factor_can_be_seen(factor: str) -> None:
    scene = standard("labrador", coat="golden")
    others = {
        "kind": standard("persian", coat="golden"),
        "breed": standard("pug", coat="golden"),
        "coat": replace(scene, coat="black"),
        "pattern": replace(scene, pattern="striped"),
        "collar": replace(scene, collar="red"),
        "facing": replace(scene, facing="left"),
        "place": replace(scene, place="snow"),
    }
    assert render(scene).tobytes() != render(others[factor]).tobytes()


def test_a_picture_has_the_size_asked_for() -> None:
    assert render(sample(1), 64).size == (64, 64)
    assert svg(sample(1)).startswith("<svg")


@pytest.mark.parametrize("breed", world.STANDARDS)
def test_every_head_takes_a_third_to_nearly_half_of_the_height(breed: str) -> None:
    left, top, right, bottom = head_box(standard(breed))
    assert 0.33 <= (bottom - top) / 128 < 0.5
    assert 0 <= left < right <= 128


@pytest.mark.parametrize("breed", world.STANDARDS)
def test_an_eye_is_at_least_nine_pixels_across(breed: str) -> None:
    """Even the smallest build of the breed: counted along the eye's middle line, light and white included."""
    for seed in range(6):
        scene = replace(sample(seed, breed=breed), pattern="plain", collar="none", facing="right")
        with_face, without = (
            np.asarray(rasterize(svg(scene, face=face)), dtype=int) for face in (True, False)
        )
        left, top, right, bottom = head_box(scene)
        upper = np.abs(with_face - without).max(axis=2)[top : (top + bottom) // 2 + 4, left:right] > 24
        seen = max(int(row.sum()) for row in upper)
        assert seen >= 9, f"{breed}, seed {seed}: {seen}"


def test_a_face_left_out_changes_the_head_alone() -> None:
    for seed in range(12):
        scene = sample(seed)
        apart = np.abs(
            np.asarray(render(scene), dtype=int) - np.asarray(rasterize(svg(scene, face=False)), dtype=int)
        )
        left, top, right, bottom = head_box(scene)
        apart[max(0, top - 4) : bottom + 4, max(0, left - 8) : right + 8] = 0
        assert apart.max() == 0


def test_a_head_box_follows_the_way_that_the_animal_looks() -> None:
    scene = standard("dachshund")
    left, _, right, _ = head_box(scene)
    mirrored = head_box(replace(scene, facing="left"))
    assert abs(mirrored[0] - (128 - right)) <= 1 and abs(mirrored[2] - (128 - left)) <= 1
    assert [2 * edge for edge in head_box(scene)] == pytest.approx(head_box(scene, 256), abs=2)


def test_no_animal_leaves_the_picture_by_much() -> None:
    for seed in range(200):
        left, top, right, bottom = head_box(sample(seed))
        assert top > 0 and bottom < 128 and right - left > 25


@pytest.mark.parametrize("language", LANGUAGES)
def test_captions_repeat_for_a_seed_and_vary_between_seeds(language: str) -> None:
    scene = sample(11)
    assert caption(scene, language, seed=1) == caption(scene, language, seed=1)
    assert len({caption(scene, language, seed=s) for s in range(30)}) > 5


def test_a_caption_names_what_it_is_asked_to_name_and_nothing_else() -> None:
    scene = standard("dachshund", coat="brown", place="beach")
    assert caption(scene, "en", ["breed", "place"], plain=True) == "a dachshund on the beach"
    assert caption(scene, "ja", ["breed", "place"], plain=True) == "浜辺のダックスフント"
    assert caption(scene, "en", ["coat"], plain=True) == "a brown animal"
    assert caption(scene, "ja", ["kind"], plain=True) == "犬"


def test_a_vowel_takes_an() -> None:
    assert caption(standard("elephant"), "en", ["breed"], plain=True) == "an elephant"


def test_every_english_word_of_a_caption_is_in_the_lexicon() -> None:
    known = set(lexicon("en"))
    assert all(set(caption(sample(s), "en", seed=s).split()) <= known for s in range(300))


def test_both_languages_can_say_every_value() -> None:
    for factor, table in WORDS["en"].items():
        assert set(table) == set(WORDS["ja"][factor])
