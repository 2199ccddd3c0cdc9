"""The map of the world's animals in three spaces; the reader's picture and words lie among them."""

import io
import json
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from PIL import Image, ImageOps

from explainer.views.base import View, as_file

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from explainer.lessons.latent import Atlas, Met, Place
    from explainer.lessons.latent.spaces import Space
    from explainer.lessons.latent.words import Heard, Landmark

OWN, QUALITY = 96, 85
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
MOST_CHARACTERS, MOST_UNKNOWN = 60, 3  # of what is echoed


class MapView(View):
    """Value: what `counting_value` makes while the animals are met, then what `map_value` makes.

    Props: `common` (the table of that name); `heard`, what `heard_value` makes, or film's `failed`, or None.
    Events: `typed` with {"text", "run"}, when the reader looks for words; `stop`, when no longer.
    """

    html = "map.html"
    styles = ("map.css", "side.css")
    module = "map.js"
    triggers = ("typed", "stop")


def counting_value(met: "Met") -> dict[str, Any]:
    """How far the atlas has come."""
    return {"met": met.met, "total": met.total, "facts": {"met": str(met.met), "total": str(met.total)}}


def map_value(
    atlas: "Atlas",
    names: "Sequence[str]",
    cell: tuple[int, int],
    landmarks: "Sequence[Landmark] | None",
    leaders: "Mapping[str, str | None]",
    made: float | None = None,
) -> dict[str, Any]:
    """What the view draws of a complete atlas; see `with_own` for the reader's picture on it.

    `cell` is the size of a thumbnail on the sheet and how many stand in a row; `landmarks` is None where
    words have no place; `leaders` names the space that is clearly ahead in each feature; `made` is when the
    atlas was computed (epoch seconds), or None for just now.
    """
    return {
        "sheet": as_file(atlas.sheet, "animals.webp"),
        "data": data_file(atlas),
        "cell": cell[0],
        "columns": cell[1],
        "names": by_look(atlas, names),
        "census": dict(Counter(scene.kind for scene in atlas.scenes).most_common()),
        "spaces": {name: _space(space) for name, space in atlas.spaces.items()},
        "leaders": dict(leaders),
        "landmarks": None if landmarks is None else [_landmark(one) for one in landmarks],
        "made": made,
        "facts": _facts(atlas)
        | {
            "landmarks": str(len(landmarks or ())),
            "landmarks_own": str(sum(one.own for one in landmarks or ())),
        },
    }


def with_own(
    chart: dict[str, Any], picture: Image.Image, places: "Mapping[str, Place]", name: str, flat: bool
) -> dict[str, Any]:
    """A map with `picture`, called `name`, laid on it; `flat` where it is of one colour."""
    own = {
        "picture": as_file(_jpeg(ImageOps.fit(picture, (OWN, OWN), Image.Resampling.LANCZOS)), "own.jpg"),
        "places": {space: _place(place) for space, place in places.items()},
        "flat": flat,
    }
    return chart | {"own": own, "facts": chart["facts"] | {"name": name}}


def heard_value(asked: dict[str, Any], heard: "Heard", seconds: float, code: str) -> dict[str, Any]:
    """What became of the words that the reader typed; `code` remakes their closeness to the picture."""
    return {
        "kind": "done",
        "asked": asked,
        "text": heard.text[:MOST_CHARACTERS],
        "factors": {factor: list(values) for factor, values in heard.factors.items()},
        "unknown": [[one.word[:MOST_CHARACTERS], one.near] for one in heard.unknown[:MOST_UNKNOWN]],
        "place": heard.place and _place(heard.place),
        "closeness": None if heard.closeness is None else f"{heard.closeness:.2f}".replace("-", "−"),
        "seconds": f"{seconds:.2f}",
        "code": code,
    }


def data_file(atlas: "Atlas") -> dict[str, Any]:
    """What never changes of an atlas, as a file: {"features": …, "points": by space, x and y in turn}."""
    return as_file(_data(atlas), "animals.json")


@lru_cache(maxsize=2)
def _data(atlas: "Atlas") -> bytes:
    """What never changes: each animal's features, a digit for each, and its point in each space."""
    features = {}
    for feature in ("kind", "breed", "coat", "pattern", "collar", "facing", "place"):
        values = [getattr(scene, feature) for scene in atlas.scenes]
        known = sorted(set(values))
        features[feature] = {"values": known, "of": "".join(DIGITS[known.index(value)] for value in values)}
    points = {
        name: [round(number, 4) for number in space.points.flatten().tolist()]
        for name, space in atlas.spaces.items()
    }
    return json.dumps({"features": features, "points": points}).encode()


def by_look(atlas: "Atlas", names: "Sequence[str]") -> dict[str, str]:
    """The animals' names, by coat and breed."""
    return {f"{scene.coat} {scene.breed}": name for scene, name in zip(atlas.scenes, names, strict=True)}


def _space(space: "Space") -> dict[str, Any]:
    first, second = space.explained
    return {
        "numbers": f"{space.numbers:,}",
        "dims": str(space.coordinates.shape[1]),
        "whole": space.coordinates.shape[1] == space.numbers,
        "kept": _percent(space.kept),
        "first": _percent(first),
        "second": _percent(second),
        "explained": _percent(first + second),
        "agreements": {
            feature: {
                "share": round(one.share, 4),
                "chance": round(one.chance, 4),
                "said": _percent(one.share),
                "half": f"{100 * one.half:.0f}",
                "blind": _percent(one.chance),
            }
            for feature, one in space.agreements.items()
        },
    }


def _place(place: "Place") -> dict[str, Any]:
    return {
        "point": [round(x, 4) for x in place.point],
        "neighbors": [
            {"index": one.index, "similarity": _said(one.similarity), "distance": f"{one.distance:.1f}"}
            for one in place.neighbors
        ],
    }


def _said(similarity: float | None) -> str | None:
    return None if similarity is None else f"{similarity:.2f}".replace("-", "−")


def _landmark(one: "Landmark") -> dict[str, Any]:
    return {
        "text": one.text,
        "language": one.language,
        "value": one.value,
        "point": [round(x, 4) for x in one.point],
    }


def _facts(atlas: "Atlas") -> dict[str, str]:
    clip = _space(atlas.spaces["clip"])
    return {
        "total": f"{len(atlas.scenes):,}",
        "dims": clip["numbers"],
        "explained": clip["explained"],
        "vae_numbers": f"{atlas.spaces['vae'].numbers:,}",
        "pixel_numbers": f"{atlas.spaces['pixels'].numbers:,}",
        "vae_dims": str(atlas.spaces["vae"].coordinates.shape[1]),
        "vae_kept": _percent(atlas.spaces["vae"].kept),
        "pixel_dims": str(atlas.spaces["pixels"].coordinates.shape[1]),
        "pixel_kept": _percent(atlas.spaces["pixels"].kept),
    }


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"


def _jpeg(image: Image.Image) -> bytes:
    data = io.BytesIO()
    image.save(data, "JPEG", quality=QUALITY)
    return data.getvalue()
