"""Our loop against the stock pipeline, and each Step against the mathematics."""

import dataclasses
from itertools import pairwise

import pytest
import torch
from diffusers import StableDiffusionPipeline

from explainer.core import noising, sampling
from explainer.core.errors import ValueRangeError
from explainer.core.pack import encode_prompt, load_pack
from tests.packs import build_random_pack

SHAPE = (1, 4, 16, 16)
ZERO_SNR = {"prediction_type": "v_prediction", "rescale_betas_zero_snr": True, "timestep_spacing": "trailing"}
KINDS = {
    "epsilon": {},
    "epsilon, linspace": {"timestep_spacing": "linspace", "set_alpha_to_one": False},
    "v": {"prediction_type": "v_prediction"},
    "v, zero snr": ZERO_SNR,
}


@pytest.fixture(scope="module", params=KINDS)
def world(request, tmp_path_factory):
    """A pack of each kind of prediction and spacing, and the stock pipeline of the same folder."""
    folder = build_random_pack(tmp_path_factory.mktemp("kinds") / "pack", **KINDS[request.param])
    stock = StableDiffusionPipeline.from_pretrained(folder)
    stock.set_progress_bar_config(disable=True)
    return load_pack(folder), stock


def run(pack, prompt="a brown dog", shape=SHAPE, **options):
    options = {"scheduler": "ddim", "steps": 6, "guidance": 4.0, "seed": 3} | options
    embeds = encode_prompt(pack, [prompt, ""]).split(1)
    return list(sampling.denoise(pack, noising.gaussian(shape, options["seed"]), *embeds, **options))


@pytest.mark.parametrize("scheduler", sampling.SCHEDULERS)
@pytest.mark.parametrize("guidance", [1.0, 4.0])
def test_our_loop_gives_what_the_stock_pipeline_gives(world, scheduler, guidance):
    pack, stock = world
    stock.scheduler = type(sampling.make_scheduler(pack, scheduler)).from_pretrained(
        pack.folder, subfolder="scheduler"
    )
    theirs = stock(
        "a brown dog", num_inference_steps=6, guidance_scale=guidance, output_type="latent",
        generator=torch.Generator().manual_seed(3),
    ).images  # fmt: skip
    ours = run(pack, scheduler=scheduler, guidance=guidance)[-1].x_prev
    assert torch.allclose(ours, theirs, rtol=1e-4, atol=1e-4)


def test_our_loop_gives_the_stock_result_for_several_pictures_at_once(world):
    pack, stock = world
    stock.scheduler = sampling.make_scheduler(pack, "ddpm")
    theirs = stock(
        ["a brown dog"] * 3, num_inference_steps=4, guidance_scale=4.0, output_type="latent",
        generator=torch.Generator().manual_seed(3),
    ).images  # fmt: skip
    ours = run(pack, shape=(3, 4, 16, 16), scheduler="ddpm", steps=4)[-1].x_prev
    assert torch.allclose(ours, theirs, rtol=1e-4, atol=1e-4)


@pytest.mark.parametrize("scheduler", sampling.SCHEDULERS)
@pytest.mark.parametrize("start_t", [None, 420])
def test_x_t_is_made_of_the_predicted_x0_and_noise_at_every_step(world, scheduler, start_t):
    pack, _ = world
    abar = noising.alphas_cumprod(pack.scheduler_config)
    for step in run(pack, scheduler=scheduler, start_t=start_t, steps=4):
        mixed = noising.add_noise(step.x0, step.eps, abar[step.timestep])
        assert torch.allclose(mixed, step.x_t, rtol=2e-3, atol=2e-3)


@pytest.mark.parametrize("scheduler", sampling.SCHEDULERS)
def test_the_prediction_is_what_the_network_says_of_x_t(world, scheduler):
    pack, _ = world
    embeds = encode_prompt(pack, ["a brown dog"])
    abar = noising.alphas_cumprod(pack.scheduler_config)
    for step in run(pack, scheduler=scheduler):
        with torch.no_grad():
            out = pack.unet(step.x_t, step.timestep, encoder_hidden_states=embeds).sample
        is_v = pack.scheduler_config["prediction_type"] == "v_prediction"
        expected = noising.eps_from_v(step.x_t, out, abar[step.timestep]) if is_v else out
        assert torch.allclose(step.eps_cond, expected, rtol=1e-2, atol=1e-2)


