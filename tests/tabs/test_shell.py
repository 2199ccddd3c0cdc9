"""The page put together and served: both languages, tidy endpoints, and sentences for what goes wrong."""

import json
import socket
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path

import gradio as gr
import httpx
import pytest

from explainer.tabs import shell
from explainer.tabs.story import STORY
from explainer.text import LANGUAGES, load


@pytest.fixture(scope="module")
def app(pack_folder: Path) -> gr.Blocks:
    pack: Future = Future()
    return shell.build_app(pack.result, pack_folder, pack.done)


@pytest.fixture(scope="module")
def url(app: gr.Blocks) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    app.queue(max_size=1)
    app.launch(**shell.launch_options(), server_port=port, prevent_thread_lock=True, quiet=True)
    yield f"http://127.0.0.1:{port}"
    app.close()


def posted(url: str, body: str) -> str:
    """What `/forward_noising` answers to a raw body."""
    headers = {"content-type": "application/json"}
    asked = httpx.post(f"{url}/gradio_api/call/forward_noising", content=body, headers=headers)
    return httpx.get(f"{url}/gradio_api/call/forward_noising/{asked.json()['event_id']}", timeout=60).text


def test_both_pages_have_the_same_tabs_in_their_own_words(app: gr.Blocks):
    labels = [block.label for block in app.blocks.values() if isinstance(block, gr.Tab)]
    assert labels == [load(language)(f"{tab}.tab") for language in LANGUAGES for tab in (STORY, *shell.TABS)]


def test_a_tab_holds_nothing_but_tabs_beside_it(app: gr.Blocks):
    rows = [block for block in app.blocks.values() if isinstance(block, gr.Tabs)]
    assert [{type(child) for child in row.children} for row in rows] == [{gr.Tab}, {gr.Tab}]


def test_a_gap_stands_between_the_sentences_of_the_colophon_in_english_alone(app: gr.Blocks):
    values = [str(getattr(block, "value", "")) for block in app.blocks.values()]
    shown = [value for value in values if "k-colophon" in value]
    ends = [f"{load(one)('common.colophon')[-1]}{gap}<span>" for one, gap in (("en", " "), ("ja", ""))]
    assert all(end in one for end, one in zip(ends, shown, strict=True))


def test_public_endpoints_are_named_on_purpose(app: gr.Blocks):
    public = [fn.api_name for fn in app.fns.values() if fn.api_visibility == "public"]
    assert "forward_noising" in public
    assert all(name and not name.startswith(("_", "lambda", "load", "follow")) for name in public)


def test_each_language_is_served_with_its_title(url: str):
    for language, path in (("en", "/?tab=forward"), ("ja", "/ja")):
        html = httpx.get(url + path).text
        assert f"<title>{load(language)('common.title')}</title>" in html
        assert f'lang="{language}"' in html


@pytest.mark.parametrize("path", ["/?tab=forward", "/ja?tab=latent"])
@pytest.mark.parametrize(("encoding", "most"), [("br", 320_000), ("gzip", 580_000)])
def test_a_page_is_small_on_the_wire(url: str, path: str, encoding: str, most: int):
    with httpx.stream("GET", url + path, headers={"accept-encoding": encoding}) as answer:
        sent = sum(map(len, answer.iter_raw()))
    assert answer.headers["content-encoding"] == encoding
    assert answer.headers["content-length"] == str(sent)
    assert sent < most


def test_a_stream_of_events_is_heard_while_it_goes_on(url: str):
    listening = {"accept-encoding": "gzip, br"}
    with httpx.stream("GET", f"{url}/gradio_api/heartbeat/nobody", headers=listening, timeout=60) as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        assert "content-encoding" not in answer.headers
        assert b"ALIVE" in next(answer.iter_raw())


@pytest.mark.parametrize("path", ["/?tab=forward", "/ja"])
def test_a_page_is_told_to_keep_no_connection(url: str, path: str):
    assert '"connect_heartbeat":false' in httpx.get(url + path).text


def test_a_reader_of_japanese_is_redirected_once(url: str):
    answer = httpx.get(url + "/", headers={"accept-language": "ja"})
    assert answer.status_code == 307
    assert httpx.get(url + answer.headers["location"], headers={"accept-language": "ja"}).status_code == 200


@pytest.mark.parametrize(
    "data",
    ['["shiba", NaN, 0]', '["shiba", 1e99, 0]', '["shiba", -1, 0]', '["shiba", 1, 1.5]', '["wolf", 1, 0]'],
)
def test_a_number_that_makes_no_sense_gets_one_sentence(url: str, data: str):
    answer = posted(url, f'{{"data": {data}}}')
    assert answer.startswith("event: error")
    sentence = json.loads(answer.split("data: ")[1])["error"]
    assert sentence.endswith(".")
    assert "Traceback" not in answer
    assert sentence != load("en")("error.unexpected")


def test_numbers_that_make_sense_are_answered(url: str):
    answer = posted(url, '{"data": ["shiba", 420, 0]}')
    assert answer.startswith("event: complete")
    assert json.loads(answer.split("data: ")[1])[0]["t"] == 420
