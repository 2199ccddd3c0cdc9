"""Sends the two pages compressed, by Brotli where the browser takes it, else by gzip.

Gradio compresses by the ending of the path, and a page's path has none. Nothing but the pages comes through
here: streams of events go out as they come, and files by the ranges that were asked for.
"""

from typing import Any

from gradio.brotli_middleware import BrotliResponder, Mode
from starlette.middleware.gzip import GZipMiddleware

from explainer.tabs.first_sheet import page_language
from explainer.tabs.language import App, Scope, header, quality

BROTLI: dict[str, Any] = {"quality": 5, "mode": Mode.text, "lgwin": 22, "lgblock": 0, "minimum_size": 400}
"""A window of 4 MB, so that what stands in the page many times costs little more than once."""


class Compressed:
    """ASGI middleware around the two pages, to stand outside of whatever rewrites them."""

    def __init__(self, app: App) -> None:
        self.app = app
        self.gzipping = GZipMiddleware(app)

    async def __call__(self, scope: Scope, receive: Any, send: Any) -> None:
        """Compress the answer where a page is asked for, and pass everything else on."""
        if page_language(scope) is None:
            await self.app(scope, receive, send)
        elif takes_brotli(header(scope, b"accept-encoding")):
            await BrotliResponder(self.app, **BROTLI)(scope, receive, send)
        else:
            await self.gzipping(scope, receive, send)


def takes_brotli(accept_encoding: str) -> bool:
    """Whether the header allows `br` by name (RFC 9110, section 12.5.3)."""
    items = (item.partition(";") for item in accept_encoding.lower().split(","))
    return any(name.strip() == "br" and quality(weight) > 0 for name, _, weight in items)
