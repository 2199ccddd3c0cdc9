"""Word and picture: how near CLIP finds any words, in two languages, to drawings (Radford et al. 2021).

`compare` fills the table of words against pictures, `meet` measures two words of each language and drawings
of what they name against each other. Each is said twice: as CLIP gives it, and without each tower's own mean
(`core.port.centered`), since words and pictures lie in two clouds (the modality gap, Liang et al. 2022,
arXiv:2203.02053).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from PIL import Image
from torch import Tensor

from explainer.core import port
from explainer.core.errors import ValueRangeError
from explainer.core.images import fit_square, sprite
from explainer.core.pack import ModelPack, image_embedding, picture_size, text_embedding
from explainer.core.words import clean_prompt, nearest_known
from explainer.lessons.choices import LONGEST_ROW, MOST_ROWS
from explainer.lessons.text_to_image import read
from explainer.world.captions import LANGUAGES, caption
from explainer.world.painter import render
from explainer.world.scene import Scene, sample, standard

ENTRIES: tuple[tuple[Scene, str], ...] = (
    (standard("pug"), "kind"),
    (standard("siamese"), "kind"),
    (standard("pug"), "breed"),
    (standard("dachshund"), "breed"),
    (standard("elephant"), "breed"),
    (standard("labrador", coat="black"), "coat"),
)
"""What the table's own rows name: of each scene one factor, in each language."""
KINDS = ("dog", "cat")
DRAWN = 24
FIRST = 8000
"""Seeds of the DRAWN pictures of each kind, the same ones every time."""


@dataclass(frozen=True)
class Row:
    """Words of the table, cleaned (see `core.words`).

    own: whether they are the reader's.  unknown: each word that no caption held, and the known one that is
    spelt most like it, if any.  cut_off: whether CLIP was given only their beginning.
    """

    text: str
    language: str | None
    own: bool
    unknown: tuple[tuple[str, str | None], ...]
    cut_off: bool


@dataclass(frozen=True, eq=False)
class Table:
    """Words against pictures, cut square at the pack's size.

    Shapes:
        cosine: (n, m) in −1..1, rows × pictures.
        centered: the same without each tower's mean; None where a pack knows no means.
        partners: (2, n), cosine of each row and its partner in the other language, first as CLIP gives it,
            then without the mean (or again as CLIP gives it); 0 for the reader's own, who have none.
    """

    rows: tuple[Row, ...]
    pictures: tuple[Image.Image, ...]
    cosine: Tensor
    centered: Tensor | None
    partners: Tensor

    def sheet(self) -> Image.Image:
        """The pictures side by side."""
        return sprite(self.pictures, len(self.pictures))


@dataclass(frozen=True, eq=False)
class Meeting:
    """Dog and cat, each as a word of both languages and as drawings.

    words: for each of KINDS its words in LANGUAGES' order.  drawn: how many drawings of each kind.
    examples: one drawing of each kind, side by side.
    Shapes:
        cosine: (6, 6), mean cosines between dog in English, in Japanese, drawn, and cat likewise; two
            different drawings where both are drawn.
        centered: the same without each tower's mean, or None.
    right: for each language, how many of all drawings lie nearer to their own word.
    gap: distance between the towers' means (Liang et al. 2022, section 2.1), or None.
    """

    words: tuple[tuple[str, ...], ...]
    drawn: int
    examples: Image.Image
    cosine: Tensor
    centered: Tensor | None
    right: tuple[int, ...]
    gap: float | None


def entries() -> tuple[tuple[str, str], ...]:
    """The table's own rows as captions say them, English beside Japanese."""
    en, ja = ([caption(s, language, (f,), plain=True) for s, f in ENTRIES] for language in LANGUAGES)
    return tuple(zip(en, ja, strict=True))


