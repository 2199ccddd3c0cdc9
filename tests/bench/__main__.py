"""Speeds as ratios to their limits: `python -m tests.bench [NAME …] [--pack FOLDER]`.

They are printed, never judged: a slow neighbour must not fail a build.
"""

import argparse
import os
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.bench import (
    attention,
    channels,
    dragging,
    engine,
    first_paint,
    homecoming,
    lanes,
    load,
    long,
    loop,
    map,
    memory,
    stamping,
    stock,
    strip,
    typing,
    weight,
)
from tests.bench.ratio import Measure
from tests.browser import chromium

PACK = Path("assets/packs/animals")
CORE: dict[str, Callable[[Path], Iterator[Measure]]] = {
    "loop": loop.measures,
    "lanes": lanes.measures,
    "stock": stock.measures,
    "engine": engine.measures,
    "attention": attention.measures,
    "strip": strip.measures,
    "homecoming": homecoming.measures,
    "typing": typing.measures,
    "load": load.measures,
    "long": long.measures,
}
PAGE: dict[str, Callable[[Browser, Path], Iterator[Measure]]] = {
    "first_paint": first_paint.measures,
    "dragging": dragging.measures,
    "stamping": stamping.measures,
    "channels": channels.measures,
    "map": map.measures,
    "weight": weight.measures,
    "memory": memory.measures,
}


def main() -> None:
    """Run those that are named, or all but `long`, which takes an hour."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help=" ".join((*CORE, *PAGE)))
    parser.add_argument("--pack", type=Path, default=PACK, help=f"whose network to time (default {PACK})")
    parser.add_argument("--visitors", type=int, default=load.VISITORS, help="of load")
    parser.add_argument("--seconds", type=float, default=load.SECONDS, help="of load")
    parser.add_argument("--runs", type=int, default=long.RUNS, help="of long")
    parser.add_argument("--visits", type=int, default=long.VISITS, help="of long")
    args = parser.parse_args()
    core = CORE | {
        "load": partial(load.measures, visitors=args.visitors, length=args.seconds),
        "long": partial(long.measures, runs=args.runs, visits=args.visits),
    }
    names = args.names or [name for name in (*CORE, *PAGE) if name != "long"]
    print(f"load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    for name in (name for name in core if name in names):
        show(core[name](args.pack))
    pages = [PAGE[name] for name in PAGE if name in names]
    if pages:
        in_browser(pages, args.pack)


def in_browser(benchmarks: list[Callable[[Browser, Path], Iterator[Measure]]], pack: Path) -> None:
    """Run what is seen in a page, each after the other in one Chromium."""
    path = chromium.find()
    if path is None:
        print("no Chromium, so nothing of the page is measured")
        return
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(chromium.FLAGS))
        for benchmark in benchmarks:
            show(benchmark(browser, pack))
        browser.close()


def show(measures: Iterator[Measure]) -> None:
    """Print each figure as soon as it is there."""
    for measure in measures:
        print(measure.line(), flush=True)


if __name__ == "__main__":
    main()
