"""Squares again, without the list, wired: one answer for each number of squares on the reader's picture."""

from typing import TYPE_CHECKING, Any

from explainer import lessons
from explainer.core.errors import KakusanError
from explainer.tabs import samples, section
from explainer.tabs.page import Page
from explainer.tabs.samples import Picture
from explainer.tabs.snippets import picture_path, shown_path
from explainer.views.unstamp import UnstampView, failed, value_of

if TYPE_CHECKING:
    from explainer.core.pack import ModelPack


def build(page: Page) -> None:
    """The section, which needs the pack's unstamper."""
    view = UnstampView(words=page.t.table("unstamp"), common=page.t.table("common"), picture=None)
    section.keep(page, view, drawn, model=True)


def drawn(page: Page, picture: Picture, asked: dict[str, Any]) -> dict[str, Any]:
    """The view's value for `picture` with asked["count"] squares on it; a mistake becomes one sentence."""
    lesson, pack = lessons.reverse.unstamp, page.pack()
    try:
        result = lesson.undo(pack, samples.open_image(picture), asked.get("count", lesson.OPENS_WITH))
    except KakusanError as error:
        return failed(page.sentence(error))
    code = lessons.reverse.unstamp_code.snippet(shown_path(pack.folder), picture_path(picture), result)
    return value_of(result, lesson.COUNTS, page.t(picture.name), recorded(pack), code)


def recorded(pack: "ModelPack") -> dict[str, Any] | None:
    """The curves of the unstamper in the pack's card, when they were made, and over how many pictures."""
    curves = pack.card["figures"].get("unstamping")
    if not curves:
        return None
    date = pack.card["made"]["parts"].get("unstamper", {}).get("date", pack.card["made"]["date"])
    pictures = next(iter(curves["steps"].values()))["n"]
    return {"made": date, "n": pictures, "curves": curves}
