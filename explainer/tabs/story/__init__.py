"""The story, wired: its scenes show the figures of the tabs, each lent by the tab that it lives in."""

import json
from collections.abc import Iterator
from pathlib import Path

import gradio as gr
from gradio.blocks import BlockContext

from explainer.tabs.page import Page
from explainer.tabs.story.scenes import SCENES, Scene
from explainer.views.base import View
from explainer.views.story import StoryView, lending

__all__ = ["FACTS", "SCENES", "STORY", "Scene", "build", "facts", "lend"]

STORY = "story"
FACTS = ("numbers", "latent", "share")
"""What the words of the scenes may quote."""
SHOW = "() => [{ __type__: 'update', visible: true }, { __type__: 'update', visible: true }]"
"""What makes Gradio lay a tab and one view in it while the tab is still closed."""


def build(page: Page) -> StoryView:
    """The frame of the story. It has no figure until `lend` was called."""
    return StoryView(
        words=page.t.table("story"),
        scenes=[told(page, scene) for scene in SCENES],
        facts=facts(page.folder),
        lent=tuple({scene.view.__name__ for scene in SCENES if scene.view}),
    )


def lend(page: Page, story: StoryView, tabs: dict[str, gr.Tab]) -> None:
    """Let the story ask for each of its figures: its view is laid in its `tabs`, and fills itself there."""
    for kind, name in {scene.view: scene.tab for scene in SCENES if scene.view}.items():
        tab = tabs[name]
        (view,) = (one for one in _views(tab) if type(one) is kind)
        asked = getattr(story, lending(kind.__name__))
        page.listen(asked, None, outputs=[tab, view], model=False, js=SHOW)


def told(page: Page, scene: Scene) -> dict[str, str | None]:
    """`scene` as the view is told of it."""
    title = page.t(f"{scene.section}.title") if scene.section else page.t(f"{scene.tab}.tab")
    return {
        "name": scene.name,
        "tab": scene.tab,
        "section": scene.section,
        "view": scene.view.__name__ if scene.view else None,
        "part": scene.part,
        "title": title,
    }


def facts(folder: Path) -> dict[str, str]:
    """How many numbers a picture has, how many its latent, and how many times more the first are."""
    config = json.loads((folder / "vae" / "config.json").read_text(encoding="utf-8"))
    side, channels = config["sample_size"], config["latent_channels"]
    shrink = 2 ** (len(config["block_out_channels"]) - 1)
    numbers, latent = config["in_channels"] * side**2, channels * (side // shrink) ** 2
    found = (numbers, latent, numbers // latent)
    return dict(zip(FACTS, (f"{number:,}" for number in found), strict=True))


def _views(block: BlockContext) -> Iterator[View]:
    for child in block.children:
        if isinstance(child, View):
            yield child
        elif isinstance(child, BlockContext):
            yield from _views(child)
