"""What is left at t: the reader's guess, CLIP's likeness to a word, a histogram, PSNR and SSIM."""

from typing import TYPE_CHECKING, Any

from explainer.views import clock
from explainer.views.base import View
from explainer.views.forward import value_of as noising_value

if TYPE_CHECKING:
    from explainer.lessons.forward.left import Left


class LeftView(View):
    """Value: see `value_of`. Props: `words`, `common` (the table), `picture` (see tabs/section.py).

    Event: `opened` with {"seed"}.
    """

    html = "left.html"
    styles = (*clock.STYLES, "left.css")
    module = "left.js"
    triggers = ("opened",)


def value_of(result: "Left", name: str) -> dict[str, Any]:
    """What the view draws of `result`; `name` is the picture's, in the reader's language.

    noising     what views/forward mixes x_t of
    likeness    for each of `timesteps` the first word's [least, mean, most] over the noises
    nearest     for each of `timesteps` which of `words` is the most similar
    """
    own = result.similarity[0]
    band = zip(own.amin(dim=0).tolist(), own.mean(dim=0).tolist(), own.amax(dim=0).tolist(), strict=True)
    return {
        "noising": noising_value(result.noising, 0, name, ""),
        "timesteps": list(result.timesteps),
        "psnr": [round(number, 2) for number in result.psnr],
        "ssim": [round(number, 4) for number in result.ssim],
        "words": list(result.words),
        "likeness": [[round(number, 4) for number in one] for one in band],
        "nearest": list(result.nearest),
        "noises": own.shape[0],
        "start": round(result.start, 4),
        "floor": round(result.floor, 4),
        "middle": round(result.middle, 4),
        "stops": result.stops,
        "lost": result.start > result.floor + result.floor_deviation,
    }
