"""As you type: the few-step student draws what the words say so far, and the full network beside it.

The student goes the guided network's way of twenty steps in four, and one call a step: it was distilled from
the other's own trajectories (Salimans & Ho 2022, arXiv:2202.00512), guidance included (Meng et al. 2023,
arXiv:2210.03142). From the same noise both should come to much the same picture.
"""

import time
from collections.abc import Generator, Iterator
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
from explainer.core.words import nearest_known
from explainer.lessons.text_to_image.painting import Words, paint, read
from explainer.world.captions import caption
from explainer.world.scene import sample

SCHEDULER = "ddim"
UNSEEN = 970_000_000
"""The first seed of the scenes whose captions `compared` asks for; training draws none near it."""
SENTENCES, AT_ONCE = 24, 4


@dataclass(frozen=True)
class Sketch:
    """A finished picture and what it cost.

    picture     (1, 3, h, w) in −1..1, decoded
    similarity  cosine in −1..1 of the words' and the picture's CLIP embedding
    seconds     from the words to the decoded picture, without that comparison
    calls       how many times a network was called; a guided step asks twice, in one call
    spelt       each unknown word with the known one that is spelt most like it, or None
    """

    words: Words
    picture: Tensor
    similarity: float
    seconds: float
    calls: int
    spelt: tuple[tuple[str, str | None], ...]


@dataclass(frozen=True)
class Compared:
    """Both networks on the same sentences and noises: the CLIP similarities, sentence by sentence."""

    student: tuple[float, ...]
    full: tuple[float, ...]
    seconds: tuple[float, float]
    """What all of it took, student first."""

    @property
    def means(self) -> tuple[float, float]:
        """The mean similarity of the student and of the full network."""
        return _mean(self.student), _mean(self.full)

    @property
    def difference(self) -> tuple[float, float]:
        """Student minus full: the mean of the pairs, and half the width of its 95 % interval."""
        pairs = torch.tensor(self.student) - torch.tensor(self.full)
        half = 1.96 * float(pairs.std()) / len(pairs) ** 0.5 if len(pairs) > 1 else float("inf")
        return float(pairs.mean()), half


def sketch(pack: ModelPack, prompt: Any, seed: Any) -> Sketch:
    """The student's picture of the words, from the noise of `seed`, 0..2³²−1.

    Raises PromptError, ValueRangeError, and PackError where the pack has no student.
    """
    began = time.perf_counter()
    words, noise = read(pack, prompt), _noise(pack, seed)
    lane = student_lane(pack, encode_prompt(pack, [words.prompt]))
    *_, (last,) = together(pack, noise, [lane])
    assert last is not None
    return _sketched(pack, words, last.x_prev, began, last.index + 1)


def student_lane(pack: ModelPack, said: Tensor) -> Lane:
    """The lane of the student for words (1, L, D), in the steps that it was made for, without guidance."""
    return Lane(said, scheduler=SCHEDULER, steps=int(pack.card["student_steps"]), student=True)


def full(pack: ModelPack, prompt: Any, seed: Any) -> Generator[Step, None, Sketch]:
    """The full network's picture of the same words from the same noise, with the card's steps and guidance.

    Yields each step and returns the end; errors as in `sketch`, at the first step.
    """
    began, words = time.perf_counter(), read(pack, prompt)
    steps, guidance = int(pack.card["steps"]), float(pack.card["guidance"])
    last = None
    for last in paint(pack, words, scheduler=SCHEDULER, steps=steps, guidance=guidance, seed=seed):
        yield last
    assert last is not None
    return _sketched(pack, words, last.x_prev, began, last.index + 1)


def compared(pack: ModelPack, language: str) -> Iterator[Compared]:
    """Both on the captions of SENTENCES unseen scenes, AT_ONCE at a time: all so far, again and again.

    language: "en" or "ja". Raises PackError where the pack has no student, at the first.
    """
    near: tuple[list[float], list[float]] = ([], [])
    took = [0.0, 0.0]
    for first in range(0, SENTENCES, AT_ONCE):
        seeds = range(UNSEEN + first, UNSEEN + first + AT_ONCE)
        said = [caption(sample(seed), language, plain=True) for seed in seeds]
        noises = [noising.gaussian((1, *latent_shape(pack)), seed - UNSEEN) for seed in seeds]
        nothing, *each = encode_prompt(pack, ["", *said]).split(1)
        wanted = text_embedding(pack, said)
        steps, guidance = int(pack.card["steps"]), float(pack.card["guidance"])
        for which, lanes in enumerate((
            [student_lane(pack, one) for one in each],
            [Lane(one, nothing, SCHEDULER, steps, guidance) for one in each],
        )):  # fmt: skip
            began = time.perf_counter()
            pictures = decode(pack, _ends(pack, noises, lanes))
            took[which] += time.perf_counter() - began
            found = image_embedding(pack, to_images(pictures))
            near[which].extend((found * wanted).sum(-1).tolist())
        yield Compared(tuple(near[0]), tuple(near[1]), (took[0], took[1]))


def _ends(pack: ModelPack, noises: list[Tensor], lanes: list[Lane]) -> Tensor:
    """Where each lane ends that starts at its own noise."""
    embeds = torch.cat([lane.prompt_embeds for lane in lanes])
    nothing = lanes[0].negative_embeds
    batch = Lane(
        embeds,
        None if nothing is None else nothing.expand(len(lanes), -1, -1),
        lanes[0].scheduler,
        lanes[0].steps,
        lanes[0].guidance,
        student=lanes[0].student,
    )
    *_, (last,) = together(pack, torch.cat(noises), [batch])
    assert last is not None
    return last.x_prev


def _noise(pack: ModelPack, seed: Any) -> Tensor:
    return noising.gaussian((1, *latent_shape(pack)), check_whole("seed", seed, *SEEDS))


def _sketched(pack: ModelPack, words: Words, latent: Tensor, began: float, calls: int) -> Sketch:
    picture = decode(pack, latent)
    seconds = time.perf_counter() - began
    found = image_embedding(pack, to_images(picture)) @ text_embedding(pack, [words.prompt])[0]
    spelt = tuple((word, nearest_known(pack, word)) for word in words.unknown)
    return Sketch(words, picture.cpu(), float(found), seconds, calls, spelt)


def _mean(values: tuple[float, ...]) -> float:
    return sum(values) / len(values)
