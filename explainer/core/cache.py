"""Runs kept for scrubbing and branching: least recently used go first, bounded in bytes."""

import dataclasses
import sys
import threading
from collections import OrderedDict
from collections.abc import Hashable, Mapping
from typing import Any

from PIL import Image
from torch import Tensor


class Runs:
    """A mapping of at most `max_bytes`, safe to use from several threads.

    A value larger than the bound is not kept; a key that is gone reads as None: its run is computed again.
    """

    def __init__(self, max_bytes: int) -> None:
        self.max_bytes = max_bytes
        self.bytes = 0
        self._kept: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()
        self._lock = threading.Lock()

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
            self.bytes -= self._kept.pop(key, (None, 0))[1]
            if size > self.max_bytes:
                return
            self._kept[key] = (value, size)
            self.bytes += size
            while self.bytes > self.max_bytes:
                _, (_, freed) = self._kept.popitem(last=False)
                self.bytes -= freed


def nbytes(value: Any) -> int:
    """Bytes of the tensors, pictures, strings and numbers in a value, through containers and dataclasses."""
    if isinstance(value, Tensor):
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
