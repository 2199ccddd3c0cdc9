"""The second port: an embedding goes in as a few more tokens, and leaves the words their own place."""

import pytest
import torch

from explainer.core import noising, port, sampling
from explainer.core.pack import ModelPack, encode_prompt, latent_shape, text_embedding, with_student


@pytest.fixture
def own(pack: ModelPack) -> port.ImagePort:
    assert pack.image_port is not None
    return pack.image_port


def test_what_the_port_is_handed_has_lost_its_towers_mean_and_has_length_1(own: port.ImagePort) -> None:
    embedding = torch.nn.functional.normalize(torch.randn(3, len(own.image_mean)), dim=-1)
    seen = port.centered(own, embedding, "image")
    assert torch.allclose(seen.norm(dim=-1), torch.ones(3))
    back = seen * (embedding - own.image_mean).norm(dim=-1, keepdim=True) + own.image_mean
    assert torch.allclose(back, embedding, atol=1e-6)
    assert not torch.allclose(port.centered(own, embedding, "words"), seen, atol=1e-3)


def test_what_is_compared_lies_on_the_cpu_in_single_precision_and_without_a_port_as_it_is(
    own: port.ImagePort,
) -> None:
    embedding = torch.randn(3, len(own.image_mean), dtype=torch.float64)
    assert torch.equal(port.compared(own, embedding, "words"), port.centered(own, embedding, "words").float())
    assert torch.equal(port.compared(None, embedding, "words"), embedding.float())


def test_a_picture_and_a_word_go_through_the_same_weights(own: port.ImagePort) -> None:
    direction = torch.nn.functional.normalize(torch.randn(1, len(own.image_mean)), dim=-1)
    a = port.tokens(own, direction + own.image_mean, "image")
    b = port.tokens(own, direction + own.words_mean, "words")
    assert torch.allclose(a, b, atol=1e-5)


def test_nothing_is_the_projection_of_zeros(own: port.ImagePort) -> None:
    zeros = torch.zeros(1, len(own.image_mean))
    assert torch.equal(port.nothing(own), own.projection(zeros))


def test_the_loop_takes_the_ports_tokens_beside_the_words(pack: ModelPack, own: port.ImagePort) -> None:
    words, empty = encode_prompt(pack, ["a dog", ""]).split(1)
    handed = torch.cat([empty, port.tokens(own, text_embedding(pack, ["a dog"]), "words")], dim=1)
    unhanded = torch.cat([empty, port.nothing(own)], dim=1)
    noise = noising.gaussian((1, *latent_shape(pack)), 0)
    *_, last = sampling.denoise(pack, noise, handed, unhanded, steps=2, guidance=4.0)
    *_, other = sampling.denoise(pack, noise, words, empty, steps=2, guidance=4.0)
    assert last.x_prev.shape == noise.shape
    assert not torch.allclose(last.x_prev, other.x_prev)


def test_the_student_takes_the_denoisers_place_and_nothing_else_changes(pack: ModelPack) -> None:
    few = with_student(pack)
    assert few.unet is pack.student
    assert few.vae is pack.vae
