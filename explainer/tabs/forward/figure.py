"""Forward noising, wired. The figure works in the browser; the server prepares it and confirms it.

The worked example of a tab: `build` makes the components, listens to their events, and returns a TabHandle.
"""

import json
from typing import TYPE_CHECKING, Any

import gradio as gr

from explainer import lessons
from explainer.lessons import choices
from explainer.tabs import samples
from explainer.tabs.page import Page, TabHandle
from explainer.tabs.samples import Picture
from explainer.tabs.state import Address
from explainer.views.forward import ForwardView, value_of

if TYPE_CHECKING:
    from explainer.lessons.recipe import Recipe

OPENS_AT = 0.2


def build(page: Page) -> TabHandle:
    """The figure, filled from the address; it needs no models, so it is finished while they still load."""
    view = ForwardView(
        words=page.t.table("forward"),
        common=page.t.table("common"),
        samples=samples.thumbnails(),
        check=None,
    )

    def load(picture: Picture, address: Address) -> dict[str, Any]:
        steps = scheduler_config(page)["num_train_timesteps"]
        t = address.whole("t", 0, steps - 1, round(OPENS_AT * steps))
        return draw(page, picture, t, address.whole("seed", 0, choices.LARGEST_SEED, 0))

    def follow(picture: Picture, shown: dict[str, Any] | None) -> dict[str, Any]:
        return draw(page, picture, (shown or {}).get("t", 0), (shown or {}).get("seed", 0))

    def confirm(said: dict[str, Any], picture: Picture) -> dict[str, Any]:
        return gr.update(check=checked(page, picture, said))

    def forward_noising(sample: str, t: float, seed: float) -> dict[str, float]:
        """How much of a sample picture and how much noise make x_t, for a scheduler's step t."""
        noising = lessons.forward.prepare(
            samples.open_image(samples.sample(sample)), seed, scheduler_config(page)
        )
        return vars(lessons.forward.shares(noising, t))

    page.api(forward_noising, "forward_noising", model=False)
    page.hear(view.confirm, confirm, [page.picture], [view], model=False, in_turn=True)
    return TabHandle(outputs=[view], load=load, follow=follow, inputs=[view], bar=view, model=False)


def draw(page: Page, picture: Picture, t: int, seed: int) -> dict[str, Any]:
    """The view's value for `picture` with the noise of `seed`."""
    noising = lessons.forward.prepare(samples.open_image(picture), seed, scheduler_config(page))
    return value_of(noising, t, page.t(picture.name), lessons.forward.SCHEDULER.__name__)


def checked(page: Page, picture: Picture, found: dict[str, Any]) -> dict[str, Any]:
    """What the scheduler says of the browser's x_t: the view's prop `check`."""
    config = scheduler_config(page)
    noising = lessons.forward.prepare(samples.open_image(picture), found.get("seed"), config)
    check = lessons.forward.check(noising, found.get("t"), found.get("samples"), config)
    return {
        "t": check.t,
        "compared": check.compared,
        "largest": check.largest,
        "code": lessons.recipe.snippet(recipe(page, picture, check.t, noising.seed)),
    }


def recipe(page: Page, picture: Picture, t: int, seed: int) -> "Recipe":
    """What x_t was made of, with the files as whoever runs the snippet in the project's folder has them."""
    return lessons.recipe.Recipe(
        "forward",
        pack=samples.in_project(page.folder),
        picture="picture.png" if picture.path else samples.in_project(samples.file_of(picture)),
        seed=seed,
        size=lessons.forward.SIZE,
        t=t,
    )


def scheduler_config(page: Page) -> dict[str, Any]:
    """The pack's scheduler config, which needs no weights."""
    return json.loads((page.folder / "scheduler" / "scheduler_config.json").read_text(encoding="utf-8"))
