"""Squares come off without their list: only where there is ink, in falling steps, and never elsewhere."""

import itertools

import numpy as np
import pytest
import torch
from torch import Tensor

from explainer.core import squares, unstamping
from explainer.core.pack import ModelPack
from explainer.core.squares import SIZE
from explainer.core.unstamping import Step

COUNT = 200


@pytest.fixture(scope="module")
def picture() -> np.ndarray:
    """Colours of which none is an ink's."""
    return np.random.default_rng(0).integers(0, 10, (SIZE, SIZE, 3), dtype=np.uint8)


@pytest.fixture(scope="module")
def x(picture: np.ndarray) -> Tensor:
    stamped = squares.stamp(picture, squares.listing(COUNT, 5)).picture
    return torch.from_numpy(stamped).permute(2, 0, 1)[None].float() / 127.5 - 1


@pytest.fixture(scope="module")
def steps(pack: ModelPack, x: Tensor) -> list[Step]:
    assert pack.unstamper is not None
    return list(unstamping.take_off(pack.unstamper, x, COUNT, 6, seed=1))


def test_ink_is_told_from_picture_exactly(x: Tensor):
    covered = squares.topmost(squares.listing(COUNT, 5)) >= 0
    assert np.array_equal(unstamping.inked(x)[0, 0].numpy(), covered)


def test_where_no_square_lies_the_picture_stays_as_it_was(x: Tensor, steps: list[Step]):
    free = ~unstamping.inked(x).expand_as(x)
    for step in steps:
        assert torch.equal(step.x[free], x[free])


def test_less_and_less_is_hidden_and_in_the_end_nothing(x: Tensor, steps: list[Step]):
    before = unstamping.inked(x)
    for step in steps:
        assert not (step.hidden & ~before).any()
        before = step.hidden
    assert not before.any()
    assert steps[-1].left == 0


def test_what_was_taken_off_keeps_the_guess_of_its_step(steps: list[Step]):
    for earlier, later in itertools.pairwise(steps):
        freed = (earlier.hidden & ~later.hidden).expand_as(later.x)
        assert torch.equal(later.x[freed], later.guess[freed])
        kept = ~earlier.hidden.expand_as(later.x)
        assert torch.equal(later.x[kept], earlier.x[kept])


def test_what_is_stamped_again_has_the_colours_of_ink(steps: list[Step]):
    for step in steps:
        assert unstamping.inked(step.x)[step.hidden].all()


def test_what_lies_under_the_squares_is_not_looked_at(pack: ModelPack, x: Tensor):
    assert pack.unstamper is not None
    hidden, count = unstamping.inked(x), torch.tensor([COUNT])
    other = torch.where(hidden, torch.zeros_like(x), x)
    with torch.no_grad():
        one, two = (unstamping.predict(pack.unstamper, each, hidden, count) for each in (x, other))
    assert torch.equal(one, two)


@pytest.mark.parametrize("count", [1, 2, 5, 100, 3000])
def test_the_ladder_falls_from_all_squares_to_none(count: int):
    rungs = unstamping.ladder(count, 12)
    assert (rungs[0], rungs[-1]) == (count, 0)
    assert list(rungs) == sorted(set(rungs), reverse=True)
    assert len(rungs) <= 13


def test_each_rung_frees_as_much_surface_as_any():
    rungs = np.array(unstamping.ladder(300, 10))
    freed = np.diff(1 - np.exp(-rungs * unstamping.SURFACE))
    assert freed == pytest.approx(freed.mean(), rel=0.1)


def test_the_mean_surface_of_a_square_is_that_of_the_list():
    sizes = squares.listing(squares.MOST, 0).size
    assert (sizes**2).mean() / SIZE**2 == pytest.approx(unstamping.SURFACE, rel=0.02)


def test_counts_become_timesteps_up_to_a_thousand():
    steps = unstamping.timestep(torch.tensor([0, 1, squares.MOST]))
    assert steps.tolist() == pytest.approx([0, 75.2, 1000], abs=0.1)


@pytest.mark.parametrize(
    ("changes", "fits"),
    [({}, True), ({"sample_size": 32}, False), ({"sample_size": 0}, False), ({"in_channels": 3}, False)],
)
def test_only_a_network_that_the_folded_picture_fits_into_is_one(changes: dict[str, int], fits: bool):
    assert unstamping.fits({"sample_size": 16, "in_channels": 256, "out_channels": 192} | changes) is fits
