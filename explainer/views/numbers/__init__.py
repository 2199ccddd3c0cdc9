"""Words to numbers: the pieces, a row of colour for each, and the same piece in another sentence."""

from typing import TYPE_CHECKING, Any

from explainer.views import clock, film
from explainer.views.base import View

if TYPE_CHECKING:
    from collections.abc import Sequence

    from explainer.lessons.text_to_image.numbers import Piece, Sentence, Shared

LOUDEST = film.LOUDEST  # the rows leave a layer norm, so their numbers spread by about 1
MOST_CHARACTERS = 400


class NumbersView(View):
    """Value: `shown`, or film's `failed`.

    Props: `words`, `common` (the table).
    Event: `opened` with {"prompt", "other", "run"}, the last the number of the asking, which comes back.
    """

    html = "numbers.html"
    styles = (*clock.STYLES, "numbers.css")
    module = "numbers.js"
    triggers = ("opened",)


def shown(
    asked: dict[str, Any],
    first: "Sentence",
    second: "Sentence",
    shared: "Sequence[Shared]",
    alike: float,
    code: str,
) -> dict[str, Any]:
    """Both sentences, and what they share: [place in the first, place in the second, cosine of the rows]."""
    return {
        "kind": "done",
        "asked": asked,
        "first": _sentence(first),
        "second": _sentence(second),
        "shared": [[one.first, one.second, round(one.cosine, 4)] for one in shared],
        "alike": round(alike, 4),
        "code": code,
    }


def _sentence(one: "Sentence") -> dict[str, Any]:
    """`rows` and `embedding` are film.levels, row by row: bos, the pieces, eos, the padding."""
    length, width = one.rows.shape
    return {
        "prompt": one.words.prompt[:MOST_CHARACTERS],
        "pieces": [_piece(piece) for piece in one.pieces],
        "nearest": [[word[:40], near] for word, near in one.nearest],
        "unknown": len(one.words.unknown),
        "room": one.words.room,
        "cut_off": one.words.cut_off,
        "padding": one.padding,
        "length": length,
        "width": width,
        "rows": film.streamed_levels(one.rows, LOUDEST),
        "embedding": film.streamed_embedding(one.embedding),
        "size": len(one.embedding),
    }


def _piece(piece: "Piece") -> dict[str, Any]:
    return {
        "text": piece.text[:40],
        "id": piece.id,
        "known": piece.known,
        "bytes": piece.bytes[:16].hex(" ").upper() if piece.partial else "",
    }