@pytest.mark.parametrize("scheduler", sampling.SCHEDULERS)
def test_the_last_step_comes_to_rest_on_the_predicted_x0(world, scheduler):
    pack, _ = world
    last = run(pack, scheduler=scheduler, steps=5)[-1]
    if pack.scheduler_config["set_alpha_to_one"] or scheduler != "ddim":
        assert torch.allclose(last.x_prev, last.x0, rtol=1e-3, atol=2e-3)


@pytest.mark.parametrize("scheduler", sampling.SCHEDULERS)
def test_each_step_begins_where_the_one_before_ended(pack, scheduler):
    steps = run(pack, scheduler=scheduler)
    assert [step.index for step in steps] == list(range(6))
    assert tuple(step.timestep for step in steps) == sampling.timesteps(pack, scheduler, 6)
    for before, after in pairwise(steps):
        assert torch.equal(before.x_prev, after.x_t)


def test_guidance_lies_on_the_line_through_both_predictions(pack):
    for step in run(pack, guidance=4.0):
        assert step.eps_uncond is not None
        guided = step.eps_uncond + 4 * (step.eps_cond - step.eps_uncond)
        assert torch.allclose(step.eps, guided, atol=1e-5)


def test_guidance_of_one_asks_the_network_once(pack):
    for step in run(pack, guidance=1.0):
        assert step.eps_uncond is None and torch.equal(step.eps, step.eps_cond)


@pytest.mark.parametrize("scheduler", sampling.SCHEDULERS)
@pytest.mark.parametrize("start_t", [0, 1, 49, 420, 999])
def test_a_run_from_the_middle_begins_exactly_there(pack, scheduler, start_t):
    steps = run(pack, scheduler=scheduler, steps=20, start_t=start_t)
    assert [step.timestep for step in steps] == list(range(start_t, -1, -50))
    assert torch.allclose(steps[0].x_t, noising.gaussian(SHAPE, 3), atol=1e-5)


@pytest.mark.parametrize("scheduler", sampling.SCHEDULERS)
def test_a_true_guess_of_the_noise_brings_the_picture_home(pack, scheduler, monkeypatch):
    z0, eps = noising.gaussian(SHAPE, 1), noising.gaussian(SHAPE, 2)
    abar = noising.alphas_cumprod(pack.scheduler_config)
    z_t = noising.add_noise(z0, eps, abar[420])

    def knowing(self, x, t, **options):
        return (noising.eps_from_x0(x, z0, abar[int(t)]),)

    monkeypatch.setattr(type(pack.unet), "forward", knowing)
    embeds = encode_prompt(pack, [""])
    *_, last = sampling.denoise(pack, z_t, embeds, None, scheduler=scheduler, steps=10, seed=2, start_t=420)
    assert torch.allclose(last.x_prev, z0, atol=1e-3)


@pytest.mark.parametrize("scheduler", sampling.SCHEDULERS)
def test_the_same_seed_gives_the_same_run(pack, scheduler):
    assert torch.equal(run(pack, scheduler=scheduler)[-1].x_prev, run(pack, scheduler=scheduler)[-1].x_prev)


@pytest.mark.parametrize("scheduler", ["ddpm", "euler_a", "lcm"])
def test_noise_that_is_put_back_is_not_the_starting_noise(pack, scheduler):
    one, other = (
        run(pack, scheduler=scheduler, guidance=1.0, start_t=999, seed=seed)[-1].x_prev for seed in (3, 4)
    )
    assert not torch.allclose(one, other)


@pytest.mark.parametrize("scheduler", ["ddim", "ddpm"])
def test_a_run_taken_up_in_the_middle_goes_on_as_it_would_have(pack, scheduler):
    whole = run(pack, scheduler=scheduler, steps=10, start_t=999)
    embeds = encode_prompt(pack, ["a brown dog", ""]).split(1)
    rest = sampling.denoise(
        pack, whole[4].x_t, *embeds, scheduler=scheduler, steps=10, guidance=4.0, seed=3,
        start_t=whole[4].timestep, drawn=4,
    )  # fmt: skip
    assert all(torch.equal(a.x_prev, b.x_prev) for a, b in zip(rest, whole[4:], strict=True))


@pytest.mark.parametrize("scheduler", [id for id in sampling.SCHEDULERS if id != "lcm"])
@pytest.mark.parametrize("steps", [1, 2, 500, 998])
def test_any_number_of_steps_that_fits_gives_a_finite_plan(pack, scheduler, steps):
    plan = sampling.timesteps(pack, scheduler, steps)
    assert len(plan) == steps and max(plan) <= 999 and min(plan) >= 0


