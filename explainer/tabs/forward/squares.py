"""The squares game, wired: the browser plays it, the server prepares it and does the same once more."""

import re
from typing import Any

import gradio as gr

from explainer import lessons
from explainer.tabs import samples, section
from explainer.tabs.page import Page
from explainer.tabs.samples import Picture
from explainer.tabs.state import Address
from explainer.views.squares import SquaresView, check_of, value_of

PLACED = re.compile(r"(\d{1,6})\.(-?\d{1,6})\.(-?\d{1,6})")
PERCENT = 100


def build(page: Page) -> None:
    """The section, filled when it is opened, from what the address says of it."""
    view = SquaresView(words=page.t.table("squares"), check=None, picture=None)

    def confirm(said: dict[str, Any], picture: Picture) -> dict[str, Any]:
        return gr.update(check=checked(picture, said))

    def squares(sample: str, stamps: float, slip: float) -> dict[str, float]:
        """What stays wrong after squares were stamped and taken off, `slip` percent of the list misread."""
        image = samples.open_image(samples.sample(sample))
        found = lessons.forward.squares.outcome(image, stamps, slip / PERCENT)
        return {"stamps": found.count, "misread": found.misread, **vars(found.error)}

    section.keep(page, view, draw, model=False)
    page.hear(view.confirm, confirm, [page.picture], [view], model=False, in_turn=True)
    page.api(squares, "squares", model=False)


def draw(page: Page, picture: Picture, said: Any) -> dict[str, Any]:
    """The view's value for `picture`, where the event data `said` how many stamps, slips and own places."""
    image = samples.open_image(picture)
    return value_of(lessons.forward.squares.prepare(image, *_sensible(said)), page.t(picture.name))


def checked(picture: Picture, said: Any) -> dict[str, Any]:
    """Whether the server gets the very picture whose digest the browser found: the view's prop `check`."""
    count, share, placed = _sensible(said)
    outcome = lessons.forward.squares.outcome(samples.open_image(picture), count, share, placed)
    return check_of(outcome, said.get("digest") if isinstance(said, dict) else None)


def _sensible(said: Any) -> tuple[int, float, tuple[tuple[int, int, int], ...]]:
    """Count, share and places as an address or a posted event names them, in order or the nearest that is."""
    lesson = lessons.forward.squares
    address = Address({key: str(value) for key, value in said.items()} if isinstance(said, dict) else {})
    count = address.whole("stamps", 1, lesson.MOST, lesson.OPENS_WITH)
    share = address.real("slip", 0, lesson.MOST_MISREAD * PERCENT, 0) / PERCENT
    rows = PLACED.findall(address.text("placed", ""))
    return (
        count,
        lesson.sensible_share(share),
        lesson.sensible_places([[int(n) for n in row] for row in rows]),
    )
