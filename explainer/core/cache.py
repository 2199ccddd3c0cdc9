"""Runs kept for scrubbing and branching: least recently used go first, bounded in bytes."""

import dataclasses
import sys
import threading
import time
from collections import OrderedDict
from collections.abc import Hashable, Mapping
from typing import Any

from PIL import Image

WITH_ITS_FILE = 50 * 60
"""Seconds that what was made of a reader's picture may stay: the file itself goes within the hour."""


class Runs:
    """A mapping of at most `max_bytes`, safe to use from several threads.

    A value larger than the bound is not kept, and none for longer than `max_age` seconds, used or not. A key
    that is gone reads as None: its run is computed again.
    """

    def __init__(self, max_bytes: int, *, max_age: float) -> None:
        self.max_bytes = max_bytes
        self.max_age = max_age
        self.bytes = 0
        self._kept: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()
        self._born: dict[Hashable, float] = {}  # oldest first
        self._lock = threading.Lock()
        self._waiting = False

    def get(self, key: Hashable) -> Any | None:
        """The value, now the most recently used, or None."""
        with self._lock:
            if key not in self._kept:
                return None
            self._kept.move_to_end(key)
            return self._kept[key][0]

    def put(self, key: Hashable, value: Any) -> None:
        """Keep the value, letting go of the least recently used until all fit."""
        size = nbytes(value)
        with self._lock:
            self._drop(key)
            if size > self.max_bytes:
                return
            self._kept[key] = (value, size)
            self._born[key] = time.monotonic()
            self.bytes += size
            while self.bytes > self.max_bytes:
                self._drop(next(iter(self._kept)))
            self._await_oldest()

    def clear(self) -> None:
        """Let go of everything."""
        with self._lock:
            for key in list(self._kept):
                self._drop(key)

    def _drop(self, key: Hashable) -> None:
        self.bytes -= self._kept.pop(key, (None, 0))[1]
        self._born.pop(key, None)

    def _await_oldest(self) -> None:
        """Have one timer running while anything is kept."""
        if self._waiting or not self._born:
            return
        self._waiting = True
        oldest = next(iter(self._born.values()))
        timer = threading.Timer(max(0.0, oldest + self.max_age - time.monotonic()), self._expire)
        timer.daemon = True
        timer.start()

    def _expire(self) -> None:
        with self._lock:
            self._waiting = False
            limit = time.monotonic() - self.max_age
            for key in [key for key, born in self._born.items() if born <= limit]:
                self._drop(key)
            self._await_oldest()


def nbytes(value: Any) -> int:
    """Bytes of the tensors, pictures, strings and numbers in a value, through containers and dataclasses."""
    if hasattr(value, "element_size"):  # a tensor, of which this module need not know
        return value.element_size() * value.nelement()
    if isinstance(value, Image.Image):
        return value.width * value.height * len(value.getbands())
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return sum(nbytes(getattr(value, field.name)) for field in dataclasses.fields(value))
    if isinstance(value, Mapping):
        return sum(nbytes(key) + nbytes(item) for key, item in value.items())
    if isinstance(value, (list, tuple, set, frozenset)):
        return sum(nbytes(item) for item in value)
    return sys.getsizeof(value)
