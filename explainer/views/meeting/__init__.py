"""Words against pictures as a table, what meets in it, and the game that it was learned by."""

from typing import TYPE_CHECKING, Any

from explainer.views import clock, film
from explainer.views.base import View
from explainer.views.colormaps import VIRIDIS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from torch import Tensor

    from explainer.lessons.latent.matching import Game
    from explainer.lessons.latent.meeting import Meeting, Table


class MeetingView(View):
    """Value: `value_of`, or film's `failed`, after which what is shown stays.

    Props: `words`, `common` (the table), `picture` (see tabs/section.py), `game` (`game_of`, None at first),
    `longest` and `most` (of the reader's own rows), `sizes` (of a game).
    Events: `opened` with {"words", "run"}; `play` with {"pairs", "seed", "run"}, `run` coming back; `stop`.
    """

    html = "meeting.html"
    styles = (*clock.STYLES, "meeting.css")
    module = "meeting.js"
    triggers = ("opened", "play", "stop")

    def __init__(self, value: Any = None, *, words: dict[str, Any], **props: Any) -> None:
        super().__init__(value, words=words, colors=[f"#{stop}" for stop in VIRIDIS], **props)


def value_of(
    asked: dict[str, Any],
    table: "Table",
    names: "Sequence[str]",
    meeting: "Meeting",
    code: str,
) -> dict[str, Any]:
    """The table of words against the pictures called `names`, and the meeting of dog and cat.

    A sheet holds its pictures side by side, each as wide as it is high.
    """
    return {
        "kind": "done",
        "asked": asked,
        "rows": [
            {
                "text": row.text,
                "language": row.language,
                "own": row.own,
                "unknown": [list(one) for one in row.unknown],
                "cut": row.cut_off,
                "partner": None if row.own else {"cosine": _short(same), "centered": _short(centered)},
            }
            for row, same, centered in zip(table.rows, *table.partners.tolist(), strict=True)
        ],
        "names": list(names),
        "sheet": film.sheet_file(table.sheet()),
        "cosine": _rounded(table.cosine),
        "centered": _rounded(table.centered),
        "meeting": _meeting(meeting),
        "code": code,
    }


def game_of(asked: dict[str, Any], game: "Game") -> dict[str, Any]:
    """The prop `game`: captions and pictures, and what CLIP makes of them."""
    return {
        "kind": "done",
        "asked": asked,
        "captions": list(game.captions),
        "order": list(game.order),
        "sheet": film.sheet_file(game.sheet()),
        "cosine": _rounded(game.cosine),
        "shares": _rounded(game.shares),
        "scale": _short(game.scale),
        "picked": game.picked,
        **{name: _short(getattr(game, name)) for name in ("row_loss", "column_loss", "loss", "blind")},
    }


def _meeting(meeting: "Meeting") -> dict[str, Any]:
    return {
        "words": [list(one) for one in meeting.words],
        "sheet": film.sheet_file(meeting.examples),
        "cosine": _rounded(meeting.cosine),
        "centered": _rounded(meeting.centered),
        "each": meeting.drawn,
        "right": list(meeting.right),
        "gap": None if meeting.gap is None else _short(meeting.gap),
    }


def _rounded(values: "Tensor | None") -> list[list[float]] | None:
    return None if values is None else [[round(one, 4) for one in row] for row in values.tolist()]


def _short(number: float) -> float:
    return float(f"{number:.4g}")
