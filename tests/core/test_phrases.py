"""Tokens put together to words, and in Japanese to phrases of the lexicon."""

import pytest

from explainer.core.errors import PromptError
from explainer.core.pack import ModelPack
from explainer.core.phrases import phrases
from explainer.core.words import tokens


def texts(pack: ModelPack, prompt: str) -> list[str]:
    return [one.text for one in phrases(pack, prompt)[0]]


def test_english_is_cut_into_words(pack: ModelPack):
    assert texts(pack, "a brown dog, with snow!") == ["a", "brown", "dog", ",", "with", "snow", "!"]


def test_japanese_is_cut_into_phrases_of_the_lexicon(pack: ModelPack):
    assert texts(pack, "草原の柴犬") == ["草原", "の", "柴犬"]


def test_what_the_lexicon_lacks_stays_in_one_piece(pack: ModelPack):
    assert texts(pack, "柴犬歩く猫") == ["柴犬", "歩く", "猫"]


@pytest.mark.parametrize("prompt", ["a brown dog", "草原の柴犬がいる", "🐕 dog's é 猫", "x" * 20, "。、"])
def test_every_token_belongs_to_one_word_in_order(pack: ModelPack, prompt: str):
    positions = [at for one in phrases(pack, prompt)[0] for at in one.positions]
    assert positions == list(range(1, len(tokens(pack, prompt)) + 1))


def test_words_beyond_the_towers_length_are_told_apart(pack: ModelPack):
    kept, lost = phrases(pack, "dog cat " * 40)
    assert lost and len(kept) + len(lost) == 80
    assert max(at for one in kept for at in one.positions) == pack.tokenizer.model_max_length - 2


def test_nothing_has_no_words(pack: ModelPack):
    assert phrases(pack, "") == ((), ())


def test_what_is_no_text_is_refused(pack: ModelPack):
    with pytest.raises(PromptError):
        phrases(pack, None)  # type: ignore[arg-type]
