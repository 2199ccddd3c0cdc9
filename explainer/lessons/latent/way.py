"""The way through: a generation from noise to picture, each of its steps laid on the map of the animals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from PIL import Image
from torch import Tensor

from explainer.core.images import sprite, to_images
from explainer.core.pack import ModelPack, decode, image_embedding
from explainer.core.sampling import Step
from explainer.lessons.latent.atlas import Atlas, Place, place_of
from explainer.lessons.text_to_image import Words

FEATURES = ("kind", "breed")
SCHEDULER = "ddim"
STEPS = (2, 50)


@dataclass(frozen=True, eq=False)
class Way:
    """Where each step of a run lies, and the end: k steps make k + 1 places.

    Shapes:
        expected: (k + 1, 3, H, W) in −1..1, the predicted x0 of each step, decoded, and the picture itself.
        there: the same of each step's x_t.
        places: by space, k + 1 of them: "clip" holds the embeddings of `expected`, "vae" each step's x_t
            and the final latent.
        timesteps: the k steps' t; 0 noise is left after them.
        decided: by feature, the first place from which the nearest animal of CLIP's space has to the very
            end the value that it has at the end.
    """

    words: Words
    expected: Tensor
    there: Tensor
    places: dict[str, tuple[Place, ...]]
    timesteps: tuple[int, ...]
    decided: dict[str, int]
    seconds: float

    def sheet(self, columns: int) -> Image.Image:
        """All `expected` and then all `there` as one sheet, row by row."""
        return sprite(to_images(torch.cat([self.expected, self.there])), columns)


def trace(pack: ModelPack, atlas: Atlas, words: Words, steps: Sequence[Step]) -> Way:
    """Decode what each step expects, read it with CLIP, and find its place and its nearest animal."""
    end = steps[-1].x_prev
    latents = torch.cat([*[step.x_t for step in steps], end])
    expected = decode(pack, torch.cat([*[step.x0 for step in steps], end])).cpu()
    embeddings = image_embedding(pack, to_images(expected)).float().cpu()
    places = {
        name: tuple(place_of(atlas, name, vector, count=1) for vector in vectors)
        for name, vectors in (("clip", embeddings), ("vae", latents.float().cpu().flatten(1)))
    }
    nearest = [atlas.scenes[place.neighbors[0].index] for place in places["clip"]]
    return Way(
        words=words,
        expected=expected,
        there=decode(pack, latents).cpu(),
        places=places,
        timesteps=tuple(step.timestep for step in steps),
        decided={one: decided([getattr(scene, one) for scene in nearest]) for one in FEATURES},
        seconds=sum(step.seconds for step in steps),
    )


def decided(values: Sequence[str]) -> int:
    """From which position on all values are the last one."""
    position = len(values) - 1
    while position > 0 and values[position - 1] == values[-1]:
        position -= 1
    return position
