"""The figure of forward noising: x_t mixed in the browser for every t, its numbers, curves and stages."""

from typing import TYPE_CHECKING, Any

from explainer.views.base import View, as_file

if TYPE_CHECKING:
    from explainer.lessons.forward import Noising


class ForwardView(View):
    """Value: see `value_of`. Props: `words`, `common` (the table), `samples` (for the picture bar), and
    `check`: {"t", "compared", "largest", "code": the snippet that remakes x_t}, or None while none is known.

    Events: `choose` of a picture bar; `confirm` with {"t", "seed", "samples": the browser's x_t at
    lessons.forward.places()}.
    """

    html = "forward.html"
    styles = ("forward.css",)
    module = "forward.js"
    triggers = ("choose", "confirm")


def value_of(noising: "Noising", t: int, name: str, scheduler: str) -> dict[str, Any]:
    """What the view draws.

    file    one binary file, little endian: ᾱ as T float32, ε as 3·size² float32 in (c, h, w) order, then the
            picture as size²·3 bytes in (h, w, c) order: the very numbers that the server computes with
    t       where the marker stands at first     name  the picture's     scheduler  the class that has ᾱ
    """
    height, width, _ = noising.pixels.shape
    parts = (noising.abar.numpy().astype("<f4"), noising.eps.numpy().astype("<f4"), noising.pixels)
    return {
        "file": as_file(b"".join(part.tobytes() for part in parts), "noising.bin"),
        "steps": len(noising.abar),
        "size": [height, width],
        "t": t,
        "seed": noising.seed,
        "name": name,
        "scheduler": scheduler,
    }
