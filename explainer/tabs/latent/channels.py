"""A latent to tinker with, wired: encoded when opened, decoded again for each change that still counts."""

from typing import TYPE_CHECKING, Any

from explainer import lessons
from explainer.core.errors import KakusanError
from explainer.tabs import samples, section
from explainer.tabs.page import Page
from explainer.tabs.samples import Picture
from explainer.tabs.snippets import picture_path, shown_path
from explainer.tabs.streaming import waits
from explainer.views.channels import ChannelsView, begun, edited
from explainer.views.film import failed

if TYPE_CHECKING:
    from explainer.lessons.latent.channels import Opened

KEYS = ("tool", "channel", "amount", "spot", "other", "run")


def build(page: Page) -> None:
    """The section: `opened` encodes, and `edit` answers each change that the view sends, in turn."""
    view = ChannelsView(
        words=page.t.table("channels"),
        common=page.t.table("common"),
        picture=None,
        samples=samples.thumbnails(),
    )

    def edit(said: dict[str, Any], picture: Picture | None) -> dict[str, Any]:
        return changed(page, picture or samples.first(), said)

    section.keep(page, view, drawn, model=True)
    page.hear(view.edit, edit, [page.picture], [view], in_turn=True, queued=waits)


def drawn(page: Page, picture: Picture, asked: dict[str, Any]) -> dict[str, Any]:
    """The view's value for the untouched picture."""
    asked = {"run": asked.get("run")}
    try:
        found = opened_of(page, picture)
        return begun(asked, found, lessons.latent.channels.TOOLS, page.t(picture.name))
    except KakusanError as error:
        return failed(asked, page.sentence(error))


def changed(page: Page, picture: Picture, asked: dict[str, Any]) -> dict[str, Any]:
    """The view's value after one edit; a mistake becomes one sentence."""
    asked = {key: asked.get(key) for key in KEYS}
    try:
        return _changed(page, picture, asked)
    except KakusanError as error:
        return failed({"run": asked["run"]}, page.sentence(error))


def _changed(page: Page, picture: Picture, asked: dict[str, Any]) -> dict[str, Any]:
    pack, lesson, found = page.pack(), lessons.latent.channels, opened_of(page, picture)
    edit = lesson.edit(
        asked["tool"], asked["channel"], asked["amount"], asked["spot"], tuple(found.latent.shape)
    )
    other = samples.sample(str(asked["other"])[:40]) if edit.tool == "swap" else samples.first()
    taken = opened_of(page, other).latent if edit.tool == "swap" else None
    result = lesson.tinker(pack, found, edit, taken)
    folder, files = shown_path(pack.folder), (picture_path(picture), picture_path(other))
    code = lessons.latent.channels_code.snippet(pack, folder, files[0], edit, files[1])
    return edited(asked, result, code)


def opened_of(page: Page, picture: Picture) -> "Opened":
    """The picture, encoded and decoded; once, as long as somebody tinkers with it."""
    return lessons.latent.channels.opened(page.pack(), picture, lambda: samples.open_image(picture))
