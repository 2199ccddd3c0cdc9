"""Relations, not looks: a slider bends an animal, its point walks, its words rise and fall; probes."""

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from explainer.views import clock
from explainer.views.base import View, as_file

if TYPE_CHECKING:
    from explainer.lessons.latent import Atlas
    from explainer.lessons.latent.probes import Probes
    from explainer.lessons.latent.relations import Track
    from explainer.lessons.latent.seen import Order, Reading


class RelationsView(View):
    """Value: see `said`, or film's `failed`.

    Props: `words`, `common` (the table), `kept` (see `kept`), `drawn` (see `drawn`), both None at first.

    Events: `opened`, answered by the prop `kept`; `bend` and `read` with the same {"run", "control", "way",
    "along", "coat", "place", a number for each measure that is bent singly}, answered by the prop `drawn` and
    by the value; "run" comes back as part of `asked`.
    """

    html = "relations.html"
    styles = (*clock.STYLES, "relations.css", "probes.css")
    module = "relations.js"
    triggers = ("opened", "bend", "read")


def drawn(asked: dict[str, Any], track: "Track", words: Sequence[str]) -> dict[str, Any]:
    """A slider's stops: the file of their SVG documents, a JSON list, and their measures.

    at      the stop where the animal stands
    words   that CLIP will compare it with
    state   the animal as it stands, as it is asked for, with nothing out of range
    """
    bend = track.bend
    drawings = json.dumps(track.drawings()).encode()
    return {
        "asked": asked,
        "control": track.control,
        "words": list(words),
        "state": {"way": bend.way, "along": bend.along, **bend.bent, "coat": bend.coat, "place": bend.place},
        "values": list(track.values),
        "measures": {name: list(values) for name, values in track.measures().items()},
        "at": track.at,
        "file": as_file(drawings, "drawings.json"),
    }


def said(
    asked: dict[str, Any],
    reading: "Reading",
    seconds: float,
    code: str,
    map_: dict[str, Any],
) -> dict[str, Any]:
    """What CLIP says of the same stops: points on the map, similarity to each word, how far they reach."""
    return {
        "kind": "said",
        "asked": asked,
        "points": _rounded(reading.points),
        "likeness": _rounded(reading.likeness),
        "usual": [value if value is None else round(value, 3) for value in reading.usual],
        "reach": round(reading.reach, 3),
        "looks": {name: round(value, 3) for name, value in reading.looks.items()},
        "typical": round(reading.typical, 3),
        "seconds": round(seconds, 2),
        "code": code,
        "map": map_,
    }


def map_of(atlas: "Atlas", orders: "dict[str, Order]") -> dict[str, Any]:
    """The animals that the point walks among; by factor, in per cent, whose nearest neighbour shares it."""
    return {
        "points": _rounded(atlas.points),
        **{name: [getattr(scene, name) for scene in atlas.scenes] for name in orders},
        "orders": {
            name: [round(100 * one.agreement), round(100 * one.chance)] for name, one in orders.items()
        },
        "dims": atlas.embeddings.shape[1],
        "explained": round(100 * sum(atlas.explained)),
    }


def kept(probes: "Probes", made: int) -> dict[str, Any]:
    """The probes and moves as recorded at `made`, seconds since 1970; scores are [value, low, high]."""
    return {
        "made": made,
        "probes": {
            "train": probes.train,
            "test": probes.test,
            "numbers": probes.numbers,
            "rows": [
                {
                    "group": row.group,
                    "factor": row.factor,
                    "chance": row.chance,
                    **{name: [one.value, one.low, one.high] for name, one in row.scores.items()},
                }
                for row in probes.rows
            ],
        },
        "scenes": probes.moved,
        "moves": {move.change: [move.mean, move.half] for move in probes.moves},
    }


def _rounded(points: Any) -> list[list[float]]:
    return [[round(value, 3) for value in row] for row in points.tolist()]
