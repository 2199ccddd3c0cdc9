"""Between two pictures: what lies in the middle depends on what is mixed.

Four ways from one picture to the other, each at the same STOPS: the pixels are mixed (a cross-fade); the
latents are, along the straight line or along the arc (slerp, Shoemake 1985, "Animating Rotation with
Quaternion Curves"; for latents White 2016, arXiv:1609.04468); or the two pictures' CLIP embeddings are, and a
picture is painted from each mix through the image port (`core.port`), all from one noise.
"""

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from PIL import Image
from torch import Tensor
from torch.nn import functional as F

from explainer.core import port
from explainer.core.images import fit_square, sprite, to_images, to_tensor
from explainer.core.pack import (
    ModelPack,
    decode,
    encode,
    image_embedding,
    picture_size,
    port_of,
)
from explainer.core.sampling import SEEDS, Step
from explainer.core.similarity import ssim
from explainer.core.values import check_whole
from explainer.lessons.latent import handing
from explainer.lessons.latent.atlas import Atlas, Neighbor
from explainer.lessons.latent.handing import calls as calls
from explainer.lessons.latent.handing import glimpse as glimpse

STOPS = 11
MIDDLE = STOPS // 2
CHEAP = ("pixels", "linear", "spherical")
PAINTED = "clip"
FLAT = 1e-4
"""Radians below which an arc is taken for its chord."""
RARE = 0.05


@dataclass(frozen=True, eq=False)
class Ends:
    """The two pictures.

    Shapes:
        pictures: (2, 3, H, W) in −1..1.  latents: (2, c, h, w).
        angle: between the two latents as seen from zero, in radians.
    """

    pictures: Tensor
    latents: Tensor
    angle: float

    @property
    def sheet(self) -> Image.Image:
        """Both, side by side."""
        return sprite(to_images(self.pictures), 2)


@dataclass(frozen=True, eq=False)
class Way:
    """One way from the first picture to the second.

    Shapes, for its STOPS stops:
        pictures: (STOPS, 3, H, W) in −1..1.
        likeness: (STOPS, 2), SSIM with the first and with the second picture.
        contrast: (STOPS,), standard deviation of all values, as a share of the two pictures' mean one.
        norms: (STOPS,), lengths ‖z‖ of the latents; None where no latent is mixed.
        leaps: (STOPS − 1,), SSIM of each picture with the one before it.
    near: for each stop, CLIP's nearest animal of the atlas.
    """

    id: str
    pictures: Tensor
    near: tuple[Neighbor, ...]
    likeness: Tensor
    contrast: Tensor
    norms: Tensor | None
    leaps: Tensor

    @property
    def leap(self) -> int:
        """The stop that differs most from the one before it, 1..STOPS − 1."""
        return int(self.leaps.argmin()) + 1


def meet(pack: ModelPack, first: Image.Image, second: Image.Image) -> Ends:
    """The middle squares of both pictures, and their latents."""
    size = picture_size(pack)
    pictures = torch.cat([to_tensor(fit_square(one, size)) for one in (first, second)])
    latents = encode(pack, pictures).float().cpu()
    return Ends(pictures, latents, _angle(*latents.flatten(1)))


def _angle(a: Tensor, b: Tensor) -> float:
    return float(torch.acos(F.cosine_similarity(a, b, dim=0).clamp(-1, 1)))


def linear(a: Tensor, b: Tensor, share: float) -> Tensor:
    """The point at `share`, 0..1, of the straight line from a to b."""
    return (1 - share) * a + share * b


def slerp(a: Tensor, b: Tensor, share: float) -> Tensor:
    """The point at `share`, 0..1, of the arc from a to b, θ being the angle between them.

    sin((1 − u)θ)/sin θ · a + sin(uθ)/sin θ · b (Shoemake 1985); where sin θ is next to nothing, `linear`.
    """
    angle = torch.tensor(_angle(a.flatten(), b.flatten()))
    if angle.sin() < FLAT:
        return linear(a, b, share)
    return (((1 - share) * angle).sin() * a + (share * angle).sin() * b) / angle.sin()


