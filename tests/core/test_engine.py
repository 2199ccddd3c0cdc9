"""The one door to the network: who asks at the same time goes through it together, and harms nobody."""

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import torch
from torch import Tensor

from explainer.core import engine
from explainer.core.noising import gaussian
from explainer.core.pack import ModelPack, encode_prompt, latent_shape
from explainer.core.sampling import denoise
from tests.core.questions import question

CLOSE = 1e-4


class Held:
    """`forward`, which notes its rows, and holds the first call until it is let go."""

    def __init__(self, held: bool = True) -> None:
        self.rows: list[int] = []
        self.begun, self.go = threading.Event(), threading.Event()
        self.forward = engine.forward
        if not held:
            self.go.set()

    def __call__(self, pack: ModelPack, samples: Tensor, timesteps: Tensor, embeds: Tensor) -> Tensor:
        self.rows.append(len(samples))
        self.begun.set()
        self.go.wait()
        return self.forward(pack, samples, timesteps, embeds)


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Iterator[Held]:
    held = Held()
    monkeypatch.setattr(engine, "forward", held)
    monkeypatch.setattr(engine, "_floor", engine.Floor())
    yield held
    held.go.set()


def in_thread(work: Callable[[], Any]) -> tuple[threading.Thread, list[Any]]:
    """Work under way, and a list that gets what it returns or raises."""
    found: list[Any] = []

    def run() -> None:
        try:
            found.append(work())
        except Exception as error:
            found.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    return thread, found


def until_waiting(pack: ModelPack, count: int) -> None:
    floor = engine._floor
    with floor.changed:
        floor.changed.wait_for(lambda: len(floor.line(pack.unet).waiting) == count)


def asked_while_held(
    pack: ModelPack, held: Held, questions: list[tuple[Tensor, Tensor, Tensor]]
) -> list[Any]:
    """What each question gets, all but the first asked while the network is busy with that."""
    first = in_thread(lambda: engine.ask(pack, *questions[0]))
    held.begun.wait()
    others = []
    for count, one in enumerate(questions[1:], 1):
        others.append(in_thread(lambda one=one: engine.ask(pack, *one)))  # type: ignore[misc]
        until_waiting(pack, count)
    held.go.set()
    for thread, _ in (first, *others):
        thread.join()
    return [found[0] for _, found in (first, *others)]


def test_who_asks_while_the_network_is_busy_goes_through_it_together(pack: ModelPack, held: Held):
    questions = [question(pack, seed, rows) for seed, rows in ((1, 2), (2, 2), (3, 1), (4, 2))]
    answers = asked_while_held(pack, held, questions)
    assert held.rows == [2, 5]
    for answer, one in zip(answers, questions, strict=True):
        assert (answer - held.forward(pack, *one)).abs().max() < CLOSE


def test_whoever_keeps_an_answer_keeps_nothing_of_the_others(pack: ModelPack, held: Held):
    questions = [question(pack, seed, 2) for seed in range(3)]
    for answer in asked_while_held(pack, held, questions)[1:]:
        assert answer.untyped_storage().nbytes() == answer.nelement() * answer.element_size()


