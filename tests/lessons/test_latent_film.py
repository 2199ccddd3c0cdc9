"""The latent's film: the square walks over the picture, then each number gets fewer and fewer levels."""

import pytest
import torch

from explainer.core.pack import ModelPack
from explainer.lessons.latent import Roundtrip, film, roundtrip
from explainer.lessons.latent.film import Rounding
from explainer.world.painter import render
from explainer.world.scene import sample


@pytest.fixture(scope="module")
def result(pack: ModelPack) -> Roundtrip:
    return roundtrip(pack, render(sample(1)))


@pytest.fixture(scope="module")
def roundings(pack: ModelPack, result: Roundtrip) -> tuple[Rounding, ...]:
    return film.roundings(pack, result)


def test_first_nothing_is_rounded_and_then_more_and_more(result: Roundtrip, roundings: tuple[Rounding, ...]):
    assert [one.bits for one in roundings] == [None, *film.BITS]
    assert torch.equal(roundings[0].latent, result.latent[0])
    assert roundings[0].psnr == pytest.approx(result.psnr)
    off = [float((one.latent - result.latent[0]).abs().mean()) for one in roundings]
    assert off == sorted(off)


@pytest.mark.parametrize("bits", film.BITS)
def test_b_bits_have_at_most_two_to_the_b_levels_each_the_nearest(bits: int):
    latent = torch.randn(1, 4, 16, 16, generator=torch.Generator().manual_seed(0))
    rounded = film.rounded(latent, bits)
    width = (latent.max() - latent.min()) / (2**bits - 1)
    assert len(rounded.unique()) <= 2**bits
    assert (rounded - latent).abs().max() <= width / 2 + 1e-5
    assert rounded.min() == latent.min()


def test_a_latent_of_one_value_stays_itself():
    flat = torch.full((1, 4, 2, 2), 0.5)
    assert torch.allclose(film.rounded(flat, 1), flat)


def test_the_square_goes_from_the_first_corner_to_the_last_and_the_share_from_0_to_1(
    roundings: tuple[Rounding, ...],
):
    moments = list(film.moments(roundings))
    cells = [moment.cell for moment in moments if moment.cell]
    assert len(moments) == film.length() and len(cells) == film.STOPS
    assert (cells[0], cells[-1]) == ((0, 0), (15, 15))
    assert len(set(cells)) == len(cells)
    assert (moments[0].share, moments[-1].share) == (0, 1)
    assert moments[-1].rounding.bits == film.BITS[-1]
