"""The denoising loop against as many bare network calls of the same batch."""

from collections import deque
from collections.abc import Iterator
from pathlib import Path

import torch

from explainer.core.noising import gaussian
from explainer.core.pack import ModelPack, encode_prompt, latent_shape, load_pack
from explainer.core.sampling import denoise, timesteps
from tests.bench.ratio import Measure, compare

STEPS, ROUNDS, GUIDANCE, SCHEDULER = 20, 9, 4.0, "ddim"
PROMPT = "a brown shiba on the grass"


def measures(folder: Path) -> Iterator[Measure]:
    """The guided loop alone, and with a preview of every step."""
    pack = load_pack(folder)
    z = gaussian((1, *latent_shape(pack)), seed=0)
    words, empty = encode_prompt(pack, [PROMPT]), encode_prompt(pack, [""])

    def loop() -> None:
        steps = denoise(pack, z, words, empty, scheduler=SCHEDULER, steps=STEPS, guidance=GUIDANCE)
        deque(steps, maxlen=0)

    def bare() -> None:
        _bare_calls(pack, torch.cat([z, z]), torch.cat([empty, words]))

    yield compare(f"denoising loop / {STEPS} bare network calls", loop, bare, 1.05, ROUNDS)


@torch.no_grad()
def _bare_calls(pack: ModelPack, z: torch.Tensor, embeds: torch.Tensor) -> None:
    for t in timesteps(pack, SCHEDULER, STEPS):
        pack.unet(z, t, encoder_hidden_states=embeds, return_dict=False)
