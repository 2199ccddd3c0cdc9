"""The way through: a run's steps as a path over the map of the animals, after the reader's guess."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from explainer.views import clock, film
from explainer.views.base import View, as_file
from explainer.views.map import by_look, data_file

if TYPE_CHECKING:
    from torch import Tensor

    from explainer.lessons.latent import Atlas
    from explainer.lessons.latent.way import Way

MOST_UNKNOWN, MOST_CHARACTERS = 3, 40


class WayView(View):
    """Value: one of `streamed`, `finished`, or film's `failed`.

    Props: `words`, `common` (the table). Events: `run` with {"prompt", "seed", "run"}, the last the number of
    the run, which comes back as part of `asked`; `stop`.
    """

    html = "way.html"
    styles = (*clock.STYLES, *film.STYLES, "way.css")
    module = "way.js"
    triggers = ("run", "stop")


def streamed(asked: dict[str, Any], step: int, count: int, seen: "Tensor") -> dict[str, Any]:
    """So many of `count` steps are made; `seen` is x_t as a small picture."""
    return {"kind": "running", "asked": asked, "step": step, "count": count, "frame": film.tiny(seen)}


def finished(
    asked: dict[str, Any],
    way: "Way",
    atlas: "Atlas",
    names: Sequence[str],
    cell: tuple[int, int],
    code: str,
) -> dict[str, Any]:
    """The whole way, to be scrubbed.

    sheet     what each of the k steps expects, then the end; the same of what is there; `places` are k + 1
    animals   the map's sheet, data and names (see views/map)
    """
    return {
        "kind": "done",
        "asked": asked,
        "unknown": [word[:MOST_CHARACTERS] for word in way.words.unknown[:MOST_UNKNOWN]],
        "timesteps": list(way.timesteps),
        "sheet": film.sheet_file(way.sheet(film.COLUMNS)),
        "columns": film.COLUMNS,
        "size": way.expected.shape[-1],
        "places": {name: [_place(place) for place in places] for name, places in way.places.items()},
        "decided": way.decided,
        "animals": {
            "sheet": as_file(atlas.sheet, "animals.webp"),
            "data": data_file(atlas),
            "names": by_look(atlas, names),
            "cell": cell[0],
            "columns": cell[1],
        },
        "explained": {name: f"{100 * sum(space.explained):.0f} %" for name, space in atlas.spaces.items()},
        "total": f"{len(atlas.scenes):,}",
        "seconds": f"{way.seconds:.1f}",
        "code": code,
    }


def _place(place: Any) -> dict[str, Any]:
    (nearest,) = place.neighbors
    near = nearest.distance if nearest.similarity is None else nearest.similarity
    return {
        "point": [round(x, 4) for x in place.point],
        "index": nearest.index,
        "near": (f"{near:.1f}" if nearest.similarity is None else f"{near:.2f}").replace("-", "−"),
    }
