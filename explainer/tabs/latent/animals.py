"""The atlas of the world's animals: recorded with these very weights, or surveyed once for all readers."""

import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from explainer import lessons
from explainer.tabs import recorded as records
from explainer.views.base import as_file

if TYPE_CHECKING:
    from pathlib import Path

    from explainer.core.pack import ModelPack
    from explainer.lessons.latent import Atlas, Met

SECTION = "atlas"
_surveyed: "dict[Path, tuple[Atlas, float]]" = {}  # by pack: its map, and when it was made


def surveyed(pack: "ModelPack") -> "Iterator[tuple[Atlas | Met, float | None]]":
    """How far the atlas has come, and the atlas last; or at once the one known, and when that was made."""
    if pack.folder not in _surveyed:
        kept = _kept(pack)
        if kept:
            _surveyed[pack.folder] = kept
    if pack.folder in _surveyed:
        yield _surveyed[pack.folder]
        return
    for atlas in lessons.latent.survey(pack):
        if atlas.complete:
            _surveyed[pack.folder] = atlas, time.time()  # type: ignore[assignment]
        yield atlas, None


def complete(pack: "ModelPack") -> "Atlas":
    """The atlas, surveyed now where it is not known yet (some seconds); its pictures may be painted late."""
    *_, (atlas, _) = surveyed(pack)
    return atlas  # type: ignore[return-value]


def recorded(pack: "ModelPack") -> dict[str, Any]:
    """A large atlas, surveyed now, as it is kept."""
    stored = lessons.latent.stored
    atlas = stored.record(pack)
    return {
        "numbers": stored.numbers(atlas),
        "tensors": as_file(stored.tensors(atlas), "atlas.safetensors"),
        "sheet": as_file(atlas.sheet, "animals.webp"),
    }


def _kept(pack: "ModelPack") -> "tuple[Atlas, float] | None":
    found = records.numbers(pack.folder, SECTION)
    if found is None:
        return None
    value, made = found
    data, sheet = (records.data(pack.folder, value[key]) for key in ("tensors", "sheet"))
    return lessons.latent.stored.read(pack, value["numbers"], data, sheet), made
