"""Finished runs of this tab, kept for scrubbing and branching, and shared by all visitors.

A run is found by its recipe alone: the pack, every setting, and the digest of the picture that it began with.
So a reader's own picture is met again only by whoever brings that very picture, and it is forgotten as early
as its file is.
"""

import hashlib
import time
from collections.abc import Hashable
from typing import Any

from PIL import Image

from explainer.core.cache import WITH_ITS_FILE, Runs
from explainer.core.pack import ModelPack

LARGEST_RUN = 64 * 2**20
"""Bytes that no record of a run passes."""
RUNS = Runs(256 * 2**20, max_age=WITH_ITS_FILE)


def key_of(pack: ModelPack, *recipe: Hashable) -> Hashable:
    """What a run of `pack` is found by."""
    return (str(pack.folder), str(pack.device), *recipe)


def digest(picture: Image.Image) -> str:
    """A name for the picture that only its pixels decide."""
    shape = f"{picture.mode} {picture.size} ".encode()
    return hashlib.sha256(shape + picture.tobytes()).hexdigest()


def keep(key: Hashable, run: Any, runs: Runs = RUNS) -> None:
    """Keep the run, and when it was made."""
    runs.put(key, (run, time.time()))


def recall(key: Hashable, runs: Runs = RUNS) -> tuple[Any, float | None]:
    """The run, and when it was made (seconds after 1970); (None, None) where it has left."""
    return runs.get(key) or (None, None)
