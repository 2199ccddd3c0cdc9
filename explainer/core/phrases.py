"""A prompt's tokens put together to what a reader takes for words.

In English those are words; Japanese, which has no spaces, is laid out in phrases of the lexicon, so that as
little as possible stays uncovered.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from explainer.core.words import PIECES, clean_prompt, known_words

if TYPE_CHECKING:
    from explainer.core.pack import ModelPack


@dataclass(frozen=True)
class Phrase:
    """text: as written.  positions: those of its tokens in the text tower's sequence, where bos is 0."""

    text: str
    positions: tuple[int, ...]


def phrases(pack: "ModelPack", prompt: str) -> tuple[tuple[Phrase, ...], tuple[str, ...]]:
    """The phrases that reach the text tower in reading order, and the texts of those that were cut off.

    A token that lies across two phrases makes one of them. Raises PromptError for what is no string.
    """
    text, room = clean_prompt(prompt), pack.tokenizer.model_max_length - 2
    cut = pack.tokenizer(text, add_special_tokens=False, return_offsets_mapping=True, verbose=False)
    starts = [a + len(text[a:b]) - len(text[a:b].lstrip()) for a, b in cut["offset_mapping"]]
    found: list[tuple[int, int, list[int]]] = []
    for first, last in _spans(text, known_words(pack)):
        inside = [1 + i for i, start in enumerate(starts) if first <= start < last]
        if inside or not found:
            found.append((first, last, inside))
        else:
            found[-1] = (found[-1][0], last, found[-1][2])
    kept = tuple(Phrase(text[a:b], tuple(i for i in at if i <= room)) for a, b, at in found)
    return tuple(one for one in kept if one.positions), tuple(one.text for one in kept if not one.positions)


def _spans(text: str, known: frozenset[str]) -> Iterator[tuple[int, int]]:
    for match in PIECES.finditer(text):
        if match["unspaced"]:
            yield from ((match.start() + a, match.start() + b) for a, b in _laid(match.group(), known))
        else:
            yield match.span()


def _laid(run: str, known: frozenset[str]) -> list[tuple[int, int]]:
    """Unspaced text cut where known phrases begin and end: few, long ones that leave the least uncovered."""
    longest = max((len(word) for word in known), default=0)
    best: list[tuple[int, int, int]] = [(0, 0, 0)]  # per prefix: uncovered, phrases used, length of the last
    for end in range(1, len(run) + 1):
        options = [(best[end - 1][0] + 1, best[end - 1][1], 0)]
        options += [
            (best[end - n][0], best[end - n][1] + 1, n)
            for n in range(1, min(longest, end) + 1)
            if run[end - n : end] in known
        ]
        best.append(min(options))
    cuts: list[tuple[int, int]] = []
    end, loose = len(run), False
    while end > 0:
        length = best[end][2]
        start = end - (length or 1)
        cuts[-1:] = [(start, cuts[-1][1])] if loose and not length else [*cuts[-1:], (start, end)]
        end, loose = start, not length
    return cuts[::-1]
