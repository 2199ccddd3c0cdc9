"""The disguise: one noise, one port, and what is handed to it."""

from dataclasses import replace

import numpy as np
import pytest
import torch
from PIL import Image

from explainer.core import noising, port, sampling
from explainer.core.errors import PackError, PromptError, ValueRangeError
from explainer.core.pack import ModelPack, decode, encode_prompt, latent_shape, text_embedding
from explainer.lessons.text_to_image import disguise, disguise_code
from explainer.lessons.text_to_image.disguise import Pair, Result


def picture(seed: int = 0) -> Image.Image:
    return Image.fromarray(np.random.default_rng(seed).integers(0, 256, (160, 130, 3), dtype=np.uint8))


@pytest.fixture(scope="module")
def pair(pack: ModelPack) -> Pair:
    return disguise.meet(pack, picture(), "a brown dog")


def played(pack: ModelPack, pair: Pair, act: str, seed: int = 3) -> Result:
    return disguise.finish(pack, pair, act, list(disguise.play(pack, pair, act, seed)))


def test_each_embedding_loses_the_mean_of_its_own_tower_and_nothing_else(pack: ModelPack, pair: Pair):
    assert pack.image_port
    words = text_embedding(pack, ["a brown dog"])
    assert torch.allclose(pair.embeddings[1], words[0], atol=1e-6)
    assert torch.allclose(pair.handed[1], port.centered(pack.image_port, words, "words")[0], atol=1e-6)
    assert torch.allclose(pair.handed.norm(dim=1), torch.ones(2))
    assert pair.raw == pytest.approx(float(pair.embeddings[0] @ pair.embeddings[1]))
    assert pair.centered == pytest.approx(float(pair.handed[0] @ pair.handed[1]))
    assert pair.gap == pytest.approx(float((pack.image_port.image_mean - pack.image_port.words_mean).norm()))


def test_the_word_takes_the_very_way_of_a_picture(pack: ModelPack, pair: Pair):
    assert pack.image_port
    empty, nothing = encode_prompt(pack, [""]), port.nothing(pack.image_port)
    tokens = port.tokens(pack.image_port, text_embedding(pack, ["a brown dog"]), "words")
    *_, last = sampling.denoise(
        pack, noising.gaussian((1, *latent_shape(pack)), 3), torch.cat([empty, tokens], dim=1),
        torch.cat([empty, nothing], dim=1), scheduler="ddim", steps=20, guidance=4.0,
    )  # fmt: skip
    assert torch.allclose(played(pack, pair, "words").end, decode(pack, last.x_prev), atol=1e-4)


def test_all_acts_begin_at_the_same_noise_and_end_apart(pack: ModelPack, pair: Pair):
    firsts = [next(disguise.play(pack, pair, act, 3)).x_t for act in disguise.ACTS]
    assert torch.equal(firsts[0], firsts[1]) and torch.equal(firsts[0], firsts[2])
    ends = [played(pack, pair, act).end for act in disguise.ACTS]
    assert not torch.allclose(ends[0], ends[1]) and not torch.allclose(ends[1], ends[2])


def test_with_nothing_in_hand_neither_picture_nor_words_matter(pack: ModelPack, pair: Pair):
    other = disguise.meet(pack, picture(1), "猫")
    assert torch.equal(played(pack, pair, "nothing").end, played(pack, other, "nothing").end)
    assert torch.equal(
        played(pack, pair, "picture").end,
        played(pack, disguise.meet(pack, picture(), "猫"), "picture").end,
    )


def test_a_result_keeps_a_few_moments_and_its_likeness_to_both(pack: ModelPack, pair: Pair):
    result = played(pack, pair, "picture")
    assert len(result.predicted) == len(result.timesteps) == disguise.MOST_KEPT
    assert list(result.timesteps) == sorted(result.timesteps, reverse=True)
    assert all(-1.001 <= near <= 1.001 for near in result.likeness)
    assert result.sheet(8).size == (8 * 128, 2 * 128)


def test_stopping_takes_effect_within_one_step(pack: ModelPack, pair: Pair):
    steps = disguise.play(pack, pair, "words", 0)
    assert next(steps).index == 0
    steps.close()  # type: ignore[attr-defined]


@pytest.mark.parametrize("text", ["", "🦄" * 900, "<b>x</b>\u202e\x00", "a 犬 \ud800"])
def test_any_words_can_be_dressed_up(pack: ModelPack, text: str):
    pair = disguise.meet(pack, picture(), text)
    assert torch.isfinite(pair.handed).all()
    compile(disguise_code.snippet(pack, pair, 0, "pack"), "snippet", "exec")


@pytest.mark.parametrize(("act", "seed"), [("song", 0), ("words", -1), ("words", None), ("words", 0.5)])
def test_what_makes_no_sense_is_refused(pack: ModelPack, pair: Pair, act: str, seed):
    with pytest.raises(ValueRangeError):
        disguise.play(pack, pair, act, seed)


def test_what_is_no_text_and_a_pack_without_port_are_refused(pack: ModelPack):
    with pytest.raises(PromptError):
        disguise.meet(pack, picture(), 5)
    with pytest.raises(PackError, match="no_port"):
        disguise.meet(replace(pack, image_port=None), picture(), "dog")
