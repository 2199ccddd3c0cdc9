"""The two-dimensional world: a network learns it live, and its points come back from noise."""

import runpy
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from explainer.core.errors import PointsError, ValueRangeError
from explainer.lessons.reverse import guesser, shapes, toy, toy_code
from explainer.lessons.reverse.toy import Learned, Outcome

BUDGET = 300


@pytest.fixture(scope="module")
def ages() -> list[Learned]:
    return list(toy.learn(toy.world("ring", 3, BUDGET)))


@pytest.fixture(scope="module")
def outcome(ages: list[Learned]) -> Outcome:
    return toy.finish(ages[-1])


def distance(dots: torch.Tensor) -> float:
    """How far dots lie from the ring, on average."""
    return float((dots.norm(dim=1) - shapes.REACH).abs().mean())


def test_the_loss_falls_clearly_below_that_of_saying_nothing(ages: list[Learned]):
    assert ages[-1].nothing == pytest.approx(1, abs=0.02)
    assert ages[-1].losses[-1] < 0.6 < ages[-1].losses[0]


def test_each_fifty_steps_say_what_is_known_by_then(ages: list[Learned]):
    assert [one.step for one in ages] == list(range(0, BUDGET + 1, toy.EVERY))
    assert [len(one.losses) for one in ages] == list(range(len(ages)))
    assert [age for age, _ in ages[-1].clouds] == [50, 100, 200, BUDGET]


def test_the_dots_come_nearer_to_the_ring_on_the_way_and_with_age(ages: list[Learned], outcome: Outcome):
    assert distance(outcome.path[-1]) < 0.3 * distance(outcome.path[0])
    assert distance(ages[-1].clouds[-1][1]) < 0.7 * distance(ages[-1].clouds[0][1])


def test_how_many_dots_found_the_shape_is_counted(ages: list[Learned], outcome: Outcome):
    assert toy.finish(ages[0]).arrived < 0.3 < outcome.arrived <= 1


def test_the_way_starts_with_normal_noise_and_has_arrows_at_each_time(outcome: Outcome):
    assert outcome.path.shape == (toy.WAY + 1, toy.FLOWING, 2)
    assert outcome.arrows.shape == (toy.WAY, toy.ACROSS**2, 2)
    assert outcome.timesteps[0] == 999 and list(outcome.timesteps) == sorted(outcome.timesteps)[::-1]
    assert float(outcome.path[0].std()) == pytest.approx(1, abs=0.1)


def test_where_all_is_noise_the_arrows_point_to_the_middle(outcome: Outcome):
    towards = -toy.places(toy.ACROSS)
    far = towards.norm(dim=1) > 1
    alike = torch.cosine_similarity(outcome.arrows[0], towards, dim=1)
    assert float(alike[far].mean()) > 0.9


def test_the_network_has_as_many_weights_as_is_said(outcome: Outcome):
    network = guesser.Guesser(torch.Generator())
    assert outcome.weights == sum(one.numel() for one in network.parameters())
    assert 10_000 < outcome.weights < 30_000


def test_the_same_seed_learns_the_same_and_leaves_the_worlds_randomness_alone():
    def learned(seed: int) -> Learned:
        return list(islice(toy.learn(toy.world("moon", seed, 100)), 3))[-1]

    torch.manual_seed(5)
    expected = torch.rand(1)
    torch.manual_seed(5)
    first, again, other = learned(1), learned(1), learned(2)
    assert torch.equal(torch.rand(1), expected)
    assert first.losses == again.losses != other.losses
    assert torch.equal(toy.finish(first).path, toy.finish(again).path)


def test_what_was_learned_when_stopped_is_kept_and_flows():
    learning = toy.learn(toy.world("ring", 3, BUDGET))
    *_, half = islice(learning, 4)
    kept = {name: one.clone() for name, one in half.weights.items()}
    next(learning)
    learning.close()
    assert all(torch.equal(half.weights[name], one) for name, one in kept.items())
    assert distance(toy.finish(half).path[-1]) < distance(toy.finish(half).path[0])


def test_a_network_that_learned_nothing_flows_as_well():
    first = next(toy.learn(toy.world("dog", 0)))
    assert toy.finish(first).path.isfinite().all()


@pytest.mark.parametrize("name", shapes.SHAPES)
def test_every_shape_lies_on_the_sheet_and_is_as_large_as_said(name: str):
    points = toy.world(name, 0).points
    assert toy.LEAST < len(points) <= toy.MOST
    assert float(points.abs().max()) == pytest.approx(shapes.REACH, abs=1e-5)


def test_the_dog_has_points_at_equal_distances():
    points = shapes.dog()
    gaps = np.hypot(*np.diff(points, axis=0).T)
    assert np.median(gaps) == pytest.approx(gaps.max(), rel=0.01)


@pytest.mark.parametrize("bad", [[], [[1, 1]], [[0.5, 0.5]] * 500, [[9, 9], [8, 8]] * 50])
def test_points_at_too_few_places_are_refused(bad: list[Any]):
    with pytest.raises(PointsError) as found:
        toy.world(bad, 0)
    assert found.value.code == "points.too_few" and found.value.values["least"] == toy.LEAST


@pytest.mark.parametrize("bad", [None, "dragon", 7, [1, 2, 3], [["a", "b"]], [[1, 2, 3]] * 20, [[1], [1, 2]],
                                 [[float("nan"), 0]] * 20, [[None, 0]] * 20, {"x": 1}])  # fmt: skip
def test_what_are_no_points_is_refused(bad: Any):
    with pytest.raises(PointsError) as found:
        toy.world(bad, 0)
    assert found.value.code == "points.not_points"


@pytest.mark.parametrize("seed", [-1, 1.5, None, "x"])
def test_a_seed_that_makes_no_sense_is_refused(seed: Any):
    with pytest.raises(ValueRangeError):
        toy.world("ring", seed)


def test_points_beyond_the_sheet_lie_on_its_edge_and_too_many_are_thinned():
    many = [[i / 100 - 50, 1e30] for i in range(10_000)]
    points = toy.world(many, 0).points
    assert len(points) == toy.MOST
    assert float(points.abs().max()) == toy.EDGE


@pytest.mark.parametrize("name", [*shapes.SHAPES, None])
def test_the_code_makes_the_very_dots(name: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    drawn = np.random.default_rng(0).normal(size=(40, 2)).round(2).tolist()
    _, learned = islice(toy.learn(toy.world(name or drawn, 4, 2 * toy.EVERY)), 2)
    (tmp_path / "code.py").write_text(toy_code.snippet(learned, name), "utf-8")
    monkeypatch.chdir(tmp_path)
    with torch.random.fork_rng():
        made = runpy.run_path("code.py")["x"]
    assert torch.allclose(made, toy.finish(learned).path[-1], atol=1e-4)
