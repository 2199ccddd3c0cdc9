"""The one door to the denoising network: who asks at the same time is answered by one call.

Runs of several readers go on in threads of their own. Who asks while nobody computes, computes: for itself
and for all who wait with a question of the same shape, in one batch; new runs join between two steps. A lone
run meets nobody and waits for nobody.

Batched, an answer differs from the same alone by rounding only (some 1e-6): a CPU's matrix kernels depend on
how many rows there are.

Who computes a batch is the floor's matter: this process, or others (see `remote`). Where those do not answer,
this process does.
"""

import math
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

import torch
from torch import Tensor, nn

from explainer.core.backends import Unanswered, answer
from explainer.core.pack import ModelPack

MOST_ROWS = 32
"""Latents in one call, which bounds its memory; whoever asks for more at once is not cut up."""
PATIENCE = 0.1
"""For how much of a call's time the next one waits for runs that were in it and are not back yet."""


@dataclass(eq=False)
class Question:
    """Samples (n, c, h, w), timesteps (n,), embeds (n, L, D); and what came of it.

    taken: whether it is in a batch, answered or not.
    """

    samples: Tensor
    timesteps: Tensor
    embeds: Tensor
    taken: bool = False
    answer: Tensor | None = None
    error: Exception | None = None

    @property
    def shape(self) -> tuple[object, ...]:
        """In what it has to agree with another to go through the network with it."""
        return self.samples.shape[1:], self.embeds.shape[1:], self.samples.dtype, self.embeds.dtype

    @property
    def is_open(self) -> bool:
        """Whether nobody has answered it yet."""
        return self.answer is None and self.error is None


@dataclass(eq=False)
class Line:
    """The questions to one network, and how many runs will be back with another.

    taken: how many questions are in batches that are not answered yet. seconds: of its last call.
    """

    waiting: list[Question] = field(default_factory=list)
    runs: int = 0
    taken: int = 0
    seconds: float = 0.0


@dataclass(eq=False)
class Floor:
    """Where all lines meet. One batch is under way at a time, since each takes all cores of this process.

    room: how many may be, where others compute. taken: how many are. gathering: how many of these are still
    waiting for more questions.
    """

    changed: threading.Condition = field(default_factory=threading.Condition)
    lines: "WeakKeyDictionary[nn.Module, Line]" = field(default_factory=WeakKeyDictionary)
    room: int = 1
    taken: int = 0
    gathering: int = 0

    def compute(self, pack: ModelPack, samples: Tensor, timesteps: Tensor, embeds: Tensor) -> Tensor:
        """One call of the network; shapes as in `ask`. Raises Unanswered where nobody is there to do it."""
        return forward(pack, samples, timesteps, embeds)

    def line(self, network: nn.Module) -> Line:
        """The line of that network."""
        return self.lines.setdefault(network, Line())


_floor = Floor()
_elsewhere: "WeakKeyDictionary[nn.Module, Floor]" = WeakKeyDictionary()


def ask(pack: ModelPack, samples: Tensor, timesteps: Tensor, embeds: Tensor) -> Tensor:
    """What the pack's network says of samples (n, c, h, w) at timesteps (n,) under embeds (n, L, D).

    Raises what the network raises, for whoever's question does it.
    """
    floor = _floor_of(pack)
    try:
        return _asked(floor, pack, Question(samples, timesteps, embeds))
    except Unanswered:
        return _asked(_floor, pack, Question(samples, timesteps, embeds))


def hand_over(network: nn.Module, floor: Floor) -> None:
    """Have that very network's questions asked on that floor from here on."""
    _elsewhere[network] = floor


def _floor_of(pack: ModelPack) -> Floor:
    return _elsewhere.get(pack.unet, _floor)


def _asked(floor: Floor, pack: ModelPack, question: Question) -> Tensor:
    with floor.changed:
        line = floor.line(pack.unet)
        line.waiting.append(question)
        floor.changed.notify_all()
        floor.changed.wait_for(
            lambda: not (question.is_open and (question.taken or floor.taken >= floor.room))
        )
        batch = _gathered(floor, line, question) if question.is_open else []
    if batch:
        _answer(floor, pack, line, batch)
    if question.error is not None:
        raise question.error
    assert question.answer is not None
    return question.answer


@contextmanager
def run(pack: ModelPack) -> Iterator[None]:
    """A run that asks the pack's network again and again: others' calls wait a little for it to be back."""
    floor = _floor_of(pack)
    with floor.changed:
        line = floor.line(pack.unet)
        line.runs += 1
    try:
        yield
    finally:
        with floor.changed:
            line.runs -= 1
            floor.changed.notify_all()


def forward(pack: ModelPack, samples: Tensor, timesteps: Tensor, embeds: Tensor) -> Tensor:
    """One call of the network, by itself; shapes as in `ask`. Who computes it: see `backends`."""
    return answer(pack.unet, samples, timesteps, embeds)


def _gathered(floor: Floor, line: Line, question: Question) -> list[Question]:
    """Take a place on the floor, with the question and the like of it out of the line.

    No more of them than leave as many for each other batch that may be under way beside it.
    """
    floor.taken += 1
    floor.gathering += 1
    _take(line, [question])
    floor.changed.wait_for(lambda: len(line.waiting) + line.taken >= line.runs, PATIENCE * line.seconds)
    batch, rows = [question], len(question.samples)
    share = math.ceil((len(line.waiting) + 1) / (floor.gathering + floor.room - floor.taken))
    for other in line.waiting:
        if len(batch) < share and other.shape == question.shape and rows + len(other.samples) <= MOST_ROWS:
            batch.append(other)
            rows += len(other.samples)
    floor.gathering -= 1
    _take(line, batch[1:])
    return batch


def _take(line: Line, questions: list[Question]) -> None:
    for one in questions:
        one.taken = True
    line.taken += len(questions)
    line.waiting = [one for one in line.waiting if not one.taken]


def _answer(floor: Floor, pack: ModelPack, line: Line, batch: list[Question]) -> None:
    """Answer the batch, and leave the floor."""
    began = time.perf_counter()
    try:
        _call(floor, pack, batch)
    finally:
        with floor.changed:
            line.seconds = time.perf_counter() - began
            line.taken -= len(batch)
            floor.taken -= 1
            floor.changed.notify_all()


def _call(floor: Floor, pack: ModelPack, batch: list[Question]) -> None:
    """Give each question its answer, or its error: a batch that fails is asked one by one."""
    try:
        samples, timesteps, embeds = (_joined(parts) for parts in zip(*map(_parts, batch), strict=True))
        answers = floor.compute(pack, samples, timesteps, embeds).split([len(one.samples) for one in batch])
    except Unanswered as error:
        for one in batch:
            one.error = error
        return
    except Exception as error:
        if len(batch) == 1:
            batch[0].error = error
        else:
            for one in batch:
                _call(floor, pack, [one])
        return
    for one, own in zip(batch, answers, strict=True):
        one.answer = own.clone() if len(batch) > 1 else own  # whoever keeps it keeps nothing of the others


def _parts(question: Question) -> tuple[Tensor, Tensor, Tensor]:
    return question.samples, question.timesteps, question.embeds


def _joined(parts: tuple[Tensor, ...]) -> Tensor:
    return parts[0] if len(parts) == 1 else torch.cat(parts)
