"""Up to the noise and down again: both ways at the same levels, their guesses, and what came back."""

import math
from typing import TYPE_CHECKING, Any

from explainer.views import clock, film
from explainer.views.base import View

if TYPE_CHECKING:
    from explainer.lessons.reverse.inversion import Noise, Outcome, Way


class InversionView(View):
    """Value: one of `under_way`, `finished`, or film's `failed`.

    Props: `words`, `common` (the table), `choices` (numbers of steps), `opens_with`, `picture`
    (tabs/section.py). Events: `opened` with {"steps", "run"}; `stop`.
    """

    html = "inversion.html"
    styles = (*clock.STYLES, *film.STYLES, "inversion.css")
    module = "inversion.js"
    triggers = ("opened", "stop")


def under_way(asked: dict[str, Any], way: "Way") -> dict[str, Any]:
    """How far the network is, and the latent there as film.levels."""
    return {
        "kind": "running",
        "asked": asked,
        "done": way.done,
        "count": way.count,
        "up": way.up,
        "latent": film.streamed_levels(way.latent, film.LOUDEST),
        "side": way.latent.shape[-1],
        "channels": way.latent.shape[1],
    }


def finished(
    asked: dict[str, Any],
    outcome: "Outcome",
    noises: "dict[str, Noise]",
    made: float | None,
    name: str,
    code: str,
) -> dict[str, Any]:
    """There and back; `noises` are what was measured of `own` and `fresh` noise.

    sheet   k latents on the way up, the same k on the way down, A, A through the autoencoder, A regenerated,
            what came of the fresh noise
    maps    bytes: z_T, the fresh noise
    """
    return {
        "kind": "done",
        "asked": asked,
        "name": name,
        "made": made,
        "code": code,
        "steps": outcome.steps,
        "levels": list(outcome.levels),
        "timesteps": list(outcome.timesteps),
        "gaps": [round(gap, 4) for gap in outcome.gaps],
        "noises": {key: _measured(noise) for key, noise in noises.items()},
        "sheet": film.sheet_file(outcome.sheet(film.COLUMNS)),
        "maps": film.bytes_file(*(film.levels(one, film.LOUDEST) for one in (outcome.noise, outcome.fresh))),
        "columns": film.COLUMNS,
        "size": outcome.picture.shape[-1],
        "side": outcome.noise.shape[-1],
        "channels": outcome.noise.shape[1],
        "seconds": round(outcome.seconds, 1),
        **{key: _decibels(getattr(outcome, key)) for key in ("ceiling", "psnr", "own", "other_psnr")},
    }


def _measured(noise: "Noise") -> dict[str, Any]:
    return {
        "values": [noise.mean, noise.deviation, noise.neighbours],
        "errors": list(noise.errors),
        "normal": noise.normal,
    }


def _decibels(psnr: float) -> float | None:
    """None for equal pictures: JSON knows no infinity."""
    return None if math.isinf(psnr) else round(psnr, 2)
