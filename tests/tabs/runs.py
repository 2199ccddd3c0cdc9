"""How a view's runs are wired, how they go, and how often a pack's network is called for them."""

import asyncio
import inspect
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import gradio as gr

from explainer.core.pack import ModelPack


@contextmanager
def counted_calls(pack: ModelPack) -> Iterator[list[int]]:
    """A list that gets a 1 with each call of the network."""
    calls: list[int] = []
    hook = pack.unet.register_forward_hook(lambda *_: calls.append(1))
    try:
        yield calls
    finally:
        hook.remove()


def stoppable(blocks: gr.Blocks) -> set[str]:
    """The events that start a run, of views whose event `stop` is heard at once, out of the queue."""
    wired = [(fn, target, name) for fn in blocks.fns.values() for target, name in fn.targets]
    stopped = {target for fn, target, name in wired if name == "stop" and not fn.queue}
    return {
        name
        for fn, target, name in wired
        if target in stopped and inspect.isasyncgenfunction(fn.fn) and not hasattr(fn.fn, "__wrapped__")
    }


def desk_of(fn: Any) -> Any:
    """The desk at which a wired function waits its turn; None where it does not wait."""
    return getattr(fn, "desk", None)


def answered(blocks: gr.Blocks, name: str, said: dict[str, Any], *inputs: Any) -> Any:
    """What the one answer to that event is, where nobody is before it."""
    fn: Any = next(one.fn for one in blocks.fns.values() if name in [event for _, event in one.targets])
    request = SimpleNamespace(session_hash="one", query_params={})
    answer = fn(request, SimpleNamespace(_data=said), *inputs)
    if inspect.isasyncgen(answer):
        (only,) = asyncio.run(_all_of(answer))
        return only
    return asyncio.run(answer) if inspect.iscoroutine(answer) else answer


def started(blocks: gr.Blocks, name: str, said: dict[str, Any], *inputs: Any) -> list[Any]:
    """All that the run of that event yields, when nothing disturbs it."""
    fn = next(one.fn for one in blocks.fns.values() if name in [event for _, event in one.targets])
    request = SimpleNamespace(session_hash="one", query_params={})
    event = SimpleNamespace(_data=said)
    return asyncio.run(_all_of(fn(request, event, *inputs)))  # type: ignore[misc]


async def _all_of(values: AsyncIterator[Any]) -> list[Any]:
    return [value async for value in values]
