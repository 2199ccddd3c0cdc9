"""The plane on which paths through the latent space are drawn, and the world's pictures as its landmarks."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path as File

import torch
from PIL import Image
from torch import Tensor

from explainer.core.images import fit_square, sprite, to_tensor
from explainer.core.pack import ModelPack, encode, picture_size
from explainer.lessons.latent.spaces import principal_plane
from explainer.world.painter import render
from explainer.world.scene import sample

LANDMARKS = range(100, 148)
BATCH = 16
_surveyed: "dict[tuple[File, str], tuple[Tensor, tuple[Image.Image, ...]]]" = {}


@dataclass(frozen=True, eq=False)
class Plane:
    """The two directions in which the paths spread most, of all c·h·w of the latent space.

    Shapes:
        paths: each (k, 2), a path's latents seen along the axes.
        landmarks: (m, 2), the world's pictures seen along them, and `pictures`, what they are.
        explained: the share of the paths' variance along each axis, in 0..1.
        world: the share of the landmarks' own variance that the plane shows, in 0..1.
    """

    paths: tuple[Tensor, ...]
    landmarks: Tensor
    pictures: tuple[Image.Image, ...]
    explained: tuple[float, float]
    world: float

    def sheet(self, side: int, columns: int) -> Image.Image:
        """The landmarks' pictures as thumbnails of `side` pixels each way, row by row."""
        return sprite([fit_square(picture, side) for picture in self.pictures], columns)


def plane_of(pack: ModelPack, paths: Sequence[Tensor]) -> Plane:
    """A principal component analysis (Pearson 1901) of all latents of all paths, each (k, c, h, w).

    Where the paths do not spread at all, there is no such plane, and the landmarks' own is taken.
    """
    latents, pictures = landmarks(pack)
    flat = [path.detach().float().cpu().flatten(1) for path in paths]
    rows, ground = torch.cat(flat), latents.flatten(1)
    still = float((rows - rows.mean(dim=0)).square().sum()) < 1e-6
    center, axes, explained = principal_plane(ground if still else rows)
    seen = (ground - center) @ axes
    return Plane(
        paths=tuple((path - center) @ axes for path in flat),
        landmarks=seen,
        pictures=pictures,
        explained=(0.0, 0.0) if still else explained,
        world=float(seen.var(dim=0).sum() / ground.var(dim=0).sum()),
    )


def landmarks(pack: ModelPack) -> tuple[Tensor, tuple[Image.Image, ...]]:
    """Pictures of the world and their latents (m, c, h, w), painted and encoded once for each pack."""
    key = (pack.folder, str(pack.device))
    if key not in _surveyed:
        pictures = tuple(render(sample(seed), picture_size(pack)) for seed in LANDMARKS)
        batches = [pictures[i : i + BATCH] for i in range(0, len(pictures), BATCH)]
        latents = [encode(pack, torch.cat([to_tensor(one) for one in batch])).cpu() for batch in batches]
        _surveyed[key] = torch.cat(latents), pictures
    return _surveyed[key]
