"""What is left of a picture, and when the machine is said to stop seeing it."""

import numpy as np
import pytest
import torch
from PIL import Image

from explainer.core.errors import ValueRangeError
from explainer.core.pack import ModelPack, image_embedding, text_embedding
from explainer.lessons.forward import left
from explainer.lessons.forward.left import Left

WORDS = ["a dog", "a cat", "a shiba"]


def picture() -> Image.Image:
    return Image.fromarray(np.random.default_rng(0).integers(0, 256, (128, 128, 3), dtype=np.uint8))


@pytest.fixture(scope="module")
def result(pack: ModelPack) -> Left:
    return left.measure(pack, picture(), 7, WORDS)


def test_the_moments_lie_closer_at_the_start(result: Left):
    gaps = np.diff(result.timesteps)
    assert (result.timesteps[0], result.timesteps[-1]) == (0, 999)
    assert gaps[0] < 5 < 20 < gaps[-1] < 50


def test_there_is_a_number_for_every_word_noise_and_moment(result: Left):
    k = len(result.timesteps)
    assert result.similarity.shape == (len(WORDS), left.NOISES, k)
    assert len(result.psnr) == len(result.ssim) == len(result.nearest) == k


def test_less_and_less_is_left(result: Left):
    assert list(result.psnr) == sorted(result.psnr, reverse=True)
    assert result.ssim[0] > 0.9
    assert abs(result.ssim[-1]) < 0.1


def test_the_start_is_clips_own_word_on_the_picture(result: Left, pack: ModelPack):
    expected = image_embedding(pack, [picture()]) @ text_embedding(pack, WORDS[:1]).T
    assert result.start == pytest.approx(float(expected), abs=1e-4)


def test_the_noises_differ_but_start_from_the_same_picture(result: Left):
    spread = result.similarity[0].std(dim=0)
    assert spread[-1] > spread[0]


def test_the_nearest_word_is_the_most_similar_on_average(result: Left):
    mean = result.similarity.mean(dim=1)
    assert all(mean[best, k] == mean[:, k].max() for k, best in enumerate(result.nearest))


def test_it_stops_at_the_first_moment_below_the_middle():
    similarity = torch.tensor([0.5, 0.45, 0.29, 0.35, 0.1])
    assert left.stop((0, 10, 20, 30, 40), similarity, start=0.5, floor=0.1, deviation=0.05) == 20


def test_where_noise_looks_like_the_word_as_well_there_is_nothing_to_lose():
    falling = torch.tensor([0.5, 0.3, 0.1])
    assert left.stop((0, 1, 2), falling, start=0.5, floor=0.48, deviation=0.05) is None
    assert left.stop((0, 1, 2), falling, start=0.5, floor=0.6, deviation=0.01) is None


def test_a_likeness_that_never_falls_so_far_never_stops():
    assert left.stop((0, 1), torch.tensor([0.5, 0.4]), start=0.5, floor=0.1, deviation=0.01) is None


def test_every_sample_kind_is_known():
    assert left.kind_of("shiba") == "dog"
    assert {left.kind_of(breed) for breed in ("siamese", "rabbit", "elephant")} < set(left.KINDS)


def test_the_same_seed_measures_the_same(result: Left, pack: ModelPack):
    again = left.measure(pack, picture(), 7, WORDS)
    assert torch.equal(again.similarity, result.similarity)
    assert (again.psnr, again.stops) == (result.psnr, result.stops)


def test_a_seed_that_makes_no_sense_is_refused(pack: ModelPack):
    with pytest.raises(ValueRangeError):
        left.measure(pack, picture(), 1.5, WORDS)
