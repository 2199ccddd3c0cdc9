"""Guidance side by side: one noise, the same words, and different strengths of guidance, all in one batch.

Each step asks the network twice, with the words and without; guidance goes g times as far as the difference
of the two answers leads (Ho & Salimans 2022, arXiv:2207.12598, equation 6, whose w is g − 1). A lane may
change its guidance on the way, or put words to keep away from in the place of none.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from PIL import Image
from torch import Tensor

from explainer.core import noising
from explainer.core.errors import ValueRangeError
from explainer.core.images import sprite, to_images
from explainer.core.lanes import Lane, together
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
LUMA = (0.2126, 0.7152, 0.0722)
LOUDER = 0.005
LIMIT = 1 - 2 / 255
"""From here on a value counts as burnt: it is, but for one level of 255, as light or as dark as can be."""


@dataclass(frozen=True)
class Strength:
    """A lane's guidance, 1..20 in ε_u + g (ε_c − ε_u): `first`, and `then` from the turn on.

    avoids: whether the words to keep away from stand where otherwise there are none.
    """

    first: float
    then: float
    avoids: bool = False


@dataclass(frozen=True, eq=False)
class Start:
    """What all lanes are given: `latents` (1, c, h, w), pure noise, and the words."""

    prompt: str
    negative: str
    strengths: tuple[Strength, ...]
    turn: int | None
    lanes: tuple[Lane, ...]
    latents: Tensor
    steps: int


@dataclass(frozen=True, eq=False)
class Steered:
    """One lane when it is done.

    Shapes:
        x0: (k, 3, H, W) in −1..1, the predicted x0 at the kept steps.  end: (3, H, W), the picture.
        without, with_words, difference: (k, c, h, w), the two predictions of ε there, and their difference.
        seen: (2, k, 3, h, w) in −1..1, the coarse picture that each of the two would lead to.
    push: for every step the root mean square of the difference, where ε has 1.
    similarity: cosine in −1..1 of the end's and the words' CLIP embeddings; `unwanted`: of those to keep away
        from, None where there are none.
    contrast: standard deviation of luma (BT.709), saturation: mean of the largest less the smallest of red,
        green and blue, both of values in 0..1. burnt: share of the values that LIMIT names, 0..1.
    """

    strength: Strength
    x0: Tensor
    end: Tensor
    without: Tensor
    with_words: Tensor
    difference: Tensor
    seen: Tensor
    push: tuple[float, ...]
    similarity: float
    unwanted: float | None
    contrast: float
    saturation: float
    burnt: float


@dataclass(frozen=True, eq=False)
class Outcome:
    """All lanes. kept: the steps that are shown; timesteps: of every step."""

    start: Start
    lanes: tuple[Steered, ...]
    kept: tuple[int, ...]
    timesteps: tuple[int, ...]
    seconds: float

    @property
    def best(self) -> int:
        """The lane whose picture CLIP finds nearest to the words."""
        return max(range(len(self.lanes)), key=lambda i: self.lanes[i].similarity)

    @property
    def large(self) -> float:
        """What only LOUDER of the numbers in all the differences that are shown exceed."""
        sizes = torch.cat([lane.difference.abs().flatten() for lane in self.lanes])
        return float(sizes.sort().values[int((1 - LOUDER) * (len(sizes) - 1))])

    def sheet(self, columns: int) -> Image.Image:
        """Lane by lane all predicted x0 and the picture, as one sheet."""
        cells = torch.cat([torch.cat([lane.x0, lane.end[None]]) for lane in self.lanes])
        return sprite(to_images(cells), columns)


def begin(
    pack: ModelPack,
    prompt: str,
    strengths: Sequence[Strength],
    *,
    negative: str = "",
    turn: int | None = None,
    scheduler: str,
    steps: int,
    seed: int,
) -> Start:
    """Two to four lanes from one noise.

    turn: 0..steps, how many steps go by before the lanes turn to their second guidance.
    steps: 1..100. seed: 0..2³²−1. Raises ValueRangeError and PromptError.
    """
    if not COUNT[0] <= len(strengths) <= COUNT[1]:
        raise ValueRangeError(
            "value.out_of_range", name="lanes", value=len(strengths), low=COUNT[0], high=COUNT[1]
        )
    steps, seed = check_whole("steps", steps, *STEPS), check_whole("seed", seed, *SEEDS)
    turn = None if turn is None else check_whole("turn", turn, 0, steps)
    timesteps(pack, scheduler, steps)  # a name from nowhere is refused here
    prompt, negative = clean_prompt(prompt), clean_prompt(negative)
    said, nothing, unwanted = encode_prompt(pack, [prompt, "", negative]).split(1)
    lanes = []
    for one in strengths:
        first, then = (check_number("guidance", g, *GUIDANCE) for g in (one.first, one.then))
        turns = () if turn is None else ((turn, then),)
        uncond = unwanted if one.avoids else nothing
        lanes.append(Lane(said, uncond, scheduler, steps, first, seed, turns=turns, both=True))
    noise = noising.gaussian((1, *latent_shape(pack)), seed)
    return Start(prompt, negative, tuple(strengths), turn, tuple(lanes), noise, steps)


def walk(pack: ModelPack, start: Start) -> Iterator[tuple[Step, ...]]:
    """A step of every lane at a time."""
    for steps in together(pack, start.latents, start.lanes):
        yield tuple(step for step in steps if step is not None)


def length(pack: ModelPack, start: Start) -> int:
    """How many times `walk` yields."""
    return len(timesteps(pack, start.lanes[0].scheduler, start.steps))


def glimpse(pack: ModelPack, steps: Sequence[Step]) -> list[Tensor]:
    """The predicted x0 of each lane as a coarse picture (1, 3, h, w) in −1..1, nearly for free."""
    return [preview_of(pack).colors(step.x0) for step in steps]


def finish(pack: ModelPack, start: Start, walked: Sequence[tuple[Step, ...]], seconds: float) -> Outcome:
    """Decode and measure; `walked` is all that `walk` gave, and `seconds` how long it took."""
    shown = kept(len(walked), MOST_KEPT)
    words = text_embedding(pack, [start.prompt, start.negative])
    lanes = tuple(
        _steered(pack, strength, lane, shown, words[: 2 if start.negative else 1])
        for strength, lane in zip(start.strengths, zip(*walked, strict=True), strict=True)
    )
    return Outcome(start, lanes, shown, tuple(step.timestep for (step, *_) in walked), seconds)


def _steered(
    pack: ModelPack, strength: Strength, lane: Sequence[Step], shown: Sequence[int], words: Tensor
) -> Steered:
    steps = [lane[i] for i in shown]
    *x0, end = decode(pack, torch.cat([step.x0 for step in steps] + [lane[-1].x_prev])).cpu()
    without, with_words = (torch.cat([_eps(step, i) for step in steps]).cpu() for i in (0, 1))
    near = (image_embedding(pack, to_images(end[None])) @ words.T)[0].tolist()
    values = (end + 1) / 2
    luma = (values * torch.tensor(LUMA)[:, None, None]).sum(0)
    return Steered(
        strength=strength,
        x0=torch.stack(x0),
        end=end,
        without=without,
        with_words=with_words,
        difference=with_words - without,
        seen=torch.stack([_seen(pack, steps, i) for i in (0, 1)]),
        push=tuple(float((_eps(step, 1) - _eps(step, 0)).square().mean().sqrt()) for step in lane),
        similarity=near[0],
        unwanted=near[1] if len(near) > 1 else None,
        contrast=float(luma.std(correction=0)),
        saturation=float((values.amax(0) - values.amin(0)).mean()),
        burnt=float((end.abs() >= LIMIT).float().mean()),
    )


def _eps(step: Step, which: int) -> Tensor:
    """The step's prediction of ε without the words (0), and with them (1)."""
    assert step.eps_uncond is not None
    return (step.eps_uncond, step.eps_cond)[which]


def _seen(pack: ModelPack, steps: Sequence[Step], which: int) -> Tensor:
    abars = noising.alphas_cumprod(pack.scheduler_config)
    x0 = [noising.x0_from_eps(step.x_t, _eps(step, which), abars[step.timestep]) for step in steps]
    return preview_of(pack).colors(torch.cat(x0))
