"""The same words from several noises, in one batch: what the words decide, and what the noise."""

import time
from collections.abc import Generator
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

from explainer.core import noising
from explainer.core.images import to_images
from explainer.core.lanes import Lane, together
from explainer.core.pack import (
    ModelPack,
    decode,
    encode_prompt,
    image_embedding,
    latent_shape,
    text_embedding,
)
from explainer.core.sampling import SEEDS, Step
from explainer.core.values import check_whole
from explainer.lessons.choices import SEVERAL
from explainer.lessons.preview import preview_of
from explainer.lessons.text_to_image.painting import Words, read
from explainer.lessons.text_to_image.typing import SCHEDULER, student_lane


@dataclass(frozen=True)
class Grid:
    """SEVERAL finished pictures of one prompt.

    pictures      (SEVERAL, 3, h, w) in −1..1
    similarities  cosine in −1..1 of the words' and each picture's CLIP embedding
    seconds       for all of them, decoded
    """

    words: Words
    seeds: tuple[int, ...]
    pictures: Tensor
    similarities: tuple[float, ...]
    seconds: float

    @property
    def mean(self) -> Tensor:
        """(1, 3, h, w): the mean picture, sharp only where all agree."""
        return self.pictures.mean(0, keepdim=True)


def seeds_from(first: Any) -> tuple[int, ...]:
    """`first` (0..2³²−1) and those after it, going on from 0 after the last. Raises ValueRangeError."""
    first = check_whole("seed", first, *SEEDS)
    return tuple((first + i) % (SEEDS[1] + 1) for i in range(SEVERAL))


def paint(pack: ModelPack, prompt: Any, first: Any, *, student: bool) -> Generator[Step, None, Grid]:
    """All at once, by the student or by the full network with the card's steps and guidance.

    Yields each step, of all SEVERAL together, and returns the end. Each is the picture that its seed alone
    gives. Raises PromptError, ValueRangeError, and PackError where there is no student, at the first step.
    """
    began, words, seeds = time.perf_counter(), read(pack, prompt), seeds_from(first)
    nothing, said = encode_prompt(pack, ["", words.prompt]).chunk(2)
    full = Lane(said, nothing, SCHEDULER, int(pack.card["steps"]), float(pack.card["guidance"]))
    noises = torch.cat([noising.gaussian((1, *latent_shape(pack)), seed) for seed in seeds])
    last = None
    for (last,) in together(pack, noises, [student_lane(pack, said) if student else full]):
        assert last is not None
        yield last
    assert last is not None
    pictures = decode(pack, last.x_prev)
    seconds = time.perf_counter() - began
    near = image_embedding(pack, to_images(pictures)) @ text_embedding(pack, [words.prompt])[0]
    return Grid(words, seeds, pictures.cpu(), tuple(near.tolist()), seconds)


def glimpse(pack: ModelPack, step: Step) -> tuple[Tensor, ...]:
    """The predicted x0 of each as a coarse picture (1, 3, h, w) in −1..1, nearly for free."""
    return preview_of(pack).colors(step.x0).split(1)


def length(pack: ModelPack, *, student: bool) -> int:
    """How many steps `paint` will yield."""
    return int(pack.card["student_steps"] if student else pack.card["steps"])
