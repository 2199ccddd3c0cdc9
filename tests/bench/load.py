"""Many visitors at once: pages without a browser, which ask as the page does, and read what comes.

Each opens the page, has a tab filled, drags, opens sections, lets runs go on or stops them, and leaves, some
in the middle. The visitors live in this process and share the cores with the server, so that what is told
here is more than what visitors with machines of their own would see.
"""

import asyncio
import json
import random
import re
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import httpx
import psutil

from explainer.core.engine import MOST_ROWS, forward
from explainer.core.exporting import example
from explainer.core.pack import load_pack
from tests.bench.memory import listening, peak
from tests.bench.ratio import Measure, percentile, seconds
from tests.bench.serving import app, served

VISITORS, SECONDS = 20, 20.0
PATIENCE = 120.0
"""Seconds until a question that was asked and not answered counts as lost."""
LATENCY, ROUNDS, BARE = 300.0, 5, 1.5
SEED = 7
TABS = {
    "forward": "fill_forward",
    "reverse": "fill_reverse",
    "latent": "fill_latent",
    "text_to_image": "fill_text_to_image",
}
WITHOUT_MODEL = ("StepsView", "SchedulesView", "SquaresView", "MosaicView", "RelationsView", "BindingView")
WITH_MODEL = (
    "LeftView",
    "WhereView",
    "ChannelsView",
    "MeetingView",
    "DisguiseView",
    "UnstampView",
    "CostView",
)
PROMPTS = {
    "": ("a brown shiba on the grass", "a white cat in the snow", "two black pugs"),
    "ja": ("草原にいる茶色の柴犬", "雪の中の白い猫", "黒いパグ"),
}
SEEDS, STEPS = range(40), 20
NEWS = re.compile(rb'^data: ?\{"msg":"(\w+)"(?:,"event_id":(?:"(\w+)"|null))?')
BEFORE = re.compile(rb'"before":(\d+)|\["before"\],(\d+)')
AGAIN = re.compile(rb'"again":(\d+\.?\d*)|\["again"\],(\d+\.?\d*)')
Told = dict[str, Any]


@dataclass
class Question:
    """One that was asked: when, whether it needs the models, and what came of it."""

    began: float
    models: bool
    frames: int = 0
    before: list[int] = field(default_factory=list)
    left_before: int = 0
    again: float | None = None
    ended: float | None = None
    failed: bool = False
    done: asyncio.Event = field(default_factory=asyncio.Event)


@dataclass
class Day:
    """What all visitors have seen."""

    url: str
    pages: dict[str, dict[tuple[str, str], list[Told]]] = field(default_factory=dict)
    count: Counter[str] = field(default_factory=Counter)
    left: int = 0
    quick: list[float] = field(default_factory=list)
    opened: list[float] = field(default_factory=list)
    waits: list[tuple[list[int], int]] = field(default_factory=list)
    rows: dict[Any, int] = field(default_factory=dict)
    faults: Counter[str] = field(default_factory=Counter)


