"""There and back again: what is measured is what happened, and plain diffusers does the same."""

from typing import Any

import numpy as np
import pytest
import torch
from PIL import Image

from explainer.core import noising
from explainer.core.errors import ValueRangeError
from explainer.core.images import psnr, to_image
from explainer.core.pack import ModelPack, decode
from explainer.lessons.reverse import inversion, inversion_code
from explainer.lessons.reverse.inversion import Outcome, Way
from explainer.world.painter import render
from explainer.world.scene import sample

PICTURE = render(sample(1), 128)
STEPS = 10


@pytest.fixture(scope="module")
def found(pack: ModelPack) -> Outcome:
    *_, outcome = inversion.there_and_back(pack, PICTURE, STEPS)
    assert isinstance(outcome, Outcome)
    return outcome


def test_every_call_of_the_network_is_told(pack: ModelPack):
    *ways, _ = inversion.there_and_back(pack, PICTURE, STEPS)
    assert all(isinstance(way, Way) and way.count == 2 * STEPS for way in ways)
    assert [way.done for way in ways if isinstance(way, Way)] == list(range(1, 2 * STEPS + 1))
    assert sum(way.up for way in ways if isinstance(way, Way)) == STEPS


def test_both_ways_are_shown_at_the_same_levels_from_clean_to_noise(found: Outcome, pack: ModelPack):
    assert found.rising.shape == found.falling.shape == (inversion.SHOWN, 3, 128, 128)
    assert found.levels[0] == -1 and found.levels[-1] == found.timesteps[-1]
    assert list(found.levels) == sorted(found.levels)
    assert torch.allclose(found.rising[-1:], decode(pack, found.noise), atol=1e-4)
    assert torch.allclose(found.rising[-1], found.falling[-1], atol=1e-3)


def test_the_numbers_are_of_the_pictures_shown(found: Outcome):
    assert found.ceiling == pytest.approx(psnr(found.untouched, found.picture))
    assert found.psnr == pytest.approx(psnr(found.restored, found.picture))
    assert found.own == pytest.approx(psnr(found.restored, found.untouched))
    assert found.other_psnr == pytest.approx(psnr(found.other, found.picture))


def test_there_is_a_gap_for_every_step_and_more_steps_narrow_it(found: Outcome, pack: ModelPack):
    assert len(found.gaps) == len(found.timesteps) == STEPS
    *_, finer = inversion.there_and_back(pack, PICTURE, 3 * STEPS)
    assert isinstance(finer, Outcome)
    assert np.mean(finer.gaps) < np.mean(found.gaps)


def test_normal_noise_is_told_from_what_is_none():
    for seed in range(5):
        assert inversion.measure(noising.gaussian((1, 4, 16, 16), seed)).normal
    noise = noising.gaussian((1, 4, 16, 16), 0)
    assert not inversion.measure(0.8 * noise).normal
    assert not inversion.measure(noise + 0.2).normal
    smooth = torch.nn.functional.avg_pool2d(noise, 2, 1, padding=1)[..., :16, :16]
    assert not inversion.measure(smooth / smooth.std()).normal


def test_the_neighbours_of_a_checkerboard_are_opposites():
    board = ((torch.arange(16)[:, None] + torch.arange(16)) % 2 * 2.0 - 1).expand(1, 4, 16, 16)
    assert inversion.measure(board).neighbours == pytest.approx(-1, abs=1e-3)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [(50, 50), ("20", 20), (0, 10), (10_000, 100), ("x", 50), (None, 50), (float("nan"), 50), (70, 50)],
)
def test_steps_from_an_address_become_the_nearest_that_are_offered(asked: Any, expected: int):
    assert inversion.nearest_steps(asked) == expected


@pytest.mark.parametrize("steps", [0, 10_000, 1.5])
def test_steps_out_of_range_are_refused(pack: ModelPack, steps: Any):
    with pytest.raises(ValueRangeError):
        next(inversion.there_and_back(pack, PICTURE, steps))


def test_the_snippet_regenerates_the_same_picture(
    found: Outcome, pack: ModelPack, tmp_path: Any, monkeypatch: Any
):
    monkeypatch.chdir(tmp_path)
    PICTURE.save("picture.png")
    code = inversion_code.snippet(str(pack.folder), "picture.png", 128, STEPS)
    assert "explainer" not in code
    grad = torch.is_grad_enabled()
    try:
        exec(compile(code, "snippet", "exec"), {})
    finally:
        torch.set_grad_enabled(grad)
    made = np.asarray(Image.open("result.png")).astype(int)
    assert made.std() > 5
    assert np.abs(made - np.asarray(to_image(found.restored)).astype(int)).max() <= 1
