"""A run of which attention is recorded, previews streamed and the picture decoded, against bare calls."""

import json
from collections.abc import Iterator
from pathlib import Path

import torch

from explainer.core.noising import gaussian
from explainer.core.pack import ModelPack, decode, encode_prompt, latent_shape, load_pack
from explainer.core.sampling import timesteps
from explainer.lessons import text_to_image
from explainer.lessons.text_to_image import binding
from explainer.views.binding import streamed
from tests.bench.ratio import Measure, compare

STEPS, ROUNDS, GUIDANCE, SCHEDULER, LIMIT = 20, 9, 4.0, "ddim", 1.15
PROMPT = "a black labrador with a red collar in the snow"


def measures(folder: Path) -> Iterator[Measure]:
    """The ratio for one guided run, as the section makes it."""
    pack = load_pack(folder)
    z = gaussian((1, *latent_shape(pack)), seed=0)
    said, nothing = encode_prompt(pack, [PROMPT]), encode_prompt(pack, [""])

    def run() -> None:
        start = binding.begin(pack, PROMPT, scheduler=SCHEDULER, steps=STEPS, guidance=GUIDANCE, seed=0)
        walked = []
        for step, maps in binding.walk(pack, start):
            walked.append((step, maps))
            json.dumps(streamed({}, len(walked), text_to_image.glimpse(pack, step)[1], STEPS))
        binding.finish(pack, start, walked, 0.0)

    def bare() -> None:
        _bare_run(pack, torch.cat([z, z]), torch.cat([nothing, said]), z)

    yield compare(f"run with attention / {STEPS} bare calls, one decode", run, bare, LIMIT, ROUNDS)


@torch.no_grad()
def _bare_run(pack: ModelPack, zz: torch.Tensor, embeds: torch.Tensor, z: torch.Tensor) -> None:
    for t in timesteps(pack, SCHEDULER, STEPS):
        pack.unet(zz, t, encoder_hidden_states=embeds, return_dict=False)
    decode(pack, z)
