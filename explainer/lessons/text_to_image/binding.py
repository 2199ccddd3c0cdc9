"""Which word drew what: the cross-attention of each word, step by step, laid over the finished picture.

`begin` prepares, `walk` runs the loop and records, `finish` decodes the picture, puts tokens together to
words, and measures whether a word that names a colour looks where the picture has it (`looks_at`).

A map says where the network read a word, and no more: that is not yet a reason for what it drew (Jain &
Wallace 2019, arXiv:1902.10186).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn.functional import avg_pool2d

from explainer.core import attention, noising
from explainer.core.attention import Maps
from explainer.core.pack import ModelPack, decode, encode_prompt, latent_shape
from explainer.core.phrases import Phrase, phrases
from explainer.core.sampling import SEEDS, Step, check_number, check_whole, denoise
from explainer.core.words import clean_prompt, tokens
from explainer.lessons.choices import GUIDANCE, STEPS
from explainer.lessons.preview import kept, preview_of
from explainer.lessons.text_to_image.colored import color_of, region

MOST_KEPT = 20
SPECIAL = ("begin", "end", "padding")
LEAST = 0.001
"""Share of the picture that a colour must fill to be looked for."""


@dataclass(frozen=True, eq=False)
class Start:
    """A run before its first step.

    words: those that reach the text tower.  lost: those that were cut off.  end: the place of its eos.
    """

    prompt: str
    words: tuple[Phrase, ...]
    lost: tuple[str, ...]
    end: int
    seed: int
    guidance: float
    steps: int
    scheduler: str


@dataclass(frozen=True)
class Look:
    """Whether a word looks where the finished picture has its colour.

    word: its row.  area: the colour's share of the picture, 0..1, which is what looking anywhere would give.
    inside: for each row, words and then SPECIAL, the share of its attention that lies there.
    """

    word: int
    color: str
    area: float
    inside: tuple[float, ...]

    @property
    def lift(self) -> float:
        """How many times as much of its attention as chance lies there; 1 is chance, 0 no such place."""
        return self.inside[self.word] / self.area if self.area >= LEAST else 0.0


@dataclass(frozen=True, eq=False)
class Binding:
    """The maps of a finished run. Rows are the words, and at last SPECIAL.

    Shapes:
        picture: (1, 3, H, W) in −1..1.
        previews: (k, 3, h, w) in −1..1, the predicted x0 of the kept steps, coarse.
        maps: by resolution, 0 being all together, (k + 1, rows, side, side): the kept steps and, last, the
            mean over all steps; over the rows they sum to 1 at each position.
        shares: (k + 1, rows), each row's mean over the positions of the maps of all resolutions together.
        timesteps: those of the k kept steps; indices: which steps they are.
    marks: the token positions of SPECIAL.
    """

    start: Start
    picture: Tensor
    previews: Tensor
    maps: dict[int, Tensor]
    shares: Tensor
    timesteps: tuple[int, ...]
    indices: tuple[int, ...]
    looks: tuple[Look, ...]
    marks: tuple[tuple[int, ...], ...]
    seconds: float


def begin(pack: ModelPack, prompt: str, *, scheduler: str, steps: int, guidance: float, seed: int) -> Start:
    """Read the prompt; values and errors as in `painting.paint`."""
    words, lost = phrases(pack, prompt)
    return Start(
        clean_prompt(prompt),
        words,
        lost,
        1 + len(tokens(pack, prompt)),
        check_whole("seed", seed, *SEEDS),
        check_number("guidance", guidance, *GUIDANCE),
        check_whole("steps", steps, *STEPS),
        scheduler,
    )


def walk(pack: ModelPack, start: Start) -> Iterator[tuple[Step, Maps]]:
    """Each step with what the network looked at in it, in its conditional half where it is guided."""
    noise = noising.gaussian((1, *latent_shape(pack)), start.seed).to(pack.device)
    return record(pack, start, noise)


def record(pack: ModelPack, start: Start, noise: Tensor) -> Iterator[tuple[Step, Maps]]:
    """The same from noises (n, c, h, w)."""
    recording, recorder = attention.recorded(pack, len(noise))
    nothing, said = encode_prompt(pack, ["", start.prompt]).chunk(2)
    steps = denoise(
        recording, noise, said, nothing,
        scheduler=start.scheduler, steps=start.steps, guidance=start.guidance, seed=start.seed,
    )  # fmt: skip
    return ((step, recorder.take()) for step in steps)


def finish(pack: ModelPack, start: Start, walked: Sequence[tuple[Step, Maps]], seconds: float) -> Binding:
    """Decode the picture, once, and order what was recorded; `seconds` is how long the walk took."""
    picture = decode(pack, walked[-1][0].x_prev).cpu()
    indices = kept(len(walked), MOST_KEPT)
    grouped = {
        side: rows_of(pack, start, torch.cat([of_side(maps, side) for _, maps in walked]))
        for side in (0, *walked[0][1].by_side)
    }
    maps = {side: torch.cat([one[list(indices)], one.mean(dim=0)[None]]) for side, one in grouped.items()}
    return Binding(
        start=start,
        picture=picture,
        previews=preview_of(pack).colors(torch.cat([walked[i][0].x0 for i in indices])),
        maps=maps,
        shares=maps[0].mean(dim=(2, 3)),
        timesteps=tuple(walked[i][0].timestep for i in indices),
        indices=indices,
        looks=looks_at(start, maps[0][-1], picture),
        marks=marks(pack, start),
        seconds=seconds,
    )


def of_side(maps: Maps, side: int) -> Tensor:
    """(count, L, side, side) of one resolution; 0 is all together."""
    return maps.by_side[side].float().unflatten(-1, (side, side)) if side else maps.together()


def rows_of(pack: ModelPack, start: Start, maps: Tensor) -> Tensor:
    """Maps (n, L, h, w) summed over the tokens of each word and each of SPECIAL: (n, rows, h, w)."""
    rows = [*(word.positions for word in start.words), *marks(pack, start)]
    return torch.stack([maps[:, list(row)].sum(dim=1) for row in rows], dim=1)


def marks(pack: ModelPack, start: Start) -> tuple[tuple[int, ...], ...]:
    """The token positions of each of SPECIAL."""
    return (0,), (start.end,), tuple(range(start.end + 1, pack.tokenizer.model_max_length))


def looks_at(start: Start, maps: Tensor, picture: Tensor) -> tuple[Look, ...]:
    """For each word that names a colour: how much of every row of `maps` (rows, h, w) lies on that colour."""
    found = []
    for i, word in enumerate(start.words):
        color = color_of(word)
        if color:
            inside, area = overlap(maps, region(picture, color)[0])
            found.append(Look(i, color, area, tuple(inside.tolist())))
    return tuple(found)


def overlap(maps: Tensor, where: Tensor) -> tuple[Tensor, float]:
    """The share of each of `maps` (rows, h, w) inside `where` (H, W) bool, and that of the area."""
    covered = avg_pool2d(where[None].float(), where.shape[-1] // maps.shape[-1])[0]
    return (maps * covered).sum(dim=(1, 2)) / maps.sum(dim=(1, 2)), float(covered.mean())
