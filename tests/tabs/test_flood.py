"""Many pages at once, and forged questions: each is answered or refused in a sentence, and harms nobody."""

import asyncio
import gc
import random
import socket
import time
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import httpx
import pytest

from explainer.core import engine
from explainer.core.pack import ModelPack
from explainer.tabs import shell, visits
from explainer.tabs.desk import models
from explainer.tabs.sharing import works
from tests.bench import load
from tests.bench.load import Day, Visitor
from tests.tabs.runs import counted_calls

PATIENCE = 600
"""Seconds, and tenths of them until all is at rest: a busy machine is no mistake."""
ASKED = {"prompt": "a brown dog", "guidance": 3, "steps": 2, "seed": 1, "scheduler": "ddim", "run": 1}


@pytest.fixture(scope="module")
def url(pack: ModelPack) -> Iterator[str]:
    app = shell.build_app(lambda: pack, pack.folder).queue(max_size=None)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    app.launch(**shell.launch_options("en"), server_port=port, prevent_thread_lock=True, quiet=True)
    yield f"http://127.0.0.1:{port}"
    app.close()


@pytest.fixture(autouse=True)
def nothing_done_before(monkeypatch: pytest.MonkeyPatch) -> None:
    works.clear()
    monkeypatch.setattr(load, "PATIENCE", PATIENCE)


def visited(url: str, count: int, stay: Callable[[Visitor], Awaitable[Any]]) -> Day:
    """What that many visitors have seen, all of them there at once."""

    async def all_of_them() -> Day:
        day = Day(url)
        limits = httpx.Limits(max_connections=None, keepalive_expiry=0)  # the server lets go of idle ones
        async with httpx.AsyncClient(timeout=None, limits=limits) as client:
            visitors = [Visitor(day, client, random.Random(k)) for k in range(count)]
            await asyncio.gather(*map(stay, visitors))
            await asyncio.gather(*(visitor.leave() for visitor in visitors))
        return day

    return asyncio.run(all_of_them())


async def paint(visitor: Visitor, **changes: Any) -> None:
    """Ask for a picture and wait for it."""
    [question] = await visitor.trigger("TextToImageView", "run", ASKED | changes, models=True)
    await question.done.wait()


async def enter(visitor: Visitor) -> None:
    """Only the page."""
    await visitor.open()


def is_idle() -> bool:
    """Whether nothing is under way any more; what ends just now is waited for."""
    for _ in range(PATIENCE):
        floor = engine._floor
        lines = floor.lines.values()
        if not (models._line or floor.taken or any(one.waiting or one.runs for one in lines)):
            return True
        time.sleep(0.1)
    return False


def works_as_ever(url: str, seed: int = 77) -> bool:
    async def stay(visitor: Visitor) -> None:
        await visitor.open()
        await paint(visitor, seed=seed)

    day = visited(url, 1, stay)
    return not day.faults and day.count["answered"] == day.count["asked"] == 3 and is_idle()


@pytest.mark.parametrize("count", [35, 100])
def test_as_many_pages_as_come_at_once_are_all_let_in_and_filled(url: str, count: int):
    day = visited(url, count, enter)
    assert day.count["asked"] == day.count["answered"] == 2 * count
    assert not day.faults and day.count["refusals"] == 0
    assert is_idle()


def test_what_many_ask_for_alike_is_computed_once(url: str, pack: ModelPack):
    async def stay(visitor: Visitor) -> None:
        visitor.language = ""
        await visitor.open()
        await paint(visitor, seed=5)

    assert works_as_ever(url)
    with counted_calls(pack) as calls:
        day = visited(url, 20, stay)
    assert day.count["answered"] == 60 and not day.faults
    assert len(calls) == ASKED["steps"]


@pytest.mark.parametrize(
    "said",
    [
        7, "x", [1] * 100_000, {"turn": "x"}, {"turn": 10**300}, ASKED | {"steps": 10**6},
        ASKED | {"seed": 10**40}, ASKED | {"guidance": "NaN"}, ASKED | {"prompt": [1]}, ASKED | {"run": {}},
    ],
)  # fmt: skip
def test_forged_data_of_an_event_is_answered_and_the_next_run_works(url: str, said: Any):
    async def stay(visitor: Visitor) -> None:
        await visitor.open()
        question = await visitor.ask(visitor.events["TextToImageView", "run"][0], said, models=True)
        await question.done.wait()

    day = visited(url, 1, stay)
    assert not any("Traceback" in fault for fault in day.faults)
    assert works_as_ever(url)


@pytest.mark.parametrize("change", [{"fn_index": 10**6}, {"fn_index": -1}, {"fn_index": "x"}, {"data": "x"}])
@pytest.mark.parametrize("path", ["queue/join", "run/predict", "api/predict", "call/predict"])
def test_a_question_to_what_is_not_there_is_refused_without_a_traceback(
    url: str, path: str, change: dict[str, Any]
):
    body = {"data": [], "event_data": None, "fn_index": 0, "trigger_id": 10**9, "session_hash": "forger"}
    answer = httpx.post(f"{url}/gradio_api/{path}", json=body | change, timeout=None)
    assert answer.status_code >= 400
    assert "Traceback" not in answer.text and len(answer.text) < 2000
    assert works_as_ever(url)


