"""A page is made once for all who ask for the same one, and never for others."""

import asyncio
from typing import Any

import pytest

from explainer.tabs import kept_pages
from explainer.tabs.kept_pages import KeptPages
from explainer.tabs.shell import TABS

HOST = (b"host", b"one.test")


class Gradio:
    """Makes a page that says which it is, and counts them."""

    def __init__(self, status: int = 200, *more: tuple[bytes, bytes]) -> None:
        self.made = 0
        self.status = status
        self.more = more
        self.pages = KeptPages(self, TABS)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        self.made += 1
        headers = [(b"content-type", b"text/html"), *self.more]
        await send({"type": "http.response.start", "status": self.status, "headers": headers})
        await send({"type": "http.response.body", "body": b"page ", "more_body": True})
        await send({"type": "http.response.body", "body": str(self.made).encode()})

    def get(
        self, path: str = "/", query: str = "", *headers: tuple[bytes, bytes], method: str = "GET"
    ) -> bytes:
        sent: list[Any] = []

        async def send(message: Any) -> None:
            sent.append(message)

        scope = {
            "type": "http",
            "method": method,
            "path": path,
            "query_string": query.encode(),
            "headers": [HOST, *headers],
        }
        asyncio.run(self.pages(scope, None, send))
        assert sent[0]["status"] == self.status
        return b"".join(one.get("body", b"") for one in sent)


def test_the_same_page_is_made_once():
    gradio = Gradio()
    first = gradio.get("/", "tab=latent&t=400", (b"user-agent", b"one"))
    assert first == b"page 1"
    other = (b"user-agent", b"other"), (b"x-forwarded-for", b"192.0.2.1")
    assert gradio.get("/", "tab=latent&t=7", *other) == first
    assert gradio.made == 1


@pytest.mark.parametrize(
    ("path", "query", "headers"),
    [
        ("/ja", "", []),
        ("/", "tab=latent", []),
        ("/", "view=embed", []),
        ("/", "", [(b"accept-encoding", b"br")]),
        ("/", "", [(b"x-forwarded-proto", b"https")]),
        ("/", "", [(b"x-forwarded-host", b"other.test")]),
    ],
)
def test_what_would_read_otherwise_is_another_page(path: str, query: str, headers: Any):
    gradio = Gradio()
    assert gradio.get() != gradio.get(path, query, *headers)


@pytest.mark.parametrize(
    ("query", "headers"),
    [
        ("deep_link=abc", []),
        ("page=ja", []),
        ("", [(b"cookie", b"access-token-1=secret")]),
        ("", [(b"authorization", b"Bearer secret")]),
    ],
)
def test_what_is_one_visitors_own_is_made_each_time_and_given_to_nobody(query: str, headers: Any):
    gradio = Gradio()
    assert gradio.get("/", query, *headers) == b"page 1"
    assert gradio.get("/", query, *headers) == b"page 2"
    assert gradio.get() == b"page 3"


@pytest.mark.parametrize("gradio", [Gradio(500), Gradio(200, (b"set-cookie", b"a=b"))])
def test_an_error_and_a_cookie_are_not_kept(gradio: Gradio):
    assert gradio.get() != gradio.get()


def test_what_is_no_page_passes():
    gradio = Gradio()
    assert gradio.get("/ja", method="POST") != gradio.get("/ja", method="POST")
    assert gradio.get("/config") != gradio.get("/config")
    assert not gradio.pages.kept


def test_a_forger_of_hosts_fills_no_memory(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(kept_pages, "MOST", 3)
    gradio = Gradio()
    for k in range(9):
        gradio.get("/", "", (b"x-forwarded-host", str(k).encode()))
    assert len(gradio.pages.kept) == 3
