"""Which word drew what: each word's attention over the greyed picture, step by step, and where it lies."""

from typing import TYPE_CHECKING, Any

from explainer.views import clock, film
from explainer.views.base import View, as_file

if TYPE_CHECKING:
    from torch import Tensor

    from explainer.lessons.text_to_image.binding import Binding, Look
    from explainer.lessons.text_to_image.binding_survey import Found, Summary, Survey

WHOLE = 65_535


class BindingView(View):
    """Value: one of `streamed`, `finished`, or film's `asking`, `failed`.

    Props: `words`, `common` (the table), `picture` (see tabs/section.py), `opens` (the run it opens with, and
    `schedulers`, those there are),
    `kept` (see `surveyed`; None where nothing is recorded).
    Events: `opened` and `run` with {"prompt", "seed", "steps", "guidance", "scheduler", "run"}, the last the
    number of the run, which comes back as part of `asked`; `stop`.
    """

    html = "binding.html"
    styles = (*clock.STYLES, *film.STYLES, "binding.css", "prints.css")
    module = "binding.js"
    triggers = ("opened", "run", "stop")


def streamed(asked: dict[str, Any], step: int, seen: "Tensor", count: int) -> dict[str, Any]:
    """The predicted x0 after so many steps, small."""
    return {
        "kind": "running",
        "asked": asked,
        "step": step,
        "count": count,
        "frame": film.tiny(seen),
    }


def finished(asked: dict[str, Any], binding: "Binding", code: tuple[str, str]) -> dict[str, Any]:
    """The whole run.

    words    [text, token positions, whether it names a colour]; after their rows come begin, end, padding
    marks    the token positions of those three
    maps     a file of little-endian 16-bit shares (65535 is all): for each of `sides` (0, all resolutions
             together, has the finest one's size), the k kept steps and the whole, each row by row
    shares   the same, averaged over all positions
    steps    [number, t] of the kept steps
    looks    see `_look`
    code     the program before and after the list of a word's positions
    """
    colored = {look.word for look in binding.looks}
    sides = list(binding.maps)
    return {
        "kind": "done",
        "asked": asked,
        "words": [
            [word.text, list(word.positions), i in colored] for i, word in enumerate(binding.start.words)
        ],
        "marks": [list(row) for row in binding.marks],
        "lost": len(binding.start.lost),
        "picture": film.tiny(binding.picture),
        "previews": [film.tiny(one[None]) for one in binding.previews],
        "maps": as_file(b"".join(_bytes(binding.maps[side]) for side in sides), "attention.bin"),
        "sides": [[side, binding.maps[side].shape[-1]] for side in sides],
        "shares": [[round(share, 5) for share in row] for row in binding.shares.tolist()],
        "steps": [[i + 1, t] for i, t in zip(binding.indices, binding.timesteps, strict=True)],
        "looks": [_look(look) for look in binding.looks],
        "seconds": round(binding.seconds, 1),
        "code": list(code),
    }


def surveyed(survey: "Survey", summaries: "dict[str, Summary]", made: int) -> dict[str, Any]:
    """What was recorded over many runs, and when; in the shares 1 is all."""
    return {
        "made": made,
        "special": [round(share, 3) for share in survey.special],
        "right": round(survey.right, 3),
        "seen": round(survey.seen, 3),
        "roles": {
            role: {
                "runs": one.runs,
                "missing": one.missing,
                "more": one.more,
                "lift": round(one.lift, 2),
                "end": round(one.end, 2),
                "best": _found(one.best),
                "worst": _found(one.worst),
            }
            for role, one in summaries.items()
        },
    }


def _bytes(maps: "Tensor") -> bytes:
    return (maps.clamp(0, 1) * WHOLE).round().numpy().astype("<u2").tobytes()


def _look(look: "Look") -> dict[str, Any]:
    """`lift` is how many times as much of the word's attention as chance lies on its colour."""
    return {
        "word": look.word,
        "color": look.color,
        "area": round(look.area, 4),
        "inside": [round(share, 4) for share in look.inside],
        "lift": round(look.lift, 2),
        "lifts": [round(share / look.area, 2) if look.lift else 0 for share in look.inside],
    }


def _found(found: "Found") -> dict[str, Any]:
    return {
        "prompt": found.prompt,
        "seed": found.seed,
        "word": found.word,
        "lift": round(found.lift, 2),
        "area": round(found.area, 3),
    }
