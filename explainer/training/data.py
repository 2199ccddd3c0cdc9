"""Banks of painted pictures: drawn once, kept in a file, used many times."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import cache, partial
from importlib.util import find_spec
from multiprocessing import get_context
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import torch

from explainer.training.files import load_tensors, save_tensors
from explainer.training.textures import texture
from explainer.world.painter import head_box, rasterize, svg
from explainer.world.scene import STANDARDS, TRAIN_SEED, Scene, sample, standard, train_scene

PART = 500
"""Pictures that one process paints at a time; a bank of no more than that is painted by this one."""
Made = TypeVar("Made")
TEST_SEED = 900_000_000


def test_scene(index: int) -> Scene:
    """An unseen scene: no training scene shares its seed."""
    return sample(TEST_SEED + index)


ALTERED: dict[str, dict[str, Any]] = {
    "as_is": {},
    "faceless": {"face": False},
    "headless": {"heads": 0},
    "two_headed": {"heads": 2},
}
"""How the painter can be told to paint what is not of the world, for judges to learn from."""


def paint(scenes: list[Scene], altered: str = "as_is") -> torch.Tensor:
    """The scenes as uint8 (n, 3, 128, 128), altered in one of the ways of `ALTERED`."""
    pictures = [np.asarray(rasterize(svg(scene, **ALTERED[altered]))) for scene in scenes]
    return torch.from_numpy(np.stack(pictures)).permute(0, 3, 1, 2).contiguous()


@cache
def world() -> str:
    """A short digest of how the world is drawn: banks and checkpoints of another one never meet this one."""
    drawn = "".join(map(svg, [*map(train_scene, range(24)), *map(standard, STANDARDS)]))
    return hashlib.sha256(drawn.encode()).hexdigest()[:8]


def head_boxes(count: int) -> torch.Tensor:
    """Where the heads of the first `count` training scenes are, (count, 4): left, top, right, bottom."""
    return torch.tensor([head_box(train_scene(i)) for i in range(count)])


def inside(boxes: torch.Tensor, size: int = 128) -> torch.Tensor:
    """Boxes (n, 4) as masks, (n, 1, size, size) bool."""
    at = torch.arange(size, device=boxes.device)
    left, top, right, bottom = (edge[:, None] for edge in boxes.unbind(1))
    across, down = (at >= left) & (at < right), (at >= top) & (at < bottom)
    return (down[:, :, None] & across[:, None, :])[:, None]


def _bank(path: Path, count: int, make: Callable[[range], np.ndarray]) -> torch.Tensor:
    if not path.exists():
        save_tensors(path, {"pictures": torch.from_numpy(np.concatenate(list(spread(make, count))))})
    return load_tensors(path)["pictures"]


def spread(make: Callable[[range], Made], count: int) -> Iterator[Made]:
    """`make` of each part of 0..count, in order, by as many processes as there are cores."""
    parts = [range(start, min(start + PART, count)) for start in range(0, count, PART)]
    if len(parts) == 1:
        yield make(parts[0])
        return
    with ProcessPoolExecutor(os.cpu_count(), get_context("spawn")) as pool:
        yield from pool.map(make, parts)


def _scenes(altered: str, part: range) -> np.ndarray:
    return paint([train_scene(i) for i in part], altered).numpy()


def _textures(part: range) -> np.ndarray:
    return np.stack([texture(TRAIN_SEED + i) for i in part]).transpose(0, 3, 1, 2)


def world_bank(folder: Path, count: int) -> torch.Tensor:
    """The first `count` training scenes, uint8 (count, 3, 128, 128), painted once into `folder`."""
    return _bank(folder / f"world-{world()}-{count}.pt", count, partial(_scenes, "as_is"))


def altered_bank(folder: Path, count: int, altered: str) -> torch.Tensor:
    """The same scenes altered in one of the ways of `ALTERED`, uint8 (count, 3, 128, 128)."""
    if altered == "as_is":
        return world_bank(folder, count)
    return _bank(folder / f"altered-{altered}-{world()}-{count}.pt", count, partial(_scenes, altered))


def texture_bank(folder: Path, count: int) -> torch.Tensor:
    """`count` pictures that are not the world, uint8 (count, 3, 128, 128)."""
    return _bank(folder / f"textures-{count}.pt", count, _textures)


def newest_world_bank(folder: Path) -> torch.Tensor:
    """The training pictures painted last into `folder`. Raises FileNotFoundError where there are none."""
    banks = sorted(folder.glob(f"world-{world()}-*.pt"), key=lambda path: path.stat().st_mtime)
    if not banks:
        raise FileNotFoundError(
            f"no world-{world()}-*.pt in {folder}: train a part first, or name another --runs"
        )
    return load_tensors(banks[-1])["pictures"]


def gradio_photographs() -> Path:
    """The folder of photographs that the gradio package carries; gradio itself is not imported."""
    spec = find_spec("gradio")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("gradio is not installed: name a folder of JPEG photographs with --photos")
    return Path(spec.origin).parent / "media_assets" / "images"


def as_input(pictures: torch.Tensor) -> torch.Tensor:
    """uint8 pictures as float32 in [-1, 1]."""
    return pictures.float() / 127.5 - 1


def pick(bank: torch.Tensor, count: int, rng: torch.Generator) -> torch.Tensor:
    """`count` pictures of a bank, as float32 in [-1, 1]."""
    return as_input(bank[torch.randint(len(bank), (count,), generator=rng, device=rng.device)])
