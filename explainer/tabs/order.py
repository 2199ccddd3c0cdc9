"""One after another for each visitor: an answer never overtakes the one before it, whoever else asks."""

import asyncio
import functools
import inspect
from collections.abc import AsyncIterator, Callable
from contextlib import aclosing
from typing import Any
from weakref import WeakValueDictionary

from anyio import to_thread

from explainer.tabs.desk import each


def one_by_one(fn: Callable[..., Any]) -> Callable[..., Any]:
    """`fn(request, *values)`, of any kind, which begins for a visitor only once it has ended for them before.

    What is not asynchronous runs in a thread.
    """
    orders: WeakValueDictionary[Any, asyncio.Lock] = WeakValueDictionary()  # gone with the last who waits

    def order_of(request: Any) -> asyncio.Lock:
        return orders.setdefault(request.session_hash, asyncio.Lock())

    @functools.wraps(fn)
    async def streamed(request: Any, *values: Any) -> AsyncIterator[Any]:
        order = order_of(request)
        async with order, aclosing(begun(fn(request, *values))) as news:
            async for value in news:
                yield value

    @functools.wraps(fn)
    async def answered(request: Any, *values: Any) -> Any:
        order = order_of(request)
        async with order:
            if inspect.iscoroutinefunction(fn):
                return await fn(request, *values)
            return await to_thread.run_sync(functools.partial(fn, request, *values))

    def begun(values: Any) -> Any:
        return each(values) if inspect.isgenerator(values) else values

    is_stream = inspect.isasyncgenfunction(fn) or inspect.isgeneratorfunction(fn)
    ordered: Any = streamed if is_stream else answered
    ordered.desk = getattr(fn, "desk", None)
    return ordered
