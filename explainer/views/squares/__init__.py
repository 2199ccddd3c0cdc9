"""The squares game: a picture, the stamps on it, their list, and what a slip of the finger leaves behind."""

from typing import TYPE_CHECKING, Any

import numpy as np

from explainer.views.base import View, as_file

if TYPE_CHECKING:
    from explainer.lessons.forward.squares import Game, Outcome

PARTS = 10_000


class SquaresView(View):
    """Value: see `value_of`. Props: `words`, `check` (see `check_of`) or None, and `picture`, which changes
    when another is chosen.

    Events: `opened` with {"stamps", "slip" in percent, "placed": "number.x.y~…"} as the address or the reader
    has them; `confirm` with the same and {"digest": CRC-32 of the picture that came back in the browser}.
    """

    html = "squares.html"
    styles = ("squares.css",)
    module = "squares.js"
    triggers = ("opened", "confirm")


def value_of(game: "Game", name: str) -> dict[str, Any]:
    """What the view draws.

    file    one binary file, little endian, for the n = `most` rows: luck as n uint16, then n bytes each of x,
            y, size, misread x and misread y, then n·3 bytes of colour; then the picture as side²·3 bytes
    parts   the share of misread rows in ten-thousandths
    growth  for each share, the mean errors after `counts` stamps
    """
    stamps, slips = game.stamps, game.slips
    columns = (stamps.x, stamps.y, stamps.size, slips.x, slips.y, stamps.color)
    data = slips.luck.astype("<u2").tobytes()
    data += b"".join(column.astype(np.uint8).tobytes() for column in (*columns, game.pixels))
    return {
        "file": as_file(data, "squares.bin"),
        "most": len(stamps),
        "side": len(game.pixels),
        "count": game.count,
        "parts": round(game.share * PARTS),
        "placed": [list(row) for row in game.placed],
        "counts": list(game.counts),
        "growth": [
            {"share": one.share, "means": [round(error.mean, 3) for error in one.errors]}
            for one in game.growth
        ],
        "name": name,
    }


def check_of(outcome: "Outcome", digest: Any) -> dict[str, Any]:
    """What the server found, for the very picture whose `digest` the browser told it."""
    return {"digest": digest, "differing": outcome.error.differing, "same": digest == outcome.digest}
