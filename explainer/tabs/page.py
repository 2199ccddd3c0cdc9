"""What a tab is given (`Page`) and hands back (`TabHandle`). tabs/forward/figure.py is the worked example."""

import functools
import inspect
import logging
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import gradio as gr
from gradio.blocks import Block
from gradio.components import Component
from gradio.events import Dependency, api

from explainer.core.errors import KakusanError
from explainer.tabs import state, streaming
from explainer.tabs.desk import Desk, models, numbered
from explainer.tabs.order import one_by_one
from explainer.text import Texts

if TYPE_CHECKING:
    from explainer.core.pack import ModelPack
    from explainer.views.base import View

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Page:
    """One language's page while it is being built.

    t        the texts
    blocks   the page itself, for `.load`
    pack     gives the models; waits until they are loaded, raises what loading raised
    folder   the pack's folder, for what needs no weights (scheduler/scheduler_config.json, card.json)
    picture  gr.State of a samples.Picture: what the reader carries from tab to tab; the shell fills it.
             After a long pause the server has forgotten it (tabs/visits.py): see `known`
    followers  the views that are told its key as their prop `picture`, all at once, whenever it is another
    stoppable  the views whose event `stop` is heard
    """

    t: Texts
    blocks: gr.Blocks
    pack: "Callable[[], ModelPack]"
    folder: Path
    picture: gr.State
    followers: "list[View]" = field(default_factory=list)
    stoppable: set[int] = field(default_factory=set)

    def listen(
        self,
        event: Callable[..., Dependency],
        fn: Callable[..., Any] | None,
        inputs: Sequence[Component] | None = None,
        outputs: Sequence[Block] | None = None,
        *,
        model: bool = True,
        in_turn: bool = False,
        queued: Callable[..., Any] | None = None,
        desk: Desk = models,
        by: Callable[..., Any] | None = None,
        run: Callable[..., Any] | None = None,
        unseen: bool = False,
        idle: Callable[..., bool] = lambda *_: False,
        **more: Any,
    ) -> Dependency:
        """Wire `event` (as `button.click`) to `fn`, as every tab does it.

        Errors of ours reach the reader as one sentence. With `model`, the work waits its turn at the `desk`;
        without, it runs at once. `more` goes to Gradio (js, trigger_mode, …).

        in_turn: each event of a visitor is answered, in the order of asking, and `fn` is given the request
            first. A view whose event carries data wants that, since Gradio's trigger_mode "always_last" would
            send the data of the first once more.
        queued: what the outputs get, of how many are before it at the desk, and once nobody is, of 0; where
            there is no room, of how many wait and after how many seconds to ask again. All that needs the
            models has one, unless it is `unseen` (or a `stream`).
        unseen: whether the reader is not told where there is no room; the page sees to it that it is asked
            again.
        idle: whether this answer needs no models after all, of fn's arguments: it then waits for nobody.
        by: what the answer depends on, of fn's arguments. Work on the models that agrees in that is shared
            (`sharing.recipe`).
        run: the number by which the view calls its run, of fn's arguments.
        """
        wired = list(inputs or [])
        if fn and model:
            fn = streaming.waiting(self, fn, desk, queued, by, run, wired, unseen=unseen, idle=idle)
        elif fn:
            fn = self.guard(fn, model=False, inputs=wired)
        order: dict[str, Any] = {"trigger_mode": "multiple"} if in_turn else {}
        return event(
            fn=one_by_one(fn) if fn and in_turn else fn,
            inputs=wired,
            outputs=list(outputs or []),
            **{**streaming.AS_EVER, "concurrency_limit": None, **order, **more},
        )

    def hear(
        self,
        event: Callable[..., Dependency],
        fn: Callable[..., Any],
        inputs: Sequence[Component] = (),
        *wired: Any,
        **more: Any,
    ) -> Dependency:
        """`listen`, with a `fn(said, *inputs)` that is given the event's data; equal questions are shared."""

        def heard(request: gr.Request, event: gr.EventData, *values: Any) -> Any:
            return fn(numbered(event)[0], *values)

        def by(request: gr.Request, event: gr.EventData, *values: Any) -> Any:
            return numbered(event)[0], *values

        def run(request: gr.Request, event: gr.EventData, *values: Any) -> Any:
            return numbered(event)[0].get("run")

        heard.__name__ = fn.__name__
        return self.listen(event, heard, inputs, *wired, **{"by": by, "run": run, **more})

    def stream(
        self, view: "View", name: str, fn: Callable[..., Iterator[Any]], *wired: Any, **more: Any
    ) -> None:
        """Wire a run that can be stopped: `streaming.wire`."""
        streaming.wire(self, view, name, fn, *wired, **more)

    def known(self, args: tuple[Any, ...], inputs: Sequence[Component]) -> tuple[Any, ...]:
        """`args`, which end with the values of `inputs`, with the picture where a new server knows none."""
        given = dict(enumerate(inputs, len(args) - len(inputs)))
        return tuple(
            state.shown() if value is None and given.get(place) is self.picture else value
            for place, value in enumerate(args)
        )

    def api(self, fn: Callable[..., Any], name: str, *, model: bool = True) -> None:
        """Offer `fn` (its parameters and result annotated) to programs, as the endpoint `/name`.

        One page offers it (English), since an endpoint has one name in the app.
        """
        if self.t.language == "en":
            work = streaming.waiting(self, fn) if model else self.guard(fn, model=False)
            api(work, api_name=name, concurrency_limit=None)

    def guard(
        self, fn: Callable[..., Any], *, model: bool = True, inputs: Sequence[Component] = ()
    ) -> Callable[..., Any]:
        """`fn`, with what goes wrong in it said in one sentence of the reader's language."""
        fn = on_device(fn) if model else fn
        if inspect.isgeneratorfunction(fn):

            @functools.wraps(fn)
            def guarded(*args: Any, **kwargs: Any) -> Any:
                try:
                    yield from without_gaps(fn(*self.known(args, inputs), **kwargs))
                except Exception as error:
                    raise self.told(error) from error
        else:

            @functools.wraps(fn)
            def guarded(*args: Any, **kwargs: Any) -> Any:
                try:
                    return fn(*self.known(args, inputs), **kwargs)
                except Exception as error:
                    raise self.told(error) from error

        return guarded

    def told(self, error: Exception, *, visible: bool = True) -> gr.Error:
        """`error` as the sentence for the reader; what is not ours is logged."""
        if isinstance(error, gr.Error):
            return error
        title = self.t("common.name")
        return gr.Error(self.sentence(error), title=title, visible=visible, print_exception=False)

    def sentence(self, error: Exception) -> str:
        """What to say of `error`."""
        if isinstance(error, KakusanError):
            return self.t(f"error.{error.code}", **error.values)
        if isinstance(error, FileNotFoundError) and self._in_pack(error.filename):
            return self.t("error.pack.missing_file", file=Path(error.filename).name)
        log.error("unexpected error", exc_info=error)
        return self.t("error.unexpected")

    def _in_pack(self, file: Any) -> bool:
        return isinstance(file, str | Path) and Path(file).is_relative_to(self.folder)


