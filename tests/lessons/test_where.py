"""Noise in pixels and in latents, both from the same table."""

import numpy as np
import pytest
import torch
from PIL import Image

from explainer.core.errors import ValueRangeError
from explainer.core.images import psnr
from explainer.core.noising import alphas_cumprod
from explainer.core.pack import ModelPack, decode, encode
from explainer.lessons import forward
from explainer.lessons.forward import where
from explainer.lessons.forward.where import Places


def picture() -> Image.Image:
    return Image.fromarray(np.random.default_rng(0).integers(0, 256, (64, 64, 3), dtype=np.uint8))


@pytest.fixture(scope="module")
def result(pack: ModelPack) -> Places:
    return where.places(pack, picture(), 7)


def test_both_places_have_the_same_shares_at_the_same_t(result: Places, pack: ModelPack):
    abar = alphas_cumprod(pack.scheduler_config)[list(result.timesteps)]
    assert torch.allclose(torch.tensor(result.signal), abar.sqrt())
    assert torch.allclose(torch.tensor(result.noise), (1 - abar).sqrt())
    z = encode(pack, result.picture).cpu()
    eps = (result.latents - torch.tensor(result.signal).reshape(-1, 1, 1, 1) * z) / torch.tensor(
        result.noise
    ).reshape(-1, 1, 1, 1)
    assert torch.allclose(eps, eps[-1:].expand_as(eps), atol=1e-3)


def test_the_noised_pixels_are_the_figures_own(result: Places, pack: ModelPack):
    noising = forward.prepare(picture(), 7, pack.scheduler_config)
    t = result.timesteps[5]
    expected = forward.scheduled(noising, t, pack.scheduler_config).clamp(-1, 1)
    assert torch.allclose(result.pixels[5], expected[0], atol=1e-6)


def test_what_is_shown_on_the_right_is_the_decoded_latent(result: Places, pack: ModelPack):
    assert torch.allclose(result.decoded[3], decode(pack, result.latents[3:4])[0], atol=1e-4)


def test_the_nearness_is_that_of_the_pictures_shown(result: Places):
    assert result.pixels_psnr[4] == pytest.approx(psnr(result.pixels[4], result.picture[0]))
    assert result.decoded_psnr[4] == pytest.approx(psnr(result.decoded[4], result.picture[0]))
    assert result.pixels_psnr[0] > result.pixels_psnr[-1]


def test_the_ceiling_is_the_autoencoders_own_loss(result: Places, pack: ModelPack):
    clean = decode(pack, encode(pack, result.picture))
    assert result.ceiling == pytest.approx(psnr(clean, result.picture), abs=1e-3)


def test_the_sheet_holds_both_rows(result: Places):
    assert result.sheet(8).size == (8 * 128, 7 * 128)


def test_a_seed_that_makes_no_sense_is_refused(pack: ModelPack):
    with pytest.raises(ValueRangeError):
        where.places(pack, picture(), -1)
