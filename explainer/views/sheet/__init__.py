"""A blank sheet: the reader's drawing, and the animals that CLIP finds nearest to it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from explainer.views import clock, film, parts
from explainer.views.base import View

if TYPE_CHECKING:
    from explainer.lessons.latent.sheet import Drawn, Reading

BEST = 5


class SheetView(View):
    """Value: `value_of`, or film's `failed`; nothing of the drawing itself.

    Props: `words`, `common` and `pad` (the tables), `own` (`own_of`, once it was opened). Events: `opened`
    with {}, `look` with {"sketch", "run"}, `stop`.
    """

    html = "sheet.html"
    styles = (*clock.STYLES, *parts.PAD, "sheet.css")
    module = "sheet.js"
    triggers = ("opened", "look", "stop")


def value_of(asked: dict[str, Any], reading: "Reading") -> dict[str, Any]:
    """What was read: see `_numbers`."""
    return {"kind": "done", "asked": asked, **_numbers(reading)}


def own_of(drawn: "Sequence[Drawn]") -> list[dict[str, Any]]:
    """This app's own dogs, each a small JPEG with what was read in it."""
    return [{"src": film.inline(one.picture), **_numbers(one.reading)} for one in drawn]


def _numbers(reading: "Reading") -> dict[str, Any]:
    """near: the BEST words, [text, cosine, whether a dog].  dog: the first that names a dog, and its `place`.

    count: of how many words in all.  empty: whether nothing is on the sheet.
    """
    dog = reading.words[reading.first_dog]
    return {
        "near": [[one.text, round(one.cosine, 3), one.dog] for one in reading.words[:BEST]],
        "dog": [dog.text, round(dog.cosine, 3)],
        "place": reading.first_dog + 1,
        "count": len(reading.words),
        "empty": reading.empty,
    }