def compare(pack: ModelPack, own: Sequence[str], pictures: Sequence[Image.Image]) -> Table:
    """The reader's `own` words (at most MOST_ROWS, of any strings) above the table's, against `pictures`.

    Raises PromptError for what is no string, ValueRangeError for too many.
    """
    if len(own) > MOST_ROWS:
        raise ValueRangeError("value.out_of_range", name="words", value=len(own), low=0, high=MOST_ROWS)
    rows = [_row(pack, text, None) for text in own]
    rows += [_row(pack, text, lang) for both in entries() for text, lang in zip(both, LANGUAGES, strict=True)]
    squares = tuple(fit_square(one, picture_size(pack)) for one in pictures)
    words = text_embedding(pack, [row.text for row in rows]).float().cpu()
    seen = image_embedding(pack, squares).float().cpu()
    centered, moved = None, words
    if pack.image_port is not None:
        moved = port.compared(pack.image_port, words, "words")
        centered = moved @ port.compared(pack.image_port, seen, "image").T
    partners = torch.stack([_partners(words, len(own)), _partners(moved, len(own))])
    return Table(tuple(rows), squares, words @ seen.T, centered, partners)


def meet(pack: ModelPack) -> Meeting:
    """Draw DRAWN dogs and cats, and measure them and their words against each other."""
    words = tuple(
        tuple(caption(scene, language, ("kind",), plain=True) for language in LANGUAGES)
        for scene, _ in ENTRIES[: len(KINDS)]
    )
    size = picture_size(pack)
    drawn = [[render(sample(FIRST + i, kind=kind), size) for i in range(DRAWN)] for kind in KINDS]
    said = [text_embedding(pack, one).float().cpu() for one in words]
    seen = [image_embedding(pack, one).float().cpu() for one in drawn]
    centered, gap = None, None
    if pack.image_port is not None:
        gap = float((pack.image_port.image_mean - pack.image_port.words_mean).norm())
        centered = _between(
            [port.compared(pack.image_port, one, "words") for one in said],
            [port.compared(pack.image_port, one, "image") for one in seen],
        )
    right = tuple(_right(said, seen, i) for i in range(len(LANGUAGES)))
    examples = sprite([one[0] for one in drawn], len(drawn))
    return Meeting(words, DRAWN, examples, _between(said, seen), centered, right, gap)


def _row(pack: ModelPack, text: str, language: str | None) -> Row:
    whole = clean_prompt(text)
    words = read(pack, whole[:LONGEST_ROW])
    unknown = tuple((one, nearest_known(pack, one)) for one in words.unknown)
    return Row(words.prompt, language, language is None, unknown, words.cut_off or len(whole) > LONGEST_ROW)


def _partners(words: Tensor, own: int) -> Tensor:
    """(n,) the cosine of each of the table's own rows and the row beside it."""
    pairs = words[own:].unflatten(0, (-1, len(LANGUAGES)))
    cosine = (pairs[:, 0] * pairs[:, 1]).sum(-1).repeat_interleave(len(LANGUAGES))
    return torch.cat([torch.zeros(own), cosine])


def _between(said: Sequence[Tensor], seen: Sequence[Tensor]) -> Tensor:
    """Mean cosines between groups: each word alone, and all drawings of a kind."""
    groups = [one for words, pictures in zip(said, seen, strict=True) for one in (*words.split(1), pictures)]
    return torch.stack([torch.stack([_mean_cosine(a, b, a is b) for b in groups]) for a in groups])


def _mean_cosine(a: Tensor, b: Tensor, same: bool) -> Tensor:
    cosine = a @ b.T
    if not same or len(a) == 1:
        return cosine.mean()
    return cosine[~torch.eye(len(a), dtype=torch.bool)].mean()


def _right(said: Sequence[Tensor], seen: Sequence[Tensor], language: int) -> int:
    words = torch.stack([one[language] for one in said])
    return sum(int(((one @ words.T).argmax(dim=1) == kind).sum()) for kind, one in enumerate(seen))