class Visitor:
    """A page: its questions, and the one stream in which their answers come."""

    def __init__(self, day: Day, client: httpx.AsyncClient, luck: random.Random) -> None:
        self.day = day
        self.client = client
        self.luck = luck
        self.session = f"{luck.getrandbits(52):x}"
        self.language = luck.choice(("", "ja"))
        self.turn = 0
        self.streams = 0
        self.asked: dict[str, Question] = {}
        self.early: dict[str, list[bytes]] = {}
        self.reading: asyncio.Task[None] | None = None

    async def open(self) -> None:
        """Get the page, and have a tab filled."""
        tab = self.luck.choice(list(TABS))
        self.query = f"?tab={tab}"
        began = time.perf_counter()
        answer = await self.client.get(f"{self.day.url}/{self.language}{self.query}")
        self.day.opened.append(time.perf_counter() - began)
        self._judge(answer)
        if self.language not in self.day.pages:
            self.day.pages[self.language] = wired(answer.text)
        self.events = self.day.pages[self.language]
        await self.post(self.events["load", "say"][0], None)
        (arrived,) = [await self.ask(one, None) for one in self.events["load", "arrive"]]
        await self.wait(arrived)
        [filled] = await self.trigger("Door", TABS[tab], {}, models=tab != "forward")
        await self.wait(filled)

    async def trigger(self, view: str, name: str, data: Told, *, models: bool = False) -> list[Question]:
        """Let a view's event happen."""
        self.turn += 1
        data = data | {"turn": self.turn}
        return [await self.ask(one, data, models=models) for one in self.events[view, name]]

    async def ask(self, one: Told, data: Told | None, *, models: bool = False) -> Question:
        """Put a question into the queue, again and again until it is let in, and listen."""
        question = Question(time.perf_counter(), models)
        self.day.count["asked"] += 1
        while True:
            headers = {"kakusan-session": self.session}
            answer = await self._send("queue/join", one, data, headers)
            if self._judge(answer):
                break
            await asyncio.sleep(0.5)
        id, ended = answer.json()["event_id"], int(answer.headers["kakusan-ended"])
        self.asked[id] = question
        for message in self.early.pop(id, ()):
            self._hear(message)
        if ended >= self.streams:
            if self.reading is not None:
                await self.reading
            self.streams += 1
            self.reading = asyncio.create_task(self._read())
        return question

    async def post(self, one: Told, data: Told | None) -> None:
        """Ask past the queue."""
        self._judge(await self._send("run/predict", one, data, {}))

    async def stop(self, view: str, turns: dict[str, int]) -> None:
        """Press stop."""
        self.turn += 1
        await self.post(self.events[view, "stop"][0], {"turns": turns, "turn": self.turn})

    async def wait(self, question: Question) -> None:
        """Wait for the answer, and where there was no room, count that."""
        try:
            await asyncio.wait_for(question.done.wait(), PATIENCE)
        except TimeoutError:
            return
        if question.again is not None:
            self.day.count["refusals"] += 1

    async def leave(self) -> None:
        """Go away without reading on; what was asked is nobody's any more."""
        if self.reading is not None:
            self.reading.cancel()
            await asyncio.gather(self.reading, return_exceptions=True)
        for question in self.asked.values():
            self.day.count["left"] += 1
            self.day.left += question.models
        self.asked.clear()

    async def _send(self, path: str, one: Told, data: Told | None, headers: dict[str, str]) -> httpx.Response:
        body = {
            "data": [None] * len(one["inputs"]),
            "event_data": data,
            "fn_index": one["id"],
            "trigger_id": one["targets"][0][0],
            "session_hash": self.session,
        }
        return await self.client.post(
            f"{self.day.url}/gradio_api/{path}{self.query}", json=body, headers=headers
        )

    def _judge(self, answer: httpx.Response) -> bool:
        if answer.status_code in (429, 503):
            self.day.count["refusals"] += 1
        elif answer.status_code >= 500:
            self.day.count["5xx"] += 1
            self.day.faults[answer.text[:200]] += 1
        return answer.status_code < 400

    async def _read(self) -> None:
        address = f"{self.day.url}/gradio_api/queue/data?session_hash={self.session}"
        rest = b""
        async with self.client.stream("GET", address) as answer:
            self._judge(answer)
            async for some in answer.aiter_raw():
                *messages, rest = (rest + some).split(b"\n\n")
                for message in messages:
                    self._hear(message)

    def _hear(self, message: bytes) -> None:
        found = NEWS.match(message)
        kind, id = found.groups() if found else (b"", None)
        if kind == b"unexpected_error":
            self.day.count["sessions lost"] += 1
            self.day.faults[message.decode()[:200]] += 1
        if id is None:
            return
        question = self.asked.get(id.decode())
        if question is None:
            self.early.setdefault(id.decode(), []).append(message)
        elif kind == b"process_generating":
            self._news(question, message)
        elif kind == b"process_completed":
            del self.asked[id.decode()]
            self._news(question, message)
            self._end(question, message)

    def _news(self, question: Question, message: bytes) -> None:
        told, again = BEFORE.search(message), AGAIN.search(message)
        if told and question.models and b'"step"' not in message:
            if not question.before:
                question.left_before = self.day.left
            question.before.append(int(told[1] or told[2]))
            question.again = float(again[1] or again[2]) if again else question.again
        elif b"step" in message:
            question.frames += 1
            self._turn(question)

    def _turn(self, question: Question) -> None:
        """Its turn at the models has come."""
        if question.before and question.before[-1] > 0:
            self.day.waits.append((question.before, self.day.left - question.left_before))
            question.before = [0]

    def _end(self, question: Question, message: bytes) -> None:
        question.ended = time.perf_counter()
        self._turn(question)
        self.day.left += question.models
        self.day.count["answered"] += 1
        if b'"success":false' in message[-400:] or b'"error":"' in message[:200]:
            self.day.count["errors"] += 1
            self.day.faults[message.decode()[:300]] += 1
        if not question.models:
            self.day.quick.append(question.ended - question.began)
        question.done.set()


async def visit(visitor: Visitor, until: float) -> None:
    """One visit: an opening, and then a few things of all kinds."""
    luck = visitor.luck
    await asyncio.sleep(luck.uniform(0, 1))
    await visitor.open()
    for _ in range(luck.randint(2, 5)):
        if time.monotonic() > until:
            break
        await asyncio.sleep(luck.uniform(0.5, 3))
        what = luck.choices((drag, section, run, stopped, abandoned), (4, 3, 4, 1, 1))[0]
        if not await what(visitor):
            return
    for question in list(visitor.asked.values()):
        await visitor.wait(question)
    visitor.day.count["lost"] += len(visitor.asked)
    visitor.asked.clear()


