"""The thread through a tab: its sections in three groups, and at the end what it leaves open."""

from dataclasses import dataclass
from types import ModuleType

import gradio as gr

from explainer.tabs.page import Page
from explainer.views.onward import Onward

GROUPS = ("way", "deeper", "workshop")


@dataclass(frozen=True)
class Thread:
    """A tab's sections, modules with a `build(page)` of their own, in the order of the page.

    way       what the story goes through       deeper  what makes it exact
    workshop  tools, and what is taken along    onward  the tab that takes up what this one leaves open
    """

    way: tuple[ModuleType, ...]
    deeper: tuple[ModuleType, ...]
    workshop: tuple[ModuleType, ...]
    onward: str

    def build(self, page: Page, tab: str) -> None:
        """Each group under its name, closed at first; a section fills itself when it is opened."""
        for group in GROUPS:
            gr.HTML(_heading(page, group), apply_default_css=False)
            for section in getattr(self, group):
                section.build(page)
        Onward(words=page.t.table(f"thread.{tab}"), to=self.onward)


def _heading(page: Page, group: str) -> str:
    title, aside = page.t(f"thread.{group}.title"), page.t(f"thread.{group}.aside")
    return f'<h2 class="k-group"><span>{title}</span><small>{aside}</small></h2>'
