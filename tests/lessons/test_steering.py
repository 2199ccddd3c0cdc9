"""Guidance side by side: each lane is the picture that it would be alone, and what is measured is its own."""

import pytest
import torch

from explainer.core.errors import PromptError, ValueRangeError
from explainer.core.images import to_images
from explainer.core.pack import ModelPack, image_embedding, text_embedding
from explainer.lessons import text_to_image
from explainer.lessons.text_to_image import steering
from explainer.lessons.text_to_image.steering import Outcome, Strength

PROMPT = "a brown dog"
STRENGTHS = [Strength(g, g) for g in (1.0, 2.0, 4.0, 7.5)]


def ran(pack: ModelPack, strengths=STRENGTHS, steps=6, **more) -> Outcome:
    settings = {"scheduler": "ddim", "steps": steps, "seed": 5} | more
    start = steering.begin(pack, PROMPT, strengths, **settings)
    return steering.finish(pack, start, list(steering.walk(pack, start)), 1.0)


@pytest.fixture(scope="module")
def result(pack: ModelPack) -> Outcome:
    return ran(pack)


def test_each_lane_draws_what_the_figure_draws_with_its_guidance(pack: ModelPack, result: Outcome):
    words = text_to_image.read(pack, PROMPT)
    for lane, strength in zip(result.lanes, STRENGTHS, strict=True):
        steps = text_to_image.paint(pack, words, scheduler="ddim", steps=6, guidance=strength.first, seed=5)
        alone = text_to_image.finish(pack, words, tuple(steps))
        assert torch.allclose(lane.end, alone.picture[0], atol=2e-3)
        assert lane.similarity == pytest.approx(alone.similarity, abs=1e-3)


def test_the_difference_is_what_guidance_goes_along(pack: ModelPack):
    start = steering.begin(pack, PROMPT, STRENGTHS, scheduler="ddim", steps=3, seed=5)
    walked = list(steering.walk(pack, start))
    found = steering.finish(pack, start, walked, 1.0)
    for which, lane in enumerate(found.lanes):
        eps = torch.cat([steps[which].eps for steps in walked])
        assert torch.allclose(lane.without + lane.strength.first * lane.difference, eps, atol=1e-5)
        rms = lane.difference.square().mean((1, 2, 3)).sqrt()
        assert lane.push == pytest.approx(rms.tolist(), rel=1e-5)
        assert torch.allclose(lane.with_words - lane.without, lane.difference)


def test_at_the_first_step_all_lanes_are_told_the_same(result: Outcome):
    assert all(
        torch.allclose(lane.difference[0], result.lanes[0].difference[0], atol=1e-5) for lane in result.lanes
    )


def test_a_lane_that_turns_goes_each_way_for_its_part(pack: ModelPack):
    strengths = [Strength(5, 5), Strength(5, 1), Strength(1, 5)]
    steady, early, late = ran(pack, strengths, turn=3).lanes
    assert early.push[:4] == pytest.approx(steady.push[:4], rel=1e-4)
    assert early.push[4:] != pytest.approx(steady.push[4:], rel=1e-4)
    assert not torch.allclose(early.end, late.end, atol=1e-3)
    at_once, never = (ran(pack, strengths, turn=turn).lanes for turn in (0, 6))
    assert torch.allclose(at_once[2].end, steady.end, atol=2e-3)
    assert torch.allclose(never[1].end, steady.end, atol=2e-3)


def test_words_to_keep_away_from_stand_where_there_were_none(pack: ModelPack):
    plain, avoiding = ran(pack, [Strength(4, 4), Strength(4, 4, avoids=True)], negative="a black cat").lanes
    assert not torch.equal(plain.without[0], avoiding.without[0])
    assert torch.allclose(plain.with_words[0], avoiding.with_words[0], atol=1e-5)
    near = image_embedding(pack, to_images(avoiding.end[None])) @ text_embedding(pack, ["a black cat"])[0]
    assert avoiding.unwanted == pytest.approx(float(near[0]), abs=1e-4)


def test_with_nothing_to_keep_away_from_avoiding_changes_nothing(pack: ModelPack):
    plain, avoiding = ran(pack, [Strength(4, 4), Strength(4, 4, avoids=True)]).lanes
    assert torch.allclose(plain.end, avoiding.end, atol=2e-3)
    assert plain.unwanted is None


def test_contrast_saturation_and_what_is_burnt_are_measured_on_the_picture(result: Outcome):
    for lane in result.lanes:
        assert 0 <= lane.contrast <= 0.5 and 0 <= lane.saturation <= 1 and 0 <= lane.burnt <= 1
    assert result.lanes[result.best].similarity == max(lane.similarity for lane in result.lanes)


def test_what_is_kept_is_bounded_and_holds_the_first_and_the_last_step(pack: ModelPack):
    long = ran(pack, STRENGTHS[:2], steps=30)
    assert len(long.kept) == len(long.lanes[0].x0) == steering.MOST_KEPT
    assert (long.kept[0], long.kept[-1]) == (0, 29) and len(long.timesteps) == len(long.lanes[0].push) == 30
    sizes = torch.cat([lane.difference.abs().flatten() for lane in long.lanes])
    assert float((sizes > long.large).float().mean()) == pytest.approx(0.005, abs=1e-3)


@pytest.mark.parametrize("scheduler", ["euler_a", "dpmpp", "unipc"])
def test_other_schedulers_are_steered_as_well(pack: ModelPack, scheduler: str):
    assert all(lane.end.isfinite().all() for lane in ran(pack, scheduler=scheduler).lanes)


@pytest.mark.parametrize(
    "bad",
    [
        {"strengths": STRENGTHS[:1]}, {"strengths": STRENGTHS * 2}, {"strengths": [Strength(0, 4)] * 2},
        {"strengths": [Strength(4, float("nan"))] * 2}, {"steps": 0}, {"seed": -1}, {"turn": 7},
        {"turn": 0.5}, {"scheduler": "from nowhere"},
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused(pack: ModelPack, bad: dict):
    with pytest.raises(ValueRangeError):
        ran(pack, **bad)


def test_words_that_are_none_are_refused(pack: ModelPack):
    with pytest.raises(PromptError):
        ran(pack, negative=7)
