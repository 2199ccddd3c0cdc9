"""A reader's prompt as the pack meets it: cleaned, cut into its real tokens, compared with the lexicon.

The lexicon is the list of words that the pack's captions were made of (`card.json`): English by the word,
Japanese by the phrase, since Japanese does not put spaces between words. A word outside of it was never seen
in training, although the byte-level tokenizer cuts it into tokens all the same.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from explainer.core.errors import PromptError

if TYPE_CHECKING:
    from explainer.core.pack import ModelPack

MAX_CHARACTERS = 10_000
NEAR = 0.5
"""Words that differ in at most this share of the longer one's letters are spelt alike."""
_UNSPACED = "[\u3005-\u3007\u3041-\u30fa\u30fc-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af]"
_LETTER = rf"(?:(?!{_UNSPACED})\w)"
PIECES = re.compile(rf"(?P<unspaced>{_UNSPACED}+)|(?P<word>{_LETTER}+(?:['’-]{_LETTER}+)*)|[^\w\s]")


@dataclass(frozen=True)
class Token:
    """One token of a prompt: its text as written, its id, and whether all of it lies in known words."""

    text: str
    id: int
    known: bool


def clean_prompt(prompt: str) -> str:
    """The prompt in NFKC, control characters and lone surrogates turned to spaces, at most 10,000 characters.

    Any string is accepted, the empty one too (it means: no text). Raises PromptError for what is no string.
    """
    if not isinstance(prompt, str):
        raise PromptError("prompt.not_text")
    prompt = "".join(" " if unicodedata.category(c) in ("Cc", "Cs") else c for c in prompt[:MAX_CHARACTERS])
    return unicodedata.normalize("NFKC", prompt).strip()[:MAX_CHARACTERS]


def known_words(pack: "ModelPack") -> frozenset[str]:
    """All words and phrases of the pack's captions, in both languages, in lower case."""
    return frozenset(word.lower() for words in pack.card["lexicon"].values() for word in words)


def unknown_words(pack: "ModelPack", prompt: str) -> tuple[str, ...]:
    """The stretches of the prompt that no word of the lexicon covers, in reading order, each once."""
    text = clean_prompt(prompt)
    return tuple(dict.fromkeys(text[start:end] for start, end in _unknown_spans(text, known_words(pack))))


def nearest_known(pack: "ModelPack", word: str) -> str | None:
    """The word of the lexicon that is spelt most like `word`, or None where none is spelt alike (NEAR).

    By edit distance (Levenshtein 1966): how many letters must be put in, taken out or exchanged. Hiragana and
    katakana count as one script. Among equally near words the one whose length is closest, then the first of
    the alphabet.
    """
    word = _as_spelt(clean_prompt(word))
    found = [
        (distance, abs(len(known) - len(word)), known)
        for known in known_words(pack)
        if (distance := _edits(word, _as_spelt(known))) <= NEAR * max(len(word), len(known))
    ]
    return min(found)[2] if found else None


def tokens(pack: "ModelPack", prompt: str) -> tuple[Token, ...]:
    """The prompt's tokens as the text tower gets them, less bos, eos and padding; cut off at its length."""
    text = clean_prompt(prompt)
    unknown = _unknown_spans(text, known_words(pack))
    cut = pack.tokenizer(
        text, truncation=True, max_length=pack.tokenizer.model_max_length, return_offsets_mapping=True
    )
    special = set(pack.tokenizer.all_special_ids)
    return tuple(
        Token(text[a:b], i, not any(a < end and start < b for start, end in unknown))
        for i, (a, b) in zip(cut["input_ids"], cut["offset_mapping"], strict=True)
        if i not in special
    )


def _as_spelt(word: str) -> str:
    """In lower case, katakana as hiragana."""
    return "".join(chr(ord(c) - 0x60) if "\u30a1" <= c <= "\u30f6" else c for c in word.lower())


def _edits(a: str, b: str) -> int:
    """The edit distance of two words, whole words where their lengths alone rule likeness out."""
    longer = max(len(a), len(b))
    if longer - min(len(a), len(b)) > NEAR * longer:
        return longer
    row = list(range(len(b) + 1))
    for i, letter in enumerate(a, 1):
        last, row[0] = row[0], i
        for j, other in enumerate(b, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (letter != other))
    return row[-1]


def _unknown_spans(text: str, known: frozenset[str]) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    for match in PIECES.finditer(text):
        piece, start = match.group().lower(), match.start()
        if match["unspaced"]:
            spans += [(start + a, start + b) for a, b in _gaps(piece, known)]
        elif (match["word"] and piece not in known) or _is_symbol(piece):
            spans.append(match.span())
    return spans


def _is_symbol(piece: str) -> bool:
    return len(piece) == 1 and not piece.isascii() and unicodedata.category(piece).startswith("S")


def _gaps(run: str, known: frozenset[str]) -> list[tuple[int, int]]:
    """What stays uncovered when known phrases are laid on unspaced text so that they cover the most."""
    longest = max((len(word) for word in known), default=0)
    best: list[tuple[int, int]] = [(0, 0)]  # per prefix: uncovered, length of last phrase
    for end in range(1, len(run) + 1):
        options = [(best[end - 1][0] + 1, 0)]
        options += [
            (best[end - n][0], n) for n in range(1, min(longest, end) + 1) if run[end - n : end] in known
        ]
        best.append(min(options, key=lambda option: (option[0], -option[1])))
    return _uncovered(best)


def _uncovered(best: list[tuple[int, int]]) -> list[tuple[int, int]]:
    gaps: list[tuple[int, int]] = []
    end = len(best) - 1
    while end > 0:
        phrase = best[end][1]
        start = end - (phrase or 1)
        if not phrase and gaps and gaps[-1][0] == end:
            gaps[-1] = (start, gaps[-1][1])
        elif not phrase:
            gaps.append((start, end))
        end = start
    return gaps[::-1]