def test_other_shapes_go_through_by_themselves_and_no_call_has_too_many_rows(
    pack: ModelPack, held: Held, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(engine, "MOST_ROWS", 4)
    small = (torch.zeros(1, latent_shape(pack)[0], 8, 8), torch.tensor([5]), encode_prompt(pack, ["a"]))
    questions = [question(pack, 1), question(pack, 2), small, question(pack, 3), question(pack, 4)]
    answers = asked_while_held(pack, held, questions)
    assert sorted(held.rows[1:]) == [1, 2, 4]
    assert [tuple(answer.shape) for answer in answers] == [tuple(one[0].shape) for one in questions]


def test_more_rows_than_a_call_is_given_are_not_cut_up(
    pack: ModelPack, held: Held, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(engine, "MOST_ROWS", 2)
    held.go.set()
    assert len(engine.ask(pack, *question(pack, 1, rows=3))) == 3
    assert held.rows == [3]


def test_a_question_that_fails_fails_alone(pack: ModelPack, held: Held):
    samples, timesteps, embeds = question(pack, 2)
    broken = (samples, timesteps[:1].expand(3), embeds)  # a time too many
    first, failed, answered = asked_while_held(pack, held, [question(pack, 1), broken, question(pack, 3)])
    assert isinstance(failed, Exception)
    assert torch.is_tensor(first) and torch.is_tensor(answered)
    assert torch.is_tensor(engine.ask(pack, *question(pack, 4)))


def test_out_of_memory_in_a_batch_is_tried_one_by_one_and_the_next_question_is_answered(
    pack: ModelPack, held: Held, monkeypatch: pytest.MonkeyPatch
):
    def short(pack: ModelPack, samples: Tensor, timesteps: Tensor, embeds: Tensor) -> Tensor:
        if len(samples) > 2:
            raise RuntimeError("DefaultCPUAllocator: can't allocate memory")
        return held(pack, samples, timesteps, embeds)

    monkeypatch.setattr(engine, "forward", short)
    answers = asked_while_held(pack, held, [question(pack, seed) for seed in (1, 2, 3)])
    assert all(map(torch.is_tensor, answers))
    for _ in range(100):
        with pytest.raises(RuntimeError):
            engine.ask(pack, *question(pack, 1, rows=3))
    assert torch.is_tensor(engine.ask(pack, *question(pack, 4)))


def test_a_run_gives_the_same_among_others_as_alone(pack: ModelPack):
    said, nothing = encode_prompt(pack, ["a dog", ""]).split(1)

    def picture(seed: int) -> Tensor:
        z = gaussian((1, *latent_shape(pack)), seed)
        scheduler = ("ddim", "euler_a", "ddpm")[seed % 3]
        *_, last = denoise(pack, z, said, nothing, scheduler=scheduler, steps=6, guidance=4, seed=seed)
        return last.x_prev

    alone = [picture(seed) for seed in range(4)]
    threads = [in_thread(lambda seed=seed: picture(seed)) for seed in range(4)]  # type: ignore[misc]
    for thread, found in threads:
        thread.join()
        assert torch.is_tensor(found[0]), found
    for one, (_, found) in zip(alone, threads, strict=True):
        assert (one - found[0]).abs().max() < 1e-3


def test_a_run_that_is_left_is_waited_for_no_more(pack: ModelPack):
    said, nothing = encode_prompt(pack, ["a dog", ""]).split(1)
    run = denoise(pack, gaussian((1, *latent_shape(pack)), 0), said, nothing, steps=3, guidance=4)
    next(run)
    assert engine._floor.line(pack.unet).runs == 1
    run.close()
    assert engine._floor.line(pack.unet).runs == 0


class Elsewhere(engine.Floor):
    """A floor with room for two batches, which are held until both are under way."""

    def __init__(self) -> None:
        super().__init__(room=2)
        self.rows: list[int] = []
        self.both = threading.Barrier(2)

    def compute(self, pack: ModelPack, samples: Tensor, timesteps: Tensor, embeds: Tensor) -> Tensor:
        self.rows.append(len(samples))
        self.both.wait()
        return super().compute(pack, samples, timesteps, embeds)


def test_where_others_compute_batches_are_under_way_at_once_and_each_is_its_share(
    pack: ModelPack, monkeypatch: pytest.MonkeyPatch
):
    floor = Elsewhere()
    monkeypatch.setattr(engine, "_elsewhere", {pack.unet: floor})
    floor.line(pack.unet).runs, floor.line(pack.unet).seconds = 6, 600.0  # so that all six are waited for
    asked = [in_thread(lambda seed=seed: engine.ask(pack, *question(pack, seed))) for seed in range(6)]  # type: ignore[misc]
    for seed, (thread, found) in enumerate(asked):
        thread.join()
        assert (found[0] - engine.forward(pack, *question(pack, seed))).abs().max() < CLOSE
    assert floor.rows == [6, 6]
    assert (floor.taken, floor.gathering, floor.line(pack.unet).taken) == (0, 0, 0)


def test_where_nobody_answers_elsewhere_all_of_a_batch_are_answered_here(
    pack: ModelPack, held: Held, monkeypatch: pytest.MonkeyPatch
):
    class Nobody(engine.Floor):
        def compute(self, *_: Any) -> Tensor:
            raise engine.Unanswered

    monkeypatch.setattr(engine, "_elsewhere", {pack.unet: Nobody()})
    held.go.set()
    asked = [in_thread(lambda seed=seed: engine.ask(pack, *question(pack, seed))) for seed in range(4)]  # type: ignore[misc]
    for seed, (thread, found) in enumerate(asked):
        thread.join()
        assert (found[0] - held.forward(pack, *question(pack, seed))).abs().max() < CLOSE
    assert sum(held.rows) == 8