def test_who_is_not_that_session_stops_nobodys_run(url: str):
    async def stay(visitor: Visitor) -> None:
        await visitor.open()
        forger = Visitor(visitor.day, visitor.client, random.Random("forger"))
        forger.language = visitor.language
        await forger.open()
        [question] = await visitor.trigger("TextToImageView", "run", ASKED | {"steps": 9}, models=True)
        await forger.stop("TextToImageView", {"run": 10**6})
        await question.done.wait()
        assert question.frames >= 9
        await forger.leave()

    assert not visited(url, 1, stay).faults


@pytest.mark.parametrize("guesses", ["nothing", "the session", "the event"])
def test_a_foreign_cancel_ends_nobodys_run(url: str, guesses: str):
    async def stay(visitor: Visitor) -> None:
        await visitor.open()
        said = ASKED | {"steps": 40, "seed": visitor.luck.randrange(10**6)}
        [question] = await visitor.trigger("TextToImageView", "run", said, models=True)
        [event] = visitor.asked
        body = {
            "session_hash": visitor.session if guesses == "the session" else "forger",
            "event_id": event if guesses == "the event" else "0" * 32,
            "fn_index": visitor.events["TextToImageView", "run"][0]["id"],
        }
        for path in ("cancel", "cancel/"):
            assert (await visitor.client.post(f"{url}/gradio_api/{path}", json=body)).status_code == 404
        await question.done.wait()
        assert question.frames >= said["steps"]

    day = visited(url, 1, stay)
    assert not day.faults and is_idle()


@pytest.mark.parametrize("trigger", [None, 0, -1, 10**9, 10**40, "another", "x", [1]])
def test_a_question_in_the_name_of_another_component_harms_nobody(url: str, trigger: Any):
    async def stay(visitor: Visitor) -> None:
        await visitor.open()
        run = visitor.events["TextToImageView", "run"][0]
        everyone = {told["targets"][0][0] for wired in visitor.events.values() for told in wired}
        for one in everyone if trigger == "another" else [trigger]:
            body = {"data": [], "event_data": ASKED | {"turn": 1}, "fn_index": run["id"], "trigger_id": one}
            for path in ("queue/join", "run/predict"):
                forged = body | {"session_hash": "forger"}
                answer = await visitor.client.post(f"{url}/gradio_api/{path}", json=forged)
                assert "Traceback" not in answer.text and len(answer.text) < 10**6

    assert not visited(url, 1, stay).faults
    assert works_as_ever(url)


@pytest.mark.parametrize("listens", [True, False])
def test_a_page_that_never_reads_its_news_is_given_up_and_all_others_are_served(
    url: str, listens: bool, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(visits, "MOST_UNREAD", 50)
    app = next(one for one in gc.get_objects() if type(one) is visits.Unheld and one.is_running)
    unread = app._queue.pending_messages_per_session

    async def stay(visitor: Visitor) -> None:
        await visitor.open()
        deaf = Visitor(visitor.day, visitor.client, random.Random("deaf"))
        deaf.query, deaf.streams = visitor.query, 10**6  # it believes to hear already
        run = visitor.events["TextToImageView", "run"][0]
        if listens:
            at = httpx.URL(url)
            _, writer = await asyncio.open_connection(at.host, at.port, limit=1)
            asked = (
                f"GET /gradio_api/queue/data?session_hash={deaf.session} HTTP/1.1\r\nHost: {at.host}\r\n\r\n"
            )
        most = 0
        for turn in range(20):
            await deaf.ask(run, ASKED | {"steps": 9, "seed": turn, "turn": turn})
            if listens and not turn:
                writer.write(asked.encode())
            await paint(visitor, seed=turn)
            most = max(most, unread[deaf.session].qsize() if deaf.session in unread else 0)
        assert most <= 50
        if listens:
            writer.close()

    day = visited(url, 1, stay)
    assert not day.faults and is_idle()
    assert works_as_ever(url)


def test_who_leaves_at_once_leaves_no_work_behind(url: str):
    async def stay(visitor: Visitor) -> None:
        await visitor.open()
        said = ASKED | {"steps": 60, "seed": visitor.luck.randrange(10**6)}
        await visitor.trigger("TextToImageView", "run", said, models=True)
        await visitor.leave()

    visited(url, 10, stay)
    assert is_idle()
    assert works_as_ever(url)


@pytest.mark.parametrize("error", [MemoryError, RuntimeError])
def test_a_hundred_failures_of_the_network_leave_nothing_behind(
    url: str, monkeypatch: pytest.MonkeyPatch, error: type[Exception]
):
    def fails(*_: Any) -> Any:
        raise error("injected")

    async def stay(visitor: Visitor) -> None:
        await visitor.open()
        for seed in range(10):
            await paint(visitor, seed=1000 + 10 * visitor.luck.randrange(10**6) + seed)

    assert works_as_ever(url)
    with monkeypatch.context() as patch:
        patch.setattr(engine, "forward", fails)
        day = visited(url, 10, stay)
    assert day.count["asked"] == day.count["answered"]
    assert not any("Traceback" in fault or "injected" in fault for fault in day.faults)
    assert is_idle() and works_as_ever(url, 78)


def test_a_hundred_stopped_runs_leave_nothing_behind(url: str):
    async def stay(visitor: Visitor) -> None:
        await visitor.open()
        for k in range(10):
            said = ASKED | {"steps": 60, "seed": visitor.luck.randrange(10**6) + k}
            [question] = await visitor.trigger("TextToImageView", "run", said, models=True)
            await visitor.stop("TextToImageView", {"run": visitor.turn})
            await question.done.wait()

    day = visited(url, 10, stay)
    assert day.count["asked"] == day.count["answered"] and not day.faults
    assert is_idle() and works_as_ever(url)
