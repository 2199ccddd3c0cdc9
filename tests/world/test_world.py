"""The world: the same seed gives the same scene, picture and caption; what is held out stays out."""

from collections import Counter
from dataclasses import replace

import pytest

from explainer.world import scene as world
from explainer.world.captions import LANGUAGES, WORDS, caption, lexicon
from explainer.world.painter import render, svg
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
