"""How much more a server holds after many runs and visits than after the first tenth of them.

The visitors are those of `load`, with short runs of which no two are alike: nothing is handed out again.
"""

import asyncio
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import httpx

from tests.bench.load import PATIENCE, SEED, Day, Visitor, warm
from tests.bench.memory import listening, peak
from tests.bench.ratio import Measure
from tests.bench.serving import app, served

RUNS, VISITS, CHAIRS = 10_000, 2_000, 8
GROWTH = 1.05


@dataclass
class Log:
    """How many runs each visit to come is for, and the most (GB) that was held when each other ended."""

    left: list[int]
    held: list[float] = field(default_factory=list)
    seeds: Iterator[int] = field(default_factory=count)


def measures(pack: Path, runs: int = RUNS, visits: int = VISITS) -> Iterator[Measure]:
    """Gigabytes at most (VmHWM) in the end, and how many times as much as after a tenth."""
    began = time.perf_counter()
    with served(*app(pack)) as running:
        process = listening(running.url)
        asyncio.run(warm(running.url))
        day = Day(running.url)
        log = Log([runs // visits + (k < runs % visits) for k in range(visits)])
        asyncio.run(_stay(day, log, lambda: peak(process)))
        last = process.memory_info().rss / 1e9
    first, most = log.held[max(0, visits // 10 - 1)], log.held[-1]
    length = time.perf_counter() - began
    note = f"{first:.2f} GB after a tenth, {most:.2f} at last ({last:.2f} held), {length:.0f} s"
    yield Measure(f"memory after {day.count['runs']} runs, {visits} visits", most / first, GROWTH, note)
    yield Measure("what was refused, failed or lost", sum(_wrong(day)), 0, unit="")


async def _stay(day: Day, log: Log, held: Callable[[], float]) -> None:
    async with httpx.AsyncClient(timeout=PATIENCE) as client:
        chairs = [_chair(day, log, client, held, random.Random(f"{SEED} {k}")) for k in range(CHAIRS)]
        await asyncio.gather(*chairs)


async def _chair(
    day: Day, log: Log, client: httpx.AsyncClient, held: Callable[[], float], luck: random.Random
) -> None:
    while log.left:
        runs = log.left.pop()
        visitor = Visitor(day, client, luck)
        await visitor.open()
        for _ in range(runs):
            await _run(visitor, next(log.seeds))
        await visitor.leave()
        log.held.append(held())


async def _run(visitor: Visitor, seed: int) -> None:
    """A short run like no other."""
    said = {"guidance": 4, "steps": 2, "seed": seed, "scheduler": "ddim", "run": 1, "prompt": "a black pug"}
    [question] = await visitor.trigger("TextToImageView", "run", said, models=True)
    await visitor.wait(question)
    visitor.day.count["runs"] += question.ended is not None


def _wrong(day: Day) -> Iterator[int]:
    return (day.count[what] for what in ("refusals", "5xx", "errors", "sessions lost"))
