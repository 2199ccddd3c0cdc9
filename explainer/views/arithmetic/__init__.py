"""Sums of words and pictures: the terms as chips, the animals where the sum ends, what is painted from it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from explainer.views import clock, film
from explainer.views.base import View

if TYPE_CHECKING:
    from PIL.Image import Image
    from torch import Tensor

    from explainer.lessons.latent.arithmetic import Nearest, Painted, Sum

CELL = 96


class ArithmeticView(View):
    """Value: one of `summed`, `streamed`, `finished`, or film's `failed`.

    Props: `words`, `common` (the table), `picture` (see tabs/section.py), `most` terms of `longest` letters.
    Events: `opened` with {"terms": [{"sign", "text"} or {"sign", "picture"}], "seed", "run"}, the last the
    number of the run, which comes back as part of `asked`; `stop`.
    """

    html = "arithmetic.html"
    styles = (*clock.STYLES, "arithmetic.css")
    module = "arithmetic.js"
    triggers = ("opened", "stop")


def summed(
    asked: dict[str, Any], found: "Sum", nearest: "Nearest", names: Sequence[str], stamps: "Image"
) -> dict[str, Any]:
    """Where the sum lies; nothing is painted yet.

    names   of the animals `animals_of(nearest)`, whose pictures are `stamps`, row by row
    rows    for the sum, its first term alone, the sum without the terms' own: [which of names, similarity]
    """
    animals = animals_of(nearest)
    return {
        "kind": "summed",
        "asked": asked,
        "terms": [
            {"sign": term.sign, "text": term.text, "caption": term.caption, "near": round(near, 2)}
            for term, near in zip(found.terms, found.closeness, strict=True)
        ],
        "first": found.first,
        "length": round(found.length, 2),
        "turned": round(found.turned),
        "unknown": [[one.word, one.near] for one in found.unknown],
        "rows": {
            key: [[animals.index(one.index), round(one.similarity or 0.0, 2)] for one in row]
            for key, row in (("sum", nearest.sum), ("alone", nearest.alone), ("fresh", nearest.fresh))
        },
        "shared": nearest.shared,
        "names": list(names),
        "stamps": film.sheet_file(stamps),
        "cell": CELL,
        "across": stamps.width // CELL,
    }


def streamed(asked: dict[str, Any], step: int, calls: int, seen: "Sequence[Tensor]") -> dict[str, Any]:
    """Both pictures while they are being painted, small."""
    frames = [film.tiny(one) for one in seen]
    return {"kind": "running", "asked": asked, "step": step, "calls": calls, "frames": frames}


def finished(
    there: dict[str, Any], painted: "Painted", likes: Sequence[str], seconds: float, code: str
) -> dict[str, Any]:
    """All of it: what `summed` gave, both pictures, whom each is most like, and the program."""
    return there | {
        "kind": "done",
        "sheet": film.sheet_file(painted.sheet),
        "size": painted.pictures.shape[-1],
        "read": [round(one, 2) for one in painted.read],
        "likes": [
            [name, round(one.similarity or 0.0, 2)] for name, one in zip(likes, painted.near, strict=True)
        ],
        "seconds": round(seconds, 2),
        "code": code,
    }


def animals_of(nearest: "Nearest") -> list[int]:
    """All animals that are shown, by their index in the atlas, each once."""
    return sorted({one.index for row in (nearest.sum, nearest.alone, nearest.fresh) for one in row})
