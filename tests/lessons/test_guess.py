"""One of four noises is on the picture: taken off it leaves the picture, any other leaves a worse mess."""

import re
from typing import Any

import numpy as np
import pytest
import torch
from PIL import Image

from explainer.core import noising
from explainer.core.errors import ValueRangeError
from explainer.core.images import fit_square, psnr, sprite, to_images, to_tensor
from explainer.core.pack import ModelPack, decode, encode
from explainer.lessons.choices import CANDIDATES, GUESS_TIMES
from explainer.lessons.reverse import guess, guess_code
from explainer.lessons.reverse.guess import Deal
from tests.lessons.test_recipe import assert_same_pixels, run_here
from tests.tabs.runs import counted_calls


def picture() -> Image.Image:
    return Image.fromarray(np.random.default_rng(0).integers(0, 256, (128, 128, 3), dtype=np.uint8))


@pytest.fixture(scope="module")
def deal(pack: ModelPack) -> Deal:
    return guess.deal(pack, picture(), t=200, seed=7)


def test_the_true_noise_taken_off_leaves_the_very_latent(pack: ModelPack, deal: Deal) -> None:
    abar = noising.alphas_cumprod(pack.scheduler_config)[deal.t]
    back = noising.x0_from_eps(deal.x_t, deal.noises[deal.right], abar)
    assert torch.allclose(back, deal.latent, atol=1e-4)
    whole = decode(pack, encode(pack, to_tensor(fit_square(picture(), 128)))).cpu()
    assert psnr(deal.left[deal.right : deal.right + 1], whole) > 60
    assert deal.mistakes[deal.right] == 0


def test_every_other_noise_is_worse_than_saying_that_there_is_none(deal: Deal) -> None:
    others = [one for i, one in enumerate(deal.mistakes[:CANDIDATES]) if i != deal.right]
    assert len(others) == CANDIDATES - 1
    assert all(one > 1.5 * deal.nothing for one in others)
    assert deal.nothing == pytest.approx(1, abs=0.15)
    assert max(deal.near) == deal.near[deal.right]


def test_one_call_of_the_network_is_all_it_takes(pack: ModelPack) -> None:
    with counted_calls(pack) as calls:
        guess.deal(pack, picture(), t=100, seed=0)
    assert calls == [1]


def test_the_mistake_of_the_network_is_that_of_the_map_shown(deal: Deal) -> None:
    network, true = deal.noises[-1], deal.noises[deal.right]
    assert deal.mistakes[-1] == pytest.approx(float((network - true).square().mean()), abs=1e-6)


def test_the_same_seed_deals_the_same_and_the_next_one_other_noises(pack: ModelPack, deal: Deal) -> None:
    again = guess.deal(pack, picture(), t=200, seed=7)
    assert torch.equal(again.noises, deal.noises) and again.right == deal.right
    assert set(guess.laid_out(7)[0]).isdisjoint(guess.laid_out(8)[0])


def test_the_right_one_lies_in_any_of_the_places() -> None:
    places = [guess.laid_out(seed) for seed in range(60)]
    assert {right for _, right in places} == set(range(CANDIDATES))
    assert all(seeds[right] == seed for seed, (seeds, right) in enumerate(places))
    assert all(len(set(seeds)) == CANDIDATES for seeds, _ in places)
    assert max(guess.laid_out(2**32 - 1)[0]) < 2**32


def test_every_stop_of_the_slider_can_be_dealt(pack: ModelPack) -> None:
    assert all(guess.deal(pack, picture(), t=t, seed=1).t == t for t in GUESS_TIMES)


def test_the_sheet_holds_the_noised_picture_and_all_that_is_left(deal: Deal) -> None:
    assert deal.sheet(8).size == ((CANDIDATES + 2) * 128, 128)


@pytest.mark.parametrize(
    "bad", [{"t": -1}, {"t": 1000}, {"t": 0.5}, {"t": None}, {"seed": -1}, {"seed": "<b>"}]
)
def test_numbers_out_of_range_are_refused(pack: ModelPack, bad: dict[str, Any]) -> None:
    with pytest.raises(ValueRangeError):
        guess.deal(pack, picture(), **({"t": 200, "seed": 0} | bad))


def test_the_snippet_takes_the_same_noises_off_the_same_picture(
    pack: ModelPack, deal: Deal, tmp_path: Any, monkeypatch: Any, capsys: Any
) -> None:
    picture().save(tmp_path / "picture.png")
    code = guess_code.snippet(deal, str(pack.folder), "picture.png", "epsilon")
    assert "explainer" not in code
    row = sprite(to_images(deal.left), CANDIDATES + 1)
    assert_same_pixels(row, run_here(code, tmp_path, monkeypatch))
    printed = [float(one) for one in re.findall(r"wrong by (\S+)", capsys.readouterr().out)]
    assert printed == pytest.approx(deal.mistakes, abs=1e-3)


def test_a_network_that_tells_the_velocity_is_asked_for_the_noise_in_the_snippet_too(deal: Deal) -> None:
    assert "network = abar.sqrt() * network" in guess_code.snippet(deal, "pack", "a.png", "v_prediction")
