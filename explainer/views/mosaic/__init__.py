"""The mosaic: laid over a region in the browser while it is dragged, and three attempts to take it off."""

import io
import math
from typing import TYPE_CHECKING, Any

from PIL import Image

from explainer.views.base import View, as_file

if TYPE_CHECKING:
    import numpy as np

    from explainer.lessons.forward.mosaic import Attempt, Painting, Region


class MosaicView(View):
    """Value: see `value_of`. Props: `words`, `plain` (see `plain_of`), `network` (see `network_of`), each
    None at first, and `picture` (another was chosen).

    Events: `opened` and `asked`, both with {"region": "left.top.width.height", "cell"}, the second with
    {"run"} as well, a number that comes back as part of `asked`; `stop`.
    """

    html = "mosaic.html"
    styles = ("mosaic.css",)
    module = "mosaic.js"
    triggers = ("opened", "asked", "stop")


def value_of(
    pixels: "np.ndarray", where: "Region", cell: int, limits: dict[str, Any], name: str, of: str
) -> dict[str, Any]:
    """What the view draws: the picture as size²·3 bytes in (h, w, c) order, and where the mosaic lies.

    of: which picture it is; attempts at another one are not shown with it.
    """
    return {
        "file": as_file(pixels.tobytes(), "picture.bin"),
        "region": [where.left, where.top, where.width, where.height],
        "cell": cell,
        "name": name,
        "of": of,
        **limits,
    }


def plain_of(asked: dict[str, Any], of: str, attempts: "dict[str, Attempt]") -> dict[str, Any]:
    """The plain attempts at the mosaic that was asked for, on the picture `of`, by name."""
    return {"asked": asked, "of": of} | {name: _drawn(one) for name, one in attempts.items()}


def network_of(asked: dict[str, Any], painting: "Painting", closest: str | None) -> dict[str, Any]:
    """How far the network is with the mosaic, and at the end its attempt and which is `closest`."""
    drawn = painting.attempt and _drawn(painting.attempt)
    return {
        "kind": "done" if drawn else "running",
        "asked": asked,
        "done": painting.done,
        "steps": painting.steps,
        "t": painting.t,
        "network": drawn,
        "closest": closest,
    }


def _drawn(attempt: "Attempt") -> dict[str, Any]:
    data = io.BytesIO()
    Image.fromarray(attempt.pixels).save(data, "PNG")
    psnr = "∞" if math.isinf(attempt.psnr) else f"{attempt.psnr:.1f}"
    return {"file": as_file(data.getvalue(), "attempt.png"), "mean": f"{attempt.mean:.1f}", "psnr": psnr}
