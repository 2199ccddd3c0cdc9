"""Lays the first sheet into the served page: something is seen before Gradio's scripts have arrived."""

from typing import Any
from urllib.parse import parse_qs

from explainer import text
from explainer.tabs import samples
from explainer.tabs.language import App, Scope
from explainer.tabs.story import FACTS, STORY
from explainer.text import Texts
from explainer.views.first import Sheet, laid_into


class FirstSheet:
    """ASGI middleware around the two pages; `tabs` are the ids in their order."""

    def __init__(self, app: App, tabs: tuple[str, ...]) -> None:
        self.app = app
        self.tabs = tabs

    async def __call__(self, scope: Scope, receive: Any, send: Any) -> None:
        """Pass everything on, and rewrite the answer where a page is asked for."""
        language = page_language(scope)
        if language is None:
            await self.app(scope, receive, send)
            return
        sheet = sheet_of(language, self.tabs, asked_of(scope))
        await self.app(scope, receive, _Rewriting(send, sheet))


class _Rewriting:
    """A `send` that holds an HTML answer back until it is whole, and lays the sheet into it."""

    def __init__(self, send: Any, sheet: Sheet) -> None:
        self.send = send
        self.sheet = sheet
        self.start: dict[str, Any] | None = None
        self.body = b""

    async def __call__(self, message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start" and _is_html(message):
            self.start = message
        elif message["type"] == "http.response.body" and self.start is not None:
            self.body += message.get("body", b"")
            if not message.get("more_body"):
                await self._finish(self.start)
        else:
            await self.send(message)

    async def _finish(self, start: dict[str, Any]) -> None:
        body = laid_into(self.body.decode(), self.sheet).encode()
        headers = [(key, value) for key, value in start["headers"] if key.lower() != b"content-length"]
        length = (b"content-length", str(len(body)).encode())
        await self.send({**start, "headers": [*headers, length]})
        await self.send({"type": "http.response.body", "body": body})


def page_language(scope: Scope) -> str | None:
    """The language of the page asked for, or None where something else is."""
    if scope["type"] != "http" or scope["method"] != "GET":
        return None
    path = scope["path"].removeprefix(scope.get("root_path", "").rstrip("/")).strip("/")
    return {"": "en", "ja": "ja"}.get(path)


def asked_of(scope: Scope) -> dict[str, str]:
    """What the address says, the first of each name."""
    query = parse_qs(scope["query_string"].decode("latin-1"))
    return {key: values[0] for key, values in query.items()}


def sheet_of(language: str, tabs: tuple[str, ...], asked: dict[str, str]) -> Sheet:
    """The sheet of the tab that is `asked` for (the first, if there is none of that id), with the sample."""
    t = text.load(language)
    shown = asked["tab"] if asked.get("tab") in tabs else tabs[0]
    headline, lede = _scene(t, asked.get("scene", "")) if shown == STORY else _tab(t, shown)
    pictures = {one["id"]: one["src"] for one in samples.thumbnails()}
    return Sheet(
        language=language,
        title=t("common.title"),
        stamp=t("common.stamp"),
        name=t("common.name"),
        tagline=t("common.tagline"),
        tabs=tuple(t(f"{name}.tab") for name in tabs),
        open_tab=tabs.index(shown),
        headline=headline,
        lede=lede,
        picture=pictures.get(asked.get("sample", ""), pictures[samples.first().sample]),
        embedded=asked.get("view") == "embed",
    )


def _tab(t: Texts, name: str) -> tuple[str, str]:
    return t(f"{name}.headline"), t(f"{name}.lede")


def _scene(t: Texts, asked: str) -> tuple[str, str]:
    """Title and first words of a scene; the numbers in them are not known yet."""
    scenes = t.table("story.scene")
    name = asked if asked in scenes else next(iter(scenes))
    return t(f"story.scene.{name}.title"), t(f"story.scene.{name}.before", **dict.fromkeys(FACTS, "…"))


def _is_html(message: dict[str, Any]) -> bool:
    kinds = [value for key, value in message["headers"] if key.lower() == b"content-type"]
    return message["status"] == 200 and any(kind.startswith(b"text/html") for kind in kinds)
