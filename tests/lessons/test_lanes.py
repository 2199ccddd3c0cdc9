"""Schedulers side by side: aligned by noise, compared at their ends, remade by their snippets."""

from dataclasses import replace

import numpy as np
import pytest
import torch
from PIL import Image

from explainer.core import sampling
from explainer.core.errors import PackError, ValueRangeError
from explainer.core.pack import ModelPack, decode, with_student
from explainer.lessons.reverse import lanes, plane
from explainer.lessons.reverse.lanes import Outcome

IDS = ("ddim", "euler", "euler_a", "lcm")


def picture() -> Image.Image:
    return Image.fromarray(np.random.default_rng(0).integers(0, 256, (128, 128, 3), dtype=np.uint8))


def ran(pack: ModelPack, ids=IDS, steps=8, seed=3, **more) -> Outcome:
    start = lanes.begin(pack, ids, steps=steps, seed=seed, **more)
    return lanes.finish(pack, start, list(lanes.walk(pack, start)), 1.0)


@pytest.fixture(scope="module", autouse=True)
def few_landmarks():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plane, "LANDMARKS", range(6))
        plane._surveyed.clear()
        yield
        plane._surveyed.clear()


@pytest.fixture(scope="module")
def result(pack: ModelPack) -> Outcome:
    return ran(pack)


def test_each_lane_ends_where_it_would_end_alone(pack: ModelPack, result: Outcome):
    for path, lane in zip(result.paths, result.start.lanes, strict=True):
        network = with_student(pack) if lane.student else pack
        *_, last = sampling.denoise(
            network, result.start.latents, lane.prompt_embeds, None,
            scheduler=lane.scheduler, steps=lane.steps, seed=3,
        )  # fmt: skip
        assert torch.allclose(path.end, decode(pack, last.x_prev)[0], atol=1e-3)


def test_lcm_runs_the_student_in_the_steps_it_was_made_for(pack: ModelPack, result: Outcome):
    assert [path.calls for path in result.paths] == [8, 8, 8, 4]
    assert [path.student for path in result.paths] == [False, False, False, True]
    assert [path.calls for path in ran(pack, ("lcm", "ddim"), steps=2).paths] == [2, 2]
    assert lanes.calls(pack, result.start) == (8, 8, 8, 4)


def test_lanes_are_aligned_by_noise_and_not_by_step(result: Outcome):
    assert list(result.moments) == sorted(result.moments, reverse=True)
    assert list(result.snr) == sorted(result.snr)
    slow, fast = result.paths[0], result.paths[3]
    assert slow.steps[-1] == 8 and fast.steps[-1] == 4
    for path in result.paths:
        assert len(path.at) == len(path.steps) == len(result.moments)
        assert len(path.x_t) == len(path.x0) == max(path.at) + 1


def test_a_lane_is_never_shown_with_less_noise_than_the_moment_has(pack: ModelPack, result: Outcome):
    for path, lane in zip(result.paths, result.start.lanes, strict=True):
        plan = sampling.timesteps(pack, lane.scheduler, lane.steps)
        for moment, step in zip(result.moments, path.steps, strict=True):
            assert plan[step - 1] >= moment or step == 1  # some spacings begin with less
            assert step == len(plan) or plan[step] < moment


def test_at_most_so_many_moments_are_decoded(pack: ModelPack):
    result = ran(pack, ("ddim", "lcm"), steps=50)
    assert len(result.moments) == lanes.MOST_KEPT
    assert len(result.paths[0].x_t) <= lanes.MOST_KEPT
    assert len(result.paths[0].points) == 51


def test_every_pair_of_ends_is_compared(result: Outcome):
    assert set(result.closeness) == {(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)}
    assert result.closeness[result.nearest] == max(result.closeness.values())
    assert result.closeness[result.farthest] == min(result.closeness.values())


def test_solvers_of_one_equation_land_together_and_dice_elsewhere(result: Outcome):
    assert 0 in next(group for group in result.groups if 1 in group)
    assert result.closeness[0, 1] > result.closeness[0, 2]


def test_one_step_lands_everywhere_the_same_and_has_a_plane_nonetheless(pack: ModelPack):
    result = ran(pack, ("ddim", "euler", "euler_a"), steps=1)
    assert result.groups == ((0, 1, 2),)
    assert all(torch.isfinite(path.points).all() for path in result.paths)
    assert result.plane.explained == (0.0, 0.0)


def test_the_plane_is_made_of_the_paths_and_says_how_much_it_shows(result: Outcome):
    shown = torch.cat([path.points for path in result.paths])
    assert 0 < sum(result.plane.explained) <= 1
    assert shown.mean(dim=0).abs().max() < 1e-3
    assert 0 <= result.plane.world <= 1
    assert len(result.plane.landmarks) == len(result.plane.pictures) == 6


def test_the_lanes_can_begin_at_the_noised_picture(pack: ModelPack):
    result = ran(pack, ("ddim", "lcm"), picture=picture(), t=400)
    assert result.start.t == 400
    assert result.moments[0] == 400
    assert [path.calls for path in result.paths] == [4, 2]


def test_the_sheet_holds_every_cell(result: Outcome):
    cells = sum(2 * len(path.x_t) + 1 for path in result.paths)
    assert result.sheet(8).size == (8 * 128, -(-cells // 8) * 128)


def test_stopping_takes_effect_within_one_step(pack: ModelPack):
    walk = lanes.walk(pack, lanes.begin(pack, IDS, steps=50, seed=0))
    first = next(walk)
    assert [step.index for step in first if step] == [0, 0, 0, 0]
    walk.close()  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("ids", "more"),
    [
        (("ddim",), {}),
        ((), {}),
        (("ddim",) * 5, {}),
        (("ddim", "from nowhere"), {}),
        (IDS, {"steps": 0}),
        (IDS, {"steps": 10_000}),
        (IDS, {"steps": None}),
        (IDS, {"seed": -1}),
        (IDS, {"picture": picture(), "t": 1000}),
        (IDS, {"picture": picture(), "t": None}),
    ],
)
def test_what_makes_no_sense_is_refused(pack: ModelPack, ids, more):
    with pytest.raises(ValueRangeError):
        lanes.begin(pack, ids, **({"steps": 8, "seed": 0} | more))


def test_a_pack_without_student_says_so(pack: ModelPack):
    with pytest.raises(PackError):
        start = lanes.begin(replace(pack, student=None), IDS, steps=8, seed=0)
        lanes.walk(replace(pack, student=None), start)