async def drag(visitor: Visitor) -> bool:
    """Draw at something that needs no model."""
    luck, asked = visitor.luck, []
    what = luck.choice(("confirm", "squares", "bend"))
    for k in range(8):
        if what == "confirm":
            said = {
                "t": 100 * k,
                "seed": luck.choice(SEEDS),
                "samples": [luck.gauss(0, 1) for _ in range(4096)],
            }
            asked += await visitor.trigger("ForwardView", "confirm", said)
        elif what == "squares":
            asked += await visitor.trigger(
                "SquaresView", "confirm", {"stamps": 100 * k + 1, "slip": 1, "digest": 7}
            )
        else:
            said = {"run": k, "control": "legs", "way": "dachshund", "legs": k / 8}
            asked += await visitor.trigger("RelationsView", "bend", said)
        await asyncio.sleep(0.1)
    for question in asked:
        await visitor.wait(question)
    return True


async def section(visitor: Visitor) -> bool:
    """Open a section, with the models or without."""
    models = visitor.luck.random() < 0.5
    view = visitor.luck.choice(WITH_MODEL if models else WITHOUT_MODEL)
    for question in await visitor.trigger(view, "opened", {"seed": 0}, models=models):
        await visitor.wait(question)
    return True


async def start(visitor: Visitor) -> tuple[str, Question, tuple[Any, ...], int]:
    """Begin a run: its view, its question, its recipe, and the network's rows in a step."""
    luck, seed = visitor.luck, visitor.luck.choice(SEEDS)
    if luck.random() < 0.5:
        prompt = luck.choice(PROMPTS[visitor.language])
        said = {"prompt": prompt, "guidance": 4, "steps": STEPS, "seed": seed, "scheduler": "ddim", "run": 1}
        [question] = await visitor.trigger("TextToImageView", "run", said, models=True)
        return "TextToImageView", question, (prompt, seed), 2
    said = {"t": 400, "steps": 50, "seed": seed, "scheduler": "ddim", "picture": {"sample": "pug"}, "run": 1}
    [question] = await visitor.trigger("ReverseView", "run", said, models=True)
    return "ReverseView", question, ("", seed), 1


async def run(visitor: Visitor) -> bool:
    """A run, to its end."""
    _, question, recipe, rows = await start(visitor)
    await visitor.wait(question)
    note(visitor, question, recipe, rows)
    visitor.day.count["runs"] += question.ended is not None
    return True


async def stopped(visitor: Visitor) -> bool:
    """A run that is stopped in the middle."""
    view, question, recipe, rows = await start(visitor)
    await asyncio.sleep(visitor.luck.uniform(0, 2))
    await visitor.stop(view, {"run": visitor.turn})
    await visitor.wait(question)
    note(visitor, question, recipe, rows)
    return True


async def abandoned(visitor: Visitor) -> bool:
    """A run that its visitor does not stay for."""
    _, question, recipe, rows = await start(visitor)
    await asyncio.sleep(visitor.luck.uniform(0, 2))
    note(visitor, question, recipe, rows)
    await visitor.leave()
    return False


def note(visitor: Visitor, question: Question, recipe: tuple[Any, ...], rows: int) -> None:
    """The rows that the network has computed for that recipe, whoever asked for it."""
    seen = visitor.day.rows
    seen[recipe] = max(seen.get(recipe, 0), question.frames * rows)


def wired(html: str) -> dict[tuple[str, str], list[Told]]:
    """The events of a page that the server hears, by view and name."""
    start = html.index("window.gradio_config = ") + len("window.gradio_config = ")
    config = json.JSONDecoder().raw_decode(html, start)[0]
    views = {
        one["id"]: name.removeprefix("k-view-")
        for one in config["components"]
        for name in one["props"].get("elem_classes") or ()
        if name.startswith("k-view-")
    }
    events: dict[tuple[str, str], list[Told]] = {}
    for one in config["dependencies"]:
        for target, name in one["targets"] if one["backend_fn"] else ():
            key = ("load", one["api_name"].split("_")[0]) if name == "load" else (views.get(target, ""), name)
            events.setdefault(key, []).append(one)
    return events


async def stay(day: Day, client: httpx.AsyncClient, number: int, until: float) -> None:
    """One visitor after another in the same chair."""
    luck = random.Random(f"{SEED} {number}")
    while time.monotonic() < until:
        visitor = Visitor(day, client, luck)
        day.count["visits"] += 1
        try:
            await visit(visitor, until)
        except httpx.HTTPError as problem:
            day.count["broken"] += 1
            day.faults[repr(problem)[:200]] += 1
        finally:
            await visitor.leave()


