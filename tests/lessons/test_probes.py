"""A linear probe reads what lies open in numbers, on scenes that it never saw, and nothing else."""

import json
import random

import pytest
import torch
from torch import Tensor

from explainer.core.images import to_tensor
from explainer.core.pack import ModelPack, encode
from explainer.lessons.latent import moves, probes
from explainer.lessons.latent.probes import Probe, Probes, Ridge
from explainer.world.painter import render
from explainer.world.scene import sample


def noise(n: int, d: int, seed: int = 0) -> Tensor:
    return torch.randn(n, d, generator=torch.Generator().manual_seed(seed))


@pytest.fixture(scope="module")
def small(pack: ModelPack) -> Probes:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(probes, "TRAIN", 60)
        patch.setattr(probes, "TEST", 30)
        patch.setattr(moves, "SCENES", 4)
        return probes.measure(pack)


def test_a_number_that_lies_open_is_read_in_full():
    x = noise(400, 10)
    y = x.double() @ torch.arange(10.0, dtype=torch.float64) + 3
    score = Probe(x[:300], x[300:]).r2(y[:300], y[300:])
    assert score.value > 0.999 and score.low <= score.value <= score.high


def test_a_number_that_is_not_there_is_not_read():
    x, y = noise(400, 50), noise(400, 1, seed=1)[:, 0].double()
    score = Probe(x[:300], x[300:]).r2(y[:300], y[300:])
    assert score.value < 0.1 and score.low < 0.05


def test_classes_that_lie_apart_are_told_apart_and_others_not():
    x = noise(600, 20)
    classes = (x[:, 0] > 0).long() + (x[:, 1] > 0).long() * 2
    told = Probe(x[:400], x[400:]).accuracy(classes[:400], classes[400:])
    blind = torch.randint(4, (600,), generator=torch.Generator().manual_seed(3))
    guessed = Probe(x[:400], x[400:]).accuracy(blind[:400], blind[400:])
    assert told.value > 0.7 > 0.45 > guessed.value
    assert told.low < told.value < told.high


def test_ridge_is_the_closed_form_of_the_text():
    x, y, new = noise(80, 6).double(), noise(80, 2, seed=1).double(), noise(5, 6, seed=2).double()
    for penalty, found in zip(probes.PENALTIES, Ridge(x).predict(y, new), strict=True):
        weights = torch.linalg.solve(
            x.T @ x + penalty * torch.eye(6, dtype=torch.float64), x.T @ (y - y.mean(0))
        )
        assert torch.allclose(found, y.mean(0) + new @ weights)


def test_a_feature_that_never_changes_does_no_harm():
    x = torch.cat([noise(100, 3), torch.ones(100, 1)], dim=1)
    score = Probe(x[:70], x[70:]).r2(x[:70, 0].double(), x[70:, 0].double())
    assert score.value > 0.9


def test_within_a_breed_its_own_mean_is_taken_away():
    scenes = [sample(seed) for seed in range(80)]
    y = torch.tensor([scene.leg_length for scene in scenes], dtype=torch.float64)
    left = probes.within_breed(y, scenes, 60)
    pugs = torch.tensor([scene.breed == "pug" for scene in scenes[:60]])
    assert pugs.any() and float(left[:60][pugs].mean()) == pytest.approx(0, abs=1e-9)
    assert float(left.var()) < float(y.var()) / 4


def test_every_factor_is_probed_from_every_source(small: Probes):
    assert {row.group for row in small.rows} == set(probes.GROUPS)
    assert all(set(row.scores) == set(probes.SOURCES) for row in small.rows)
    assert small.numbers == {"latent": 1024, "clip": 32, "pixels": 768}
    named = [row for row in small.rows if row.group == "named"]
    assert [row.factor for row in named] == list(probes.FACTORS)
    assert all(0 < row.chance < 1 for row in named)
    assert all(row.chance == 0 for row in small.rows if row.group != "named")


def test_the_latent_that_is_probed_is_the_autoencoder_s(pack: ModelPack):
    scenes = [sample(3), sample(4)]
    found = probes.features_of(pack, scenes)
    expected = encode(pack, to_tensor(render(scenes[1])))[0].flatten()
    assert torch.allclose(found["latent"][1], expected, atol=1e-4)
    assert found["pixels"].shape == (2, 768)


def test_there_are_scenes_enough_and_the_judging_ones_were_not_fitted():
    assert probes.TRAIN >= 1500 and probes.TEST >= 500


def test_a_change_alters_what_it_says_and_nothing_else():
    scene = sample(11)
    changed = moves.changed(scene, random.Random(0))
    assert set(changed) == set(moves.CHANGES)
    for name in moves.LOOKS:
        different = {key for key, value in vars(changed[name]).items() if value != getattr(scene, key)}
        assert different == {name}
    assert (changed["measures"].breed, changed["measures"].coat) == (scene.breed, scene.coat)
    assert changed["breed"].breed != scene.breed
    assert changed["breed"].leg_length == changed["measures"].leg_length != scene.leg_length


def test_every_change_has_a_mean_and_an_interval(small: Probes):
    assert [move.change for move in small.moves] == list(moves.CHANGES)
    assert all(0 <= move.mean <= 2 and move.half >= 0 for move in small.moves)


def test_what_is_kept_is_read_back_the_same(small: Probes):
    assert probes.read(json.loads(json.dumps(probes.plain(small)))) == small
