"""All come home together as each would alone, and the line-up says who did."""

from typing import Any

import numpy as np
import pytest
import torch
from PIL import Image

from explainer.core.errors import ValueRangeError
from explainer.core.images import psnr, to_tensor
from explainer.core.pack import ModelPack
from explainer.lessons import reverse
from explainer.lessons.reverse import home, home_code, lineup
from explainer.lessons.reverse.home import Departure, Homecoming
from tests.lessons.test_recipe import assert_same_pixels, run_here
from tests.tabs.runs import counted_calls


def picture() -> Image.Image:
    return Image.fromarray(np.random.default_rng(0).integers(0, 256, (128, 128, 3), dtype=np.uint8))


@pytest.fixture(scope="module")
def departure(pack: ModelPack) -> Departure:
    return home.depart(pack, picture(), steps=10, seed=7)


@pytest.fixture(scope="module")
def homecomings(pack: ModelPack, departure: Departure) -> list[Homecoming]:
    return [one for arrived in home.come_home(pack, departure) for one in arrived]


def test_the_starts_are_spread_from_near_the_picture_to_nothing_but_noise() -> None:
    starts = home.starts(1000)
    assert len(starts) == home.STARTS and starts[-1] == 999
    assert 0 < starts[0] < 100 and max(np.diff(starts)) - min(np.diff(starts)) <= 1


def test_each_comes_home_as_the_figure_s_own_run_does(
    pack: ModelPack, departure: Departure, homecomings: list[Homecoming]
) -> None:
    for one in (homecomings[0], homecomings[6], homecomings[-1]):
        t = departure.starts[one.index]
        start = reverse.begin(pack, picture(), t=t, scheduler="ddim", steps=10, seed=7)
        alone = reverse.finish(pack, start, list(reverse.walk(pack, start)))
        assert torch.allclose(one.restored, alone.restored, atol=2e-3)
        assert one.psnr == pytest.approx(alone.psnr, abs=0.01)
        assert one.ssim == pytest.approx(alone.ssim, abs=1e-3)
        assert one.pick.rival == alone.pick.rival


def test_one_call_of_the_network_serves_all(pack: ModelPack, departure: Departure) -> None:
    with counted_calls(pack) as calls:
        arrived = list(home.come_home(pack, departure))
    assert len(calls) == len(arrived) == home.calls(pack, departure) == 10


def test_the_shallowest_are_home_first_and_nobody_is_missing(homecomings: list[Homecoming]) -> None:
    assert [one.index for one in homecomings] == list(range(home.STARTS))
    assert home.sheet(homecomings, 8).size == (8 * 128, 2 * 128)


def test_coming_home_can_be_stopped_after_any_call(pack: ModelPack, departure: Departure) -> None:
    with counted_calls(pack) as calls:
        way = home.come_home(pack, departure)
        next(way)
        way.close()
    assert calls == [1]


def pick(own: float, rivals: float) -> lineup.Pick:
    return lineup.Pick(own, rivals, 0)


def test_the_first_that_is_another_animal_is_told_even_if_a_deeper_one_came_home() -> None:
    picks = [pick(0.9, 0.5), pick(0.4, 0.6), pick(0.7, 0.6)]
    home_ = [Homecoming(i, torch.zeros(1, 3, 1, 1), 1.0, 0.5, one) for i, one in enumerate(picks)]
    assert home.lost_from((100, 200, 300), home_) == 200
    assert home.lost_from((100, 200, 300), [home_[0], home_[2]]) is None


def test_a_itself_is_always_picked_and_one_of_the_others_never_is(pack: ModelPack) -> None:
    a = to_tensor(picture())
    other = to_tensor(lineup.portrait(5, 128))
    same, another = lineup.pick(pack, a, torch.cat([a, other]))
    assert same.own == pytest.approx(1, abs=1e-4) and not same.another
    assert another.rivals == pytest.approx(1, abs=1e-4) and another.another and another.rival == 5


@pytest.mark.parametrize("bad", [{"steps": 0}, {"steps": 10_000}, {"seed": -1}, {"seed": None}])
def test_numbers_out_of_range_are_refused(pack: ModelPack, bad: dict[str, Any]) -> None:
    with pytest.raises(ValueRangeError):
        home.depart(pack, picture(), **({"steps": 10, "seed": 0} | bad))


def test_the_snippet_remakes_every_picture_of_the_curve(
    pack: ModelPack, departure: Departure, homecomings: list[Homecoming], tmp_path: Any, monkeypatch: Any
) -> None:
    picture().save(tmp_path / "picture.png")
    code = home_code.snippet(departure, str(pack.folder), "picture.png")
    assert "explainer" not in code
    assert_same_pixels(home.sheet(homecomings, home.STARTS), run_here(code, tmp_path, monkeypatch))


def test_the_closeness_is_that_of_the_pictures_shown(
    departure: Departure, homecomings: list[Homecoming]
) -> None:
    assert all(one.psnr == pytest.approx(psnr(one.restored, departure.picture)) for one in homecomings)
