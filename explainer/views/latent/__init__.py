"""A picture, the four channels of its latent, and the picture that comes back; the loss and the counts."""

import io
import math
from typing import TYPE_CHECKING, Any

from explainer.views.base import View, as_file
from explainer.views.colormaps import viridis

if TYPE_CHECKING:
    from torch import Tensor

    from explainer.lessons.latent import Counts, Roundtrip

MOST_NUMBERS = 0.98  # of the latent's numbers have a colour of their own; the rest the strongest one
LOSS_MOST = 0.2  # of the whole range of brightness; the map's brightest colour


class LatentView(View):
    """Value: what `latent_value` makes. Event `choose`: the reader chose {sample} or {path}."""

    html = "latent.html"
    styles = ("latent.css",)
    module = "latent.js"
    triggers = ("choose",)


class DeeperView(View):
    """The closed sections below the figures. Value: {"facts": …, "code": the snippet}."""

    html = "deeper.html"
    styles = ("deeper.css",)
    module = "deeper.js"


def latent_value(result: "Roundtrip", name: str) -> dict[str, Any]:
    """What the view draws of `result`; `name` is the picture's, in the reader's language."""
    channels = result.latent[0]
    bound = bound_of(result)
    return {
        "sheet": as_file(_sheet(result), "latent.png"),
        "latent": [[round(number, 3) for number in channel.flatten().tolist()] for channel in channels],
        "side": channels.shape[-1],
        "shrink": result.counts.side_ratio,
        "bound": bound,
        "channels": [_range(channel, number) for number, channel in enumerate(channels, start=1)],
        "facts": _facts(result, bound) | {"name": name},
    }


def bound_of(result: "Roundtrip") -> float:
    """From this number on the latent's colours are as strong as can be."""
    return round(float(result.latent.abs().flatten().quantile(MOST_NUMBERS)), 2) or 1.0


def deeper_value(
    result: "Roundtrip", map_facts: dict[str, str], larger: "Counts", code: str
) -> dict[str, Any]:
    """What the drawers quote: this round trip, the map, the sizes of a `larger` model, and the snippet."""
    return {"facts": map_facts | _saving(larger) | {"scale": f"{result.scale:.3g}"}, "code": code}


def _saving(counts: "Counts") -> dict[str, str]:
    return {
        "sd_picture": _shape(counts.picture_shape),
        "sd_latent": _shape(counts.latent_shape),
        "sd_picture_numbers": f"{counts.picture_numbers:,}",
        "sd_latent_numbers": f"{counts.latent_numbers:,}",
        "numbers_ratio": f"1/{counts.numbers_ratio:g}",
        "positions_ratio": f"1/{counts.positions_ratio:g}",
        "pairs": f"{counts.pairs_ratio:,.0f}",
    }


def _sheet(result: "Roundtrip") -> bytes:
    data = io.BytesIO()
    result.sheet(viridis(result.loss.numpy(), LOSS_MOST)).save(data, "PNG")
    return data.getvalue()


def _range(channel: "Tensor", number: int) -> dict[str, str]:
    least, mean, most = (f"{float(value):.2f}" for value in (channel.min(), channel.mean(), channel.max()))
    return {"number": str(number), "least": least, "mean": mean, "most": most}


def _facts(result: "Roundtrip", bound: float) -> dict[str, str]:
    counts = result.counts
    return {
        "psnr": "∞" if math.isinf(result.psnr) else f"{result.psnr:.1f}",
        "loss_mean": f"{100 * float(result.loss.mean()):.1f}",
        "loss_most": f"≥ {100 * LOSS_MOST:.0f} %",
        "picture_numbers": f"{counts.picture_numbers:,}",
        "latent_numbers": f"{counts.latent_numbers:,}",
        "picture_shape": _shape(counts.picture_shape),
        "latent_shape": _shape(counts.latent_shape),
        "numbers_ratio": f"1/{counts.numbers_ratio:g}",
        "positions_ratio": f"1/{counts.positions_ratio:g}",
        "picture_positions": f"{counts.picture_positions:,}",
        "latent_positions": f"{counts.latent_positions:,}",
        "square": f"{counts.side_ratio} × {counts.side_ratio}",
        "square_numbers": f"{counts.square_numbers:,}",
        "channel_count": str(counts.latent_shape[0]),
        "least": f"≤ −{bound:.2f}",
        "most": f"≥ +{bound:.2f}",
    }


def _shape(shape: tuple[int, int, int]) -> str:
    channels, height, width = shape
    return f"{width} × {height} × {channels}"
