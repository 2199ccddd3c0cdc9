"""One thing changed: each lane is the picture that it would be alone, and is measured against the first."""

from dataclasses import replace

import pytest
import torch

from explainer.core.errors import PromptError, ValueRangeError
from explainer.core.images import to_images
from explainer.core.pack import ModelPack, image_embedding, text_embedding
from explainer.lessons import text_to_image
from explainer.lessons.text_to_image import compare, wording
from explainer.lessons.text_to_image.compare import Outcome, Setting

FIRST = Setting("a brown dog", 5, 6, "ddim", 4.0)
CHANGED = [
    FIRST, replace(FIRST, prompt="a white cat"), replace(FIRST, seed=6),
    replace(FIRST, scheduler="euler_a", steps=3),
]  # fmt: skip


def ran(pack: ModelPack, settings=CHANGED) -> Outcome:
    start = compare.begin(pack, settings)
    return compare.finish(pack, start, list(compare.walk(pack, start)), 1.0)


@pytest.fixture(scope="module")
def result(pack: ModelPack) -> Outcome:
    return ran(pack)


def test_each_lane_draws_what_the_figure_draws_with_its_setting(pack: ModelPack, result: Outcome):
    for lane in result.lanes:
        one = lane.setting
        words = text_to_image.read(pack, one.prompt)
        steps = text_to_image.paint(
            pack, words, scheduler=one.scheduler, steps=one.steps, guidance=one.guidance, seed=one.seed
        )
        alone = text_to_image.finish(pack, words, tuple(steps))
        assert torch.allclose(lane.x0[-1], alone.picture[0], atol=2e-3)
        assert lane.similarity == pytest.approx(alone.similarity, abs=1e-3)


def test_differences_are_to_the_first_lane_in_shares_of_the_whole_range(result: Outcome):
    first = result.lanes[0]
    assert set(first.apart) == {0.0}
    for lane in result.lanes[1:]:
        expected = ((lane.x0 + 1) / 2 - (first.x0 + 1) / 2).abs().mean(1)
        assert torch.allclose(lane.difference, expected, atol=1e-6)
        assert lane.apart == pytest.approx(expected.mean((1, 2)).tolist(), abs=1e-6)
        assert 0 < lane.apart[-1] <= 1
    assert result.largest == max(float(lane.difference.max()) for lane in result.lanes)


def test_two_lanes_of_one_setting_do_not_differ(pack: ModelPack):
    same = ran(pack, [FIRST, FIRST])
    assert same.lanes[1].apart == pytest.approx([0.0] * len(same.lanes[1].apart), abs=1e-5)
    assert same.largest >= 1 / 255


def test_lanes_are_aligned_by_noise_and_end_with_all_their_steps(result: Outcome):
    assert result.moments == tuple(sorted(result.moments, reverse=True))
    for lane in result.lanes:
        assert len(lane.x0) == len(lane.steps) == len(lane.apart) == len(result.moments) + 1
        assert list(lane.steps) == sorted(lane.steps) and lane.steps[-1] == lane.setting.steps


def test_a_picture_is_measured_by_its_own_words_and_by_the_firsts(pack: ModelPack, result: Outcome):
    other = result.lanes[1]
    near = (
        image_embedding(pack, to_images(other.x0[-1:]))
        @ text_embedding(pack, ["a white cat", "a brown dog"]).T
    )
    assert [other.similarity, other.to_first] == pytest.approx(near[0].tolist(), abs=1e-5)
    assert result.lanes[0].similarity == result.lanes[0].to_first


@pytest.mark.parametrize(
    "bad", [{"steps": 0}, {"seed": -1}, {"guidance": None}, {"scheduler": "from nowhere"}, {"steps": "many"}]
)
def test_what_makes_no_sense_is_refused(pack: ModelPack, bad: dict):
    with pytest.raises(ValueRangeError):
        compare.begin(pack, [FIRST, replace(FIRST, **bad)])


def test_one_lane_or_five_or_words_that_are_none_are_refused(pack: ModelPack):
    for settings in ([FIRST], [FIRST] * 5):
        with pytest.raises(ValueRangeError):
            compare.begin(pack, settings)
    with pytest.raises(PromptError):
        compare.begin(pack, [FIRST, replace(FIRST, prompt=None)])


def test_a_prompt_is_read_for_what_could_stand_in_it():
    found = wording.wording("  a black pug in the snow ")
    assert [found.prompt[word.start : word.end] for word in found.words] == ["black", "pug", "in the snow"]
    assert ("white", "a white pug in the snow") in found.words[0].others
    assert (found.translated, found.whole) == ("雪の中の黒いパグ", True)
    assert wording.wording("a dog " * 5000).prompt == ("a dog " * 5000)[: wording.LONGEST]
    with pytest.raises(PromptError):
        wording.wording(7)  # pyright: ignore[reportArgumentType]
