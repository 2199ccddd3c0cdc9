"""Branch here: what a branch shares with its parent, what it changes, and what has left the memory."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from PIL import Image

from explainer.core import noising
from explainer.core.cache import Runs, nbytes
from explainer.core.errors import ValueRangeError
from explainer.core.pack import ModelPack
from explainer.core.sampling import SCHEDULERS
from explainer.lessons.reverse import branches, branches_code, memory
from explainer.lessons.reverse.branches import Growing, Line, Ready
from explainer.lessons.reverse.tree import MOST_FORKS, Fork, Setting, Trunk, plant
from tests.lessons.test_recipe import assert_same_pixels, run_here
from tests.tabs.runs import counted_calls

PLAIN = Setting("ddim", 3.0, 5, "a brown dog")
MULTISTEP = {"dpmpp", "unipc"}
"""Solvers that use the steps before, which a branch does not have."""


def trunk(steps: int = 10, **changes: Any) -> Trunk:
    return Trunk(replace(PLAIN, **changes), steps)


def grown(pack: ModelPack, tree: Any, picture: Image.Image | None = None, **more: Any) -> list[Ready]:
    more = {"runs": Runs(2**30, max_age=60)} | more
    return [one for one in branches.grow(pack, tree, picture, **more) if isinstance(one, Ready)]


def tail(line: Line, t: int) -> torch.Tensor:
    return torch.cat([line.x_t[line.timesteps.index(t) :], line.end])


@pytest.mark.parametrize("scheduler", ["ddim", "ddpm"])
@pytest.mark.parametrize(("steps", "place"), [(10, 0), (10, 3), (10, -1), (13, 4)])
def test_a_branch_that_changes_nothing_walks_in_its_parents_footsteps(pack, scheduler, steps, place):
    planted = plant(trunk(steps, scheduler=scheduler))
    t = planted.timesteps(0)[place]
    parent, branch, twig = grown(pack, plant(planted.trunk, [Fork(0, t), Fork(1, 0)]))
    assert torch.equal(tail(parent.line, t), torch.cat([branch.line.x_t, branch.line.end]))
    assert torch.equal(twig.line.end, parent.line.end)
    assert branch.psnr == float("inf") and branch.likeness == pytest.approx(1, abs=1e-5)


@pytest.mark.parametrize("scheduler", SCHEDULERS)
def test_with_every_scheduler_a_branch_that_changes_nothing_stays_close(pack, scheduler):
    parent, branch = grown(pack, plant(trunk(20, scheduler=scheduler), [Fork(0, 499)]))
    off = (tail(parent.line, 499) - torch.cat([branch.line.x_t, branch.line.end])).abs().max()
    assert float(off) < (0.5 if scheduler in MULTISTEP else 1e-4)


def test_other_noise_keeps_what_lies_beneath_and_the_noise_level(pack):
    parent, one, other = grown(pack, plant(trunk(), [Fork(0, 499, seed=8), Fork(0, 499, seed=9)]))
    at = parent.line.timesteps.index(499)
    abar = noising.alphas_cumprod(pack.scheduler_config)[499]
    for line, seed in ((one.line, 8), (other.line, 9)):
        eps = noising.gaussian((1, 4, 16, 16), seed)
        assert torch.allclose(line.x_t[:1], noising.add_noise(parent.line.x0[at : at + 1], eps, abar))
    assert not torch.allclose(one.line.end, other.line.end)


@pytest.mark.parametrize("change", [{"guidance": 1.0}, {"scheduler": "ddpm"}, {"prompt": "a black cat"}])
def test_any_other_change_begins_where_the_parent_was_and_ends_elsewhere(pack, change):
    parent, branch = grown(pack, plant(trunk(), [Fork(0, 499, **change)]))
    assert torch.equal(branch.line.x_t[0], parent.line.x_t[parent.line.timesteps.index(499)])
    assert not torch.equal(branch.line.end, parent.line.end)


def test_a_branch_stays_itself_whatever_sisters_it_has(pack):
    alone = grown(pack, plant(trunk(), [Fork(0, 299, seed=1)]))[1]
    beside = grown(pack, plant(trunk(), [Fork(0, 699, seed=2), Fork(0, 299, seed=1)]))[2]
    assert torch.equal(alone.line.end, beside.line.end)


def test_a_trunk_may_be_a_picture_that_was_noised(pack):
    picture = Image.effect_noise((128, 128), 80).convert("RGB")
    tree = branches.from_run(plant(Trunk(replace(PLAIN, prompt="", guidance=1.0), 10, t=400)), picture)
    (only,) = grown(pack, tree, picture)
    assert only.line.timesteps == (400, 300, 200, 100, 0)
    assert tree.trunk.picture != branches.from_run(tree, picture.rotate(90)).trunk.picture


def test_each_step_is_told_while_a_line_grows(pack):
    told = list(branches.grow(pack, plant(trunk(), [Fork(0, 499, seed=1)]), runs=Runs(2**30, max_age=60)))
    steps = [(one.line, one.t) for one in told if isinstance(one, Growing)]
    assert steps == [(0, t) for t in range(999, -1, -100)] + [(1, t) for t in range(499, -1, -100)]


def test_lines_that_are_there_ask_the_network_nothing(pack):
    runs, tree = Runs(2**30, max_age=60), plant(trunk(), [Fork(0, 499, seed=1)])
    first = grown(pack, tree, runs=runs)
    with counted_calls(pack) as calls:
        second = grown(pack, tree, runs=runs, had=2)
    assert calls == [] and [one.made is None for one in first] == [True, True]
    assert all(one.made and not one.again for one in second)


def test_what_has_left_the_memory_is_computed_again_and_said(pack):
    tree = plant(trunk(), [Fork(0, 499, seed=1), Fork(1, 299, guidance=1.0)])
    kept = grown(pack, tree)
    for room in (0, nbytes(kept[2].line) + 1000):
        again = grown(pack, tree, runs=Runs(room, max_age=60), had=2)
        assert [one.again for one in again] == [True, True, False]
        assert all(torch.equal(a.line.end, b.line.end) for a, b in zip(again, kept, strict=True))


def test_a_line_left_half_way_is_not_kept(pack):
    runs = Runs(2**30, max_age=60)
    growing = branches.grow(pack, plant(trunk()), runs=runs)
    next(growing)
    growing.close()
    assert runs.bytes == 0


def test_the_longest_record_stays_within_its_bound(pack):
    (longest,) = grown(pack, plant(trunk(100)))
    assert len(longest.line.timesteps) == 100
    assert nbytes(longest.line) < memory.LARGEST_RUN


@pytest.mark.parametrize("number", [0, 1, 2, 3])
def test_the_code_remakes_the_leaf(pack, number, tmp_path: Path, monkeypatch):
    forks = [
        Fork(0, 699, scheduler="ddpm"),
        Fork(1, 499, seed=4),
        Fork(1, 299, scheduler="euler", guidance=1.0),
    ]
    tree = plant(trunk(), forks)
    lines = grown(pack, tree)
    code = branches_code.snippet(tree, number, str(pack.folder), None)
    ours = lines[number].line.sheet.crop(
        (lines[number].line.sheet.width - 128, 0, lines[number].line.sheet.width, 128)
    )
    assert_same_pixels(ours, run_here(code, tmp_path, monkeypatch))


def test_the_code_of_a_trunk_with_a_picture_remakes_it(pack, tmp_path: Path, monkeypatch):
    pixels = np.random.default_rng(0).integers(0, 255, (150, 128, 3), np.uint8)
    picture = Image.fromarray(pixels)
    picture.save(tmp_path / "picture.png")
    tree = branches.from_run(plant(Trunk(PLAIN, 10, t=620), [Fork(0, 320, seed=4)]), picture)
    line = grown(pack, tree, picture)[1].line
    code = branches_code.snippet(tree, 1, str(pack.folder), str(tmp_path / "picture.png"))
    ours = line.sheet.crop((line.sheet.width - 128, 0, line.sheet.width, 128))
    assert_same_pixels(ours, run_here(code, tmp_path, monkeypatch))


def test_a_fork_goes_to_the_nearest_step_of_the_line_that_holds_it():
    tree = plant(trunk(), [Fork(0, 480), Fork(1, 777), Fork(1, 480), Fork(1, 12)])
    assert [(fork.parent, fork.t) for fork in tree.forks] == [(0, 499), (0, 799), (1, 499), (1, 99)]


def test_a_tree_carries_only_so_many_branches():
    assert len(plant(trunk(), [Fork(0, 499)] * 40).forks) == MOST_FORKS


@pytest.mark.parametrize(
    "bad",
    [Fork(2, 499), Fork(-1, 499), Fork(0, 1000), Fork(0, 499, scheduler="magic"), Fork(0, 499, guidance=0.0),
     Fork(0, 499, guidance=float("nan")), Fork(0, 499, seed=-1), Fork(0, 499, seed=2**40)],
)  # fmt: skip
def test_a_fork_that_makes_no_sense_is_refused(bad):
    with pytest.raises(ValueRangeError):
        plant(trunk(), [bad])


@pytest.mark.parametrize(
    "bad", [{"steps": 0}, {"steps": 10_000}, {"t": 1000}, {"setting": replace(PLAIN, scheduler="x")}]
)
def test_a_trunk_that_makes_no_sense_is_refused(bad):
    with pytest.raises(ValueRangeError):
        plant(replace(trunk(), **bad))
