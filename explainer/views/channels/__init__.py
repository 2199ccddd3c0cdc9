"""A latent to tinker with: its channels, one tool at a time, and the decoded picture that follows."""

import base64
import io
import math
from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from PIL import Image

from explainer.views import clock, film
from explainer.views.base import View

if TYPE_CHECKING:
    from torch import Tensor

    from explainer.lessons.latent.channels import Change, Edited, Opened

LOUDEST = 4.0
"""A number of the latent this far from zero gets the full colour, before and after an edit."""


class ChannelsView(View):
    """Value: one of `begun`, `edited`, or film's `failed`.

    Props: `words`, `common` (the table), `picture` (see tabs/section.py), `samples` (as in a picture bar).
    Events: `opened` with {"run"}; `edit` with {"tool", "channel", "amount", "spot", "other", "run"}.
    """

    html = "channels.html"
    styles = (*clock.STYLES, "channels.css")
    module = "channels.js"
    triggers = ("opened", "edit")


def begun(
    asked: dict[str, Any], opened: "Opened", tools: Mapping[str, tuple[float, float, float]], name: str
) -> dict[str, Any]:
    """The untouched latent and picture, and each tool's least, greatest and neutral amount."""
    return {
        "kind": "begun",
        "asked": asked,
        "name": name,
        "tools": tools,
        "src": _jpeg(opened.untouched),
        "levels": film.streamed_levels(opened.latent[0], LOUDEST),
        "channels": opened.latent.shape[1],
        "side": opened.latent.shape[-1],
        "effects": [_rounded(effect) for effect in opened.effects],
        "one_color": opened.one_color,
        "spread": round(opened.spread, 2),
    }


def edited(asked: dict[str, Any], result: "Edited", code: str) -> dict[str, Any]:
    """The edited latent and its decoding; psnr is None where nothing differs."""
    return {
        "kind": "edited",
        "asked": asked,
        "src": _jpeg(result.decoded),
        "levels": film.streamed_levels(result.latent[0], LOUDEST),
        "psnr": None if math.isinf(result.psnr) else round(result.psnr, 1),
        "moved": round(result.moved, 1),
        "change": _rounded(result.change),
        "code": code,
    }


def _rounded(change: "Change") -> dict[str, float]:
    return {name: round(value, 1) for name, value in asdict(change).items()}


def _jpeg(picture: "Tensor") -> str:
    """A picture (1, 3, h, w) in −1..1 as a data address."""
    pixels = ((picture[0].clamp(-1, 1) + 1) * 127.5).round().byte().permute(1, 2, 0)
    buffer = io.BytesIO()
    Image.fromarray(pixels.numpy()).save(buffer, "JPEG", quality=92, subsampling=0)
    return "data:image/jpeg;base64," + base64.b64encode(buffer.getvalue()).decode()
