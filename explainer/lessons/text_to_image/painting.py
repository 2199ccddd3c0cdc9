"""The words become vectors, and from pure noise the network draws what they say.

`read` cuts the prompt as the text tower gets it, `paint` runs the loop, `finish` decodes what was kept and
measures how near CLIP finds words and picture, step by step.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from PIL import Image
from torch import Tensor

from explainer.core import noising
from explainer.core.images import sprite, to_images
from explainer.core.pack import (
    ModelPack,
    decode,
    encode_prompt,
    image_embedding,
    latent_shape,
    text_embedding,
)
from explainer.core.sampling import SEEDS, Step, check_number, check_whole, denoise, timesteps
from explainer.core.words import Token, clean_prompt, tokens, unknown_words
from explainer.lessons.choices import GUIDANCE, STEPS
from explainer.lessons.preview import kept, preview_of

MOST_KEPT = 25


@dataclass(frozen=True)
class Words:
    """A prompt as the pack meets it.

    prompt: cleaned (see `core.words`).  tokens: those that fit into the text tower, without bos and eos.
    unknown: the words that no caption of the training held.  room: how many tokens fit.
    cut_off: whether some did not.
    """

    prompt: str
    tokens: tuple[Token, ...]
    unknown: tuple[str, ...]
    room: int
    cut_off: bool


@dataclass(frozen=True)
class Painting:
    """The picture that came out, and the moments kept for looking back.

    Shapes:
        picture: (1, 3, H, W) in −1..1.
        noisy, predicted: (k, 3, H, W) in −1..1, x_t and the predicted x0 of each kept step, decoded.
        similarities: cosine in −1..1 of the words' and each `predicted`'s CLIP embedding.
        similarity: that of the finished picture.
    """

    words: Words
    steps: tuple[Step, ...]
    picture: Tensor
    noisy: Tensor
    predicted: Tensor
    similarities: tuple[float, ...]
    similarity: float
    seconds: float

    def sheet(self, columns: int) -> Image.Image:
        """All `noisy`, all `predicted` and the finished picture, as one sheet, row by row."""
        return sprite(to_images(torch.cat([self.noisy, self.predicted, self.picture])), columns)


def read(pack: ModelPack, prompt: str) -> Words:
    """Cut the prompt into its real tokens. Any string is accepted; PromptError for what is none."""
    cleaned = clean_prompt(prompt)
    room = pack.tokenizer.model_max_length - 2
    needed = len(pack.tokenizer(cleaned, add_special_tokens=False, verbose=False)["input_ids"])
    return Words(cleaned, tokens(pack, cleaned), unknown_words(pack, cleaned), room, needed > room)


def paint(
    pack: ModelPack, words: Words, *, scheduler: str, steps: int, guidance: float, seed: int
) -> Iterator[Step]:
    """From pure noise to a picture of the words, one Step a network call.

    steps: 1..100. guidance: 1..20, in ε_u + g (ε_c − ε_u); 1 means none. seed: 0..2³²−1.
    Raises ValueRangeError, at the call.
    """
    steps = check_whole("steps", steps, *STEPS)
    guidance = check_number("guidance", guidance, *GUIDANCE)
    seed = check_whole("seed", seed, *SEEDS)
    noise = noising.gaussian((1, *latent_shape(pack)), seed).to(pack.device)
    nothing, said = encode_prompt(pack, ["", words.prompt]).chunk(2)
    return denoise(pack, noise, said, nothing, scheduler=scheduler, steps=steps, guidance=guidance, seed=seed)


def length(pack: ModelPack, scheduler: str, steps: int) -> int:
    """How many steps `paint` will yield."""
    return len(timesteps(pack, scheduler, steps))


def glimpse(pack: ModelPack, step: Step) -> tuple[Tensor, Tensor]:
    """x_t and the predicted x0 of a step as coarse pictures (1, 3, h, w) in −1..1, nearly for free."""
    x_t, x0 = preview_of(pack).colors(torch.cat([step.x_t, step.x0])).chunk(2)
    return x_t, x0


def finish(pack: ModelPack, words: Words, steps: Sequence[Step]) -> Painting:
    """Decode the picture and at most 25 of the steps in one batch, and compare them with the words."""
    chosen = tuple(steps[i] for i in kept(len(steps), MOST_KEPT))
    latents = [s.x_t for s in chosen] + [s.x0 for s in chosen] + [steps[-1].x_prev]
    noisy, predicted, picture = decode(pack, torch.cat(latents)).cpu().split([len(chosen), len(chosen), 1])
    pictures = image_embedding(pack, to_images(torch.cat([predicted, picture])))
    near = (pictures @ text_embedding(pack, [words.prompt])[0]).tolist()
    return Painting(
        words=words,
        steps=chosen,
        picture=picture,
        noisy=noisy,
        predicted=predicted,
        similarities=tuple(near[:-1]),
        similarity=near[-1],
        seconds=sum(step.seconds for step in steps),
    )
