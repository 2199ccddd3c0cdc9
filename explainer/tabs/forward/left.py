"""What is left, wired: the reader guesses first, then the machine is asked."""

from typing import Any

from explainer import lessons
from explainer.tabs import samples, section
from explainer.tabs.page import Page
from explainer.tabs.samples import Picture
from explainer.views.left import LeftView, value_of


def build(page: Page) -> None:
    """The section, which needs CLIP."""
    view = LeftView(words=page.t.table("left"), common=page.t.table("common"), picture=None)
    section.keep(page, view, drawn, model=True)


def drawn(page: Page, picture: Picture, asked: dict[str, Any]) -> dict[str, Any]:
    """The view's value for `picture` and the noises from asked["seed"] on."""
    image = samples.open_image(picture)
    result = lessons.forward.left.measure(page.pack(), image, asked.get("seed"), words(page, picture))
    return value_of(result, page.t(picture.name))


def words(page: Page, picture: Picture) -> list[str]:
    """What CLIP is asked for: what `picture` shows, then all other kinds; a reader's own shows an animal."""
    left = lessons.forward.left
    shown = "animal" if picture.path else left.kind_of(picture.sample)
    kinds = [shown, *(kind for kind in left.KINDS if kind != shown)]
    return [page.t(f"left.word.{kind}") for kind in kinds]
