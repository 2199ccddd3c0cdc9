"""Noise in pixels beside noise in latents, wired."""

from typing import Any

from explainer import lessons
from explainer.tabs import samples, section
from explainer.tabs.forward.figure import scheduler_config
from explainer.tabs.page import Page
from explainer.tabs.samples import Picture
from explainer.views.where import WhereView, value_of


def build(page: Page) -> None:
    """The section, which needs the autoencoder."""
    view = WhereView(words=page.t.table("where"), common=page.t.table("common"), picture=None)
    section.keep(page, view, drawn, model=True)


def drawn(page: Page, picture: Picture, asked: dict[str, Any]) -> dict[str, Any]:
    """The view's value for `picture` and the noise of asked["seed"]."""
    result = lessons.forward.where.places(page.pack(), samples.open_image(picture), asked.get("seed"))
    return value_of(result, scheduler_config(page)["num_train_timesteps"], page.t(picture.name))
