"""The mistake of the guessed noise: what it is measured against, over the world, and by plain diffusers."""

import json

import numpy as np
import pytest
import torch
from PIL import Image

from explainer.core import noising
from explainer.core.errors import ValueRangeError
from explainer.core.images import fit_square, to_tensor
from explainer.core.pack import ModelPack, encode, encode_prompt, load_pack
from explainer.lessons.reverse import lazy, mistakes, mistakes_code, world
from explainer.lessons.reverse.mistakes import Asked, Moment, average
from explainer.lessons.reverse.world import World
from tests.packs import build_random_pack
from tests.tabs.runs import counted_calls


def picture() -> Image.Image:
    return Image.fromarray(np.random.default_rng(0).integers(0, 256, (128, 128, 3), dtype=np.uint8))


@pytest.fixture(scope="module")
def small_world(pack: ModelPack) -> World:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(world, "KNOWN", 24)
        patch.setattr(world, "MEASURED", 30)
        return world.over_world(pack)


@pytest.fixture(scope="module")
def asked(pack: ModelPack, small_world: World) -> Asked:
    return mistakes.begin(pack, picture(), 7, small_world.mean_latent())


@pytest.fixture(scope="module")
def moments(pack: ModelPack, asked: Asked) -> list[Moment]:
    return [moment for batch in mistakes.measure(pack, asked) for moment in batch]


def test_all_times_are_measured_and_they_lie_closer_at_the_start(moments: list[Moment]):
    ts = [moment.t for moment in moments]
    assert len(ts) == mistakes.MOMENTS and ts == sorted(ts)
    assert (ts[0], ts[-1]) == (0, 999)
    assert np.diff(ts)[0] < 5 < 50 < np.diff(ts)[-1]
    assert all(len(moment.network) == len(moment.zero) == mistakes.NOISES for moment in moments)


def test_the_mistake_is_the_mean_square_of_guess_minus_truth(pack: ModelPack, moments: list[Moment]):
    moment = moments[12]
    z0 = encode(pack, to_tensor(fit_square(picture(), 128)))
    eps = noising.gaussian((1, 4, 16, 16), 7)
    x_t = noising.add_noise(z0, eps, noising.alphas_cumprod(pack.scheduler_config)[moment.t])
    with torch.no_grad():
        guess = pack.unet(x_t, moment.t, encoder_hidden_states=encode_prompt(pack, [""])).sample
    assert torch.allclose(moment.eps, eps) and torch.allclose(moment.x_t, x_t, atol=1e-5)
    assert torch.allclose(moment.guess, guess, atol=1e-4)
    assert moment.network[0] == pytest.approx(float((guess - eps).square().mean()), rel=1e-3)


def test_guessing_zero_is_wrong_by_the_noises_own_mean_square(asked: Asked, moments: list[Moment]):
    expected = asked.noises.square().flatten(1).mean(1).tolist()
    assert moments[3].zero == pytest.approx(expected)
    assert average(moments[3].zero) == pytest.approx(1, abs=0.1)


@pytest.mark.parametrize("abar", [0.9991, 0.5, 0.0047])
def test_the_lazy_factor_is_the_best_and_its_error_is_as_derived(abar: float):
    random = torch.Generator().manual_seed(1)
    latent, spread = torch.randn(4, 16, 16, generator=random), 0.8
    z0 = latent + spread**0.5 * torch.randn(400, 4, 16, 16, generator=random)
    eps = torch.randn(z0.shape, generator=random)
    x_t = noising.add_noise(z0, eps, abar)
    known = world.mean_of(z0)
    found = average(mistakes.errors(lazy.only_mean(x_t, abar, known), eps))
    assert known.variance == pytest.approx(spread, rel=0.01)
    assert found == pytest.approx(abar * spread / (abar * spread + 1 - abar), rel=0.02)
    best = lazy.only_mean(x_t, abar, known)
    for factor in (0.9, 1.1):
        assert average(mistakes.errors(factor * best, eps)) >= found


def test_a_pack_without_a_known_mean_has_only_zero_to_compare_with(pack: ModelPack):
    asked = mistakes.begin(pack, picture(), 7, None)
    (moment, *_) = next(iter(mistakes.measure(pack, asked)))
    assert moment.only_mean is None and moment.lazy == "zero"
    assert mistakes.sheet(pack, asked, [moment], 8).size == (128, 128)


