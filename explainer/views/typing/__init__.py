"""A picture that follows the typing: the student at every pause of the fingers, the full network on Enter."""

from typing import TYPE_CHECKING, Any

from explainer.views import clock, film
from explainer.views.base import View
from explainer.views.text_to_image import MOST_CHARACTERS

if TYPE_CHECKING:
    from PIL.Image import Image
    from torch import Tensor

    from explainer.lessons.text_to_image.typing import Compared, Sketch

MOST_UNKNOWN, LONGEST_WORD = 4, 40


class TypingView(View):
    """Value: of the full network, one of `streamed`, `finished`, or film's `failed`.

    Props: `words`, `common` (the table); `sketch`, the student's: `finished` or `failed`; `measured`, see
    `measured`, or `failed`.
    Events: `typed` and `draw` with {"prompt", "seed", "run"}, `run` coming back in `asked`; `measure` with
    {"run"}; `stop`.
    """

    html = "typing.html"
    styles = (*clock.STYLES, "typing.css")
    module = "typing.js"
    triggers = ("typed", "draw", "measure", "stop")


def streamed(asked: dict[str, Any], index: int, count: int, seen: "Tensor") -> dict[str, Any]:
    """One step of `count` of the full network: what it has in mind, small."""
    return {"kind": "running", "asked": asked, "index": index, "count": count, "x0": film.tiny(seen)}


def finished(asked: dict[str, Any], sketch: "Sketch", picture: "Image", code: str) -> dict[str, Any]:
    """A finished picture, whole, and what it cost."""
    return {
        "kind": "done",
        "asked": asked,
        "prompt": sketch.words.prompt[:MOST_CHARACTERS],
        "src": film.inline(picture),
        "similarity": round(sketch.similarity, 4),
        "seconds": round(sketch.seconds, 3),
        "calls": sketch.calls,
        "unknown": [[word[:LONGEST_WORD], near] for word, near in sketch.spelt[:MOST_UNKNOWN]],
        "code": code,
    }


def measured(asked: dict[str, Any], compared: "Compared", count: int) -> dict[str, Any]:
    """Both networks over the sentences so far, of `count`; each pair a point [student, full]."""
    mean, half = compared.difference
    return {
        "kind": "measured",
        "asked": asked,
        "count": count,
        "pairs": [[round(a, 3), round(b, 3)] for a, b in zip(compared.student, compared.full, strict=True)],
        "means": [round(one, 3) for one in compared.means],
        "difference": [round(mean, 3), round(half, 3)],
        "seconds": [round(one, 2) for one in compared.seconds],
    }
