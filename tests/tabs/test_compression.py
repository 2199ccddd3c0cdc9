"""The pages on the wire: compressed as the browser takes it, and all else just as it is sent."""

import asyncio
import gzip
from typing import Any

import brotli
import pytest

from explainer.tabs.compression import Compressed, takes_brotli

PAGE = b"<!doctype html>" + b"<p>much the same again</p>" * 1000


def sent(path: str, accepts: str, kind: bytes = b"text/html", status: int = 200, **more: bytes) -> list[Any]:
    """The messages that leave when Gradio answers with PAGE in two parts."""
    messages: list[Any] = []

    async def gradio(scope: Any, receive: Any, send: Any) -> None:
        named = [(key.replace("_", "-").encode(), value) for key, value in more.items()]
        await send(
            {"type": "http.response.start", "status": status, "headers": [(b"content-type", kind), *named]}
        )
        await send({"type": "http.response.body", "body": PAGE[:40], "more_body": True})
        messages.append("asked for more")
        await send({"type": "http.response.body", "body": PAGE[40:]})

    async def send(message: Any) -> None:
        messages.append(message)

    headers = [(b"accept-encoding", accepts.encode())]
    scope = {"type": "http", "method": "GET", "path": path, "query_string": b"", "headers": headers}
    asyncio.run(Compressed(gradio)(scope, None, send))
    return messages


def answer(*asked: Any, **more: Any) -> tuple[dict[bytes, bytes], bytes]:
    start, *rest = (message for message in sent(*asked, **more) if isinstance(message, dict))
    return dict(start["headers"]), b"".join(one.get("body", b"") for one in rest)


@pytest.mark.parametrize("path", ["/", "/ja"])
@pytest.mark.parametrize(
    ("accepts", "encoding", "unpacked"),
    [
        ("gzip, deflate, br, zstd", b"br", brotli.decompress),
        ("gzip, deflate", b"gzip", gzip.decompress),
        ("gzip, br;q=0", b"gzip", gzip.decompress),
    ],
)
def test_a_page_is_sent_in_the_smallest_way_that_the_browser_takes(
    path: str, accepts: str, encoding: bytes, unpacked: Any
):
    headers, body = answer(path, accepts)
    assert headers[b"content-encoding"] == encoding
    assert b"accept-encoding" in headers[b"vary"].lower()
    assert unpacked(body) == PAGE
    assert len(body) < len(PAGE) / 20


def test_whoever_takes_nothing_gets_the_page_as_it_is():
    headers, body = answer("/", "")
    assert b"content-encoding" not in headers
    assert body == PAGE


def test_an_event_leaves_before_the_next_one_is_made():
    start, first, pause, _ = sent("/gradio_api/queue/data", "gzip, br", b"text/event-stream")
    assert dict(start["headers"]) == {b"content-type": b"text/event-stream"}
    assert first["body"] == PAGE[:40]
    assert pause == "asked for more"


def test_a_part_of_a_file_stays_the_part_that_was_asked_for():
    headers, body = answer("/gradio_api/file=a.html", "br", status=206, content_range=b"bytes 0-9/99")
    assert headers == {b"content-type": b"text/html", b"content-range": b"bytes 0-9/99"}
    assert body == PAGE


@pytest.mark.parametrize(
    ("accepts", "taken"),
    [("br", True), ("gzip, BR;q=0.5", True), ("br;q=0", False), ("", False), ("gzip", False), ("brx", False)],
)
def test_brotli_is_for_those_who_name_it(accepts: str, taken: bool):
    assert takes_brotli(accepts) is taken
