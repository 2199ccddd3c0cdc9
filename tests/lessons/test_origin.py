"""The search for a generated picture's like among the training pictures."""

from collections.abc import Iterator

import pytest
import torch

from explainer.core.errors import ValueRangeError
from explainer.core.images import to_tensor
from explainer.core.pack import ModelPack
from explainer.lessons import combinations
from explainer.lessons.text_to_image import origin
from explainer.lessons.text_to_image.origin import Match
from explainer.training import data
from explainer.world.painter import render
from explainer.world.scene import HELD_OUT, held_out, sample_held_out, train_scene


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name, value in {"SEARCHED": 12, "AT_ONCE": 5, "UNSEEN": 4}.items():
        monkeypatch.setattr(origin, name, value)
    for kept in (origin._training, origin._unseen):
        kept.clear()
    yield
    for kept in (origin._training, origin._unseen):
        kept.clear()


def picture_of(scene) -> torch.Tensor:
    return to_tensor(render(scene, 128))


def test_what_is_searched_is_what_training_saw():
    assert data.train_scene(7) == train_scene(7) == origin.scene_of(7)


def test_a_copy_is_found_at_once_and_betrayed_by_its_nearness(pack: ModelPack):
    *_, found = origin.search(pack, picture_of(train_scene(8)))
    assert found.colors[0].index == found.clip[0].index == 8
    assert found.colors[0].near == pytest.approx(0, abs=1e-3)
    assert found.clip[0].near == pytest.approx(1, abs=1e-2)
    assert found.nearer_than[0] == 4


def test_the_search_grows_and_is_kept_for_the_next_picture(pack: ModelPack):
    sizes = [found.searched for found in origin.search(pack, picture_of(train_scene(1)))]
    assert sizes == [5, 10, 12]
    assert [found.searched for found in origin.search(pack, picture_of(train_scene(2)))] == [12]


def test_a_stopped_search_goes_on_where_it_was(pack: ModelPack):
    search = origin.search(pack, picture_of(train_scene(1)))
    assert next(search).searched == 5
    search.close()  # type: ignore[attr-defined]
    assert [found.searched for found in origin.search(pack, picture_of(train_scene(1)))] == [10, 12]


def test_the_nearest_come_first_with_the_scene_they_are_painted_from(pack: ModelPack):
    *_, found = origin.search(pack, picture_of(sample_held_out(3)))
    assert [one.near for one in found.colors] == sorted(one.near for one in found.colors)
    assert [one.near for one in found.clip] == sorted((one.near for one in found.clip), reverse=True)
    assert all(one.scene == train_scene(one.index) for one in (*found.colors, *found.clip))
    assert origin.repainted(pack, found.colors[0]).size == (128, 128)
    assert len(found.unseen_colors) == len(found.unseen_clip) == 4


def test_every_training_scene_lacks_something_of_a_held_out_combination():
    for which in range(combinations.count()):
        assert all(origin.differing(train_scene(i), which) for i in range(40))
    which = next(i for i, one in enumerate(HELD_OUT) if one.get("place") == "night")
    assert origin.differing(sample_held_out(0, **HELD_OUT[which]), which) == ()


@pytest.mark.parametrize("language", ["en", "ja"])
def test_each_combination_has_words_and_a_reading(pack: ModelPack, language: str):
    prompts = {combinations.prompt(i, language) for i in range(combinations.count())}
    assert len(prompts) == len(HELD_OUT)
    scene = sample_held_out(1)
    which = next(
        i for i, one in enumerate(HELD_OUT) if all(getattr(scene, key) == v for key, v in one.items())
    )
    found = origin.readings(pack, picture_of(scene), which, language)
    assert [one.factor for one in found] == list(HELD_OUT[which])
    assert all(one.seen in origin.VALUES[one.factor] for one in found)
    assert held_out(scene)


@pytest.mark.parametrize("bad", [-1, len(HELD_OUT), "x", 1.5, None])
def test_a_combination_that_is_none_is_refused(bad):
    with pytest.raises(ValueRangeError):
        combinations.prompt(bad, "en")


def test_a_scene_is_said_in_words():
    match = Match(0, train_scene(0), 0.1)
    assert origin.said(match.scene, "en") and origin.word(match.scene, "coat", "ja")
