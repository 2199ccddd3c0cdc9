"""The same words from nine noises: a grid of pictures, each to be opened in the figure above."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from explainer.views import clock, film
from explainer.views.base import View

if TYPE_CHECKING:
    from PIL.Image import Image
    from torch import Tensor

    from explainer.lessons.text_to_image.seeds import Grid

COLUMNS = 5


class SeedsView(View):
    """Value: one of `streamed`, `finished`, or film's `failed`.

    Props: `words`, `common` (the table); `opens`, the figure's opening run; `count`, of pictures. Events:
    `draw` with {"prompt", "seed", "student", "run"}, `run` coming back in `asked`; `stop`.
    """

    html = "seeds.html"
    styles = (*clock.STYLES, "seeds.css")
    module = "seeds.js"
    triggers = ("draw", "stop")


def streamed(asked: dict[str, Any], index: int, count: int, seen: "Sequence[Tensor]") -> dict[str, Any]:
    """One step of `count`: what each of the pictures is expected to be, small."""
    return {
        "kind": "running",
        "asked": asked,
        "index": index,
        "count": count,
        "frames": [film.tiny(one) for one in seen],
    }


def finished(asked: dict[str, Any], grid: "Grid", sheet: "Image", codes: Sequence[str]) -> dict[str, Any]:
    """All pictures, and last on the sheet their mean."""
    return {
        "kind": "done",
        "asked": asked,
        "prompt": grid.words.prompt[:400],
        "seeds": list(grid.seeds),
        "similarities": [round(one, 4) for one in grid.similarities],
        "sheet": film.sheet_file(sheet),
        "columns": COLUMNS,
        "size": grid.pictures.shape[-1],
        "seconds": round(grid.seconds, 2),
        "codes": list(codes),
    }
