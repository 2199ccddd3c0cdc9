"""The disguise, in three acts: what is handed in, what comes out, and both embeddings as strips of colour."""

import base64
import io
from typing import TYPE_CHECKING, Any

from explainer.views import clock, film
from explainer.views.base import View

if TYPE_CHECKING:
    from PIL.Image import Image
    from torch import Tensor

    from explainer.lessons.text_to_image.disguise import Pair, Result

MOST_CHARACTERS = 200  # of the words, so many travel back


class DisguiseView(View):
    """Value: one of `met`, `streamed`, `finished`, or film's `failed`.

    Props: `words`, `common` (the table), `picture` (see tabs/section.py). Events: `opened` with {"words",
    "seed", "run"}, answered by `met`; `play` with {"act", "words", "seed", "run"}, the last the number of the
    run, which comes back as part of `asked`; `stop`.
    """

    html = "disguise.html"
    styles = (*clock.STYLES, *film.STYLES, "disguise.css")
    module = "disguise.js"
    triggers = ("opened", "play", "stop")


def met(asked: dict[str, Any], pair: "Pair", name: str) -> dict[str, Any]:
    """The picture and the words are there; `name` is the picture's.

    picture  as a data address
    strips   `raw` and `handed`: [the picture's embedding, the words'], each as film.levels
    """
    return {
        "kind": "met",
        "asked": asked,
        "name": name,
        "picture": _png(pair.picture),
        "words": pair.words.prompt[:MOST_CHARACTERS],
        "unknown": [word[:40] for word in pair.words.unknown[:5]],
        "cut_off": pair.words.cut_off,
        "room": pair.words.room,
        "size": pair.embeddings.shape[-1],
        "strips": {"raw": _strips(pair.embeddings), "handed": _strips(pair.handed)},
        "raw": round(pair.raw, 4),
        "centered": round(pair.centered, 4),
        "gap": round(pair.gap, 4),
    }


def streamed(asked: dict[str, Any], step: int, count: int, seen: "Tensor") -> dict[str, Any]:
    """What the machine has in mind at a step, small."""
    return {"kind": "running", "asked": asked, "step": step, "count": count, "frame": film.tiny(seen)}


def finished(asked: dict[str, Any], result: "Result", code: str) -> dict[str, Any]:
    """One act is over. sheet: what it had in mind at each of `timesteps`, and at last what came out."""
    return {
        "kind": "done",
        "asked": asked,
        "sheet": film.sheet_file(result.sheet(film.COLUMNS)),
        "columns": film.COLUMNS,
        "size": result.end.shape[-1],
        "timesteps": list(result.timesteps),
        "likeness": [round(near, 4) for near in result.likeness],
        "seconds": round(result.seconds, 2),
        "code": code,
    }


def _strips(both: "Tensor") -> list[str]:
    return [film.streamed_embedding(one) for one in both]


def _png(picture: "Image") -> str:
    buffer = io.BytesIO()
    picture.save(buffer, "PNG")
    return "data:image/png;base64," + base64.b64encode(buffer.getvalue()).decode()
