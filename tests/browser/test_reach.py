"""What does not reach the server, and news that break off (views/look/reach.js), in a real Chromium."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page

from explainer.views.look.theme import HERE

BEGIN = """(script) => {
    /* `answers` are given in their order: a status, "lost", or for a stream what it brings. */
    Object.assign(window, { sent: [], told: [], answers: [], ids: 0 });
    for (const name of ["unreached", "cut"]) {
        addEventListener(`kakusan:${name}`, ({ detail }) => told.push([name, detail ?? null]));
    }
    window.fetch = async (what) => {
        sent.push(String(what?.url ?? what));
        const answer = answers.shift() ?? 200;
        if (answer === "lost") throw new TypeError("Failed to fetch");
        if (answer !== 200 && typeof answer === "number") return new Response("no", { status: answer });
        if (typeof answer === "number") return new Response(JSON.stringify({ event_id: `e${++ids}` }));
        const parts = [...answer], broken = parts.at(-1) === "broken" && parts.pop();
        return new Response(new ReadableStream({ pull(out) {
            if (parts.length) out.enqueue(new TextEncoder().encode(parts.shift()));
            else if (broken) out.error(new TypeError("network error"));
            else out.close();
        } }));
    };
    window.eval(script);
    window.heard = async () => (await (await fetch("/queue/data?session_hash=a")).text())
        .split("\\n\\n").filter(Boolean).map((line) => JSON.parse(line.replace("data: ", "")));
}"""
STARTS = 'data: {"msg":"process_starts","event_id":"e1"}\n\n'
DONE = 'data: {"msg":"process_completed","event_id":"e1","output":{"data":[7]}}\n\n'
CLOSE = 'data: {"msg":"close_stream","event_id":null}\n\n'
FAILED = {
    "msg": "process_completed",
    "event_id": "e2",
    "output": {"error": None, "visible": False},
    "success": False,
}
END = {"msg": "close_stream", "event_id": None}


@pytest.fixture
def page(parts: Page, wrong: list[str]) -> Iterator[Page]:
    parts.evaluate(BEGIN, (HERE / "reach.js").read_text("utf-8"))
    yield parts
    assert wrong == []


def status(page: Page, path: str, *answers: Any) -> int:
    """Of the answer that a question gets in the end."""
    return page.evaluate(
        "async ([path, given]) => { answers.push(...given); return (await fetch(path)).status; }",
        [path, list(answers)],
    )


def told(page: Page) -> list[Any]:
    return page.evaluate("told")


def kinds(page: Page, *parts: str) -> list[Any]:
    """What Gradio hears of a stream that brings these parts, two questions being under way."""
    return page.evaluate(
        """async (parts) => {
            await fetch("/queue/join");
            await fetch("/queue/join");
            answers.push(parts);
            return heard();
        }""",
        list(parts),
    )


@pytest.mark.parametrize("path", ["/gradio_api/file=a.webp", "https://x.test/a/kakusan/1/en.json"])
def test_a_file_that_does_not_come_is_asked_for_again(page: Page, path: str) -> None:
    assert status(page, path, "lost", 503, 200) == 200
    assert page.evaluate("sent") == [path] * 3
    assert status(page, path, 404) == 404


@pytest.mark.parametrize("refusal", ["lost", 503, 502, 500, 429])
def test_a_question_that_is_not_let_in_is_sent_again(page: Page, refusal: Any) -> None:
    assert status(page, "/queue/join", refusal, refusal, 200) == 200
    assert page.evaluate("sent") == ["/queue/join"] * 3
    assert told(page) == [["unreached", True], ["unreached", False]]


def test_an_answer_of_the_servers_own_is_left_as_it_is(page: Page) -> None:
    assert status(page, "/queue/join", 422) == 422
    assert status(page, "/run/predict", 500) == 500
    assert status(page, "/parts/run.js", 503) == 503
    assert told(page) == []


def test_what_waits_is_sent_in_the_order_of_asking(page: Page) -> None:
    page.evaluate("""async () => {
        answers.push("lost", "lost", "lost");
        await Promise.all([1, 2, 3].map((one) => fetch(`/queue/join?${one}`)));
    }""")
    assert [one[-1] for one in page.evaluate("sent")] == list("123123")


def test_a_stream_that_ends_as_it_should_passes_as_it_is(page: Page) -> None:
    done = DONE.replace("e1", "e2")
    heard = kinds(page, STARTS[:20], STARTS[20:] + DONE, done + CLOSE)
    assert [one["msg"] for one in heard] == [
        "process_starts", "process_completed", "process_completed", "close_stream"
    ]  # fmt: skip
    page.wait_for_timeout(300)
    assert told(page) == []


@pytest.mark.parametrize(
    "end",
    [
        "broken",
        "",
        'data: {"msg":"unexpected_error","event_id":null,"message":"404","session_not_found":true}\n\n',
        'data: {"msg":"unexpected_error","event_id":null,"message":"Server stopped unexpectedly."}\n\n',
    ],
)
def test_where_it_breaks_off_what_is_under_way_has_failed_and_the_page_is_told(page: Page, end: str) -> None:
    heard = kinds(page, STARTS, DONE, end)
    assert heard[2:] == [FAILED, END]
    page.wait_for_function("told.length")
    assert told(page) == [["cut", None]]


def test_an_error_of_one_questions_own_ends_nothing(page: Page) -> None:
    heard = kinds(page, 'data: {"msg":"unexpected_error","event_id":"e1","message":"no"}\n\n', STARTS)
    assert [one["msg"] for one in heard[:2]] == ["unexpected_error", "process_starts"]
    assert heard[2:] == [FAILED, END]


def test_a_stream_that_the_page_lets_go_is_not_called_cut(page: Page) -> None:
    page.evaluate("""async () => {
        const control = new AbortController();
        answers.push([]);
        control.abort();
        await (await fetch("/queue/data", { signal: control.signal })).text();
    }""")
    page.wait_for_timeout(300)
    assert told(page) == []
