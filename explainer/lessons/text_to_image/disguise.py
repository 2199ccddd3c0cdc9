"""The disguise, in three acts: from one noise, with nothing, a picture's embedding, or a word's in its place.

All three go through the port (`core.port`), which in training only ever saw pictures' embeddings, beside an
empty prompt. A word's embedding takes the very same way: each loses the mean of its own CLIP tower, and
nothing in what is handed over says from which of them it came.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from PIL import Image
from torch import Tensor

from explainer.core import noising, port
from explainer.core.errors import PackError, ValueRangeError
from explainer.core.images import fit_square, sprite, to_images
from explainer.core.pack import (
    ModelPack,
    decode,
    encode_prompt,
    image_embedding,
    latent_shape,
    picture_size,
    text_embedding,
)
from explainer.core.sampling import SEEDS, Step, check_whole, denoise
from explainer.lessons.preview import kept
from explainer.lessons.text_to_image.painting import Words, read

ACTS = ("nothing", "picture", "words")
SCHEDULER = "ddim"
MOST_KEPT = 8


@dataclass(frozen=True, eq=False)
class Pair:
    """A picture and words, as CLIP has them and as the port is handed them.

    picture: the middle square, as CLIP sees it.
    embeddings: (2, E), the picture's and the words', each of length 1.
    handed: (2, E), the same without their own tower's mean, of length 1 again.
    raw, centered: the cosine in −1..1 of `embeddings`, and of `handed`.
    gap: the distance of the two towers' mean embeddings, 0..2.
    """

    picture: Image.Image
    words: Words
    embeddings: Tensor
    handed: Tensor
    raw: float
    centered: float
    gap: float


@dataclass(frozen=True, eq=False)
class Result:
    """What came of one act.

    predicted: (k, 3, H, W) in −1..1, the predicted x0 of at most 8 of the steps, evenly spread, decoded.
    timesteps: the t of each of them.  end: (1, 3, H, W), the finished picture.
    likeness: to the picture and to the words, the cosines in −1..1 of the CLIP embeddings, each without its
    tower's mean: 0 is what any two of this world have in common.
    """

    act: str
    timesteps: tuple[int, ...]
    predicted: Tensor
    end: Tensor
    likeness: tuple[float, float]
    seconds: float

    def sheet(self, columns: int) -> Image.Image:
        """All `predicted` and the end, as one sheet, row by row."""
        return sprite(to_images(torch.cat([self.predicted, self.end])), columns)


def meet(pack: ModelPack, picture: Image.Image, words: Any) -> Pair:
    """CLIP's embeddings of the picture and the words. Raises PromptError, and PackError without a port."""
    means = has_port(pack)
    square, heard = fit_square(picture, picture_size(pack)), read(pack, words)
    both = torch.cat([image_embedding(pack, [square]), text_embedding(pack, [heard.prompt])])
    handed = torch.cat([port.compared(means, both[:1], "image"), port.compared(means, both[1:], "words")])
    return Pair(
        picture=square,
        words=heard,
        embeddings=both.cpu(),
        handed=handed,
        raw=float(both[0] @ both[1]),
        centered=float(handed[0] @ handed[1]),
        gap=float((means.image_mean - means.words_mean).norm()),
    )


def play(pack: ModelPack, pair: Pair, act: str, seed: Any) -> Iterator[Step]:
    """One act, from the noise of `seed` (0..2³²−1), in the card's steps; one Step a network call.

    With nothing in hand there is nothing to be guided by; the other two have the card's guidance, away from
    nothing. Raises ValueRangeError, at the call.
    """
    if act not in ACTS:
        raise ValueRangeError("value.out_of_range", name="act", value=act, low=ACTS[0], high=ACTS[-1])
    seed = check_whole("seed", seed, *SEEDS)
    noise = noising.gaussian((1, *latent_shape(pack)), seed).to(pack.device)
    nothing = _beside_no_words(pack, port.nothing(has_port(pack)))
    if act == "nothing":
        handed, negative, guidance = nothing, None, 1.0
    else:
        embedding = pair.handed[ACTS.index(act) - 1][None].to(pack.device)
        handed = _beside_no_words(pack, has_port(pack).projection(embedding))
        negative, guidance = nothing, float(pack.card["guidance"])
    return denoise(
        pack, noise, handed, negative, scheduler=SCHEDULER, steps=int(pack.card["steps"]), guidance=guidance,
        seed=seed,
    )  # fmt: skip


def finish(pack: ModelPack, pair: Pair, act: str, steps: Sequence[Step]) -> Result:
    """Decode what came of `play`, and let CLIP compare it with what could be handed in."""
    chosen = tuple(steps[i] for i in kept(len(steps), MOST_KEPT))
    *predicted, end = decode(pack, torch.cat([s.x0 for s in chosen] + [steps[-1].x_prev])).cpu().split(1)
    seen = port.compared(has_port(pack), image_embedding(pack, to_images(end)), "image")[0]
    like_picture, like_words = (pair.handed @ seen).tolist()
    return Result(
        act=act,
        timesteps=tuple(step.timestep for step in chosen),
        predicted=torch.cat(predicted),
        end=end,
        likeness=(like_picture, like_words),
        seconds=sum(step.seconds for step in steps),
    )


def has_port(pack: ModelPack) -> port.ImagePort:
    """The pack's port. Raises PackError where it has none."""
    if pack.image_port is None:
        raise PackError("pack.no_port", name=pack.name)
    return pack.image_port


def _beside_no_words(pack: ModelPack, tokens: Tensor) -> Tensor:
    return torch.cat([encode_prompt(pack, [""]), tokens], dim=1)
