"""Branch here: a tree of runs over the noise level, a leaf a line, all scrubbed together."""

from typing import TYPE_CHECKING, Any

from explainer.views import clock, film
from explainer.views.base import View
from explainer.views.film import sheet_file, tiny

if TYPE_CHECKING:
    from explainer.lessons.reverse.branches import Growing, Ready
    from explainer.lessons.reverse.tree import Tree


class BranchesView(View):
    """Value: one of `planned`, `growing`, `ready`, or film's `failed`.

    Props: `words`, `common`, `picture`, `heard`.
    Events: `opened` with {"trunk", "tree"} as the address has them, and "run"; `grow` with the same and "had"
    (how many lines there were before); `stop`; `typed` with {"prompt"} while it is written.
    """

    html = "branches.html"
    styles = (*clock.STYLES, *film.STYLES, "../text_to_image/text_to_image.css", "branches.css")
    module = "branches.js"
    triggers = ("opened", "grow", "stop", "typed")


def planned(asked: dict[str, Any], recipe: tuple[str, str], figure: bool, most: int) -> dict[str, Any]:
    """The recipe that is to be grown; `most` branches are allowed."""
    trunk, tree = recipe
    return {"kind": "planned", "asked": asked, "trunk": trunk, "tree": tree, "figure": figure, "most": most}


def growing(asked: dict[str, Any], tree: "Tree", now: "Growing") -> dict[str, Any]:
    """One step of the line that grows."""
    place = {"index": now.index, "count": now.count, "x0": tiny(now.seen)}
    return {"kind": "running", "asked": asked, "line": _place(tree, now.line), "now": place | {"t": now.t}}


def ready(
    asked: dict[str, Any], recipe: tuple[str, str], lines: list[dict[str, Any]], whole: bool
) -> dict[str, Any]:
    """The lines that are there, in the order of their numbers; `whole` if they are all."""
    trunk, tree = recipe
    kind = "done" if whole else "grown"
    return {"kind": kind, "asked": asked, "trunk": trunk, "tree": tree, "lines": list(lines)}


def line_of(tree: "Tree", one: "Ready", code: str) -> dict[str, Any]:
    """A finished line. sheet: predicted x0 at each of `shown`, then the picture, in one row.

    psnr is None for the trunk, and "same" where it is infinite.
    """
    line = one.line
    return {
        **_place(tree, one.number),
        "shown": list(line.shown),
        "sheet": sheet_file(line.sheet),
        "size": line.sheet.height,
        "psnr": _finite(one.psnr),
        "likeness": None if one.likeness is None else round(one.likeness, 3),
        "seconds": round(line.seconds, 2),
        "made": one.made,
        "again": one.again,
        "code": code,
    }


def _place(tree: "Tree", number: int) -> dict[str, Any]:
    fork = tree.forks[number - 1] if number else None
    setting = vars(tree.setting(number))
    changes = {name: value for name in setting if (value := getattr(fork, name, None)) is not None}
    timesteps = tree.timesteps(number)
    return {
        "number": number,
        "parent": fork.parent if fork else None,
        "t": timesteps[0],
        "stride": tree.stride,
        "count": len(timesteps),
        "steps": tree.trunk.steps,
        "changes": changes if fork else setting,
        "setting": setting,
    }


def _finite(psnr: float | None) -> float | str | None:
    if psnr is None:
        return None
    return "same" if psnr == float("inf") else round(psnr, 1)
