"""The cost of a step, wired: counted when opened, timed after the guess, one size after another."""

from collections.abc import Iterator
from typing import Any

from explainer import lessons
from explainer.core.errors import KakusanError
from explainer.tabs import recorded as records
from explainer.tabs import samples, section
from explainer.tabs.page import Page
from explainer.tabs.samples import Picture
from explainer.tabs.snippets import shown_path
from explainer.views.cost import CostView, ready, timed
from explainer.views.film import failed

SECTION = "cost"


def build(page: Page) -> None:
    """The section: `opened` counts, `go` comes in as a stream, and `stop` ends it within one step."""
    view = CostView(words=page.t.table(SECTION), common=page.t.table("common"), picture=None)

    def go(said: dict[str, Any]) -> Iterator[dict[str, Any]]:
        yield from measured(page, said)

    section.keep(page, view, counted, model=True)
    page.stream(view, "go", go, shared=False, alone=True)


def counted(page: Page, picture: Picture, asked: dict[str, Any]) -> dict[str, Any]:
    """The picture's numbers and its latent's, and what a step on each size takes."""
    asked = named(asked)
    try:
        pack, lesson = page.pack(), lessons.latent.cost
        result = lessons.latent.roundtrip(pack, samples.open_image(picture))
        kept = records.numbers(page.folder, SECTION)
        sizes, live, larger = lesson.plan(pack), lesson.live_sides(pack), lessons.latent.STABLE_DIFFUSION
        return ready(asked, result, sizes, live, kept, larger, page.t(picture.name))
    except KakusanError as error:
        return failed(asked, page.sentence(error))


def measured(page: Page, asked: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The view's values while one size after another is timed."""
    asked, pack, timings = named(asked), page.pack(), []
    for timing in lessons.latent.cost.measure(pack):
        timings.append(timing)
        last = len(timings) == len(lessons.latent.cost.LIVE)
        code = lessons.latent.cost_code.snippet(pack, shown_path(pack.folder)) if last else None
        yield timed(asked, timings, code)


def recorded(pack: Any) -> dict[str, Any]:
    """What `records.record` keeps for this section: seconds of all sizes up to the picture's."""
    return lessons.latent.cost.recorded(pack)


def named(asked: dict[str, Any]) -> dict[str, Any]:
    """What was asked for, and nothing else."""
    run = asked.get("run")
    return {"run": run if isinstance(run, int) else None}
