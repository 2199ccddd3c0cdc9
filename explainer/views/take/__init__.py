"""What a reader takes along: the moment as PNG or WebP, the whole run as a film, and a link to this state."""

from typing import Any

from explainer.views.base import View, as_file


class TakeView(View):
    """Props: `kinds` of films that can be made here; `tab`, whose figure this is.

    `film` is None, {"share"} while one is being made, {"file", "kind"} when it is done, or {"failed"}; `run`
    with it says of which request. Events: `ask` with {"kind", "run"} and what the figure's picture is made
    of, and `stop`. The figure tells it
    through the window event `kakusan:moment`: {tab, canvas, name}, and what its picture is made of.
    """

    html = "take.html"
    styles = ("take.css",)
    scripts = ("take.js",)


TYPES = {"webp": "image/webp", "gif": "image/gif", "mp4": "video/mp4"}


def film_of(data: bytes, kind: str, name: str) -> dict[str, Any]:
    """The prop `film` of a film that is done."""
    return {"file": as_file(data, f"{name}.{kind}"), "kind": kind, "megabytes": round(len(data) / 1e6, 1)}
