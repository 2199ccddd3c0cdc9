"""What a prompt could say instead: other words of the little world, and the same in the other language."""

from dataclasses import dataclass

from explainer.core.words import clean_prompt
from explainer.world import reading

LONGEST, MOST = 400, 12
"""Characters of a prompt that are looked at, and words of it that may be swapped."""


@dataclass(frozen=True)
class Word:
    """prompt[start:end] names something of the world; others: (word, whole prompt with it in its place)."""

    start: int
    end: int
    others: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Wording:
    """A prompt read back.

    translated: what was understood of it, in the other language, "" where nothing was.
    whole: whether that is all of it.
    """

    prompt: str
    words: tuple[Word, ...]
    translated: str
    whole: bool


def wording(prompt: str) -> Wording:
    """Read the prompt, its first 400 characters. Raises PromptError for what is no string."""
    prompt = clean_prompt(prompt)[:LONGEST]
    words = (Word(one.start, one.end, reading.swaps(prompt, one)) for one in reading.named(prompt)[:MOST])
    translated, whole = reading.translated(prompt)
    return Wording(prompt, tuple(word for word in words if word.others), translated, whole)
