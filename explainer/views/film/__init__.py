"""What the views of a run share: frames small enough to stream, and sheets to scrub.

A run is streamed as raw bytes (768 for a 16×16 picture, less than any JPEG's header and exact), and scrubbed
afterwards from one JPEG sheet and one file of noise maps, with no further request.
"""

import base64
import io
import math
import time
from typing import TYPE_CHECKING, Any

import numpy as np

from explainer.views.base import as_file

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PIL.Image import Image
    from torch import Tensor

STYLES = ("../film/film.css",)
COLUMNS = 8
LOUDEST = 3.0
"""Noise of this many deviations gets the full colour; of a thousand normal numbers, three lie beyond."""


def asking(asked: dict[str, Any]) -> dict[str, Any]:
    """The view is to start a run of `asked` itself, so that its own button can stop it."""
    return {"kind": "ask", "asked": asked, "again": time.time()}


def failed(asked: dict[str, Any], sentence: str) -> dict[str, Any]:
    """Nothing came of it, and why."""
    return {"kind": "error", "asked": asked, "text": sentence}


def tiny(picture: "Tensor") -> dict[str, Any]:
    """A picture (1, 3, h, w) in −1..1 as its bytes, row by row, red, green, blue."""
    bytes_ = ((picture[0].clamp(-1, 1) + 1) * 127.5).round().byte().permute(1, 2, 0)
    return {"width": picture.shape[-1], "height": picture.shape[-2], "rgb": _base64(bytes_)}


def levels(values: "Tensor", largest: float) -> "Tensor":
    """Numbers of any shape as bytes: 128 is zero, 1 is −largest or less, 255 is largest or more."""
    return (values.detach().cpu() / largest * 127).clamp(-127, 127).round().add(128).byte()


def streamed_levels(values: "Tensor", largest: float) -> str:
    """`levels`, for a frame on its way."""
    return _base64(levels(values, largest))


def streamed_embedding(embedding: "Tensor") -> str:
    """(E,) of length 1 as `levels`: three times what is usual in it gets the full colour."""
    return streamed_levels(embedding, LOUDEST / math.sqrt(len(embedding)))


def sheet_file(sheet: "Image") -> dict[str, Any]:
    """A sheet of pictures as a JPEG in Gradio's cache."""
    buffer = io.BytesIO()
    sheet.save(buffer, "JPEG", quality=90, subsampling=0)
    return as_file(buffer.getvalue(), "run.jpg")


def inline(picture: "Image") -> str:
    """A picture as a JPEG in an address of its own, for few and small ones."""
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=90, subsampling=0)
    return "data:image/jpeg;base64," + base64.b64encode(buffer.getvalue()).decode("ascii")


def bytes_file(*parts: "Tensor | NDArray[np.uint8]") -> dict[str, Any]:
    """Tensors or arrays of bytes, one after another, as a file in Gradio's cache."""
    return as_file(b"".join(np.asarray(part).tobytes() for part in parts), "maps.bin")


def _base64(values: "Tensor") -> str:
    return base64.b64encode(values.contiguous().numpy().tobytes()).decode("ascii")
