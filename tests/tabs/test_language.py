"""The first visit: who is sent to which page, and who is left alone."""

import asyncio
from typing import Any

import pytest

from explainer.tabs.language import FirstVisit, preferred


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("ja", "ja"),
        ("ja-JP,ja;q=0.9,en;q=0.8", "ja"),
        ("en-US,en;q=0.9,ja;q=0.8", "en"),
        ("de,ja;q=0.2", "ja"),
        ("de,fr;q=0.2", "en"),
        ("en;q=0.5,ja;q=0.7", "ja"),
        ("ja;q=0", "en"),
        ("ja;q=much", "en"),
        ("", "en"),
        (",;,=", "en"),
    ],
)
def test_the_language_that_the_browser_wants_more(header: str, language: str):
    assert preferred(header) == language


def visited(
    path: str = "/", query: str = "", accept: str = "ja", language: str = "auto", **more: Any
) -> list[Any]:
    sent: list[Any] = []

    async def page(scope: Any, receive: Any, send: Any) -> None:
        await send("the page")

    async def send(message: Any) -> None:
        sent.append(message)

    headers = [(b"accept-language", accept.encode())]
    scope = {
        "type": "http",
        "method": "GET",
        "path": path,
        "query_string": query.encode(),
        "headers": headers,
    }
    asyncio.run(FirstVisit(page, language)(scope | more, None, send))
    return sent


def test_a_reader_of_japanese_is_sent_to_the_japanese_page():
    start, _ = visited()
    assert start["status"] == 307
    assert (b"location", b"/ja") in start["headers"]


def test_the_page_behind_a_prefix_is_sent_within_it():
    start, _ = visited(path="/kakusan/", root_path="/kakusan")
    assert (b"location", b"/kakusan/ja") in start["headers"]


@pytest.mark.parametrize(
    "visit",
    [
        {"accept": "en"},
        {"query": "tab=forward"},
        {"path": "/ja"},
        {"path": "/config"},
        {"method": "HEAD"},
        {"type": "websocket"},
        {"language": "en"},
    ],
)
def test_everyone_else_gets_what_they_asked_for(visit: dict[str, Any]):
    assert visited(**visit) == ["the page"]


def test_one_language_for_all_first_visits_can_be_chosen():
    start, _ = visited(accept="en", language="ja")
    assert start["status"] == 307
