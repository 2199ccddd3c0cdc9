"""The rows of the schedulers say what diffusers' classes really do."""

from inspect import signature

import pytest
import torch

from explainer.core.pack import ModelPack
from explainer.core.schedulers import SCHEDULERS, Sampler, advance, make_scheduler, planned, row_of

rows = pytest.mark.parametrize("id", SCHEDULERS)


@rows
def test_a_scheduler_is_found_back_in_its_row(pack: ModelPack, id: str):
    row = row_of(make_scheduler(pack, id))
    assert row is SCHEDULERS[id]
    assert row.name == row.made.__name__


@rows
def test_a_row_says_what_the_class_takes(id: str):
    row = SCHEDULERS[id]
    assert row.takes_generator == ("generator" in signature(row.made.step).parameters)
    if row.takes_list:
        assert "timesteps" in signature(row.made.set_timesteps).parameters


@rows
def test_a_row_says_whether_fresh_noise_is_put_back(pack: ModelPack, id: str):
    def after(seed: int) -> torch.Tensor:
        plan, ones = planned(pack, id, 5), torch.ones(1, 4, 4, 4)
        return advance(plan, 0, ones, ones, torch.Generator().manual_seed(seed))

    assert SCHEDULERS[id].draws == (not torch.equal(after(1), after(2)))


def test_a_row_cannot_be_changed():
    with pytest.raises(AttributeError):
        SCHEDULERS["ddim"].draws = True  # type: ignore[misc]
    assert isinstance(SCHEDULERS["ddim"], Sampler)