def shares() -> tuple[float, ...]:
    """How far along each stop lies, from 0 to 1."""
    return tuple(stop / (STOPS - 1) for stop in range(STOPS))


def mixed(pack: ModelPack, atlas: Atlas, ends: Ends) -> tuple[Way, ...]:
    """The three ways that need no denoiser, in the order of CHEAP."""
    first, second = ends.pictures
    pixels = torch.stack([linear(first, second, share) for share in shares()])
    a, b = ends.latents
    straight, arc = (torch.stack([by(a, b, share) for share in shares()]) for by in (linear, slerp))
    decoded = decode(pack, torch.cat([straight, arc])).float().cpu().split(STOPS)
    parts = zip(CHEAP, (pixels, *decoded), (None, straight, arc), strict=True)
    return tuple(_measured(pack, atlas, ends, *part) for part in parts)


def _measured(
    pack: ModelPack, atlas: Atlas, ends: Ends, id: str, pictures: Tensor, latents: Tensor | None = None
) -> Way:
    best = (image_embedding(pack, to_images(pictures)).float().cpu() @ atlas.embeddings.T).max(dim=1)
    pairs = zip(best.indices.tolist(), best.values.tolist(), strict=True)
    spread = pictures.flatten(1).std(dim=1) / ends.pictures.flatten(1).std(dim=1).mean().clamp_min(1e-6)
    return Way(
        id=id,
        pictures=pictures,
        near=tuple(Neighbor.alike(*pair) for pair in pairs),
        likeness=torch.stack([ssim(pictures, one[None]) for one in ends.pictures], dim=1),
        contrast=spread,
        norms=None if latents is None else latents.flatten(1).norm(dim=1),
        leaps=ssim(pictures[1:], pictures[:-1]),
    )


def embeddings(pack: ModelPack, ends: Ends) -> Tensor:
    """(STOPS, E): the pictures' CLIP embeddings without their tower's mean, mixed, of length 1.

    Raises PackError where the pack has no image port.
    """
    own = port_of(pack)
    a, b = port.centered(own, image_embedding(pack, to_images(ends.pictures)), "image")
    return F.normalize(torch.stack([linear(a, b, share) for share in shares()]), dim=-1)


def paint(pack: ModelPack, ends: Ends, seed: Any) -> Generator[tuple[Step | None, ...], None, None]:
    """A picture of every mix at once, all from the noise of `seed` (0..2³²−1); a step of all at a time.

    With the steps and the guidance that the pack's card names. Raises ValueRangeError, and PackError where
    the pack has no image port, at the call.
    """
    return handing.paint(pack, embeddings(pack, ends), check_whole("seed", seed, *SEEDS))


def painted(pack: ModelPack, atlas: Atlas, ends: Ends, steps: Sequence[Step | None]) -> Way:
    """The fourth way, from the last step of `paint`."""
    latents = torch.cat([step.x_prev for step in steps if step])
    return _measured(pack, atlas, ends, PAINTED, decode(pack, latents).float().cpu())


def sheet(ways: Sequence[Way]) -> Image.Image:
    """All pictures of all ways, a row a way."""
    return sprite(to_images(torch.cat([way.pictures for way in ways])), STOPS)


def stamps(atlas: Atlas, animals: Sequence[int], side: int, columns: int) -> Image.Image:
    """The animals of those indices as thumbnails of `side` pixels each way."""
    return sprite([fit_square(atlas.pictures[index], side) for index in animals], columns)


def best(ways: Sequence[Way]) -> tuple[Way, ...]:
    """The ways by the likeness of their middle to its nearest animal, the most alike first."""
    return tuple(sorted(ways, key=lambda way: -(way.near[MIDDLE].similarity or 0.0)))


def usual(atlas: Atlas) -> float:
    """The similarity that nineteen of twenty animals of the atlas reach with the one most like them."""
    among = atlas.embeddings @ atlas.embeddings.T
    return float(among.fill_diagonal_(-2).max(dim=1).values.quantile(RARE))
