"""A reader's bare word as CLIP was used to meet it: in a caption.

CLIP learned from captions, so a lone word is better put into one before it is embedded (Radford et al. 2021,
arXiv:2103.00020, section 3.1.4): pug becomes "a pug", snow "an animal in the snow", 黒い 黒い動物. The
captions are those of the little world.
"""

import re
from functools import cache

from explainer.core.words import clean_prompt
from explainer.world.captions import GENERIC, WORDS

NOUNS = ("kind", "breed")
ARTICLES = ("a ", "an ", "the ")
_TIES = re.compile(r"^(in|on|at|by|under|with|wearing|facing|looking)( the| a| an)? ")


def captioned(text: str) -> str:
    """A word of the world in its caption, an English noun with its article, any other text as it is."""
    text = clean_prompt(text)
    lower = text.lower()
    if lower in _captions():
        return _captions()[lower]
    names_an_animal = bool(set(re.findall(r"[a-z]+", lower)) & _nouns())
    return _with_article(text) if names_an_animal and not lower.startswith(ARTICLES) else text


def _with_article(text: str) -> str:
    return f"{'an' if text[:1].lower() in 'aeio' else 'a'} {text}"


@cache
def _nouns() -> frozenset[str]:
    """The English words for animals."""
    phrases = [p for factor in NOUNS for choices in WORDS["en"][factor].values() for p in choices]
    return frozenset({*GENERIC["en"], *(phrase.split()[-1] for phrase in phrases)})


@cache
def _captions() -> dict[str, str]:
    """Each wording of the world, and what is left of it without its particles, to its caption."""
    found: dict[str, str] = {}
    for language, table in WORDS.items():
        for factor, values in table.items():
            for wording in [p for choices in values.values() for p in choices]:
                make = _english if language == "en" else _japanese
                for bare in (wording, *_bare(wording)):
                    found.setdefault(bare, make(factor, wording))
    return found


def _english(factor: str, wording: str) -> str:
    if factor in NOUNS:
        return _with_article(wording)
    before = factor == "coat" or (factor == "pattern" and not wording.startswith("with"))
    return _with_article(f"{wording} animal") if before else f"an animal {wording}"


def _japanese(factor: str, wording: str) -> str:
    return wording if factor in NOUNS else wording + GENERIC["ja"][0]


def _bare(wording: str) -> tuple[str, ...]:
    """snow of "in the snow"; 雪の中 and 雪 of 雪の中の."""
    stem = wording.removesuffix("の")
    return _TIES.sub("", wording), stem, stem.split("の")[0]
