"""Between two pictures: four ways side by side under one slider, and what each has in the middle."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from explainer.views import clock, film
from explainer.views.base import View

if TYPE_CHECKING:
    from PIL.Image import Image
    from torch import Tensor

    from explainer.lessons.latent.between import Ends, Way

CELL = 48


class BetweenView(View):
    """Value: one of `met`, `shown`, `streamed`, or film's `failed`.

    Props: `words`, `common` (the table), `picture` (see tabs/section.py), `samples` [{"id", "src"}].
    Events: `opened` with {"other", "swap", "seed", "pair"}, `go` with {"other", "swap", "seed", "run"}, the
    last the number of what is asked, which comes back as part of `asked`; `stop`.
    """

    html = "between.html"
    styles = (*clock.STYLES, "between.css")
    module = "between.js"
    triggers = ("opened", "go", "stop")


def met(asked: dict[str, Any], ends: "Ends", names: Sequence[str], ways: Sequence[str]) -> dict[str, Any]:
    """The two pictures, before anything lies between them; `ways` are those that the pack can go."""
    return {
        "kind": "met",
        "asked": asked,
        "names": list(names),
        "ways": list(ways),
        "sheet": film.sheet_file(ends.sheet),
        "size": ends.pictures.shape[-1],
    }


def streamed(asked: dict[str, Any], step: int, calls: int, seen: "Sequence[Tensor]") -> dict[str, Any]:
    """The pictures being painted, one a stop, small."""
    return {
        "kind": "running",
        "asked": asked,
        "step": step,
        "calls": calls,
        "frames": [film.tiny(one) for one in seen],
    }


def shown(
    asked: dict[str, Any],
    ways: "Sequence[Way]",
    sheet: "Image",
    animals: Sequence[int],
    stamps: "Image",
    facts: dict[str, Any],
) -> dict[str, Any]:
    """The ways as far as they are gone, to be scrubbed; all of them once `facts` holds their `codes`.

    sheet   a row a way
    stamps  the pictures of `animals_of` the ways, small
    facts   names of the two, ways to go, order (the best middle first), middle, degrees between the latents,
            animals (names), total of them, usual (similarity); at last seconds and codes
    """
    return {
        "kind": "done" if "codes" in facts else "mixed",
        "asked": asked,
        "gone": [_way(way, animals) for way in ways],
        "sheet": film.sheet_file(sheet),
        "size": ways[0].pictures.shape[-1],
        "stops": len(ways[0].pictures),
        "pictures": film.sheet_file(stamps),
        "cell": CELL,
        "across": stamps.width // CELL,
        **facts,
    }


def animals_of(ways: "Sequence[Way]") -> list[int]:
    """The animals that some stop is most like, by their index in the atlas, each once."""
    return sorted({one.index for way in ways for one in way.near})


def _way(way: "Way", animals: Sequence[int]) -> dict[str, Any]:
    """`near` holds [place among `animals`, similarity], `leap` the stop and its SSIM with the one before."""
    return {
        "id": way.id,
        "near": [[animals.index(one.index), round(one.similarity or 0.0, 3)] for one in way.near],
        "likeness": [[round(a, 2), round(b, 2)] for a, b in way.likeness.tolist()],
        "contrast": [round(100 * one) for one in way.contrast.tolist()],
        "norms": None if way.norms is None else [round(one, 1) for one in way.norms.tolist()],
        "leap": [way.leap, round(float(way.leaps[way.leap - 1]), 2)],
    }
