"""How a run is wired, so that it can wait, be stopped, and be superseded by a newer one."""

from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import aclosing
from typing import TYPE_CHECKING, Any

import gradio as gr
from gradio.components import Component

from explainer.tabs.desk import BusyError, Desk, each, lives, models, numbered

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
) -> None:
    """The view's event `name` starts `fn(said, *inputs)`, whose values the view gets as they come.

    `said` is the event's data. A newer event of that name from the same visitor supersedes the run, and the
    view's event `stop` ends it, within one step, also while it waits at the `desk` or is still on its way
    here (views/look/page.js numbers both). While it waits the view is told {"kind": "waiting", "asked",
    "before": how many}, with "again", the seconds after which to ask again, where there is no room; and where
    it fails {"kind": "error", "asked", "text"}, or what `as_value` makes of these; with None of it, waiting
    goes unsaid and an error is told as elsewhere. "asked" holds the number `run` that the view gave it.
    """
    guarded = page.guard(fn, model=desk is models)

    async def running(request: gr.Request, event: gr.EventData, *values: Any) -> AsyncIterator[Any]:
        said, turn = numbered(event)
        values = page.known(values, inputs)
        asked = {"run": said.get("run")}
        run = lives.begin((request.session_hash, view._id, name), turn)
        value = None
        try:
            with (desk or Desk()).place() as place:
                async for before in place.turns(run):
                    value = as_value({"kind": "waiting", "asked": dict(asked), "before": before})
                    if value is not None:
                        yield value
                if not run.over:
                    async with aclosing(each(guarded(said, *values))) as news:
                        async for made in news:
                            if run.over:
                                break
                            yield (value := made)
        except (BusyError, gr.Error) as error:
            told = page.told(error)
            if isinstance(error, BusyError):
                news = {"kind": "waiting", "before": error.waiting, "again": error.again}
            else:
                news = {"kind": "error", "text": told.message}
            value = as_value({"asked": dict(asked), **news})
            if value is None:
                raise told from error
            yield value
        if value is None:
            yield gr.skip()

    running.__name__ = fn.__name__
    running.desk = desk  # type: ignore[attr-defined]  # as in in_turn
    getattr(view, name)(
        fn=running,
        inputs=list(inputs),
        outputs=[view],
        **{**AS_EVER, "concurrency_limit": None, "trigger_mode": "multiple"},
    )
    if view._id not in page.stoppable:
        page.stoppable.add(view._id)
        view.stop(fn=_stopping(view), queue=False, **{**AS_EVER, "trigger_mode": "multiple"})


def _stopping(view: "View") -> Callable[..., None]:
    """What hears the view's event `stop`: {"turns": {event: up to which}}."""

    def stop(request: gr.Request, event: gr.EventData) -> None:
        turns = numbered(event)[0].get("turns")
        for name, turn in (turns if isinstance(turns, dict) else {}).items():
            if isinstance(turn, int):
                lives.stop((request.session_hash, view._id, name), turn)

    return stop
