"""The atlas of the world's animals, surveyed once for all readers and all sections."""

import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

from explainer import lessons

if TYPE_CHECKING:
    from pathlib import Path

    from explainer.core.pack import ModelPack
    from explainer.lessons.latent import Atlas

_surveyed: "dict[Path, tuple[Atlas, float]]" = {}  # by pack: its complete map, and when it was made


def surveyed(pack: "ModelPack") -> "Iterator[tuple[Atlas, float | None]]":
    """The atlas as it grows; or at once the complete one, where it is known, and when that was made."""
    if pack.folder in _surveyed:
        yield _surveyed[pack.folder]
        return
    for atlas in lessons.latent.survey(pack):
        if atlas.complete:
            _surveyed[pack.folder] = atlas, time.time()
        yield atlas, None


def complete(pack: "ModelPack") -> "Atlas":
    """The complete atlas, surveyed now where it is not known yet (some seconds)."""
    *_, (atlas, _) = surveyed(pack)
    return atlas
