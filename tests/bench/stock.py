"""A picture from words by our own loop, against the stock pipeline with the same pack, steps and seed."""

from collections import deque
from collections.abc import Iterator
from pathlib import Path

import torch
from diffusers import DDIMScheduler, StableDiffusionPipeline

from explainer.core.images import to_image
from explainer.core.pack import ModelPack, decode, load_pack
from explainer.lessons import text_to_image
from tests.bench.ratio import Measure, compare

STEPS, ROUNDS, GUIDANCE, SEED = 20, 7, 4.0, 0
PROMPT = "a brown shiba on the grass"


def measures(folder: Path) -> Iterator[Measure]:
    """From the words to the finished picture, on both sides."""
    yield against_stock(load_pack(folder), "a picture from words / stock pipeline", 1.0, ROUNDS)


def against_stock(pack: ModelPack, name: str, limit: float, rounds: int) -> Measure:
    """How many times as long a picture of the pack's takes as one of the stock pipeline's."""
    pipe = StableDiffusionPipeline.from_pretrained(pack.folder)
    pipe.scheduler = DDIMScheduler.from_pretrained(pack.folder, subfolder="scheduler", clip_sample=False)
    pipe.set_progress_bar_config(disable=True)

    def ours() -> None:
        words = text_to_image.read(pack, PROMPT)
        steps = text_to_image.paint(pack, words, scheduler="ddim", steps=STEPS, guidance=GUIDANCE, seed=SEED)
        to_image(decode(pack, deque(steps, maxlen=1)[0].x_prev))

    def stock() -> None:
        generator = torch.Generator().manual_seed(SEED)
        pipe(PROMPT, num_inference_steps=STEPS, guidance_scale=GUIDANCE, generator=generator)

    return compare(name, ours, stock, limit, rounds)
