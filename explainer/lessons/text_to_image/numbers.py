"""Words to numbers: the pieces that a sentence is cut into, and the rows that the text tower makes of them.

No denoiser runs here. A piece is a token of the byte-level BPE (Sennrich et al. 2016, arXiv:1508.07909; over
bytes: Radford et al. 2019): a word, a part of one, or some of the bytes of a single character.
"""

from dataclasses import dataclass
from typing import Any

from torch import Tensor
from torch.nn import functional as F

from explainer.core.pack import ModelPack, encode_prompt, text_embedding
from explainer.core.words import nearest_known
from explainer.lessons.text_to_image.painting import Words, read

MOST_UNKNOWN = 5
LONGEST_WORD = 40
"""What is longer is no slip of a known word."""


@dataclass(frozen=True)
class Piece:
    """One token of a sentence.

    text: the characters that it stands for, or has a part in.  id: its row in the tower's table.
    known: whether all of it lies in words of the captions.  bytes: its UTF-8 bytes.
    partial: whether it is only bytes of a character, and no text by itself.
    """

    text: str
    id: int
    known: bool
    bytes: bytes
    partial: bool


@dataclass(frozen=True, eq=False)
class Sentence:
    """A sentence as the text tower gets it and hands it on.

    Shapes:
        pieces: as many as fit in, without bos and eos.
        rows: (L, D), one for bos, for each piece, for eos, and for each padding token up to full length.
        embedding: (E,) of length 1, CLIP's one row for the whole sentence.
    nearest: the first few words that no caption held, each with the known word that is spelt most like it.
    """

    words: Words
    pieces: tuple[Piece, ...]
    rows: Tensor
    embedding: Tensor
    nearest: tuple[tuple[str, str | None], ...]

    @property
    def padding(self) -> int:
        """How many rows stand for nothing but the room that is left."""
        return len(self.rows) - len(self.pieces) - 2


@dataclass(frozen=True)
class Shared:
    """A piece that stands in both sentences: where, from 0, and the cosine of its two rows in −1..1."""

    first: int
    second: int
    cosine: float


def look(pack: ModelPack, prompt: Any) -> Sentence:
    """Cut the sentence up and hand it to the text tower. Raises PromptError for what is no string."""
    words = read(pack, prompt)
    return Sentence(
        words=words,
        pieces=tuple(_piece(pack, token.text, token.id, token.known) for token in words.tokens),
        rows=encode_prompt(pack, [words.prompt])[0].cpu(),
        embedding=text_embedding(pack, [words.prompt])[0].cpu(),
        nearest=tuple((word, _nearest(pack, word)) for word in words.unknown[:MOST_UNKNOWN]),
    )


def shared(first: Sentence, second: Sentence) -> tuple[Shared, ...]:
    """The pieces that stand in both, in the first's order; a repeated one meets the other's repetitions."""
    places: dict[int, list[int]] = {}
    for j, piece in enumerate(second.pieces):
        places.setdefault(piece.id, []).append(j)
    met = [(i, places[piece.id].pop(0)) for i, piece in enumerate(first.pieces) if places.get(piece.id)]
    rows = [(first.rows[i + 1], second.rows[j + 1]) for i, j in met]
    return tuple(
        Shared(i, j, float(F.cosine_similarity(a, b, dim=0)))
        for (i, j), (a, b) in zip(met, rows, strict=True)
    )


def alike(first: Sentence, second: Sentence) -> float:
    """The cosine in −1..1 of the two embeddings."""
    return float(F.cosine_similarity(first.embedding, second.embedding, dim=0))


def _nearest(pack: ModelPack, word: str) -> str | None:
    return nearest_known(pack, word) if len(word) <= LONGEST_WORD else None


def _piece(pack: ModelPack, text: str, id: int, known: bool) -> Piece:
    letters = pack.tokenizer.convert_ids_to_tokens(id)
    raw = bytes(_BYTE[letter] for letter in letters)
    return Piece(text, id, known, raw, _is_partial(raw))


def _is_partial(raw: bytes) -> bool:
    try:
        raw.decode()
    except UnicodeDecodeError:
        return True
    return False


def _alphabet() -> dict[str, int]:
    """Which byte each letter of GPT-2's byte-level alphabet stands for: printable bytes by themselves."""
    printable = [*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
    rest = [byte for byte in range(256) if byte not in printable]
    return {chr(byte): byte for byte in printable} | {chr(256 + i): byte for i, byte in enumerate(rest)}


_BYTE = _alphabet()
