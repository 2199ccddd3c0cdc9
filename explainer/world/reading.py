"""A prompt read back: which of its words name a factor of the world, and what could stand there instead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from explainer.world.captions import LANGUAGES, WORDS, caption
from explainer.world.scene import BREEDS, standard

NOUNS = ("breed", "kind")
ARTICLE = re.compile(r"\b(an?)(?= (\w))", re.IGNORECASE)
FILLING = re.compile(r"\b(a|an|the|picture|drawing|of)\b|の絵|の|[\s、。,.]")


@dataclass(frozen=True)
class Named:
    """A stretch of a prompt, from `start` to `end`, that names `value` of `factor`."""

    start: int
    end: int
    factor: str
    value: str
    language: str


def named(prompt: str) -> tuple[Named, ...]:
    """What the prompt names, in reading order; where words overlap, the longest counts."""
    found: list[Named] = []
    for one in sorted(_all(prompt), key=lambda one: one.start - one.end):
        if all(one.end <= other.start or other.end <= one.start for other in found):
            found.append(one)
    return tuple(sorted(found, key=lambda one: one.start))


def swaps(prompt: str, which: Named) -> tuple[tuple[str, str], ...]:
    """(word, whole prompt with it) for every other word of the world that can stand in the same place."""
    said = prompt[which.start : which.end]
    factors = NOUNS if which.factor in NOUNS else (which.factor,)
    others = {
        phrases[0]: None
        for factor in factors
        for value, phrases in WORDS[which.language][factor].items()
        if (factor, value) != (which.factor, which.value) and _fits(phrases[0], said)
    }
    return tuple((word, _with_article(prompt[: which.start] + word + prompt[which.end :])) for word in others)


def translated(prompt: str) -> tuple[str, bool]:
    """The same in the other language, plainly worded, and whether all of the prompt could be read.

    ("", False) where nothing could.
    """
    found = named(prompt)
    if not found:
        return "", False
    factors = {one.factor: one.value for one in found}
    other = next(language for language in LANGUAGES if language != found[0].language)
    scene = standard(factors.get("breed") or BREEDS[factors.get("kind", "dog")][0])
    scene = replace(scene, **{name: value for name, value in factors.items() if name not in NOUNS})
    rest = "".join(prompt[a:b] for a, b in _gaps(found, len(prompt)))
    whole = not FILLING.sub("", rest.lower()) and len(factors) == len(found)
    return caption(scene, other, factors.keys(), plain=True), whole


def _all(prompt: str) -> Iterator[Named]:
    text = prompt.lower()
    for language in LANGUAGES:
        for factor, values in WORDS[language].items():
            for value, phrases in values.items():
                for phrase in phrases:
                    edge = r"\b" if language == "en" else ""
                    for match in re.finditer(f"{edge}{re.escape(phrase)}{edge}", text):
                        yield Named(match.start(), match.end(), factor, value, language)


def _fits(word: str, said: str) -> bool:
    """Whether both stand on the same side of an English noun."""
    return word != said.lower() and word.startswith("with") == said.lower().startswith("with")


def _with_article(prompt: str) -> str:
    return ARTICLE.sub(lambda match: "an" if match[2].lower() in "aeio" else "a", prompt)


def _gaps(found: tuple[Named, ...], length: int) -> Iterator[tuple[int, int]]:
    ends = [0, *(one.end for one in found)]
    starts = [*(one.start for one in found), length]
    return zip(ends, starts, strict=True)
