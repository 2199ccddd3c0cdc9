"""Runs in lock-step give what each of them gives alone."""

import dataclasses

import pytest
import torch

from explainer.core import noising, sampling
from explainer.core.errors import PackError, ValueRangeError
from explainer.core.lanes import Lane, together
from explainer.core.pack import ModelPack, encode_prompt, with_student

SHAPE = (1, 4, 16, 16)


def lane(pack: ModelPack, prompt: str = "a brown dog", **more) -> Lane:
    said, nothing = encode_prompt(pack, [prompt, ""]).split(1)
    return Lane(said, nothing, **({"steps": 5, "guidance": 1.0, "seed": 3} | more))


def alone(pack: ModelPack, latents: torch.Tensor, one: Lane) -> list[sampling.Step]:
    options = {field.name: getattr(one, field.name) for field in dataclasses.fields(one)}
    student, said, nothing = (options.pop(name) for name in ("student", "prompt_embeds", "negative_embeds"))
    del options["turns"], options["both"], options["latents"]
    return list(sampling.denoise(with_student(pack) if student else pack, latents, said, nothing, **options))


def assert_same(pack: ModelPack, latents: torch.Tensor, lanes: list[Lane]) -> None:
    together_ = list(together(pack, latents, lanes))
    for which, one in enumerate(lanes):
        expected = alone(pack, latents, one)
        ours = [steps[which] for steps in together_]
        assert ours[len(expected) :] == [None] * (len(ours) - len(expected))
        for step, other in zip(ours, expected, strict=False):
            assert step is not None and (step.index, step.timestep) == (other.index, other.timestep)
            assert (step.eps_uncond is None) == (other.eps_uncond is None)
            for name in ("x_t", "eps_cond", "eps", "x0", "x_prev"):
                assert torch.allclose(getattr(step, name), getattr(other, name), rtol=1e-4, atol=1e-4)


@pytest.mark.parametrize("start_t", [None, 420])
@pytest.mark.parametrize("guidance", [1.0, 4.0])
def test_all_schedulers_side_by_side_give_what_each_gives_alone(pack, guidance, start_t):
    lanes = [lane(pack, scheduler=id, guidance=guidance, start_t=start_t) for id in sampling.SCHEDULERS]
    assert_same(pack, noising.gaussian(SHAPE, 3), lanes)


def test_guided_and_unguided_lanes_of_different_strength_share_a_batch(pack):
    lanes = [lane(pack, guidance=g, scheduler=id) for g in (1.0, 2.0, 7.5) for id in ("ddim", "euler_a")]
    assert_same(pack, noising.gaussian(SHAPE, 3), lanes)


def test_prompts_seeds_and_lengths_may_differ(pack):
    lanes = [
        lane(pack, "a cat", scheduler="ddpm", steps=3, seed=1),
        lane(pack, "柴犬", scheduler="ddpm", steps=6, seed=2, guidance=3.0),
        dataclasses.replace(lane(pack, "", steps=1), negative_embeds=None),
    ]
    assert_same(pack, noising.gaussian(SHAPE, 3), lanes)


def test_a_lane_may_begin_with_noise_of_its_own(pack):
    own = noising.gaussian(SHAPE, 8)
    plain, other = lane(pack, seed=3), lane(pack, seed=8)
    shared = [dataclasses.replace(other, latents=own), plain]
    *_, (ended, _) = together(pack, noising.gaussian(SHAPE, 3), shared)
    expected = alone(pack, own, other)[-1]
    assert ended is not None and torch.allclose(ended.x_prev, expected.x_prev, rtol=1e-4, atol=1e-4)


def test_several_pictures_a_lane_stay_together(pack):
    lanes = [lane(pack, scheduler=id, guidance=g) for id, g in (("ddpm", 1.0), ("lcm", 4.0))]
    assert_same(pack, noising.gaussian((3, 4, 16, 16), 3), lanes)


def test_the_students_lanes_run_beside_the_others(pack):
    lanes = [lane(pack, scheduler="lcm", student=True, steps=4), lane(pack, steps=4)]
    assert_same(pack, noising.gaussian(SHAPE, 3), lanes)


@pytest.mark.parametrize("scheduler", ["ddim", "euler_a", "dpmpp"])
def test_a_guidance_that_turns_to_itself_or_at_once_is_a_plain_run(pack, scheduler):
    noise, plain = noising.gaussian(SHAPE, 3), lane(pack, scheduler=scheduler, guidance=4.0)
    itself = dataclasses.replace(plain, turns=((2, 4.0), (3, 4.0)))
    at_once = dataclasses.replace(plain, guidance=1.0, turns=((0, 4.0),))
    for steps in together(pack, noise, [plain, itself, at_once]):
        expected, *others = (step.x_prev for step in steps if step)
        assert all(torch.equal(other, expected) for other in others)


def test_up_to_its_turn_a_lane_goes_the_one_way_and_then_another(pack):
    plain = lane(pack, guidance=4.0)
    turned = dataclasses.replace(plain, turns=((2, 1.0),))
    walked = list(together(pack, noising.gaussian(SHAPE, 3), [plain, turned]))
    same = [torch.equal(a.x_prev, b.x_prev) for a, b in walked if a and b]
    assert same == [True, True, False, False, False]
    assert all(torch.equal(step.eps, step.eps_cond) for _, step in walked[2:] if step)


def test_both_predictions_are_made_where_asked_for_and_change_nothing(pack):
    plain = lane(pack, guidance=1.0)
    watched = dataclasses.replace(plain, both=True)
    for one, other in together(pack, noising.gaussian(SHAPE, 3), [plain, watched]):
        assert one and other and one.eps_uncond is None and other.eps_uncond is not None
        assert torch.allclose(one.x_prev, other.x_prev, rtol=1e-4, atol=1e-4)


def test_a_guidance_out_of_range_is_refused_wherever_it_is_turned_to(pack):
    with pytest.raises(ValueRangeError):
        together(pack, noising.gaussian(SHAPE, 3), [dataclasses.replace(lane(pack), turns=((2, 0.0),))])


def test_each_network_is_called_once_for_all_its_lanes(pack, monkeypatch):
    sizes: list[int] = []
    stock = type(pack.unet).forward
    monkeypatch.setattr(
        type(pack.unet), "forward", lambda self, x, *a, **k: sizes.append(len(x)) or stock(self, x, *a, **k)
    )
    lanes = [lane(pack, steps=2), lane(pack, steps=3, guidance=4.0), lane(pack, steps=1, student=True)]
    calls = together(pack, noising.gaussian(SHAPE, 3), lanes)
    assert sizes == []
    next(calls)
    assert sizes == [3, 1]
    calls.close()
    assert sizes == [3, 1]
    list(together(pack, noising.gaussian(SHAPE, 3), lanes))
    assert sizes[2:] == [3, 1, 3, 2]


def test_what_makes_no_sense_is_refused_before_the_first_step(pack):
    noise = noising.gaussian(SHAPE, 3)
    with pytest.raises(ValueRangeError):
        together(pack, noise, [lane(pack), lane(pack, scheduler="from nowhere")])
    with pytest.raises(ValueRangeError):
        together(pack, noise, [lane(pack, steps=0)])
    with pytest.raises(PackError):
        together(dataclasses.replace(pack, student=None), noise, [lane(pack, student=True)])


def test_no_lanes_make_no_steps(pack):
    assert list(together(pack, noising.gaussian(SHAPE, 3), [])) == []
