"""Word and picture, wired: the table is filled anew with each of the reader's words, a game comes apart."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import gradio as gr

from explainer import lessons
from explainer.core.errors import KakusanError
from explainer.lessons import choices
from explainer.tabs import samples, section
from explainer.tabs.page import Page
from explainer.tabs.samples import Picture
from explainer.tabs.snippets import picture_path, shown_path
from explainer.views.film import failed
from explainer.views.meeting import MeetingView, game_of, value_of

if TYPE_CHECKING:
    from explainer.core.pack import ModelPack
    from explainer.lessons.latent.meeting import Meeting

BESIDE = ("pug", "dachshund", "labrador", "siamese", "maine_coon", "elephant")
"""Samples that stand beside the page's picture."""

_met: "dict[Any, Meeting]" = {}  # by pack: the same for all readers


def build(page: Page) -> None:
    """The section."""
    view = MeetingView(
        words=page.t.table("meeting"),
        common=page.t.table("common"),
        picture=None,
        game=None,
        sizes=list(choices.GAMES),
        longest=choices.LONGEST_ROW,
        most=choices.MOST_ROWS,
    )

    def told(game: dict[str, Any]) -> dict[str, Any]:
        return gr.update(game=game)

    def play(said: dict[str, Any]) -> Iterator[dict[str, Any]]:
        yield told(dealt(page, said))

    section.keep(page, view, drawn, model=True)
    page.stream(view, "play", play, as_value=told)


def drawn(page: Page, picture: Picture, asked: dict[str, Any]) -> dict[str, Any]:
    """The view's value for `picture` and asked["words"]; a mistake becomes one sentence."""
    words, asked = asked.get("words"), {"run": asked.get("run")}
    try:
        return compared(page, picture, words if isinstance(words, list) else [], asked)
    except KakusanError as error:
        return failed(asked, page.sentence(error))


def compared(page: Page, picture: Picture, words: list[Any], asked: dict[str, Any]) -> dict[str, Any]:
    """The table of `words` and its own against `picture` and BESIDE. Raises KakusanError."""
    pack, lesson = page.pack(), lessons.latent.meeting
    shown = [picture, *(samples.sample(id) for id in BESIDE if picture.path or id != picture.sample)]
    table = lesson.compare(pack, words, [samples.open_image(one) for one in shown])
    code = lessons.latent.meeting_code.snippet(
        pack, shown_path(pack.folder), [row.text for row in table.rows], [picture_path(one) for one in shown]
    )
    return value_of(asked, table, [page.t(one.name) for one in shown], met(pack), code)


def met(pack: "ModelPack") -> "Meeting":
    """The meeting of dog and cat, measured once for a pack."""
    if pack.folder not in _met:
        _met[pack.folder] = lessons.latent.meeting.meet(pack)
    return _met[pack.folder]


def dealt(page: Page, asked: dict[str, Any]) -> dict[str, Any]:
    """The prop `game`; a mistake becomes one sentence."""
    asked = {key: asked.get(key) for key in ("pairs", "seed", "run")}
    try:
        game = lessons.latent.matching.play(page.pack(), page.t.language, asked["pairs"], asked["seed"])
    except KakusanError as error:
        return failed(asked, page.sentence(error))
    return game_of(asked, game)
