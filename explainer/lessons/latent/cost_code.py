"""The cost of a step as a few lines of plain diffusers, with nothing of ours."""

from explainer.core.pack import ModelPack
from explainer.lessons.latent.cost import T, channels_of, live_sides, sides

TEMPLATE = """\
import time

import torch
from diffusers import UNet2DConditionModel
from torch.utils.flop_counter import FlopCounterMode

config = dict(UNet2DConditionModel.load_config({pack!r}, subfolder="unet"))
words = {words}


def step(side, channels, device):
    # The same plan on another sheet; the weights are random, since only the work is of interest.
    with torch.device(device), torch.no_grad():
        ends = {{"in_channels": channels, "out_channels": channels}}
        network = UNet2DConditionModel.from_config(config | ends)
        sheet = torch.zeros(1, channels, side, side)
        told = torch.zeros(1, words, config["cross_attention_dim"])
        return lambda: network(sheet, torch.tensor({t}, device=device), encoder_hidden_states=told).sample


with torch.no_grad():
    for side, channels in {sheets}:
        with FlopCounterMode(display=False) as counter:
            step(side, channels, "meta")()  # counts, and computes nothing
        print(side, channels, counter.get_total_flops(), "operations")
    for side, channels in {timed}:
        once = step(side, channels, "cpu")
        once()
        began = time.perf_counter()
        once()
        print(side, "took", round(time.perf_counter() - began, 3), "seconds")
"""


def snippet(pack: ModelPack, folder: str) -> str:
    """Python that counts every size of the plan for the pack in `folder`, and times the smaller ones."""
    return TEMPLATE.format(
        pack=folder,
        words=pack.tokenizer.model_max_length,
        t=T,
        sheets=[(side, channels_of(pack, side)) for side in sides(pack)],
        timed=[(side, channels_of(pack, side)) for side in live_sides(pack)],
    )
