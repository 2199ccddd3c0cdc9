"""A prompt is read back, its words swapped for others of the world, all said in the other language."""

import pytest

from explainer.world.captions import LANGUAGES, caption
from explainer.world.reading import named, swaps, translated
from explainer.world.scene import FACTORS, sample


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("plain", [True, False])
def test_every_factor_that_a_caption_names_is_found_in_it(language: str, plain: bool):
    for seed in range(60):
        scene = sample(seed)
        found = named(caption(scene, language, seed=seed, plain=plain))
        nouns = [one for one in found if one.factor in ("kind", "breed")]
        rest = {one.factor: one.value for one in found if one not in nouns}
        assert rest == {name: getattr(scene, name) for name in FACTORS if name not in ("kind", "breed")}
        assert len(nouns) == 1 and nouns[0].value in (scene.kind, scene.breed)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_caption_goes_into_the_other_language_and_back(language: str):
    for seed in range(60):
        said = caption(sample(seed), language, plain=True)
        other, whole = translated(said)
        assert whole and named(other)[0].language != language
        assert translated(other) == (said, True)


def test_what_is_not_of_the_world_is_not_taken_for_whole():
    assert translated("a shiba on the moon") == ("柴犬", False)
    assert translated("an alien") == ("", False) and translated("") == ("", False)
    assert translated("a black dog and a white dog")[1] is False


def test_a_word_gives_way_to_every_other_of_its_kind_with_the_right_article():
    prompt = "a brown dog at night"
    coat, noun, place = named(prompt)
    assert ("orange", "an orange dog at night") in swaps(prompt, coat)
    assert ("brown", prompt) not in swaps(prompt, coat)
    assert ("pug", "a brown pug at night") in swaps(prompt, noun)
    assert all(one.endswith(word) for word, one in swaps(prompt, place))
    assert ("white", "a white elephant") in swaps("an orange elephant", named("an orange elephant")[0])


def test_what_stands_before_an_english_noun_is_not_swapped_for_what_stands_after():
    prompt = "a spotted dog with a red collar"
    pattern, _, collar = named(prompt)
    assert [word for word, _ in swaps(prompt, pattern)] == ["plain", "striped"]
    assert all(word.startswith("with") for word, _ in swaps(prompt, collar))


def test_the_longest_reading_counts():
    (one,) = named("a siamese cat")
    assert (one.factor, one.value) == ("breed", "siamese")
    assert [one.value for one in named("白い靴下をはいた犬")] == ["socks", "dog"]
    assert named("a catalogue of whitewash") == ()
