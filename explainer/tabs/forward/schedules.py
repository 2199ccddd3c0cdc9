"""Schedules side by side, wired."""

from typing import Any

from explainer import lessons
from explainer.tabs import samples, section
from explainer.tabs.forward.figure import scheduler_config
from explainer.tabs.page import Page
from explainer.tabs.samples import Picture
from explainer.views.schedules import SchedulesView, value_of


def build(page: Page) -> None:
    """The section; it needs no models."""
    view = SchedulesView(words=page.t.table("schedules"), common=page.t.table("common"), picture=None)
    section.keep(page, view, drawn, model=False)


def drawn(page: Page, picture: Picture, asked: dict[str, Any]) -> dict[str, Any]:
    """The view's value for `picture` and the noise of asked["seed"]."""
    image = samples.open_image(picture)
    result = lessons.forward.schedules.compare(image, asked.get("seed"), scheduler_config(page))
    return value_of(result, page.t(picture.name))
