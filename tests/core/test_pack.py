"""The loaded pack, against the stock pipeline loaded from the same folder."""

import dataclasses

import pytest
import torch
from diffusers import StableDiffusionPipeline
from PIL import Image

from explainer.core import images, noising
from explainer.core import pack as packs
from explainer.core.errors import PromptError
from tests.packs import LENGTH

ODD_PROMPTS = [
    "",
    " ",
    "a" * 10_000,
    "犬" * 10_000,
    "a\x00dog\x1b[0m\t\n",
    "<b>dog</b>",
    "🐶👨‍👩‍👧",
    "\u202edog",
    "\ud800",
]


@pytest.fixture(scope="module")
def stock(pack):
    return StableDiffusionPipeline.from_pretrained(pack.folder)


def test_all_parts_compute_in_float32_and_learn_nothing(pack):
    for part in (pack.vae, pack.unet, pack.text_encoder, pack.clip):
        assert {p.dtype for p in part.parameters()} == {torch.float32}
        assert not part.training and not any(p.requires_grad for p in part.parameters())


def test_a_pack_cannot_be_changed(pack):
    with pytest.raises(dataclasses.FrozenInstanceError):
        pack.unet = None


def test_the_shapes_are_those_of_the_embedded_pack(pack):
    assert packs.picture_size(pack) == 128
    assert packs.latent_shape(pack) == (4, 16, 16)


def test_the_text_tower_of_clip_is_the_pipelines_text_encoder(pack):
    theirs = pack.clip.text_model.state_dict()
    assert all(torch.equal(tensor, theirs[name]) for name, tensor in pack.text_encoder.state_dict().items())


def test_encoding_and_decoding_are_the_autoencoders_own(pack, stock):
    x = noising.gaussian((2, 3, 128, 128), 1).clamp(-1, 1)
    z = packs.encode(pack, x)
    assert z.shape == (2, 4, 16, 16)
    with torch.no_grad():
        mode = stock.vae.encode(x).latent_dist.mode()
        theirs = stock.vae.decode(z / stock.vae.config.scaling_factor).sample
    assert torch.allclose(z, mode * stock.vae.config.scaling_factor, atol=1e-5)
    assert torch.allclose(packs.decode(pack, z), theirs.clamp(-1, 1), atol=1e-5)


def test_a_prompt_is_encoded_as_the_stock_pipeline_does(pack, stock):
    prompts = ["a brown dog", "茶色の柴犬", ""]
    with torch.no_grad():
        theirs, nothing = stock.encode_prompt(prompts, "cpu", 1, True)
    assert torch.allclose(packs.encode_prompt(pack, prompts), theirs, atol=1e-5)
    assert torch.allclose(packs.encode_prompt(pack, [""] * 3), nothing, atol=1e-5)


@pytest.mark.parametrize("prompt", ODD_PROMPTS)
def test_any_text_at_all_can_be_encoded(pack, prompt):
    embeds = packs.encode_prompt(pack, [prompt])
    assert embeds.shape == (1, LENGTH, 32) and torch.isfinite(embeds).all()
    assert torch.isfinite(packs.text_embedding(pack, [prompt])).all()


@pytest.mark.parametrize("prompt", [None, 7, ["dog"], b"dog"])
def test_what_is_no_text_is_refused(pack, prompt):
    with pytest.raises(PromptError) as caught:
        packs.encode_prompt(pack, [prompt])
    assert caught.value.code == "prompt.not_text"


def test_two_captions_have_two_embeddings(pack):
    one, other, same = packs.text_embedding(pack, ["a brown dog", "a white cat", "a brown dog"])
    assert not torch.allclose(one, other, atol=1e-4)
    assert torch.allclose(one, same, atol=1e-6)


def test_embeddings_of_words_and_pictures_have_length_one_and_one_space(pack):
    pictures = [Image.new("RGB", size, "red") for size in ((128, 128), (1, 1), (300, 40))]
    seen, read = packs.image_embedding(pack, pictures), packs.text_embedding(pack, ["a dog"])
    assert seen.shape == (3, 32) and read.shape == (1, 32)
    assert torch.allclose(torch.cat([seen, read]).norm(dim=1), torch.ones(4), atol=1e-5)


def test_embeddings_are_those_of_the_whole_clip_model(pack):
    picture = images.to_image(noising.gaussian((1, 3, 128, 128), 1))
    ids = pack.tokenizer(["a dog"], padding="max_length", max_length=LENGTH, return_tensors="pt").input_ids
    pixels = pack.clip_processor(images=[picture], return_tensors="pt")["pixel_values"]
    with torch.no_grad():
        theirs = pack.clip(input_ids=ids, pixel_values=pixels)
    assert torch.allclose(packs.text_embedding(pack, ["a dog"]), theirs.text_embeds, atol=1e-6)
    assert torch.allclose(packs.image_embedding(pack, [picture]), theirs.image_embeds, atol=1e-6)
