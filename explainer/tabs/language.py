"""Which language a first visit gets: `/` sends readers of Japanese to `/ja` if the address has no query."""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Scope = MutableMapping[str, Any]
App = Callable[[Scope, Any, Any], Awaitable[None]]


class FirstVisit:
    """ASGI middleware; `language` is "auto" (what the browser asks for) or the one for all first visits."""

    def __init__(self, app: App, language: str = "auto") -> None:
        self.app = app
        self.language = language

    async def __call__(self, scope: Scope, receive: Any, send: Any) -> None:
        """Answer a first visit with a redirect, and pass everything else on."""
        if is_first_visit(scope) and self._wanted(scope) == "ja":
            await send({"type": "http.response.start", "status": 307, "headers": _headers(scope)})
            await send({"type": "http.response.body", "body": b""})
        else:
            await self.app(scope, receive, send)

    def _wanted(self, scope: Scope) -> str:
        return preferred(header(scope, b"accept-language")) if self.language == "auto" else self.language


def is_first_visit(scope: Scope) -> bool:
    """Whether the page itself is asked for, by an address that says nothing about language or state."""
    if scope["type"] != "http" or scope["method"] != "GET" or scope["query_string"]:
        return False
    return scope["path"].removeprefix(scope.get("root_path", "").rstrip("/")) in ("", "/")


def preferred(accept_language: str) -> str:
    """ "ja" if the header wants Japanese more than English, else "en" (RFC 9110, section 12.5.4)."""
    weights = {"en": 0.0, "ja": 0.0}
    for item in accept_language.lower().split(","):
        tag, _, weight = item.partition(";")
        language = tag.strip().split("-")[0]
        if language in weights:
            weights[language] = max(weights[language], quality(weight))
    return "ja" if weights["ja"] > weights["en"] else "en"


def quality(parameter: str) -> float:
    """The weight that `q=0.8` gives what it follows: 1 where none is named, 0 where it makes no sense."""
    name, _, value = parameter.strip().partition("=")
    try:
        return float(value) if name.strip() == "q" else 1.0
    except ValueError:
        return 0.0


def header(scope: Scope, name: bytes) -> str:
    """The first header of that (lower-case) name, or ""."""
    return next((value.decode("latin-1") for key, value in scope["headers"] if key == name), "")


def _headers(scope: Scope) -> list[tuple[bytes, bytes]]:
    place = scope.get("root_path", "").rstrip("/") + "/ja"
    return [
        (b"location", place.encode("latin-1")),
        (b"vary", b"Accept-Language"),
        (b"cache-control", b"no-store"),
        (b"content-length", b"0"),
    ]
