"""Relations, not looks, wired: a slider's drawings need no model, what CLIP says of them comes in turn."""

import time
from typing import TYPE_CHECKING, Any

import gradio as gr

from explainer import lessons
from explainer.core.errors import KakusanError
from explainer.tabs import recorded as records
from explainer.tabs.latent.animals import complete
from explainer.tabs.page import Page
from explainer.tabs.snippets import shown_path
from explainer.tabs.streaming import waits
from explainer.views.film import failed
from explainer.views.relations import RelationsView, drawn, kept, map_of, said

if TYPE_CHECKING:
    from pathlib import Path

    from explainer.core.pack import ModelPack

SECTION = "relations"
KEYS = ("run", "control", "way", "along", "legs", "body", "snout", "ears", "tail", "coat", "place")


def build(page: Page) -> None:
    """The section: `opened` brings what is recorded, `bend` a slider's drawings, `read` what CLIP says."""
    words, common = page.t.table(SECTION), page.t.table("common")
    view = RelationsView(words=words, common=common, kept=None, drawn=None)

    def opened() -> dict[str, Any]:
        return gr.update(kept=kept_of(page.folder))

    def bend(said: dict[str, Any]) -> dict[str, Any]:
        return gr.update(drawn=drawings_of(page, named(said)))

    def read(said: dict[str, Any]) -> dict[str, Any]:
        return reading_of(page, named(said))

    page.listen(view.opened, opened, [], [view], model=False)
    page.hear(view.bend, bend, [], [view], model=False, in_turn=True)
    page.hear(view.read, read, [], [view], in_turn=True, queued=waits)


def named(data: Any) -> dict[str, Any]:
    """What was asked for, and nothing else."""
    asked = data if isinstance(data, dict) else {}
    return {key: asked.get(key) for key in KEYS}


def drawings_of(page: Page, asked: dict[str, Any]) -> dict[str, Any]:
    """The stops of the slider that was asked for, as drawings."""
    lesson = lessons.latent.relations
    track = lesson.track(lesson.bend_of(asked), asked["control"])
    return drawn(asked, track, lesson.words_of(track.bend.way, page.t.language))


def reading_of(page: Page, asked: dict[str, Any]) -> dict[str, Any]:
    """What CLIP says of those stops, and the map that they lie on; a mistake becomes one sentence."""
    try:
        return _said(page, asked)
    except KakusanError as error:
        return failed(asked, page.sentence(error))


def _said(page: Page, asked: dict[str, Any]) -> dict[str, Any]:
    pack, lesson, language = page.pack(), lessons.latent.relations, page.t.language
    atlas, began = complete(pack), time.perf_counter()
    track = lesson.track(lesson.bend_of(asked), asked["control"])
    words = lesson.words_of(track.bend.way, language)
    reading = lessons.latent.seen.read(pack, atlas, track, language)
    seconds = time.perf_counter() - began
    code = lessons.latent.relations_code.snippet(shown_path(pack.folder), words, atlas.pictures[0].width)
    return said(asked, reading, seconds, code, map_of(atlas, lessons.latent.seen.orders(atlas)))


def kept_of(folder: "Path") -> dict[str, Any]:
    """What was recorded with the very weights of the pack, without any model."""
    found = records.numbers(folder, SECTION)
    return kept(lessons.latent.probes.read(found[0]), found[1]) if found else {"made": None}


def recorded(pack: "ModelPack") -> dict[str, Any]:
    """The probes and the moves, measured now, as they are kept."""
    return lessons.latent.probes.plain(lessons.latent.probes.measure(pack))
