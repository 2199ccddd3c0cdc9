"""The figure of text-to-image: the prompt's tokens, the run streamed and scrubbed, CLIP's judgement."""

from typing import TYPE_CHECKING, Any

from explainer.views.base import View
from explainer.views.film import COLUMNS, STYLES, sheet_file, tiny

if TYPE_CHECKING:
    from torch import Tensor

    from explainer.lessons.text_to_image import Painting, Step, Words

MOST_TOKENS, MOST_CHARACTERS = 80, 400  # of an endless prompt, this much is shown


class TextToImageView(View):
    """Value: one of `streamed`, `finished`, or film's `asking`, `failed`. Prop `heard`: see `heard`, or None.

    Events: `run` with {"prompt", "guidance", "steps", "seed", "scheduler", "run"}, the last one the number of
    the run, which comes back as part of `asked`; `stop`; `typed` with {"prompt"} while it is written.
    """

    html = "text_to_image.html"
    styles = (*STYLES, "text_to_image.css", "figure.css")
    module = "text_to_image.js"
    triggers = ("run", "stop", "typed")


def heard(words: "Words") -> dict[str, Any]:
    """What the text tower gets of a prompt: its tokens as [text, id, known], and what is to be said of it."""
    return {
        "prompt": words.prompt[:MOST_CHARACTERS],
        "tokens": [[token.text, token.id, token.known] for token in words.tokens[:MOST_TOKENS]],
        "count": len(words.tokens),
        "unknown": [word[:40] for word in words.unknown[:5]],
        "room": words.room,
        "cut_off": words.cut_off,
    }


def streamed(
    asked: dict[str, Any], words: "Words", step: "Step", seen: "tuple[Tensor, Tensor]", count: int
) -> dict[str, Any]:
    """One frame of a run of `count` steps; `seen` are x_t and predicted x0 as small pictures."""
    x_t, x0 = seen
    return {
        "kind": "running",
        "asked": asked,
        "heard": heard(words),
        "count": count,
        "step": {"index": step.index, "t": step.timestep},
        "x_t": tiny(x_t),
        "x0": tiny(x0),
    }


def finished(
    asked: dict[str, Any], painting: "Painting", count: int, made: float | None, code: str
) -> dict[str, Any]:
    """The whole run, to be scrubbed. sheet: k × x_t, k × predicted x0, the finished picture."""
    return {
        "kind": "done",
        "asked": asked,
        "heard": heard(painting.words),
        "count": count,
        "steps": [
            {"index": step.index, "t": step.timestep, "similarity": round(near, 4)}
            for step, near in zip(painting.steps, painting.similarities, strict=True)
        ],
        "similarity": round(painting.similarity, 4),
        "sheet": sheet_file(painting.sheet(COLUMNS)),
        "columns": COLUMNS,
        "size": painting.picture.shape[-1],
        "seconds": round(painting.seconds, 3),
        "made": made,
        "code": code,
    }
