"""Noise in the pixels beside noise in the latent, decoded, and the latent's own four channels."""

import math
from typing import TYPE_CHECKING, Any

from explainer.views import clock, film
from explainer.views.base import View

if TYPE_CHECKING:
    from explainer.lessons.forward.where import Places


class WhereView(View):
    """Value: see `value_of`. Props: `words`, `common` (the table), `picture` (see tabs/section.py).

    Event: `opened` with {"seed"}.
    """

    html = "where.html"
    styles = (*clock.STYLES, "where.css")
    module = "where.js"
    triggers = ("opened",)


def value_of(result: "Places", steps: int, name: str) -> dict[str, Any]:
    """What the view draws of `result`; `steps` are the schedule's, `name` is the picture's.

    sheet  a JPEG of all pictures noised in the pixels, then all decoded ones, `columns` to a row
    maps   a file of the latents as film.levels, k · channels · side² bytes
    """
    _, channels, side, _ = result.latents.shape
    return {
        "sheet": film.sheet_file(result.sheet(film.COLUMNS)),
        "maps": film.bytes_file(film.levels(result.latents, film.LOUDEST)),
        "columns": film.COLUMNS,
        "size": result.pixels.shape[-1],
        "channels": channels,
        "side": side,
        "steps": steps,
        "name": name,
        "ceiling": _decibels(result.ceiling),
        "numbers": [result.picture[0].numel(), result.latents[0].numel()],
        "moments": [
            {
                "t": t,
                "signal": signal,
                "noise": noise,
                "pixels": _decibels(pixels),
                "decoded": _decibels(decoded),
            }
            for t, signal, noise, pixels, decoded in zip(
                result.timesteps,
                result.signal,
                result.noise,
                result.pixels_psnr,
                result.decoded_psnr,
                strict=True,
            )
        ],
    }


def _decibels(psnr: float) -> str:
    return "∞" if math.isinf(psnr) else f"{psnr:.1f}"
