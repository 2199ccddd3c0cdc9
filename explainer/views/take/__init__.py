"""What a reader takes along: the moment as PNG or WebP, the whole run as a film, and a link to this state."""

from typing import Any

from explainer.views.base import View, as_file


class TakeView(View):
    """Props: `kinds` of films that can be made here; `tab`, whose figure this is; `film`, None at first.

    `film` is `film_under_way`, `film_of` when it is done, or what a run is told of its waiting and failing
    (tabs/streaming.py). Events: `ask` with {"kind", "run"} and what the figure's picture is made of, and
    `stop`. The figure tells it through the window event `kakusan:moment`: {tab, canvas, name}, and what its
    picture is made of.
    """

    html = "take.html"
    styles = ("take.css",)
    module = "take.js"
    triggers = ("ask", "stop")


TYPES = {"webp": "image/webp", "gif": "image/gif", "mp4": "video/mp4"}


def film_under_way(share: float) -> dict[str, Any]:
    """The prop `film` of a film of which that share, 0..1, is made."""
    return {"kind": "running", "share": round(share, 3)}


def film_of(data: bytes, kind: str, name: str) -> dict[str, Any]:
    """The prop `film` of a film that is done."""
    return {"kind": "done", "file": as_file(data, f"{name}.{kind}"), "megabytes": round(len(data) / 1e6, 1)}
