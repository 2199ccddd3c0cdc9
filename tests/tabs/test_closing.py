"""The count of a page's ended streams, in the answer to what it asks."""

import asyncio
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from explainer.tabs import closing
from explainer.tabs.closing import CountedStreams

CLOSE = b'data: {"msg":"close_stream","event_id":null}\n\n'


class Queue:
    """Gradio's two routes, as far as they matter: a stream that goes on by `more`, and a question let in."""

    def __init__(self) -> None:
        self.news: asyncio.Queue[bytes | None] = asyncio.Queue()

    async def __call__(self, scope: Any, _receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        if scope["path"].endswith("/queue/data"):
            while (body := await self.news.get()) is not None:
                await send({"type": "http.response.body", "body": body, "more_body": True})
        await send({"type": "http.response.body", "body": b""})


def scope(path: str, session: str) -> dict[str, Any]:
    return {
        "type": "http",
        "path": f"/gradio_api/queue/{path}",
        "query_string": f"session_hash={session}".encode(),
        "headers": [(b"kakusan-session", session.encode())],
    }


async def answer(app: CountedStreams, session: str, *headers: tuple[bytes, bytes]) -> dict[bytes, bytes]:
    """The headers of the answer to a question of that page."""
    said: list[Any] = []

    async def send(message: Any) -> None:
        said.append(message)

    asked = scope("join", session)
    await app({**asked, "headers": [*asked["headers"], *headers]}, None, send)
    return dict(said[0]["headers"])


async def ended(app: CountedStreams, session: str) -> int:
    return int((await answer(app, session))[b"kakusan-ended"])


async def nothing(_: Any) -> None:
    """A send that nobody hears."""


def test_a_stream_has_ended_before_its_last_message_is_on_its_way():
    async def scenario() -> None:
        app = CountedStreams(inner := Queue())
        seen: list[int] = []

        async def send(message: Any) -> None:
            if message.get("body") == CLOSE:
                seen.append(await ended(app, "a"))

        assert await ended(app, "a") == 0
        stream = asyncio.create_task(app(scope("data", "a"), None, send))
        inner.news.put_nowait(b'data: {"msg":"estimation"}\n\n')
        await asyncio.sleep(0)
        assert await ended(app, "a") == 0
        inner.news.put_nowait(CLOSE)
        inner.news.put_nowait(None)
        await stream
        assert seen == [1]
        assert (await ended(app, "a"), await ended(app, "b")) == (1, 0)

    asyncio.run(scenario())


def test_a_stream_that_breaks_off_has_ended_too():
    async def scenario() -> None:
        app = CountedStreams(Queue())
        stream = asyncio.create_task(app(scope("data", "a"), None, nothing))
        await asyncio.sleep(0)
        stream.cancel()
        await asyncio.gather(stream, return_exceptions=True)
        assert await ended(app, "a") == 1

    asyncio.run(scenario())


def test_pages_are_forgotten_in_the_end(monkeypatch: Any):
    async def scenario() -> None:
        monkeypatch.setattr(closing, "MOST_REMEMBERED", 2)
        app = CountedStreams(inner := Queue())
        for session in "abc":
            inner.news.put_nowait(None)
            await app(scope("data", session), None, nothing)
        assert sorted(app.ended) == ["b", "c"]

    asyncio.run(scenario())


def test_a_page_is_told_that_its_readers_own_picture_is_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path))
    own = tmp_path / "あ.png"

    async def gone() -> bool:
        return b"kakusan-gone" in await answer(
            CountedStreams(Queue()), "a", (b"kakusan-own", quote(str(own)).encode())
        )

    assert asyncio.run(gone())
    own.touch()
    assert not asyncio.run(gone())
    assert b"kakusan-gone" not in asyncio.run(answer(CountedStreams(Queue()), "a"))


def test_a_server_that_was_started_anew_is_another():
    async def scenario() -> None:
        names = [(await answer(CountedStreams(Queue()), "a"))[b"kakusan-server"] for _ in range(2)]
        assert names[0] != names[1]

    asyncio.run(scenario())
