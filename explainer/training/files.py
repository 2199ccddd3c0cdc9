"""Files that are either the old ones or the new ones, never half of each."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch


def write_aside(path: Path, write: Callable[[Path], Any]) -> None:
    """Write through `write` to a file beside `path`, then rename: a full disk leaves the old file whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(path.name + ".new")
    try:
        write(aside)
        os.replace(aside, path)
    finally:
        aside.unlink(missing_ok=True)


def save_tensors(path: Path, state: dict[str, Any]) -> None:
    """Save a dictionary of tensors and plain values with torch.save, aside and renamed."""
    write_aside(path, lambda p: torch.save(state, p))


def load_tensors(path: Path) -> dict[str, Any]:
    """Read what `save_tensors` wrote; only tensors and plain values are unpickled."""
    return torch.load(path, map_location="cpu", weights_only=True)


def save_json(path: Path, value: Any) -> None:
    """Save as indented JSON, aside and renamed."""
    text = json.dumps(value, ensure_ascii=False, indent=2) + "\n"
    write_aside(path, lambda p: p.write_text(text, encoding="utf-8"))
