"""Words to numbers: pieces, bytes, rows, and the same piece in another sentence."""

import pytest
import torch

from explainer.core.errors import PromptError
from explainer.core.pack import ModelPack, encode_prompt, text_embedding
from explainer.lessons.text_to_image import numbers


def test_every_row_is_the_towers_own(pack: ModelPack):
    sentence = numbers.look(pack, "a brown dog")
    assert torch.equal(sentence.rows, encode_prompt(pack, ["a brown dog"])[0])
    assert torch.equal(sentence.embedding, text_embedding(pack, ["a brown dog"])[0])
    assert len(sentence.rows) == len(sentence.pieces) + 2 + sentence.padding


@pytest.mark.parametrize("text", ["a brown dog", "茶色の犬", "鯨 whale 🦄 á", "茶色い dog が snow に"])
def test_the_pieces_together_are_the_bytes_of_the_sentence(pack: ModelPack, text: str):
    sentence = numbers.look(pack, text)
    assert b"".join(piece.bytes for piece in sentence.pieces).decode() == sentence.words.prompt


def test_what_is_only_bytes_of_a_character_says_so(pack: ModelPack):
    pieces = numbers.look(pack, "鯨").pieces
    assert len(pieces) > 1 and all(piece.partial for piece in pieces)
    assert {piece.text for piece in pieces} == {"鯨"}
    assert not any(piece.partial for piece in numbers.look(pack, "a brown dog").pieces)


def test_an_unknown_word_is_told_with_the_known_one_nearest(pack: ModelPack):
    assert dict(numbers.look(pack, "a browm dog").nearest) == {"browm": "brown"}


def test_a_piece_only_looks_back(pack: ModelPack):
    same = numbers.shared(numbers.look(pack, "brown dog on snow"), numbers.look(pack, "brown dog with"))
    assert same and all(one.cosine == pytest.approx(1, abs=1e-4) for one in same if one.first == one.second)
    other = numbers.shared(numbers.look(pack, "a brown dog"), numbers.look(pack, "the white dog"))
    assert min(one.cosine for one in other) < 0.999


def test_a_repeated_piece_meets_each_repetition_once(pack: ModelPack):
    first, second = numbers.look(pack, "犬犬犬"), numbers.look(pack, "犬犬")
    met = numbers.shared(first, second)
    assert len({one.second for one in met}) == len(met) <= len(second.pieces)
    assert all(first.pieces[one.first].id == second.pieces[one.second].id for one in met)


def test_a_sentence_is_most_like_itself(pack: ModelPack):
    one = numbers.look(pack, "a brown dog")
    assert numbers.alike(one, one) == pytest.approx(1)


@pytest.mark.parametrize(
    "text", ["", " ", "\x00\u202e\u200b", "\ud800", "<script>alert(1)</script>", "犬 dog " * 900]
)
def test_any_text_gets_all_its_rows(pack: ModelPack, text: str):
    sentence = numbers.look(pack, text)
    assert sentence.rows.shape == (pack.tokenizer.model_max_length, 32)
    assert torch.isfinite(sentence.rows).all() and sentence.padding >= 0
    assert sentence.words.cut_off == (len(text) > 100)


def test_what_is_no_text_is_refused(pack: ModelPack):
    with pytest.raises(PromptError):
        numbers.look(pack, None)
