"""Branch here, wired: the view sends the tree's whole recipe, and gets each line as it grows."""

import json
from collections.abc import Generator, Iterator
from typing import TYPE_CHECKING, Any

import gradio as gr

from explainer import lessons
from explainer.core.errors import KakusanError
from explainer.tabs import samples, section
from explainer.tabs.page import Page
from explainer.tabs.reverse import tree_address
from explainer.tabs.samples import Picture
from explainer.tabs.snippets import picture_path, shown_path
from explainer.views.branches import BranchesView, growing, line_of, planned, ready
from explainer.views.film import failed
from explainer.views.text_to_image import heard

if TYPE_CHECKING:
    from PIL.Image import Image

    from explainer.lessons.reverse.branches import Ready
    from explainer.lessons.reverse.tree import Tree

STEPS, SEED = 25, 0
OPENS_WITH = ((919, 1), (679, 1), (279, 1))
"""Where the branches of the opening tree leave the trunk, and the seed of each one's new noise."""


def build(page: Page) -> None:
    """The section: `opened` reads the address, `grow` computes what is missing, line by line."""
    words = page.t.table("branches") | {
        "heard": page.t.table("text_to_image.heard"),
        "schedulers": page.t.table("text_to_image.schedulers"),
    }
    view = BranchesView(words=words, common=page.t.table("common"), picture=None, heard=None)

    def grow(said: dict[str, Any], picture: Picture | None) -> Iterator[dict[str, Any]]:
        yield from grown(page, picture or samples.first(), said)

    def read(said: dict[str, Any]) -> dict[str, Any]:
        words = lessons.text_to_image.read(page.pack(), said.get("prompt", ""))
        return gr.update(heard=heard(words))

    section.keep(page, view, draw, model=False)
    page.stream(view, "grow", grow, [page.picture])
    page.hear(view.typed, read, [], [view], model=False, in_turn=True)


def draw(page: Page, picture: Picture, said: dict[str, Any]) -> dict[str, Any]:
    """The recipe that the address names, made sensible: what the view then asks to grow."""
    tree, figure = asked_tree(page, said)
    recipe = tree_address.written(tree, figure)
    return planned(_asked(said), recipe, figure, lessons.reverse.tree.MOST_FORKS)


def grown(page: Page, picture: Picture, said: dict[str, Any]) -> Generator[dict[str, Any]]:
    """The view's values while lines grow, and all of them at last; a mistake becomes one sentence."""
    try:
        tree, figure = asked_tree(page, said)
        image = samples.open_image(picture) if figure else None
        yield from _grown(page, picture, tree, image, said)
    except KakusanError as error:
        yield failed(_asked(said), page.sentence(error))


def _grown(
    page: Page, picture: Picture, tree: "Tree", image: "Image | None", said: dict[str, Any]
) -> Iterator[dict[str, Any]]:
    lesson, asked = lessons.reverse.branches, _asked(said)
    if image is not None:
        tree = lesson.from_run(tree, image)
    lines, last = [], len(tree.forks)
    recipe = tree_address.written(tree, image is not None)
    for one in lesson.grow(page.pack(), tree, image, had=_had(said)):
        if isinstance(one, lesson.Growing):
            yield growing(asked, tree, one)
            continue
        lines.append(ready_line(page, picture, tree, one))
        if one.number == last or one.made is None:
            yield ready(asked, recipe, lines, one.number == last)


def ready_line(page: Page, picture: Picture, tree: "Tree", one: "Ready") -> dict[str, Any]:
    """A finished line as the view gets it, with the code that remakes its picture."""
    file = picture_path(picture) if tree.trunk.picture else None
    code = lessons.reverse.branches_code.snippet(tree, one.number, shown_path(page.pack().folder), file)
    return line_of(tree, one, code)


def asked_tree(page: Page, said: dict[str, Any]) -> "tuple[Tree, bool]":
    """The tree of a posted recipe, the opening one where there is none; and whether it is the figure's."""
    known = page.t.table("text_to_image.schedulers")
    return tree_address.read(said.get("trunk"), said.get("tree"), opening(page), known)


def opening(page: Page) -> "Tree":
    """The tree that the section opens on: a few words from pure noise, and branches at three depths."""
    lesson = lessons.reverse.tree
    card = json.loads((page.folder / "card.json").read_text(encoding="utf-8"))
    setting = lesson.Setting("ddim", float(card["guidance"]), SEED, page.t("branches.first_prompt"))
    forks = [lesson.Fork(0, t, seed=seed) for t, seed in OPENS_WITH]
    return lesson.plant(lesson.Trunk(setting, STEPS), forks)


def _asked(said: dict[str, Any]) -> dict[str, Any]:
    return {"run": said.get("run")}


def _had(said: dict[str, Any]) -> int:
    had = said.get("had")
    return had if isinstance(had, int) else 0
