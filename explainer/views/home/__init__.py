"""How far one can go and still come home: the reader's guess, the curve over the starting t, thumbnails."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from explainer.views import clock, film
from explainer.views.base import View

if TYPE_CHECKING:
    from PIL.Image import Image

    from explainer.lessons.reverse.home import Departure, Homecoming


class HomeView(View):
    """Value: one of `departed`, `coming`, `finished`, or film's `failed`.

    Props: `words`, `common` (the table), `picture` (see tabs/section.py), `opens` (the figure's opening run),
    `others` (how many stand beside A in the line).
    Events: `opened` and `go` with {"steps", "seed", "run"}; `stop`.
    """

    html = "home.html"
    styles = (*clock.STYLES, "home.css")
    module = "home.js"
    triggers = ("opened", "go", "stop")


def departed(asked: dict[str, Any], departure: "Departure", name: str) -> dict[str, Any]:
    """All have been noised; `name` is the picture's. sheet: k × x_t, A."""
    return {
        "kind": "departed",
        "asked": asked,
        "name": name,
        "starts": list(departure.starts),
        "sheet": film.sheet_file(departure.sheet(film.COLUMNS)),
        "columns": film.COLUMNS,
        "size": departure.picture.shape[-1],
        "ceiling": round(departure.ceiling, 2),
    }


def coming(asked: dict[str, Any], arrived: "Sequence[Homecoming]", share: float) -> dict[str, Any]:
    """Who has just come home, each with A′ as a small JPEG; `share` of the network calls is done."""
    home = [_numbers(one) | {"src": film.inline(one.image)} for one in arrived]
    return {"kind": "coming", "asked": asked, "home": home, "share": round(share, 3)}


def finished(
    asked: dict[str, Any],
    homecomings: "Sequence[Homecoming]",
    sheet: "Image",
    lost: int | None,
    code: str,
) -> dict[str, Any]:
    """All are home; see the lesson's `lost_from` for `lost`.

    sheet   A′ of each of `homecomings`
    """
    return {
        "kind": "done",
        "asked": asked,
        "home": [_numbers(one) for one in homecomings],
        "sheet": film.sheet_file(sheet),
        "lost": lost,
        "code": code,
    }


def _numbers(one: "Homecoming") -> dict[str, Any]:
    return {
        "index": one.index,
        "psnr": round(one.psnr, 2),
        "ssim": round(one.ssim, 3),
        "own": round(one.pick.own, 3),
        "rivals": round(one.pick.rivals, 3),
        "another": one.pick.another,
    }
