"""The latent lesson: a picture there and back, what it saves, and the map of the animals."""

from typing import Any

import pytest
import torch
from PIL import Image

from explainer.core.pack import ModelPack
from explainer.lessons.latent import Atlas, Counts, atlas, counts, locate, roundtrip, survey
from explainer.world.painter import render
from explainer.world.scene import sample


@pytest.fixture(scope="module")
def steps(pack: ModelPack) -> list[Atlas]:
    return list(survey(pack, range(45)))


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


def test_the_survey_grows_until_every_animal_is_met(steps: list[Atlas]) -> None:
    assert [len(step.scenes) for step in steps] == [30, 45]
    assert [step.complete for step in steps] == [False, True]
    assert steps[-1].points.shape == (45, 2)


def test_the_same_seeds_give_the_same_map(pack: ModelPack, steps: list[Atlas]) -> None:
    *_, again = survey(pack, range(45))
    assert torch.equal(again.points, steps[-1].points)


def test_the_plane_explains_what_pca_by_covariance_says() -> None:
    vectors = torch.randn(60, 7, generator=torch.Generator().manual_seed(0)) * torch.tensor(
        [5.0, 3, 1, 1, 1, 1, 1]
    )
    _, axes, explained = atlas.principal_plane(vectors)
    spread = torch.linalg.eigvalsh(torch.cov(vectors.T)).flip(0)
    assert explained == pytest.approx((spread[:2] / spread.sum()).tolist(), abs=1e-5)
    assert torch.allclose(axes.T @ axes, torch.eye(2), atol=1e-5)


def test_the_plane_does_not_flip_from_call_to_call() -> None:
    vectors = torch.randn(20, 5, generator=torch.Generator().manual_seed(1))
    _, axes, _ = atlas.principal_plane(vectors)
    _, again, _ = atlas.principal_plane(vectors.flip(0))
    assert torch.allclose(axes, again, atol=1e-4)


def test_agreement_counts_the_animals_beside_their_own_kind() -> None:
    rows = torch.tensor([[1.0, 0.0], [0.99, 0.1], [0.0, 1.0], [0.1, 0.99]])
    assert atlas.kind_agreement(rows, ["dog", "dog", "cat", "cat"]) == 1
    assert atlas.kind_agreement(rows, ["dog", "cat", "cat", "cat"]) == 0.5


def test_chance_is_what_a_blind_choice_of_neighbours_would_give() -> None:
    assert atlas.kind_chance(["dog", "dog", "cat", "cat"]) == pytest.approx(1 / 3)
    assert atlas.kind_chance(["dog", "dog"]) == 1


def test_a_picture_of_the_map_lies_where_its_animal_lies(pack: ModelPack, steps: list[Atlas]) -> None:
    place = locate(pack, steps[-1], steps[-1].pictures[7])
    assert place.point == pytest.approx(tuple(steps[-1].points[7].tolist()), abs=1e-4)
    assert place.neighbors[0].index == 7
    assert place.neighbors[0].similarity == pytest.approx(1, abs=1e-4)


def test_neighbours_come_nearest_first_and_are_named_in_both_languages(
    pack: ModelPack, steps: list[Atlas]
) -> None:
    place = locate(pack, steps[-1], render(sample(999)), count=4)
    similarities = [one.similarity for one in place.neighbors]
    assert len(similarities) == 4
    assert similarities == sorted(similarities, reverse=True)
    assert len(steps[-1].names("ja")) == len(steps[-1].names("en")) == 45
    assert steps[-1].names("en")[0].startswith(("a ", "an "))
