"""The figure of text-to-image, wired: words are cut up while they are typed, a run streams in."""

import json
import time
from collections.abc import Generator, Iterator
from typing import TYPE_CHECKING, Any

import gradio as gr

from explainer import lessons
from explainer.core.errors import KakusanError
from explainer.lessons import choices
from explainer.lessons.following import Followed
from explainer.tabs.page import Page, TabHandle
from explainer.tabs.samples import Picture
from explainer.tabs.snippets import shown_path
from explainer.tabs.state import Address
from explainer.views.film import asking, failed
from explainer.views.text_to_image import TextToImageView, finished, heard, streamed

if TYPE_CHECKING:
    from explainer.lessons.text_to_image import Painting

RANGES: dict[str, tuple[int, int]] = {"steps": choices.STEPS, "seed": choices.SEEDS}
LONGEST_ECHO = 400  # characters of the prompt that travel back with each frame

_opening: "dict[tuple[str, str], tuple[Painting, float]]" = {}  # by pack and prompt; and when it was made


def build(page: Page) -> TabHandle:
    """The figure; it opens on a finished picture, or asks for the one that the address names."""
    view = TextToImageView(words=page.t.table("text_to_image"), common=page.t.table("common"), heard=None)

    def load(_: Picture, address: Address) -> dict[str, Any]:
        asked = asked_in(address, page)
        return opening(page) if asked == opening_request(page) else asking(asked)

    def is_asking(_: Picture, address: Address | None) -> bool:
        return address is not None and asked_in(address, page) != opening_request(page)

    def start(said: dict[str, Any]) -> Iterator[dict[str, Any]]:
        yield from run(page, said)

    def read(said: dict[str, Any]) -> dict[str, Any]:
        prompt: Any = said.get("prompt")
        return gr.update(heard=heard(lessons.text_to_image.read(page.pack(), prompt)))

    page.stream(view, "run", start)
    page.hear(view.typed, read, [], [view], model=False, in_turn=True)
    return TabHandle(outputs=[view], load=load, idle=is_asking)


def run(page: Page, asked: dict[str, Any]) -> Generator[dict[str, Any]]:
    """The view's values while the run of `asked` comes in; a mistake becomes one sentence."""
    asked = {key: asked.get(key) for key in ("prompt", "guidance", "steps", "seed", "scheduler", "run")}
    try:
        yield from paint(page, asked)
    except KakusanError as error:
        yield failed(asked, page.sentence(error))


def paint(page: Page, asked: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Frames as they come, then the whole run. Raises KakusanError."""
    pack, lesson = page.pack(), lessons.text_to_image
    words = lesson.read(pack, asked["prompt"])
    painting = Followed(lesson.paint(pack, words, **settings(asked)))
    code = code_of(page, asked)
    asked = asked | {"prompt": words.prompt[:LONGEST_ECHO]}
    count = lesson.length(pack, asked["scheduler"], int(asked["steps"]))
    for step in painting:
        yield streamed(asked, words, step, lesson.glimpse(pack, step), count)
    yield finished(asked, lesson.finish(pack, words, painting.parts), count, None, code)


def opening(page: Page) -> dict[str, Any]:
    """The finished picture that the tab opens on: computed by the first visit, recorded for all others."""
    pack, lesson, asked = page.pack(), lessons.text_to_image, opening_request(page)
    key, made = (str(pack.folder), asked["prompt"]), None
    if key not in _opening:
        words = lesson.read(pack, asked["prompt"])
        steps = list(lesson.paint(pack, words, **settings(asked)))
        _opening[key] = lesson.finish(pack, words, steps), time.time()
    else:
        made = _opening[key][1]
    return finished(asked, _opening[key][0], asked["steps"], made, code_of(page, asked))


def opening_request(page: Page) -> dict[str, Any]:
    """What the opening picture was asked for: the card's settings, a prompt in the page's language."""
    card = json.loads((page.folder / "card.json").read_text(encoding="utf-8"))
    prompt = page.t("text_to_image.first_prompt")
    return {
        "prompt": prompt, "guidance": float(card["guidance"]), "steps": int(card["steps"]), "seed": 0,
        "scheduler": "ddim", "run": 0,
    }  # fmt: skip


def asked_in(address: Address, page: Page) -> dict[str, Any]:
    """The run that the address names."""
    default, known = opening_request(page), page.t.table("text_to_image.schedulers")
    whole = {key: address.whole(key, *RANGES[key], default[key]) for key in RANGES}
    return default | whole | {
        "prompt": address.text("prompt", default["prompt"]),
        "guidance": address.real("guidance", *choices.GUIDANCE, default["guidance"]),
        "scheduler": address.choice("scheduler", known, default["scheduler"]),
    }  # fmt: skip


def settings(asked: dict[str, Any]) -> dict[str, Any]:
    """What the lesson is given."""
    return {key: asked[key] for key in ("scheduler", "steps", "guidance", "seed")}


def code_of(page: Page, asked: dict[str, Any]) -> str:
    """The snippet that remakes the picture."""
    recipe = lessons.recipe.Recipe(
        "text_to_image",
        shown_path(page.pack().folder),
        int(asked["seed"]),
        scheduler=asked["scheduler"],
        steps=int(asked["steps"]),
        guidance=float(asked["guidance"]),
        prompt=asked["prompt"],
    )
    return lessons.recipe.snippet(recipe)
