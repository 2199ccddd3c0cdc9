"""The quick engine against torch: one call of the networks, then a picture against the stock pipeline."""

import tempfile
from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path

import torch
from diffusers import DDIMScheduler, StableDiffusionPipeline
from torch import nn

from explainer.core import backends
from explainer.core.exporting import example, plain
from explainer.core.images import to_image
from explainer.core.pack import ModelPack, decode, load_pack
from explainer.lessons import text_to_image
from tests.bench.ratio import Measure, compare

STEPS, ROUNDS, GUIDANCE, SEED = 20, 15, 4.0, 0
PROMPT = "a brown shiba on the grass"
ROWS = (1, 2, 8, 16)
"""Of one call; 2 is a guided step of one picture."""
Work = Callable[[], object]
LIMIT, LIMIT_DECODER, LIMIT_PICTURE = 0.75, 1.0, 0.6


def measures(folder: Path) -> Iterator[Measure]:
    """The ratios, where the engine is installed."""
    pack = load_pack(folder)
    with tempfile.TemporaryDirectory() as cache:
        backends.prepare(pack, folder=Path(cache))
    name = backends.engine_of(pack.unet)
    if name == backends.NAMES["torch"]:
        print("no quick engine is installed, so nothing of it is measured")
        return
    for rows in ROWS:
        yield compare(f"{name}: {rows} rows / torch", *_calls(pack, pack.unet, rows), LIMIT, ROUNDS)
    yield compare(f"{name}: decoding / torch", *_calls(pack, pack.vae, 1), LIMIT_DECODER, ROUNDS)
    yield _picture(pack, name)


def _calls(
    pack: ModelPack, module: nn.Module, rows: int
) -> tuple[Callable[[], object], Callable[[], object]]:
    question = example(module, rows, pack.tokenizer.model_max_length)

    @torch.no_grad()
    def reference() -> torch.Tensor:
        return plain(module, *question)

    return lambda: backends.answer(module, *question), reference


def _picture(pack: ModelPack, name: str) -> Measure:
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

    return compare(f"{name}: a picture from words / stock", ours, stock, LIMIT_PICTURE, ROUNDS)
