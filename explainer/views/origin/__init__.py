"""Neither a search nor a collage: a generated picture, and the training pictures that lie nearest to it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from explainer.views import clock, film
from explainer.views.base import View

if TYPE_CHECKING:
    from PIL.Image import Image
    from torch import Tensor

    from explainer.lessons.text_to_image import Painting
    from explainer.lessons.text_to_image.origin import Found, Reading


class OriginView(View):
    """Value: one of `drawing`, `drawn`, `searched`, or film's `failed`.

    Props: `words`, `common` (the table); `held_out`, the prompts of the combinations; `opens`, the figure's
    opening run; `schedulers`, their names. Events: `draw` with {"prompt", "guidance", "steps", "seed",
    "scheduler", "held_out", "search", "run"}, `held_out` being a combination's number or None, `search`
    whether its like is wanted as well; `stop`.
    """

    html = "origin.html"
    styles = (*clock.STYLES, "origin.css")
    module = "origin.js"
    triggers = ("draw", "stop")


def drawing(asked: dict[str, Any], index: int, count: int, seen: "Tensor") -> dict[str, Any]:
    """One step of `count`: what the network has in mind, small."""
    return {
        "kind": "drawing",
        "asked": _short(asked),
        "index": index,
        "count": count,
        "x0": film.tiny(seen),
    }


def drawn(
    asked: dict[str, Any], made: "Painting", picture: "Image", seen: "Sequence[Reading]", code: str
) -> dict[str, Any]:
    """The picture, and for a held-out combination what CLIP sees of each factor: [factor, right]."""
    return {
        "kind": "drawn",
        "asked": _short(asked),
        "src": film.inline(picture),
        "similarity": round(made.similarity, 4),
        "seen": [[one.factor, one.wanted == one.seen] for one in seen],
        "code": code,
    }


def searched(
    asked: dict[str, Any],
    found: "Found",
    near: Sequence[Sequence[dict[str, Any]]],
    of: int,
    total: int | None,
) -> dict[str, Any]:
    """The nearest so far, by colours and by CLIP, and how near unseen pictures' nearest lie, in order."""
    sides = zip((found.colors, found.clip), near, strict=True)
    return {
        "kind": "searched",
        "asked": _short(asked),
        "searched": found.searched,
        "of": of,
        "total": total,
        "near": [
            [
                {"index": match.index, "near": round(match.near, 4), "src": film.inline(one["picture"])}
                | {key: one[key] for key in ("said", "lacking")}
                for match, one in zip(matches, shown, strict=True)
            ]
            for matches, shown in sides
        ],
        "unseen": [
            sorted(round(one, 4) for one in side) for side in (found.unseen_colors, found.unseen_clip)
        ],
        "nearer": list(found.nearer_than),
    }


def _short(asked: dict[str, Any]) -> dict[str, Any]:
    """Of an endless prompt, its beginning."""
    prompt = asked["prompt"]
    return asked | {"prompt": prompt[:400] if isinstance(prompt, str) else None}
