"""What the server keeps of its visitors, who hold no connection to it while nothing is asked.

By default Gradio has each page with a gr.State hold one, by which it hears that the page was left. A browser
opens six to a host, so the seventh page on it, tab or frame, would wait for ever.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Any

import gradio as gr
from anyio import to_thread
from gradio.data_classes import BlocksConfigDict
from gradio.state_holder import StateHolder

from explainer.core import heap

KEPT = timedelta(minutes=45)
"""How long a visit is kept after its last question: as long as an uploaded picture."""
BETWEEN = 300
"""Seconds between two looks for visits that are over."""


class Unheld(gr.Blocks):
    """Blocks whose pages ask for no heartbeat."""

    def get_config_file(self) -> BlocksConfigDict:
        """What the browser is told of the pages."""
        return {**super().get_config_file(), "connect_heartbeat": False}


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
