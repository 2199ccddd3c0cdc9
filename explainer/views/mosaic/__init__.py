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

    Events: `opened` and `asked`, both with {"region": "left.top.width.height", "cell"}; `stop`, when what
    the network is painting is wanted no more.
    """

    html = "mosaic.html"
    styles = ("mosaic.css",)
    scripts = ("laying.js", "mosaic.js")


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


def plain_of(of: str, where: "Region", cell: int, attempts: "dict[str, Attempt]") -> dict[str, Any]:
    """The plain attempts at this very mosaic, by name."""
    return {"key": _key(of, where, cell)} | {name: _drawn(one) for name, one in attempts.items()}


def network_of(
    of: str, where: "Region", cell: int, painting: "Painting", closest: str | None
) -> dict[str, Any]:
    """How far the network is with this very mosaic, and at the end its attempt and which is `closest`."""
    drawn = painting.attempt and _drawn(painting.attempt)
    far = {"done": painting.done, "steps": painting.steps, "t": painting.t}
    return {"key": _key(of, where, cell), **far, "network": drawn, "closest": closest}


def _key(of: str, where: "Region", cell: int) -> str:
    return f"{of}.{where.left}.{where.top}.{where.width}.{where.height}.{cell}"


def _drawn(attempt: "Attempt") -> dict[str, Any]:
    data = io.BytesIO()
    Image.fromarray(attempt.pixels).save(data, "PNG")
    psnr = "∞" if math.isinf(attempt.psnr) else f"{attempt.psnr:.1f}"
    return {"file": as_file(data.getvalue(), "attempt.png"), "mean": f"{attempt.mean:.1f}", "psnr": psnr}
