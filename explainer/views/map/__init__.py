"""The map of the world's animals: framed thumbnails where CLIP puts them, and the reader's own among them."""

import io
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from PIL import Image, ImageOps

from explainer.views.base import View, as_file

if TYPE_CHECKING:
    from explainer.lessons.latent import Atlas, Place

CELL = 96
COLUMNS = 20
QUALITY = 85


class MapView(View):
    """Value: what `counting_value` makes while the animals are met, then what `map_value` makes.

    Prop `common`: the table of that name.
    """

    html = "map.html"
    styles = ("map.css",)
    scripts = ("map.js", "shapes.js", "camera.js", "draw.js", "hands.js", "show.js")


def counting_value(atlas: "Atlas") -> dict[str, Any]:
    """How far the atlas has come."""
    met = len(atlas.scenes)
    return {"met": met, "total": atlas.total, "facts": {"met": str(met), "total": str(atlas.total)}}


@lru_cache(maxsize=2)
def _sheet(atlas: "Atlas") -> bytes:
    return _jpeg(atlas.sheet(CELL, COLUMNS))


def map_value(
    atlas: "Atlas",
    names: tuple[str, ...],
    picture: Image.Image,
    place: "Place",
    name: str,
    made: float | None = None,
) -> dict[str, Any]:
    """What the view draws of a complete atlas, with `picture` called `name` laid on it at `place`.

    `made` is when the atlas was computed (epoch seconds), or None for just now.
    """
    kinds = [scene.kind for scene in atlas.scenes]
    own = {
        "point": [round(x, 4) for x in place.point],
        "picture": as_file(_jpeg(ImageOps.fit(picture, (CELL, CELL), Image.Resampling.LANCZOS)), "own.jpg"),
    }
    return {
        "sheet": as_file(_sheet(atlas), "animals.jpg"),
        "cell": CELL,
        "columns": COLUMNS,
        "kinds": kinds,
        "names": list(names),
        "points": [[round(x, 4), round(y, 4)] for x, y in atlas.points.tolist()],
        "census": dict(Counter(kinds).most_common()),
        "own": own,
        "made": made,
        "neighbors": [{"index": one.index, "similarity": f"{one.similarity:.2f}"} for one in place.neighbors],
        "facts": _facts(atlas) | {"name": name},
    }


def _facts(atlas: "Atlas") -> dict[str, str]:
    first, second = atlas.explained
    return {
        "total": str(atlas.total),
        "dims": str(atlas.embeddings.shape[1]),
        "agreement": f"{100 * atlas.agreement:.0f} %",
        "chance": f"{100 * atlas.chance:.0f} %",
        "explained": f"{100 * (first + second):.0f} %",
        "first": f"{100 * first:.0f} %",
        "second": f"{100 * second:.0f} %",
    }


def _jpeg(image: Image.Image) -> bytes:
    data = io.BytesIO()
    image.save(data, "JPEG", quality=QUALITY)
    return data.getvalue()
