"""The denoising loop, alone and with live previews, against as many bare network calls of the same batch."""

import json
from collections import deque
from collections.abc import Iterator
from pathlib import Path

import torch

from explainer.core.noising import gaussian
from explainer.core.pack import ModelPack, encode_prompt, latent_shape, load_pack
from explainer.core.sampling import Step, denoise, timesteps
from explainer.lessons import text_to_image
from explainer.views.text_to_image import streamed
from tests.bench.ratio import Measure, compare

STEPS, ROUNDS, GUIDANCE, SCHEDULER = 20, 15, 4.0, "ddim"
PROMPT = "a brown shiba on the grass"


def measures(folder: Path) -> Iterator[Measure]:
    """The guided loop alone, then with a preview of every step, made as the text-to-image tab streams it."""
    pack = load_pack(folder)
    z = gaussian((1, *latent_shape(pack)), seed=0)
    said, nothing = encode_prompt(pack, [PROMPT]), encode_prompt(pack, [""])
    words = text_to_image.read(pack, PROMPT)

    def loop() -> Iterator[Step]:
        return denoise(pack, z, said, nothing, scheduler=SCHEDULER, steps=STEPS, guidance=GUIDANCE)

    def run() -> None:
        deque(loop(), maxlen=0)

    def run_with_previews() -> None:
        for step in loop():
            json.dumps(streamed({}, words, step, text_to_image.glimpse(pack, step), STEPS))

    def bare() -> None:
        _bare_calls(pack, torch.cat([z, z]), torch.cat([nothing, said]))

    yield compare(f"denoising loop / {STEPS} bare network calls", run, bare, 1.05, ROUNDS)
    yield compare("denoising loop with live previews / the same", run_with_previews, bare, 1.15, ROUNDS)


@torch.no_grad()
def _bare_calls(pack: ModelPack, z: torch.Tensor, embeds: torch.Tensor) -> None:
    for t in timesteps(pack, SCHEDULER, STEPS):
        pack.unet(z, t, encoder_hidden_states=embeds, return_dict=False)
