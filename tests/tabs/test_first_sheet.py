"""What is served before any script runs: language, title, headline and a picture, and safe text."""

import asyncio
from typing import Any

import pytest

from explainer.tabs.first_sheet import FirstSheet, page_language, sheet_of
from explainer.tabs.shell import TABS as FIGURES
from explainer.tabs.story import SCENES, STORY
from explainer.text import load

TABS = (STORY, *FIGURES)
STARTING = '<script type="module" crossorigin src="./assets/index-1.js"></script>'
HEAD = f'<!doctype html><html\n\tlang="en"><head><meta>{STARTING}</head>'.encode()
PAGE = HEAD + b'<body\n style="margin: 0"><gradio-app></gradio-app></body>'


def served(path: str, query: str = "", kind: bytes = b"text/html; charset=utf-8", status: int = 200) -> tuple:
    sent: list[dict[str, Any]] = []

    async def gradio(scope: Any, receive: Any, send: Any) -> None:
        headers = [(b"content-type", kind), (b"content-length", str(len(PAGE)).encode())]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": PAGE[:40], "more_body": True})
        await send({"type": "http.response.body", "body": PAGE[40:]})

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "GET", "path": path, "query_string": query.encode()}
    asyncio.run(FirstSheet(gradio, TABS)(scope, None, send))
    start, *rest = sent
    return dict(start["headers"]), b"".join(one["body"] for one in rest).decode()


@pytest.mark.parametrize(("path", "language"), [("/", "en"), ("/ja", "ja")])
def test_a_page_is_served_in_its_language(path: str, language: str):
    t = load(language)
    headers, html = served(path)
    assert f'lang="{language}"' in html
    assert f"<title>{t('common.title')}</title>" in html
    assert t(f"story.scene.{SCENES[0].name}.title") in html
    assert html.index("k-first") < html.index("<gradio-app>")
    assert int(headers[b"content-length"]) == len(html.encode())


def test_the_tab_and_the_sample_of_the_address_are_shown():
    _, html = served("/", "tab=latent&sample=pug")
    assert load("en")("latent.headline") in html
    pug = sheet_of("en", TABS, {"tab": "latent", "sample": "pug"})
    assert pug.picture != sheet_of("en", TABS, {}).picture


@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_scene_of_the_address_is_shown_and_another_name_shows_the_first(language: str):
    t = load(language)
    for scene in t.table("story.scene"):
        assert sheet_of(language, TABS, {"scene": scene}).headline == t(f"story.scene.{scene}.title")
    first = sheet_of(language, TABS, {})
    assert sheet_of(language, TABS, {"tab": STORY, "scene": "no such scene"}) == first


def test_gradio_is_started_at_once_but_in_an_embedded_page_by_the_sheet():
    for query in ("", "tab=latent", "view=story", "view=story&view=embed"):
        assert STARTING in served("/", query)[1]
    _, html = served("/", "tab=latent&view=embed")
    assert STARTING not in html
    assert 'data-when-seen="./assets/index-1.js"' in html


def test_nothing_of_the_address_is_repeated_in_the_page():
    _, html = served("/", "tab=<script>alert(1)</script>&sample=%22onerror%3D")
    assert "alert(1)" not in html
    assert "onerror" not in html


@pytest.mark.parametrize("other", [{"kind": b"application/json"}, {"status": 404}])
def test_what_is_no_page_passes_unchanged(other: dict[str, Any]):
    assert served("/", **other)[1].encode() == PAGE


@pytest.mark.parametrize(("path", "language"), [("/", "en"), ("", "en"), ("/ja", "ja"), ("/ja/", "ja")])
def test_the_path_says_which_page_it_is(path: str, language: str):
    assert page_language({"type": "http", "method": "GET", "path": path}) == language
    assert page_language({"type": "http", "method": "POST", "path": path}) is None
    assert page_language({"type": "http", "method": "GET", "path": path + "x"}) is None