@pytest.mark.parametrize("steps", range(1, 51))
def test_up_to_fifty_steps_fit_every_scheduler_each_at_its_own_timestep(pack, steps):
    for scheduler in sampling.SCHEDULERS:
        assert len(set(sampling.timesteps(pack, scheduler, steps))) == steps


def test_lcm_has_no_more_steps_than_it_was_made_for(pack):
    with pytest.raises(ValueRangeError) as caught:
        sampling.timesteps(pack, "lcm", 51)
    assert caught.value.values["high"] == 50


@pytest.mark.parametrize("scheduler", ["dpmpp", "unipc"])
def test_evenly_spaced_multistep_schedulers_never_stand_still(pack, scheduler):
    even = dataclasses.replace(
        pack, scheduler_config=pack.scheduler_config | {"timestep_spacing": "linspace"}
    )
    assert len(set(sampling.timesteps(even, scheduler, 999))) == 999
    with pytest.raises(ValueRangeError):
        sampling.timesteps(even, scheduler, 1000)


@pytest.mark.parametrize("scheduler", ["euler", "euler_a", "dpmpp", "unipc"])
def test_a_run_from_the_middle_has_the_noise_level_of_its_timesteps(pack, scheduler):
    plan = sampling.planned(pack, scheduler, 20, 420)
    abar = noising.alphas_cumprod(pack.scheduler_config)[torch.arange(420, -1, -50)]
    assert torch.allclose(plan.sigmas[:-1].float(), ((1 - abar) / abar).sqrt(), rtol=1e-3)
    assert plan.sigmas[-1] == 0


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"steps": 0}, "value.out_of_range"),
        ({"steps": 10_000}, "value.out_of_range"),
        ({"steps": 2.5}, "value.not_whole"),
        ({"steps": float("nan")}, "value.not_a_number"),
        ({"steps": float("inf")}, "value.out_of_range"),
        ({"steps": "20"}, "value.not_a_number"),
        ({"steps": None}, "value.not_a_number"),
        ({"guidance": float("nan")}, "value.not_a_number"),
        ({"guidance": -1}, "value.out_of_range"),
        ({"guidance": 1e9}, "value.out_of_range"),
        ({"seed": -1}, "value.out_of_range"),
        ({"seed": 2**64}, "value.out_of_range"),
        ({"start_t": 1000}, "value.out_of_range"),
        ({"start_t": -1}, "value.out_of_range"),
        ({"drawn": -1}, "value.out_of_range"),
        ({"scheduler": "from nowhere"}, "value.unknown_scheduler"),
        ({"scheduler": None}, "value.unknown_scheduler"),
        ({"scheduler": ["ddim"]}, "value.unknown_scheduler"),
    ],
)
def test_values_out_of_range_are_refused_before_the_first_step(pack, options, code):
    noise, embeds = noising.gaussian(SHAPE, 0), encode_prompt(pack, [""])
    with pytest.raises(ValueRangeError) as caught:
        sampling.denoise(pack, noise, embeds, embeds, **options)
    assert caught.value.code == code


def test_a_scheduler_is_made_fresh_from_the_packs_config_and_never_clips(pack):
    one, other = (sampling.make_scheduler(pack, "ddim") for _ in range(2))
    assert one is not other
    for id in sampling.SCHEDULERS:
        config = sampling.make_scheduler(pack, id).config
        assert config["clip_sample"] is False
        for name in ("timestep_spacing", "steps_offset", "prediction_type", "beta_schedule"):
            assert config[name] == pack.scheduler_config[name]


def test_a_config_that_clips_is_not_obeyed(pack):
    clipping = dataclasses.replace(pack, scheduler_config=pack.scheduler_config | {"clip_sample": True})
    assert torch.equal(run(clipping)[-1].x_prev, run(pack)[-1].x_prev)


def test_a_run_can_be_left_at_any_step_and_leaves_nothing_switched_off(pack):
    with torch.enable_grad():
        steps = sampling.denoise(pack, noising.gaussian(SHAPE, 0), encode_prompt(pack, [""]), None)
        next(steps)
        assert torch.is_grad_enabled()
        steps.close()
        assert torch.is_grad_enabled()


def test_a_step_cannot_be_changed(pack):
    with pytest.raises(dataclasses.FrozenInstanceError):
        run(pack)[0].index = 5  # pyright: ignore[reportAttributeAccessIssue]
