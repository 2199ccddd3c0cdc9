"""How work on the models is wired, so that it can wait, be shared, be stopped, and be superseded."""

import functools
import inspect
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import aclosing
from typing import TYPE_CHECKING, Any

import gradio as gr
from gradio.components import Component

from explainer.tabs.desk import BusyError, Desk, lives, models, numbered
from explainer.tabs.sharing import Before, addressed, recipe, works

if TYPE_CHECKING:
    from explainer.tabs.page import Page
    from explainer.views.base import View

AS_EVER: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}


def wire(
    page: "Page",
    view: "View",
    name: str,
    fn: Callable[..., Iterator[Any]],
    inputs: Sequence[Component] = (),
    *,
    desk: Desk | None = models,
    as_value: Callable[[dict[str, Any]], Any] = lambda news: news,
    shared: bool = True,
    alone: bool = False,
) -> None:
    """The view's event `name` starts `fn(said, *inputs)`, whose values the view gets as they come.

    `said` is the event's data. A newer event of that name from the same visitor supersedes the run, and the
    view's event `stop` ends it, within one step, also while it waits at the `desk` or is still on its way
    here (views/look/page.js numbers both). While it waits the view is told {"kind": "waiting", "asked",
    "before": how many}, with "again", the seconds after which to ask again, where there is no room; and where
    it fails {"kind": "error", "asked", "text"}, or what `as_value` makes of these; with None of it, waiting
    goes unsaid and an error is told as elsewhere. "asked" holds the number `run` that the view gave it.

    Who asks for the same joins the run that is under way, or gets what was kept of it, if it is `shared`.
    What is timed is not, and works `alone`.
    """
    guarded = page.guard(fn, model=desk is models)

    async def running(request: gr.Request, event: gr.EventData, *values: Any) -> AsyncIterator[Any]:
        said, turn = numbered(event)
        values = page.known(values, inputs)
        asked = {"run": said.get("run")}
        run = lives.begin((request.session_hash, view._id, name), turn)
        value = None
        try:
            key = recipe(fn, said, *values) if shared and desk is models else None
            news = works.follow(key, lambda: guarded(said, *values), desk or Desk(), run, alone=alone)
            async with aclosing(news):
                async for made in news:
                    if isinstance(made, Before):
                        # once nobody is before it, news of its own comes
                        made = as_value({**waits(int(made)), "asked": dict(asked)}) if made else None
                    if run.over:
                        break
                    if made is not None:
                        yield (value := addressed(made, asked["run"]))
        except (BusyError, gr.Error) as error:
            told = page.told(error)
            if isinstance(error, BusyError):
                end = waits(error.waiting, error.again)
            else:
                end = {"kind": "error", "text": told.message}
            value = as_value({**end, "asked": dict(asked)})
            if value is None:
                raise told from error
            yield value
        if value is None:
            yield gr.skip()

    running.__name__ = fn.__name__
    running.desk, running.asks_again = desk, True  # type: ignore[attr-defined]  # as in waiting
    getattr(view, name)(
        fn=running,
        inputs=list(inputs),
        outputs=[view],
        **{**AS_EVER, "concurrency_limit": None, "trigger_mode": "multiple"},
    )
    if view._id not in page.stoppable:
        page.stoppable.add(view._id)
        view.stop(fn=_stopping(view), queue=False, **{**AS_EVER, "trigger_mode": "multiple"})


def waits(before: int, again: float | None = None) -> dict[str, Any]:
    """News that it waits, for a view: a `queued`, as "asked" gets the number of the view's run."""
    told = {"kind": "waiting", "asked": {"run": None}, "before": before}
    return told if again is None else {**told, "again": again}


def waiting(
    page: "Page",
    fn: Callable[..., Any],
    desk: Desk = models,
    queued: Callable[..., Any] | None = None,
    by: Callable[..., Any] | None = None,
    run: Callable[..., Any] | None = None,
    inputs: Sequence[Component] = (),
    *,
    unseen: bool = False,
    idle: Callable[..., bool] = lambda *_: False,
) -> Callable[..., Any]:
    """`fn`, guarded, as a coroutine or an asynchronous generator that waits its turn at the desk.

    All but `inputs`, whose values come last, as in `Page.listen`.
    """
    guarded, is_stream = page.guard(fn), inspect.isgeneratorfunction(fn)

    def once(*args: Any, **kwargs: Any) -> Iterator[Any]:
        yield guarded(*args, **kwargs)

    made = guarded if is_stream else once

    @functools.wraps(fn)
    async def streamed(*args: Any, **kwargs: Any) -> AsyncIterator[Any]:
        args = page.known(args, inputs)
        number = run(*args, **kwargs) if run else None
        key = recipe(fn, *by(*args, **kwargs)) if by else None
        try:
            line = Desk() if idle(*args, **kwargs) else desk
            async with aclosing(works.follow(key, lambda: made(*args, **kwargs), line)) as news:
                async for value in news:
                    if not isinstance(value, Before):
                        yield addressed(value, number) if run else value
                    elif queued:
                        yield addressed(queued(int(value)), number)
        except BusyError as error:
            if queued is None:
                raise page.told(error, visible=not unseen) from error
            yield addressed(queued(error.waiting, error.again), number)

    @functools.wraps(fn)
    async def answered(*args: Any, **kwargs: Any) -> Any:
        (answer,) = [value async for value in streamed(*args, **kwargs)]
        return answer

    waited: Any = streamed if queued or is_stream else answered
    waited.desk, waited.asks_again = desk, bool(queued) or unseen  # for whoever asks where it waits, and how
    return waited


def _stopping(view: "View") -> Callable[..., None]:
    """What hears the view's event `stop`: {"turns": {event: up to which}}."""

    def stop(request: gr.Request, event: gr.EventData) -> None:
        turns = numbered(event)[0].get("turns")
        for name, turn in (turns if isinstance(turns, dict) else {}).items():
            if isinstance(turn, int):
                lives.stop((request.session_hash, view._id, name), turn)

    return stop
