"""What a reader's words name in this world, and which known word an unknown one is spelled like."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from explainer.core.words import clean_prompt, known_words
from explainer.world.captions import GENERIC, LANGUAGES, WORDS
from explainer.world.scene import KINDS

if TYPE_CHECKING:
    from explainer.core.pack import ModelPack

FAR = 0.6
"""A known word that differs from a typed one by more than this share of its letters is no neighbour."""
_LEADING = {"with", "in", "on", "at", "by", "a", "the", "under"}


def factors_in(text: str) -> dict[str, tuple[str, ...]]:
    """The features of the world that the text names, in either language, the longest wording first."""
    left, found = clean_prompt(text).lower(), {}
    for phrase, named in _aliases().items():
        pattern = rf"(?<![a-z]){re.escape(phrase)}(?![a-z])" if phrase.isascii() else re.escape(phrase)
        if re.search(pattern, left):
            left = re.sub(pattern, "\n", left)
            for factor, value in named:
                found.setdefault(factor, []).append(value)
    return {factor: tuple(dict.fromkeys(values)) for factor, values in found.items()}


@cache
def _aliases() -> dict[str, list[tuple[str, str]]]:
    """Wordings, the longest first, and what each names; those that name two things of one factor left out."""
    named: dict[str, list[tuple[str, str]]] = {}
    for language in LANGUAGES:
        for factor, table in WORDS[language].items():
            for value, phrases in table.items():
                for alias in {alias for phrase in phrases for alias in _wordings(phrase, factor)}:
                    named.setdefault(alias, []).append((factor, value))
        named[GENERIC[language][0]] = [("kind", kind) for kind in KINDS]
    clear = {alias: all_ for alias, all_ in named.items() if _is_clear(all_)}
    return dict(sorted(clear.items(), key=lambda item: -len(item[0])))


def _is_clear(named: list[tuple[str, str]]) -> bool:
    values = {factor: {value for one, value in named if one == factor} for factor, _ in named}
    return set(values) == {"kind"} or all(len(one) == 1 for one in values.values())


def _wordings(phrase: str, factor: str) -> set[str]:
    if not phrase.isascii():
        stem = phrase.removesuffix("の")
        return {phrase, stem, *([phrase.partition("の")[0]] if factor == "place" else [])}
    words = phrase.split()
    if "collar" in words:
        return {phrase} if words[-2] in ("a", "no") else {phrase, " ".join(words[-2:])}
    while words[0] in _LEADING:
        words = words[1:]
    plural = {f"{' '.join(words)}s"} if factor in ("kind", "breed") else set()
    last = {words[-1]} if factor in ("pattern", "place") else set()
    return {phrase, " ".join(words), *plural, *last}


def nearest_word(pack: ModelPack, word: str) -> str | None:
    """The pack's known word that is spelled most like `word`, or None if all are far."""
    word = word.lower()
    ranked = [(distance(word, one) / max(len(word), len(one)), one) for one in sorted(known_words(pack))]
    far, near = min(ranked, default=(1.0, ""))
    return near if far <= FAR else None


def distance(a: str, b: str) -> int:
    """How many letters to put in, leave out, change, or swap with the next (Damerau 1964)."""
    rows = [list(range(len(b) + 1))]
    for i, x in enumerate(a, 1):
        row = [i]
        for j, y in enumerate(b, 1):
            row.append(min(rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (x != y)))
            if i > 1 and j > 1 and x == b[j - 2] and y == a[i - 2]:
                row[j] = min(row[j], rows[-2][j - 2] + 1)
        rows.append(row)
    return rows[-1][-1]
