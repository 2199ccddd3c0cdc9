"""SSIM by what is known of it: the same is 1, the negative is below 0, noise shares nothing."""

import math

import pytest
import torch
from torch import Tensor

from explainer.core.similarity import ssim


@pytest.fixture
def picture() -> Tensor:
    waves = torch.sin(torch.arange(64) / 5)
    return (0.7 * waves[:, None] * waves).expand(1, 3, -1, -1)


def noise(seed: int) -> Tensor:
    return torch.randn(1, 3, 64, 64, generator=torch.Generator().manual_seed(seed))


def test_a_picture_is_wholly_like_itself(picture: Tensor):
    assert float(ssim(picture, picture)) == pytest.approx(1, abs=1e-9)


def test_it_does_not_matter_which_comes_first(picture: Tensor):
    other = picture + 0.3 * noise(0)
    assert torch.allclose(ssim(picture, other), ssim(other, picture))


def test_the_more_noise_the_less_alike(picture: Tensor):
    found = ssim(torch.cat([picture + amount * noise(0) for amount in (0.05, 0.2, 0.8, 3)]), picture).tolist()
    assert found == sorted(found, reverse=True)
    assert found[0] > 0.8
    assert found[-1] < 0.1


def test_two_noises_have_no_structure_in_common():
    assert abs(float(ssim(noise(1), noise(2)))) < 0.02


def test_a_negative_is_the_opposite():
    waves = noise(3) / 4
    assert float(ssim(waves, -waves)) < -0.5


def test_of_flat_pictures_only_the_light_counts():
    dark, light = torch.full((1, 3, 16, 16), -0.2), torch.full((1, 3, 16, 16), 0.6)
    c1 = (0.01 * 2) ** 2
    expected = (2 * 0.8 * 1.6 + c1) / (0.8**2 + 1.6**2 + c1)
    assert float(ssim(dark, light)) == pytest.approx(expected, rel=1e-5)


def test_one_window_is_the_papers_formula_with_gaussian_weights():
    first, second = noise(4)[:, :1, :11, :11].double() / 3, noise(5)[:, :1, :11, :11].double() / 3
    a, b = first + 1, second + 1
    line = [math.exp(-(i * i) / 4.5) for i in range(-5, 6)]
    weights = torch.tensor([[x * y for x in line] for y in line], dtype=torch.float64)
    weights = weights / weights.sum()

    def mean(x: Tensor) -> float:
        return float((weights * x).sum())

    c1, c2 = 0.02**2, 0.06**2
    light = (2 * mean(a) * mean(b) + c1) / (mean(a) ** 2 + mean(b) ** 2 + c1)
    shared = mean(a * b) - mean(a) * mean(b)
    spread = mean(a * a) - mean(a) ** 2 + mean(b * b) - mean(b) ** 2
    assert float(ssim(first, second)) == pytest.approx(light * (2 * shared + c2) / (spread + c2))
