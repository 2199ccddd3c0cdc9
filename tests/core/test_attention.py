"""Recorded attention: nothing is changed by it, and what is recorded is what the layers computed."""

import pytest
import torch
from diffusers.models.attention_processor import AttnProcessor2_0
from torch import Tensor

from explainer.core.attention import Maps, recorded
from explainer.core.noising import gaussian
from explainer.core.pack import ModelPack, encode_prompt, latent_shape
from explainer.core.sampling import denoise


def asked(pack: ModelPack, guidance: float, count: int = 1, steps: int = 4):
    z = torch.cat([gaussian((1, *latent_shape(pack)), seed) for seed in range(count)])
    nothing, said = encode_prompt(pack, ["", "a brown dog"]).chunk(2)
    return denoise(pack, z, said, nothing, steps=steps, guidance=guidance)


@pytest.mark.parametrize("guidance", [1.0, 4.0])
def test_recording_changes_nothing_in_the_picture(pack: ModelPack, guidance: float):
    recording, _ = recorded(pack)
    plain, heard = list(asked(pack, guidance)), list(asked(recording, guidance))
    assert (plain[0].eps - heard[0].eps).abs().max() <= 1e-5
    end = plain[-1].x_prev
    assert (end - heard[-1].x_prev).abs().max() <= 1e-5 * end.abs().max()


def test_the_pack_is_left_as_it_is_and_its_weights_are_shared(pack: ModelPack):
    before = {name: id(one) for name, one in pack.unet.attn_processors.items()}
    recording, _ = recorded(pack)
    list(asked(recording, 4.0))
    assert {name: id(one) for name, one in pack.unet.attn_processors.items()} == before
    assert all(isinstance(one, AttnProcessor2_0) for one in pack.unet.attn_processors.values())
    ours = {one.data_ptr() for one in recording.unet.parameters()}
    assert ours == {one.data_ptr() for one in pack.unet.parameters()}
    assert recording.vae is pack.vae and recording.unet is not pack.unet


def test_every_cross_attention_layer_is_heard_and_each_position_shares_out_a_whole(pack: ModelPack):
    recording, recorder = recorded(pack)
    next(asked(recording, 4.0))
    maps = recorder.take()
    layers = [name for name in pack.unet.attn_processors if ".attn2." in name]
    assert sum(maps.layers.values()) == len(layers)
    for side, one in maps.by_side.items():
        assert one.shape == (1, pack.tokenizer.model_max_length, side**2)
        assert one.dtype == torch.float16
        assert torch.allclose(one.float().sum(dim=1), torch.ones(1, side**2), atol=5e-3)


def test_of_a_guided_batch_the_half_with_the_prompt_is_kept(pack: ModelPack):
    guided, first = recorded(pack, count=2)
    single, second = recorded(pack)
    next(asked(guided, 4.0, count=2))
    next(asked(single, 1.0))
    assert torch.allclose(first.take().together()[:1], second.take().together(), atol=1e-3)


def test_taking_begins_anew(pack: ModelPack):
    recording, recorder = recorded(pack)
    run = asked(recording, 4.0)
    next(run)
    first = recorder.take()
    assert recorder.take().by_side == {}
    next(run)
    second = recorder.take()
    assert first.layers == second.layers
    assert not torch.equal(first.together(), second.together())


def test_recorders_do_not_hear_each_other(pack: ModelPack):
    (one, first), (_, second) = recorded(pack), recorded(pack)
    next(asked(one, 1.0))
    assert second.take().by_side == {} and first.take().by_side


def example() -> Maps:
    fine, coarse = torch.zeros(1, 2, 16), torch.zeros(1, 2, 4)
    fine[:, 0], coarse[:, 1] = 1, 1
    return Maps({4: fine.half(), 2: coarse.half()}, {4: 3, 2: 1})


def mean(maps: Tensor) -> list[float]:
    return maps.mean(dim=(0, 2, 3)).tolist()


def test_resolutions_count_by_their_layers_or_as_they_are_weighed():
    assert example().together().shape == (1, 2, 4, 4)
    assert mean(example().together()) == [0.75, 0.25]
    assert mean(example().together({4: 1.0})) == [1.0, 0.0]
    assert mean(example().together({4: 1.0, 2: 1.0})) == [0.5, 0.5]


def test_a_step_takes_little_memory(pack: ModelPack):
    recording, recorder = recorded(pack)
    next(asked(recording, 4.0))
    length = pack.tokenizer.model_max_length
    bytes_ = sum(one.numel() * one.element_size() for one in recorder.take().by_side.values())
    assert bytes_ <= 2 * 2 * length * 16 * 16
