"""Tells a page which of its streams of news have ended, so that no question falls between two of them.

Gradio sends all news of a page in one stream, ended by the server as soon as nothing is under way. A question
that comes just then is let in while the page still believes the stream open, and would wait for news
for ever. With the count of ended streams in the answer, it lets go of the old one first (look/join.js).

A run is stopped by its view's event alone (tabs/streaming.py): Gradio's /cancel, for which no page here has
any use, would end what another visitor asked for, unanswered, and is closed.

The answer says as well where the picture that the page calls its reader's own is no longer on the server.
"""

import secrets
from collections import OrderedDict
from typing import Any
from urllib.parse import parse_qs, unquote

from starlette.responses import Response

from explainer.core.errors import PictureError
from explainer.tabs import samples
from explainer.tabs.language import App, Scope, header
from explainer.tabs.state import OWN

SESSION, ENDED, GONE = b"kakusan-session", b"kakusan-ended", b"kakusan-gone"
SERVER = b"kakusan-server"
"""Which server it is that counts: one that was started anew begins at 0."""
CLOSING = b'"msg":"close_stream"'
MOST_REMEMBERED = 10_000
"""Pages whose streams are counted; the oldest are forgotten, and wait for nothing then."""


class CountedStreams:
    """ASGI middleware around the queue: counts streams, and says the count where a question is let in."""

    def __init__(self, app: App) -> None:
        self.app = app
        self.ended: OrderedDict[str, int] = OrderedDict()
        self.name = secrets.token_hex(4).encode()

    async def __call__(self, scope: Scope, receive: Any, send: Any) -> None:
        """Watch a stream, mark the answer to a question, and pass everything else on."""
        path = scope["path"] if scope["type"] == "http" else ""
        if path.rstrip("/").endswith("/cancel"):
            await Response(status_code=404)(scope, receive, send)
        elif path.endswith("/queue/data"):
            await self._watch(scope, receive, send)
        elif path.endswith("/queue/join") and header(scope, SESSION):
            own = unquote(header(scope, OWN.encode()))
            await self.app(scope, receive, self._marking(send, header(scope, SESSION), own))
        else:
            await self.app(scope, receive, send)

    async def _watch(self, scope: Scope, receive: Any, send: Any) -> None:
        session = parse_qs(scope["query_string"].decode("latin-1")).get("session_hash", [""])[0]
        is_open = True

        def end() -> None:
            nonlocal is_open
            if is_open:
                is_open = False
                self._count(session)

        async def watched(message: dict[str, Any]) -> None:
            if CLOSING in message.get("body", b""):
                end()  # before it is on its way: whoever asks from now on is told
            await send(message)

        try:
            await self.app(scope, receive, watched)
        finally:
            end()

    def _count(self, session: str) -> None:
        self.ended[session] = self.ended.get(session, 0) + 1
        self.ended.move_to_end(session)
        while len(self.ended) > MOST_REMEMBERED:
            self.ended.popitem(last=False)

    def _marking(self, send: Any, session: str, own: str) -> Any:
        async def marked(message: dict[str, Any]) -> None:
            if message["type"] == "http.response.start":
                count = str(self.ended.get(session, 0)).encode()
                gone = [(GONE, b"1")] if own and not _is_there(own) else []
                message = {
                    **message,
                    "headers": [*message["headers"], (SERVER, self.name), (ENDED, count), *gone],
                }
            await send(message)

        return marked


def _is_there(own: str) -> bool:
    try:
        samples.uploaded(own)
    except PictureError:
        return False
    return True
