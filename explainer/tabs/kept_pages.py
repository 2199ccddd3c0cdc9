"""Sends again what was sent: a page is made, and compressed, once for all who ask for the same one.

Gradio copies, fills and writes a page of a megabyte anew for each visit, on the event loop, where a class
that opens the app would wait for one another. What a page says hangs on the address by which the server was
asked, since it names itself there, on what that says of tab, scene and picture, and on nothing else.
"""

from collections import OrderedDict
from typing import Any
from urllib.parse import parse_qs

from explainer.tabs.first_sheet import asked_of, page_language, sheet_of
from explainer.tabs.language import App, Scope, header

MOST = 64
"""Pages that are kept, some 100 kB each; the least recently sent go first."""
BY_GRADIO = {"deep_link", "page", "all_endpoints"}
"""What in an address changes the page that Gradio makes."""
ACCOUNTS = "access-token"
"""What stands in the cookie of somebody who has logged in."""
BY_HEADERS = {b"host", b"x-forwarded-host", b"x-forwarded-proto", b"x-gradio-server", b"accept-encoding"}
"""The headers by which Gradio finds the server's own address, and that by which the page is compressed."""
Messages = list[dict[str, Any]]


class KeptPages:
    """ASGI middleware around the two pages and all that rewrites them; `tabs` as in FirstSheet."""

    def __init__(self, app: App, tabs: tuple[str, ...]) -> None:
        self.app = app
        self.tabs = tabs
        self.kept: OrderedDict[Any, Messages] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Any, send: Any) -> None:
        """Answer with the page that is kept, or have it made; pass everything else on."""
        key = self._key(scope)
        if key is None:
            await self.app(scope, receive, send)
            return
        if key in self.kept:
            self.kept.move_to_end(key)
            for message in self.kept[key]:
                await send(dict(message))
            return
        sent: Messages = []

        async def noting(message: dict[str, Any]) -> None:
            sent.append(message)
            await send(message)

        await self.app(scope, receive, noting)
        if _is_for_all(sent):
            self.kept[key] = [dict(message) for message in sent]
            while len(self.kept) > MOST:
                self.kept.popitem(last=False)

    def _key(self, scope: Scope) -> Any:
        """What the page hangs on, or None where it is made for one visitor, or is none."""
        language = page_language(scope)
        if language is None or header(scope, b"authorization") or ACCOUNTS in header(scope, b"cookie"):
            return None
        if BY_GRADIO & parse_qs(scope["query_string"].decode("latin-1"), keep_blank_values=True).keys():
            return None
        by = tuple((name, value) for name, value in scope["headers"] if name in BY_HEADERS)
        where = scope.get("scheme"), scope.get("root_path"), scope["path"], scope.get("server")
        return where, by, sheet_of(language, self.tabs, asked_of(scope))


def _is_for_all(sent: Messages) -> bool:
    """Whether it is a whole page, and gives nobody a cookie."""
    if not sent or sent[0].get("status") != 200 or sent[-1].get("more_body"):
        return False
    return not any(name.lower() == b"set-cookie" for name, _ in sent[0]["headers"])
