"""Train one yourself, wired: the reader's points are learned live, and what was learned flows back."""

import hashlib
import re
import time
from collections import OrderedDict
from collections.abc import Generator, Iterator
from typing import TYPE_CHECKING, Any

import gradio as gr

from explainer import lessons
from explainer.core.errors import KakusanError
from explainer.tabs.desk import Desk
from explainer.tabs.page import Page
from explainer.views.film import failed
from explainer.views.toy import ToyView, begun, finished, learning

if TYPE_CHECKING:
    from explainer.lessons.reverse.toy import Learned, Outcome, World

bench = Desk()
"""One training at a time on this machine, beside all other work."""
KEPT, UNDER_WAY = 12, 8
OPENS_WITH = {"shape": "dog", "seed": 0}
RUN = re.compile(r"[\w-]{1,64}")

_finished: "OrderedDict[str, tuple[Outcome, float]]" = OrderedDict()  # by points and seed; and when
_learned: "OrderedDict[str, Learned]" = OrderedDict()  # by run: what is known by now


def build(page: Page) -> None:
    """The section: `opened` is answered at once, `train` in its turn, and `stop` keeps what was learned."""
    view = ToyView(words=page.t.table("toy"), common=page.t.table("common"))

    def opened(said: dict[str, Any]) -> dict[str, Any]:
        return answer(page, said)

    def train(said: dict[str, Any]) -> Iterator[dict[str, Any]]:
        yield from trained(page, said)

    def stop(said: dict[str, Any]) -> Any:
        return stopped(said) or gr.skip()

    page.hear(view.opened, opened, [], [view], model=False, trigger_mode="multiple")
    page.stream(view, "train", train, desk=bench)
    page.hear(view.stop, stop, [], [view], model=False)


def answer(page: Page, said: dict[str, Any]) -> dict[str, Any]:
    """The finished result if there is one already, or the points, which the view then has trained."""
    try:
        world, shape = asked_world(said)
    except KakusanError as error:
        return failed({"run": named(said)}, page.sentence(error))
    kept = _finished.get(key_of(world))
    return _done(named(said), shape, *kept) if kept else begun(named(said), world)


def trained(page: Page, said: dict[str, Any]) -> Generator[dict[str, Any], None, None]:
    """The view's values while the network learns, and at last the way back."""
    lesson, run = lessons.reverse.toy, named(said)
    try:
        world, shape = asked_world(said)
    except KakusanError as error:
        yield failed({"run": run}, page.sentence(error))
        return
    key = key_of(world)
    if key not in _finished:
        learned = None
        for learned in lesson.learn(world):
            _keep(_learned, run, learned, UNDER_WAY)
            yield learning(run, learned)
        outcome = lesson.finish(learned)
        _keep(_finished, key, (outcome, time.time()), KEPT)
        _learned.pop(run, None)
        yield _done(run, shape, outcome, None)
    else:
        yield _done(run, shape, *_finished[key])


def stopped(said: dict[str, Any]) -> dict[str, Any] | None:
    """The way back with what the run had learned when it was stopped, be it nothing; None for no run."""
    run, lesson = named(said), lessons.reverse.toy
    if not run:
        return None
    world, shape = asked_world(said)
    learned = _learned.pop(run, None) or next(lesson.learn(world))
    return _done(run, shape, lesson.finish(learned), None)


def asked_world(said: dict[str, Any]) -> "tuple[World, str | None]":
    """What is to be learned, and the shape's name if it is one; raises PointsError, ValueRangeError."""
    lesson = lessons.reverse.toy
    shape = said.get("shape", OPENS_WITH["shape"])
    if shape == "own":
        return lesson.world(said.get("points"), said.get("seed")), None
    shape = shape if isinstance(shape, str) and shape in lesson.SHAPES else OPENS_WITH["shape"]
    return lesson.world(shape, said.get("seed")), str(shape)


def named(said: dict[str, Any]) -> str:
    """The run's name as the view gave it, which comes back with each of its values."""
    run = said.get("run")
    return run if isinstance(run, str) and RUN.fullmatch(run) else ""


def key_of(world: "World") -> str:
    """A digest of what decides the result."""
    made_of = f"{world.seed} {world.steps} ".encode() + world.points.numpy().tobytes()
    return hashlib.sha256(made_of).hexdigest()


def _done(run: str, shape: str | None, outcome: "Outcome", made: float | None) -> dict[str, Any]:
    lesson, code = lessons.reverse.toy, lessons.reverse.toy_code.snippet(outcome.learned, shape)
    return finished(run, outcome, lesson.ACROSS, lesson.NEAR, made, code)


def _keep(kept: "OrderedDict[str, Any]", key: str, value: Any, most: int) -> None:
    kept[key] = value
    kept.move_to_end(key)
    while len(kept) > most:
        kept.popitem(last=False)
