"""Text to image: the words are the tower's own, the loop starts from pure noise, CLIP measures each step."""

import math
from typing import Any

import pytest
import torch

from explainer.core import noising
from explainer.core.errors import PromptError, ValueRangeError
from explainer.core.images import to_images
from explainer.core.pack import ModelPack, image_embedding, text_embedding
from explainer.lessons import text_to_image
from explainer.lessons.text_to_image import Painting

SETTINGS: dict[str, Any] = {"scheduler": "ddim", "steps": 4, "guidance": 3.0, "seed": 5}


def painting(pack: ModelPack, prompt: str = "a brown dog", **changes: Any) -> Painting:
    words = text_to_image.read(pack, prompt)
    steps = text_to_image.paint(pack, words, **(SETTINGS | changes))
    return text_to_image.finish(pack, words, tuple(steps))


def test_it_starts_from_nothing_but_the_seeds_noise(pack: ModelPack) -> None:
    words = text_to_image.read(pack, "a dog")
    first = next(text_to_image.paint(pack, words, **SETTINGS))
    assert torch.equal(first.x_t, noising.gaussian((1, 4, 16, 16), 5))


def test_the_same_words_and_seed_give_the_same_picture(pack: ModelPack) -> None:
    assert torch.equal(painting(pack).picture, painting(pack).picture)
    assert not torch.equal(painting(pack).picture, painting(pack, seed=6).picture)
    assert not torch.equal(painting(pack).picture, painting(pack, "柴犬").picture)


def test_guidance_pushes_away_from_the_prediction_without_words(pack: ModelPack) -> None:
    words = text_to_image.read(pack, "a dog")
    step = next(text_to_image.paint(pack, words, **SETTINGS))
    assert step.eps_uncond is not None
    expected = step.eps_uncond + 3 * (step.eps_cond - step.eps_uncond)
    assert torch.allclose(step.eps, expected, atol=1e-5)


def test_each_kept_step_is_compared_with_the_words(pack: ModelPack) -> None:
    found = painting(pack)
    assert len(found.similarities) == len(found.steps) == len(found.predicted) == len(found.noisy)
    near = image_embedding(pack, to_images(found.picture)) @ text_embedding(pack, ["a brown dog"])[0]
    assert found.similarity == pytest.approx(float(near[0]), abs=1e-5)
    assert all(-1 <= one <= 1 for one in found.similarities)


def test_unknown_words_are_named_and_known_ones_are_not(pack: ModelPack) -> None:
    words = text_to_image.read(pack, "a brown unicorn 犬")
    assert words.unknown == ("unicorn",)
    assert "".join(token.text for token in words.tokens).replace(" ", "") == "abrownunicorn犬"


def test_a_prompt_longer_than_the_tower_is_said_to_be_cut_off(pack: ModelPack) -> None:
    words = text_to_image.read(pack, "a dog " * 2000)
    assert words.cut_off and len(words.tokens) == words.room
    assert not text_to_image.read(pack, "a dog").cut_off


@pytest.mark.parametrize(
    "prompt", ["", "   ", "\x00\x07\u202e dog", "<script>alert(1)</script>", "🐕🐕", "犬" * 10_001]
)
def test_any_text_at_all_becomes_a_picture(pack: ModelPack, prompt: str) -> None:
    found = painting(pack, prompt, steps=1)
    assert found.picture.shape == (1, 3, 128, 128) and found.picture.isfinite().all()


def test_what_is_no_text_is_refused(pack: ModelPack) -> None:
    with pytest.raises(PromptError):
        text_to_image.read(pack, 7)  # pyright: ignore[reportArgumentType]


@pytest.mark.parametrize(
    "bad", [{"guidance": math.nan}, {"guidance": 0}, {"steps": 0}, {"steps": 1e9}, {"seed": -1}]
)
def test_numbers_out_of_range_are_refused_with_a_code(pack: ModelPack, bad: dict[str, Any]) -> None:
    with pytest.raises(ValueRangeError):
        painting(pack, **bad)
