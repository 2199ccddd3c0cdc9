"""The latent lesson: a picture there and back, and what it saves."""

from typing import Any

import pytest
import torch
from PIL import Image

from explainer.core.pack import ModelPack
from explainer.lessons.latent import Counts, counts, roundtrip
from explainer.world.painter import render
from explainer.world.scene import sample


def test_a_latent_holds_a_48th_of_the_numbers_and_a_64th_of_the_positions(pack: ModelPack) -> None:
    sizes = counts(pack)
    assert (sizes.picture_numbers, sizes.latent_numbers, sizes.numbers_ratio) == (49_152, 1_024, 48)
    assert (sizes.picture_positions, sizes.latent_positions, sizes.positions_ratio) == (16_384, 256, 64)


def test_stable_diffusions_own_sizes_give_the_same_ratios() -> None:
    sizes = Counts((3, 512, 512), (4, 64, 64))
    assert (sizes.numbers_ratio, sizes.positions_ratio, sizes.side_ratio) == (48, 64, 8)


def test_a_picture_goes_in_and_comes_out_at_the_sizes_counted(pack: ModelPack) -> None:
    result = roundtrip(pack, render(sample(1)))
    assert tuple(result.picture.shape[1:]) == result.counts.picture_shape
    assert tuple(result.restored.shape[1:]) == result.counts.picture_shape
    assert tuple(result.latent.shape[1:]) == result.counts.latent_shape
    assert result.loss.shape == (128, 128)


def test_the_round_trip_is_the_pack_s_own_autoencoder(pack: ModelPack) -> None:
    result = roundtrip(pack, render(sample(1)))
    scale = pack.vae.config["scaling_factor"]
    vae: Any = pack.vae
    with torch.no_grad():
        latent = vae.encode(result.picture).latent_dist.mode() * scale
        restored = vae.decode(latent / scale).sample.clamp(-1, 1)
    assert torch.allclose(result.latent, latent)
    assert torch.allclose(result.restored, restored, atol=1e-5)


def test_the_loss_and_the_psnr_are_of_the_two_pictures_shown(pack: ModelPack) -> None:
    result = roundtrip(pack, render(sample(2)))
    squared = (result.picture - result.restored).double().square().mean()
    assert result.psnr == pytest.approx(float(10 * torch.log10(4 / squared)))
    assert torch.allclose(result.loss, (result.picture - result.restored).abs().mean(1)[0] / 2)


def test_the_same_picture_gives_the_same_latent(pack: ModelPack) -> None:
    picture = render(sample(3))
    assert torch.equal(roundtrip(pack, picture).latent, roundtrip(pack, picture).latent)


@pytest.mark.parametrize("size", [(1, 1), (700, 90), (64, 64)])
def test_a_picture_of_any_size_makes_the_round_trip(pack: ModelPack, size: tuple[int, int]) -> None:
    assert roundtrip(pack, Image.new("RGB", size, "white")).latent.shape == (1, 4, 16, 16)
