"""The terms of a sum as a reader writes them: cleaned, put into captions, compared with the lexicon."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from explainer.core.errors import SumError
from explainer.core.pack import ModelPack
from explainer.core.words import clean_prompt, known_words, unknown_words
from explainer.lessons.choices import LONGEST_TERM, MOST_TERMS
from explainer.lessons.latent.phrasing import captioned


@dataclass(frozen=True)
class Term:
    """One term: its sign, 1 or −1, and its words as CLIP is asked (`caption`); None: the reader's picture."""

    sign: int
    text: str | None = None
    caption: str | None = None


@dataclass(frozen=True)
class Unknown:
    """A word that no caption of the training held, and the known one that takes the fewest edits."""

    word: str
    near: str


def read(terms: Any) -> tuple[Term, ...]:
    """The terms of [{"sign": ±1, "text": …} or {"sign": ±1, "picture": true}]; empty ones fall out.

    Raises SumError where none is left, where there are more than MOST_TERMS, and where it is no such list.
    """
    if not isinstance(terms, list) or not all(isinstance(one, dict) for one in terms):
        raise SumError("sum.not_terms")
    found = tuple(term for term in map(_term, terms) if term.caption != "")
    if not found:
        raise SumError("sum.empty")
    if len(found) > MOST_TERMS:
        raise SumError("sum.too_many", found=len(found), most=MOST_TERMS)
    return found


def _term(one: dict[str, Any]) -> Term:
    sign = -1 if one.get("sign") == -1 else 1
    if one.get("picture"):
        return Term(sign)
    if not isinstance(one.get("text"), str):
        raise SumError("sum.not_terms")
    text = clean_prompt(one["text"])[:LONGEST_TERM]
    return Term(sign, text, captioned(text))


def unknown(pack: ModelPack, terms: Sequence[Term]) -> tuple[Unknown, ...]:
    """Each word of the terms that CLIP never met in training, and the one that it may be a slip of."""
    words = [word for term in terms if term.caption for word in unknown_words(pack, term.caption)]
    known = sorted(known_words(pack))
    return tuple(Unknown(word, _nearest(word, known)) for word in dict.fromkeys(words))


def _nearest(word: str, known: Sequence[str]) -> str:
    """The known word that takes the fewest edits, both kana counting as one, of the same script if any is."""
    alike = [one for one in known if one.isascii() == word.isascii()] or known
    return min(alike, key=lambda one: (edits(_folded(word), _folded(one)), abs(len(word) - len(one))))


def _folded(word: str) -> str:
    """Lower case, katakana as hiragana."""
    return "".join(chr(ord(c) - 0x60) if "ァ" <= c <= "ヶ" else c for c in word.lower())


def edits(a: str, b: str) -> int:
    """The fewest letters to insert, delete or replace that turn a into b (Levenshtein 1966)."""
    row = list(range(len(b) + 1))
    for i, letter in enumerate(a, 1):
        before, row[0] = row[0], i
        for j, other in enumerate(b, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (letter != other))
    return row[-1]
