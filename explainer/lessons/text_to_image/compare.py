"""One thing changed and all else kept: two to four pictures, each compared with the first.

Lanes are aligned by how much noise is left, the timestep t, since they may differ in their number of steps.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from PIL import Image
from torch import Tensor

from explainer.core import noising
from explainer.core.errors import ValueRangeError
from explainer.core.images import sprite, to_images
from explainer.core.lanes import Lane, reached, together
from explainer.core.pack import (
    ModelPack,
    decode,
    encode_prompt,
    image_embedding,
    latent_shape,
    text_embedding,
)
from explainer.core.sampling import SEEDS, Step, check_number, check_whole, timesteps
from explainer.core.words import clean_prompt
from explainer.lessons.choices import GUIDANCE, STEPS
from explainer.lessons.preview import kept, preview_of

COUNT = (2, 4)
MOST_KEPT = 10


@dataclass(frozen=True)
class Setting:
    """All that decides a picture; ranges as in `text_to_image.paint`."""

    prompt: str
    seed: int
    steps: int
    scheduler: str
    guidance: float


@dataclass(frozen=True, eq=False)
class Start:
    """Lanes that are ready to go; each has its own noise, gaussian((1, c, h, w), seed)."""

    settings: tuple[Setting, ...]
    lanes: tuple[Lane, ...]


@dataclass(frozen=True, eq=False)
class Compared:
    """One lane when it is done.

    Shapes:
        x0: (m + 1, 3, H, W) in −1..1, the predicted x0 at each of m shared moments, and at last the picture.
        difference: (m + 1, H, W) in 0..1, the mean over the colours of the absolute difference to the first
            lane's, both of values in 0..1.
    steps: how many steps it had made at each moment, and at the end.
    apart: the mean of each `difference`.  similarity: cosine in −1..1 of the CLIP embeddings of the picture
    and the lane's words; `to_first`: of the first lane's words.
    """

    setting: Setting
    x0: Tensor
    difference: Tensor
    steps: tuple[int, ...]
    apart: tuple[float, ...]
    similarity: float
    to_first: float


@dataclass(frozen=True, eq=False)
class Outcome:
    """All lanes; moments: the timesteps at which they are shown, from noisy to clean."""

    lanes: tuple[Compared, ...]
    moments: tuple[int, ...]
    seconds: float

    @property
    def largest(self) -> float:
        """The largest number in any difference, at least one level of 255."""
        return max(1 / 255, *(float(lane.difference.max()) for lane in self.lanes))

    def sheet(self, columns: int) -> Image.Image:
        """Lane by lane all of `x0`, as one sheet."""
        return sprite(to_images(torch.cat([lane.x0 for lane in self.lanes])), columns)


def begin(pack: ModelPack, settings: Sequence[Setting]) -> Start:
    """Two to four lanes. Raises ValueRangeError and PromptError."""
    if not COUNT[0] <= len(settings) <= COUNT[1]:
        raise ValueRangeError(
            "value.out_of_range", name="lanes", value=len(settings), low=COUNT[0], high=COUNT[1]
        )
    settings = [_checked(pack, one) for one in settings]
    nothing, *said = encode_prompt(pack, ["", *(one.prompt for one in settings)]).split(1)
    shape = (1, *latent_shape(pack))
    lanes = tuple(
        Lane(
            words,
            nothing,
            one.scheduler,
            one.steps,
            one.guidance,
            one.seed,
            latents=noising.gaussian(shape, one.seed),
        )
        for one, words in zip(settings, said, strict=True)
    )
    return Start(tuple(settings), lanes)


def _checked(pack: ModelPack, one: Setting) -> Setting:
    steps = check_whole("steps", one.steps, *STEPS)
    timesteps(pack, one.scheduler, steps)  # a name from nowhere is refused here
    seed, guidance = check_whole("seed", one.seed, *SEEDS), check_number("guidance", one.guidance, *GUIDANCE)
    return Setting(clean_prompt(one.prompt), seed, steps, one.scheduler, guidance)


def calls(pack: ModelPack, start: Start) -> tuple[int, ...]:
    """How many steps each lane will make."""
    return tuple(len(timesteps(pack, one.scheduler, one.steps)) for one in start.settings)


def walk(pack: ModelPack, start: Start) -> Iterator[tuple[Step | None, ...]]:
    """A step of every lane at a time, None where one has ended."""
    shared = start.lanes[0].latents
    assert shared is not None
    return together(pack, shared, start.lanes)


def glimpse(pack: ModelPack, steps: Sequence[Step | None]) -> list[Tensor | None]:
    """The predicted x0 of each lane as a coarse picture (1, 3, h, w) in −1..1, nearly for free."""
    return [None if step is None else preview_of(pack).colors(step.x0) for step in steps]


def finish(
    pack: ModelPack, start: Start, walked: Sequence[tuple[Step | None, ...]], seconds: float
) -> Outcome:
    """Decode and compare; `walked` is all that `walk` gave, and `seconds` how long it took."""
    lanes = [[step for step in column if step is not None] for column in zip(*walked, strict=True)]
    visited = sorted({step.timestep for lane in lanes for step in lane}, reverse=True)
    moments = tuple(visited[i] for i in kept(len(visited), MOST_KEPT))
    at = [[reached(lane, t) for t in moments] for lane in lanes]
    x0 = [_pictures(pack, lane, reaching) for lane, reaching in zip(lanes, at, strict=True)]
    near = _near(pack, start, torch.stack([pictures[-1] for pictures in x0]))
    compared = []
    for i, (setting, pictures) in enumerate(zip(start.settings, x0, strict=True)):
        difference = (pictures - x0[0]).abs().mean(1) / 2
        steps = (*(one + 1 for one in at[i]), len(lanes[i]))
        apart = tuple(difference.mean((1, 2)).tolist())
        own, first = float(near[i, i]), float(near[i, 0])
        compared.append(Compared(setting, pictures, difference, steps, apart, own, first))
    return Outcome(tuple(compared), moments, seconds)


def _pictures(pack: ModelPack, lane: Sequence[Step], reaching: Sequence[int]) -> Tensor:
    """(m + 1, 3, H, W): the predicted x0 of the steps `reaching`, each decoded once, and the end."""
    shown = sorted(set(reaching))
    pictures = decode(pack, torch.cat([lane[i].x0 for i in shown] + [lane[-1].x_prev])).cpu()
    return pictures[[*(shown.index(i) for i in reaching), len(shown)]]


def _near(pack: ModelPack, start: Start, ends: Tensor) -> Tensor:
    """(n, n): cosine of each lane's picture (row) and each lane's words (column)."""
    words = text_embedding(pack, [one.prompt for one in start.settings])
    return (image_embedding(pack, to_images(ends)) @ words.T).cpu()