def test_the_gain_is_over_the_less_wrong_of_the_lazy_guesses():
    nothing = torch.zeros(1, 4, 2, 2)
    rest = {"t": 1, "abar": 0.5, "x_t": nothing, "eps": nothing, "guess": nothing}
    good = Moment(**rest, network=(0.1, 0.1), zero=(1.0, 1.2), only_mean=(0.4, 0.6))
    bad = Moment(**rest, network=(2.0, 2.0), zero=(1.0, 1.0), only_mean=(1.1, 1.1))
    assert good.lazy == "only_mean" and good.gain == pytest.approx(5)
    assert bad.lazy == "zero" and bad.gain == pytest.approx(0.5)


def test_a_batch_takes_one_call_and_stopping_makes_no_further_one(pack: ModelPack, asked: Asked):
    with counted_calls(pack) as calls:
        walk = mistakes.measure(pack, asked)
        assert len(next(walk)) == mistakes.AT_ONCE
        walk.close()
        assert calls == [1]
        list(mistakes.measure(pack, asked))
        assert len(calls) == 1 + mistakes.MOMENTS // mistakes.AT_ONCE


@pytest.mark.parametrize("seed", [None, -1, 1.5, float("nan"), "x", 2**32])
def test_a_seed_that_makes_no_sense_is_refused(pack: ModelPack, seed: object):
    with pytest.raises(ValueRangeError):
        mistakes.begin(pack, picture(), seed, None)


def test_after_the_last_seed_comes_the_first(pack: ModelPack):
    assert mistakes.begin(pack, picture(), 2**32 - 1, None).seeds == (2**32 - 1, 0, 1, 2)


def test_a_network_that_says_v_is_asked_for_the_noise_that_follows(tmp_path):
    pack = load_pack(build_random_pack(tmp_path / "v", prediction_type="v_prediction"))
    x_t, t, words = torch.randn(2, 4, 16, 16), torch.tensor([10, 900]), encode_prompt(pack, [""])
    with torch.no_grad():
        v = pack.unet(x_t, t, encoder_hidden_states=words.expand(2, -1, -1)).sample
    abars = noising.alphas_cumprod(pack.scheduler_config)[t]
    assert torch.allclose(mistakes.guessed(pack, x_t, t, words), noising.eps_from_v(x_t, v, abars), atol=1e-5)


def test_the_world_is_measured_at_the_same_times_on_other_scenes_than_its_mean(small_world: World):
    assert small_world.timesteps == mistakes.timesteps(1000)
    assert len(small_world.network) == len(small_world.only_mean) == len(small_world.timesteps)
    assert (small_world.known, small_world.measured) == (24, 30)
    for one in small_world.network:
        assert one.low < one.mean < one.high
        assert 0 < one.half < (one.high - one.low) / 2
    assert small_world.zero[0].mean == pytest.approx(1, abs=0.03)
    assert small_world.mean_latent().latent.shape == (4, 16, 16)


def test_what_is_kept_of_the_world_is_read_back_the_same(small_world: World):
    kept = json.loads(json.dumps(world.plain(small_world)))
    again = world.read(kept)
    assert again.network == small_world.network
    assert torch.equal(again.mean_latent().latent, small_world.mean_latent().latent)


@pytest.mark.parametrize("kind", ["epsilon", "v_prediction"])
def test_the_snippet_prints_the_same_mistakes(tmp_path, monkeypatch, capsys, kind: str):
    pack = load_pack(build_random_pack(tmp_path / "pack", prediction_type=kind))
    picture().save(tmp_path / "picture.png")
    asked = mistakes.begin(pack, picture(), 3, None)
    code = mistakes_code.snippet(asked, str(pack.folder), "picture.png", kind)
    assert "explainer" not in code
    monkeypatch.chdir(tmp_path)
    grad = torch.is_grad_enabled()
    try:
        exec(compile(code, "snippet", "exec"), {})
    finally:
        torch.set_grad_enabled(grad)
    printed = [line.split() for line in capsys.readouterr().out.splitlines() if line[:1].isdigit()]
    ours = [moment for batch in mistakes.measure(pack, asked) for moment in batch]
    assert [int(t) for t, _ in printed] == [moment.t for moment in ours]
    assert [float(one) for _, one in printed] == pytest.approx(
        [average(moment.network) for moment in ours], rel=1e-3
    )
