"""Forward noising: the browser's arithmetic, redone here, against diffusers' scheduler."""

import dataclasses
import math

import numpy as np
import pytest
import torch
from PIL import Image

from explainer.core.errors import ValueRangeError
from explainer.core.pack import ModelPack
from explainer.lessons import forward
from explainer.lessons.forward import COMPARED, SIZE, Noising


@pytest.fixture
def config(pack: ModelPack) -> dict:
    return pack.scheduler_config


@pytest.fixture
def noising(config: dict) -> Noising:
    picture = np.random.default_rng(0).integers(0, 256, (200, 300, 3), dtype=np.uint8)
    return forward.prepare(Image.fromarray(picture), 7, config)


def in_the_browser(noising: Noising, t: int) -> list[float]:
    """What views/forward/mixing.js does: in double precision, each result stored as float32."""
    abar = float(noising.abar[t])
    x0 = (noising.pixels.astype(np.float64) / 127.5 - 1).astype(np.float32).transpose(2, 0, 1).ravel()
    x_t = (math.sqrt(abar) * x0 + math.sqrt(1 - abar) * noising.eps.numpy().ravel()).astype(np.float32)
    return x_t[[k * 12289 % x_t.size for k in range(COMPARED)]].tolist()


def test_a_picture_is_cut_to_a_square_and_nothing_is_lost_on_the_way(noising: Noising):
    assert noising.pixels.shape == (SIZE, SIZE, 3)
    assert noising.x0.shape == noising.eps.shape == (1, 3, SIZE, SIZE)
    back = ((noising.x0[0] + 1) * 127.5).round().byte().permute(1, 2, 0)
    assert np.array_equal(back.numpy(), noising.pixels)


def test_noise_of_the_same_seed_is_the_same(noising: Noising, config: dict):
    picture = Image.new("RGB", (10, 10))
    assert torch.equal(forward.prepare(picture, 7, config).eps, noising.eps)
    assert not torch.equal(forward.prepare(picture, 8, config).eps, noising.eps)


@pytest.mark.parametrize("t", [0, 1, 420, 998, 999])
def test_the_browsers_numbers_are_the_schedulers(noising: Noising, config: dict, t: int):
    found = forward.check(noising, t, in_the_browser(noising, t), config)
    assert (found.t, found.compared) == (t, COMPARED)
    assert found.largest < 1e-6


def test_a_browser_that_is_off_is_told_by_how_much(noising: Noising, config: dict):
    samples = in_the_browser(noising, 420)
    samples[1234] += 0.25
    assert forward.check(noising, 420, samples, config).largest == pytest.approx(0.25, abs=1e-5)


def test_the_numbers_of_another_t_are_noticed(noising: Noising, config: dict):
    assert forward.check(noising, 420, in_the_browser(noising, 421), config).largest > 1e-4


def test_the_places_compared_are_all_different(noising: Noising):
    assert len(set(forward.places().tolist())) == COMPARED


def test_picture_and_noise_share_as_the_schedule_says(noising: Noising):
    shares = forward.shares(noising, 420)
    assert shares.signal**2 + shares.noise**2 == pytest.approx(1)
    assert shares.snr == pytest.approx(shares.signal**2 / shares.noise**2)
    assert shares.abar == pytest.approx(float(noising.abar[420]))


@pytest.mark.parametrize("t", [float("nan"), float("inf"), -1, 1000, 1.5, None, "420", True, [4]])
def test_a_t_that_makes_no_sense_is_refused(noising: Noising, config: dict, t: object):
    with pytest.raises(ValueRangeError):
        forward.check(noising, t, in_the_browser(noising, 1), config)


@pytest.mark.parametrize("seed", [float("nan"), -1, 2**31, 0.5, None, "7"])
def test_a_seed_that_makes_no_sense_is_refused(config: dict, seed: object):
    with pytest.raises(ValueRangeError):
        forward.prepare(Image.new("RGB", (8, 8)), seed, config)


@pytest.mark.parametrize(
    "samples", [None, [], [0.0], "much", [float("nan")] * COMPARED, ["a"] * COMPARED, {}, [[0.0]] * COMPARED]
)
def test_numbers_that_make_no_sense_are_refused(noising: Noising, config: dict, samples: object):
    with pytest.raises(ValueRangeError):
        forward.check(noising, 420, samples, config)


def test_a_result_cannot_be_changed(noising: Noising):
    with pytest.raises(dataclasses.FrozenInstanceError):
        noising.seed = 8  # type: ignore[misc]


def test_a_picture_of_one_point_will_do(config: dict):
    assert forward.prepare(Image.new("RGB", (1, 1), "red"), 0, config).pixels[0, 0].tolist() == [255, 0, 0]