@dataclass(frozen=True)
class TabHandle:
    """How the shell keeps a tab filled. A tab's `build(page)` makes its components and returns this.

    outputs  the components that `load` and `follow` fill
    load     (picture, address) -> the outputs' values: the finished result that the tab opens on. A
             generator may stream. Runs when the tab is first opened, with `state.Address` already its own.
    follow   (picture, *values of inputs) -> the outputs' values, when the reader chose another picture in
             this tab or came here after choosing one elsewhere. None where the tab has no use for pictures.
    inputs   what else `follow` is given
    bar      the view with a picture bar (event `choose`), if the tab has one
    model    whether `load` and `follow` need the models
    idle     (picture, address) -> whether `load` needs none for these, since the view then asks for a run
             itself; with None in the address's place, whether `follow` does not
    """

    outputs: Sequence[Component]
    load: Callable[..., Any]
    follow: Callable[..., Any] | None = None
    inputs: Sequence[Component] = field(default_factory=tuple)
    bar: "View | None" = None
    model: bool = True
    idle: Callable[..., bool] = lambda *_: False


def without_gaps(results: Iterable[Any]) -> Iterator[Any]:
    """`results` of a generator, each `gr.skip()` in a tuple replaced by what that output last got.

    Gradio sends what changed since the last result, and the browser edits the last value in place: a skip
    after a value would destroy it.
    """
    last: dict[int, Any] = {}
    for result in results:
        if not isinstance(result, tuple):
            yield result
            continue
        row = [last.get(i, value) if value == gr.skip() else value for i, value in enumerate(result)]
        last = {i: value for i, value in enumerate(row) if value != gr.skip()}
        yield tuple(row)


def on_device(fn: Callable[..., Any]) -> Callable[..., Any]:
    """`fn`, run on a borrowed GPU where a Space lends one; `fn` itself anywhere else."""
    spaces = sys.modules.get("spaces")
    return spaces.GPU(fn) if spaces else fn
