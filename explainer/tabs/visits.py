"""What the server keeps of its visitors, who hold no connection to it while nothing is asked.

By default Gradio has each page with a gr.State hold one, by which it hears that the page was left. A browser
opens six to a host, so the seventh page on it, tab or frame, would wait for ever.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from copy import copy
from datetime import datetime, timedelta
from typing import Any

import gradio as gr
from anyio import to_thread
from gradio.data_classes import BlocksConfigDict
from gradio.queueing import Event, Queue
from gradio.server_messages import EventMessage
from gradio.state_holder import SessionState, StateHolder

from explainer.core import heap

KEPT = timedelta(minutes=45)
"""How long a visit is kept after its last question: as long as an uploaded picture."""
BETWEEN = 300
"""Seconds between two looks for visits that are over."""


MOST_UNREAD = 1000
"""News that wait for a page to read them: a run has some hundred."""


class Unheld(gr.Blocks):
    """Blocks whose pages ask for no heartbeat, and are given up where they do not read their news."""

    def queue(self, *args: Any, **kwargs: Any) -> "Unheld":
        """As Gradio's, with an end to what one visitor may leave unread."""
        super().queue(*args, **kwargs)
        bound(self._queue)
        return self

    def get_config_file(self) -> BlocksConfigDict:
        """What the browser is told of the pages."""
        return {**super().get_config_file(), "connect_heartbeat": False}


class Visit(SessionState):
    """What is kept of one visit: the values of its states, and the views as they were last told to be.

    Gradio describes all components of both pages anew for each visit, and a view anew with each of its news,
    for links that hold the state of a whole page. There are none here.
    """

    def __init__(self, blocks: gr.Blocks) -> None:
        self.blocks_config = copy(blocks.default_config)
        self.config_values: dict[int, Any] = {}
        self.state_data: dict[int, Any] = {}
        self._state_ttl: dict[int, Any] = {}
        self.is_closed = False
        self.STATE_TTL_WHEN_CLOSED = int(KEPT.total_seconds())

    def __setitem__(self, key: int, value: Any) -> None:
        """Keep a state's value, or a view as it is now."""
        if isinstance(block := self.blocks_config.blocks.get(key), gr.State):
            self._state_ttl[key] = block.time_to_live, datetime.now()
            self.state_data[key] = value
        else:
            self.blocks_config.blocks[key] = value

    def _update_config(self, key: int) -> None:
        """Describe nothing."""

    def _update_value_in_config(self, key: int, value: Any) -> None:
        """Describe nothing."""


class Visits(StateHolder):
    """Gradio's holder of visits, each of them a `Visit`."""

    def __getitem__(self, session_id: str) -> SessionState:
        """The visit of that name, new where it is not known."""
        if session_id not in self.session_data:
            self.session_data[session_id] = Visit(self.blocks)
        return super().__getitem__(session_id)


@contextlib.asynccontextmanager
async def kept(server: Any) -> AsyncIterator[None]:
    """While the server (Gradio's FastAPI app) runs, keep its visits here, and let go of them in time."""
    server.state_holder = Visits()
    server.state_holder.set_blocks(server.get_blocks())
    async with forgetting(server):
        yield


def bound(queue: Queue) -> None:
    """Have `queue` give up a visitor of whom more than MOST_UNREAD news are unread, as if they had left."""
    send, leaving = queue.send_message, set[asyncio.Task[None]]()

    def send_message(event: Event, message: EventMessage) -> None:
        visit = event.session_hash
        unread = queue.pending_messages_per_session.get(visit)
        if not event.alive or unread is None:
            event.alive = False
        elif unread.qsize() < MOST_UNREAD:
            send(event, message)
        else:
            event.alive = False
            del queue.pending_messages_per_session[visit]
            queue.pending_event_ids_session.pop(visit, None)
            task = asyncio.ensure_future(queue.clean_events(session_hash=visit))
            leaving.add(task)
            task.add_done_callback(leaving.discard)

    queue.send_message = send_message  # type: ignore[method-assign]


@contextlib.asynccontextmanager
async def forgetting(server: Any) -> AsyncIterator[None]:
    """While the server (Gradio's FastAPI app) runs, let go of visits that are over, and of their memory."""

    async def look() -> None:
        while True:
            await asyncio.sleep(BETWEEN)
            queue = server.get_blocks()._queue
            unheard = queue.pending_event_ids_session, queue.pending_messages_per_session
            forget(server.state_holder, datetime.now() - KEPT, *unheard)
            await to_thread.run_sync(heap.give_back)

    looking = asyncio.create_task(look())
    try:
        yield
    finally:
        looking.cancel()


def forget(holder: StateHolder, since: datetime, *more: dict[str, Any]) -> None:
    """Let go of all that `holder`, and `more` by the same names, keep of visits without a question since."""
    over = [visit for visit, last in list(holder.time_last_used.items()) if last < since]
    with holder.lock:
        for visit in over:
            for kept in (holder.session_data, holder.time_last_used, *more):
                kept.pop(visit, None)