@asynccontextmanager
async def watched(process: psutil.Process, length: float) -> AsyncIterator[list[float]]:
    """Gigabytes that the process holds: at first, after a tenth, and at last."""
    held = [process.memory_info().rss / 1e9]

    async def look() -> None:
        await asyncio.sleep(length / 10)
        held.append(process.memory_info().rss / 1e9)

    looking = asyncio.create_task(look())
    yield held
    await looking
    held.append(process.memory_info().rss / 1e9)


async def warm(url: str) -> None:
    """Wait until the models are there, and have done what is done once only."""
    async with httpx.AsyncClient(timeout=PATIENCE) as client:
        for language in PROMPTS:
            visitor = Visitor(Day(url), client, random.Random(language))
            visitor.language = language
            await visitor.open()
            for tab, fill in TABS.items():
                [question] = await visitor.trigger("Door", fill, {}, models=tab != "forward")
                await visitor.wait(question)
            for view in (*WITH_MODEL, *WITHOUT_MODEL):
                for question in await visitor.trigger(view, "opened", {"seed": 0}, models=True):
                    await visitor.wait(question)
            await visitor.leave()


async def crowd(
    url: str, visitors: int, length: float, process: psutil.Process
) -> tuple[Day, list[float], float]:
    """So many visitors for so many seconds; what they saw, the memory, and how long it took in the end."""
    await warm(url)
    day, began = Day(url), time.monotonic()
    limits = httpx.Limits(max_connections=None, max_keepalive_connections=2 * visitors)
    async with (
        httpx.AsyncClient(timeout=PATIENCE, limits=limits, headers={"accept-encoding": "gzip"}) as client,
        watched(process, length) as held,
    ):
        await asyncio.gather(*(stay(day, client, k, began + length) for k in range(visitors)))
    return day, held, time.monotonic() - began


def bare(pack: Any) -> float:
    """Rows a second of the network in one batch after another, as many as the server ever asks at once."""
    question = example(pack.unet, MOST_ROWS, pack.tokenizer.model_max_length)
    return MOST_ROWS / min(seconds(lambda: forward(pack, *question)) for _ in range(1 + ROUNDS))


def measures(folder: Path, visitors: int = VISITORS, length: float = SECONDS) -> Iterator[Measure]:
    """What was refused and lost, how quick the rest was, and what it took."""
    pack = load_pack(folder)
    alone = bare(pack)
    with served(*app(folder)) as running:
        process = listening(running.url)
        day, held, took = asyncio.run(crowd(running.url, visitors, length, process))
        most = peak(process)
    alone = max(alone, bare(pack))
    count, told = day.count, f"{visitors} visitors, {took:.0f} s"
    for name in ("refusals", "5xx", "errors", "lost", "sessions lost", "broken"):
        yield Measure(f"load: {name}", count[name], 0, f"of {count['asked']} questions, {told}", "")
    for share, limit in ((0.5, None), (0.95, LATENCY)):
        value = 1e3 * percentile(day.quick, share)
        yield Measure(
            f"load: answer without model, p{100 * share:.0f}", value, limit, f"{len(day.quick)} answers", "ms"
        )
    yield Measure(
        "load: the page itself, p95",
        1e3 * percentile(day.opened, 0.95),
        None,
        f"{count['visits']} visits",
        "ms",
    )
    rows = sum(day.rows.values()) / took
    yield Measure(
        "load: bare batches / the network's rows",
        alone / max(rows, 1e-9),
        BARE,
        f"{rows:.1f} of {alone:.1f} rows a second, {count['runs']} runs",
    )
    yield from _waits(day)
    note = " ".join(f"{one:.2f}" for one in held)
    yield Measure(
        "load: memory at last / after a tenth", held[-1] / held[1], 1.1, f"{note} GB, at most {most:.2f}"
    )
    for fault, often in day.faults.most_common(5):
        print(f"  {often} times {fault}")


def _waits(day: Day) -> Iterator[Measure]:
    waits = [(told, left) for told, left in day.waits if told]
    rose = sum(any(a < b for a, b in pairwise(told)) for told, _ in waits)
    yield Measure("load: told numbers that rose", rose, 0, f"of {len(waits)} waits", "")
    if waits:
        shares = [left / told[0] for told, left in waits]
        middle = percentile(shares, 0.5)
        low, high = percentile(shares, 0.05), percentile(shares, 0.95)
        note = f"p5 {low:.2f}, p95 {high:.2f}; at most {max(told[0] for told, _ in waits)}"
        yield Measure("load: those who left / those told to be before", middle, None, note)
