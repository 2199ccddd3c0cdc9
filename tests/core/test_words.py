"""Prompts as they come, cut into real tokens and compared with what the captions knew."""

import pytest

from explainer.core import words
from explainer.core.errors import PromptError


def test_tokens_are_the_tokenizers_own_ids(pack):
    found = words.tokens(pack, "a brown dog 茶色の犬")
    ids = pack.tokenizer("a brown dog 茶色の犬")["input_ids"]
    assert [token.id for token in found] == ids[1:-1]
    assert all(token.known for token in found)


def test_tokens_of_an_unknown_word_are_marked(pack):
    known = {token.known for token in words.tokens(pack, "a dog ")}
    marked = [token.known for token in words.tokens(pack, "a dog zebra")]
    assert known == {True}
    assert marked[:2] == [True, True] and not any(marked[-5:])


def test_tokens_stop_where_the_text_tower_does(pack):
    found = words.tokens(pack, "dog " * 1000)
    assert 0 < len(found) <= pack.tokenizer.model_max_length - 2


def test_an_empty_prompt_has_no_tokens_and_nothing_unknown(pack):
    assert words.tokens(pack, "") == () and words.unknown_words(pack, " \n") == ()


@pytest.mark.parametrize(
    ("prompt", "unknown"),
    [
        ("A Brown DOG", ()),
        ("a zebra, a dög and a zebra", ("zebra", "dög", "and")),
        ("茶色の柴犬が雪にいる。", ()),
        ("虎が雪にいる", ("虎",)),
        ("茶色い柴犬", ("い",)),
        ("白い犬と猫", ("と",)),
        ("a 犬dog", ()),
        ("ドッグと cat", ("ドッグと",)),
        ("ｄｏｇ", ()),
        ("a dog 🐶!", ("🐶",)),
        ("<b>dog</b>", ("b",)),
    ],
)
def test_unknown_words_are_what_no_caption_holds(pack, prompt, unknown):
    assert words.unknown_words(pack, prompt) == unknown


@pytest.mark.parametrize(
    ("word", "known"),
    [
        ("shibe", "shiba"),
        ("Dogg", "dog"),
        ("snoww", "snow"),
        ("pugs", "pug"),
        ("ぱぐ", "パグ"),
        ("柴犬", "柴犬"),
        ("zebra", None),
        ("虎", None),
        ("", None),
        ("\u202e<script>", None),
        ("dog" * 3_000, None),
    ],
)
def test_the_nearest_known_word_is_the_one_spelt_most_like_it(pack, word, known):
    assert words.nearest_known(pack, word) == known


def test_of_equally_near_words_always_the_same_one_is_named(pack):
    assert {words.nearest_known(pack, "ow") for _ in range(3)} == {"on"}


def test_known_words_are_those_of_both_languages(pack):
    assert {"dog", "柴犬"} <= words.known_words(pack)


def test_cleaning_takes_control_characters_and_keeps_the_rest():
    assert words.clean_prompt("a\x00dog\n<b>🐶\ud800 ") == "a dog <b>🐶"


def test_cleaning_twice_changes_nothing():
    once = words.clean_prompt(" ﷺ" * 9_999 + "ﬁ\u200f")
    assert words.clean_prompt(once) == once and len(once) <= words.MAX_CHARACTERS


def test_what_is_no_text_is_refused():
    with pytest.raises(PromptError):
        words.clean_prompt(3)  # pyright: ignore[reportArgumentType]


def test_ten_thousand_characters_of_japanese_are_judged_at_once(pack):
    assert words.unknown_words(pack, "柴犬" * 5_000) == ()
    assert words.unknown_words(pack, "虎" * 10_000) == ("虎" * 10_000,)
