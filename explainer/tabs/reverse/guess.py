"""Be the network for one step, wired: one question is dealt at a time, with all that its answers lead to."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from explainer import lessons
from explainer.core.errors import KakusanError
from explainer.lessons import choices
from explainer.tabs import samples, section
from explainer.tabs.page import Page
from explainer.tabs.samples import Picture
from explainer.tabs.snippets import picture_path, shown_path
from explainer.views.film import failed
from explainer.views.guess import GuessView, value_of

if TYPE_CHECKING:
    from explainer.core.pack import ModelPack
    from explainer.lessons.reverse.guess import Deal

OPENS_AT = 200


def build(page: Page) -> None:
    """The section: the newest question that is asked for is dealt."""
    view = GuessView(
        words=page.t.table("guess"),
        common=page.t.table("common"),
        picture=None,
        times=list(choices.GUESS_TIMES),
        opens=OPENS_AT,
    )
    section.stream(page, view, dealt)


def dealt(page: Page, picture: Picture, said: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The view's value for said["t"] and said["seed"]; a mistake becomes one sentence."""
    asked = {key: said.get(key) for key in ("t", "seed", "run")}
    try:
        pack, image = page.pack(), samples.open_image(picture)
        deal = lessons.reverse.guess.deal(pack, image, t=asked["t"], seed=asked["seed"])
        growth = lessons.reverse.growth.of_card(pack.card)
        yield value_of(asked, deal, growth, page.t(picture.name), code_of(pack, picture, deal))
    except KakusanError as error:
        yield failed(asked, page.sentence(error))


def code_of(pack: "ModelPack", picture: Picture, deal: "Deal") -> str:
    """The program that deals the same."""
    return lessons.reverse.guess_code.snippet(
        deal,
        shown_path(pack.folder),
        picture_path(picture),
        str(pack.scheduler_config.get("prediction_type", "epsilon")),
    )
