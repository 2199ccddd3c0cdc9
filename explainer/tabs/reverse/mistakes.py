"""The mistake, measured, wired: live on the reader's picture, beside what was recorded over the world."""

from collections.abc import Generator, Iterator
from typing import TYPE_CHECKING, Any

import gradio as gr

from explainer import lessons
from explainer.core.errors import KakusanError
from explainer.tabs import recorded as records
from explainer.tabs import samples
from explainer.tabs.page import Page
from explainer.tabs.samples import Picture
from explainer.tabs.snippets import picture_path, shown_path
from explainer.views.film import COLUMNS, failed
from explainer.views.mistakes import MistakesView, finished, kept, measuring

if TYPE_CHECKING:
    from pathlib import Path

    from explainer.core.pack import ModelPack
    from explainer.lessons.reverse.mistakes import Asked
    from explainer.lessons.reverse.world import World

SECTION = "mistakes"
AGES = "ages.webp"


def build(page: Page) -> None:
    """The section: what is recorded comes at once, what is measured in its turn, and `stop` keeps that."""
    words, common = page.t.table(SECTION), page.t.table("common")
    view = MistakesView(words=words, common=common, picture=None, kept=None)

    def opened() -> dict[str, Any]:
        return gr.update(kept=kept_of(page.folder))

    def measure(said: dict[str, Any], picture: Picture | None) -> Iterator[dict[str, Any]]:
        yield from measured(page, picture or samples.first(), said)

    page.listen(view.opened, opened, [], [view], model=False)
    page.stream(view, "measure", measure, [page.picture])
    page.followers.append(view)


def measured(page: Page, picture: Picture, asked: dict[str, Any]) -> Generator[dict[str, Any]]:
    """The view's values while the mistakes are measured; a mistake of ours becomes one sentence."""
    asked = {key: asked.get(key) for key in ("seed", "run")}
    try:
        yield from _walk(page, picture, asked)
    except KakusanError as error:
        yield failed(asked, page.sentence(error))


def kept_of(folder: "Path") -> dict[str, Any]:
    """What the pack's folder and its recorded numbers hold, without any model."""
    ages = folder / AGES
    growth = lessons.reverse.growth.in_folder(folder)
    return kept(world_of(folder), growth, ages.read_bytes() if ages.is_file() else None)


def world_of(folder: "Path") -> "tuple[World, int] | None":
    """The average over the world and when it was recorded, if it was with the very weights of the pack."""
    found = records.numbers(folder, SECTION)
    return (lessons.reverse.world.read(found[0]), found[1]) if found else None


def recorded(pack: "ModelPack") -> dict[str, Any]:
    """The average over the world, measured now, as it is kept."""
    return lessons.reverse.world.plain(lessons.reverse.world.over_world(pack))


def _walk(page: Page, picture: Picture, asked: dict[str, Any]) -> Iterator[dict[str, Any]]:
    pack, lesson, name = page.pack(), lessons.reverse.mistakes, page.t(picture.name)
    world = world_of(pack.folder)
    of = lesson.begin(
        pack, samples.open_image(picture), asked["seed"], world[0].mean_latent() if world else None
    )
    moments = []
    for arrived in lesson.measure(pack, of):
        seen = [lesson.glimpse(pack, moment) for moment in arrived]
        yield measuring(asked, name, of, arrived, seen, len(moments))
        moments += arrived
    sheet = lesson.sheet(pack, of, moments, COLUMNS)
    yield finished(asked, name, of, moments, sheet, code_of(pack, picture, of))


def code_of(pack: "ModelPack", picture: Picture, of: "Asked") -> str:
    """The program that measures the same."""
    return lessons.reverse.mistakes_code.snippet(
        of,
        shown_path(pack.folder),
        picture_path(picture),
        str(pack.scheduler_config.get("prediction_type", "epsilon")),
    )
