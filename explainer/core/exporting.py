"""Write a pack's networks down as ONNX: `python -m explainer.core.exporting FOLDER PART=FILE …`.

It is run as a process of its own (see `backends`): tracing is Python from end to end, and in the server's
process would take the interpreter from everybody else; a process can also be given a lower priority.
"""

import os
import sys
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch
from diffusers import AutoencoderKL, UNet2DConditionModel
from torch import Tensor, nn

OPSET = 17
"""The first with LayerNormalization as one operator."""
KINDS: Mapping[str, Any] = {
    "unet": UNet2DConditionModel,
    "student": UNet2DConditionModel,
    "vae": AutoencoderKL,
}
"""The parts that can be written down, each named as its folder; of the autoencoder only the decoder is."""
INPUTS = {"unet": ("samples", "timesteps", "embeds"), "vae": ("latents",)}
NICE = 10


class Network(nn.Module):
    """A network or a decoder, as a function of plain tensors."""

    def __init__(self, module: nn.Module) -> None:
        super().__init__()
        self.module = module

    def forward(self, *question: Tensor) -> Tensor:
        """See `plain`."""
        return plain(self.module, *question)


def plain(module: Any, *question: Tensor) -> Tensor:
    """torch's own answer: a denoiser's to (samples, timesteps, embeds), an autoencoder's to (latents,)."""
    if isinstance(module, AutoencoderKL):
        return module.decode(question[0], return_dict=False)[0]
    samples, timesteps, embeds = question
    return module(samples, timesteps, encoder_hidden_states=embeds, return_dict=False)[0]


def example(module: Any, rows: int, width: int = 48) -> tuple[Tensor, ...]:
    """A question of so many rows, the same each time; width: how many tokens a prompt has."""
    generator = torch.Generator().manual_seed(rows)
    if isinstance(module, AutoencoderKL):
        side = module.config["sample_size"] // 2 ** (len(module.config["block_out_channels"]) - 1)
        return (torch.randn(rows, module.config["latent_channels"], side, side, generator=generator),)
    side, config = module.config["sample_size"], module.config
    return (
        torch.randn(rows, config["in_channels"], side, side, generator=generator),
        torch.randint(1000, (rows,), generator=generator).float(),
        torch.randn(rows, width, config["cross_attention_dim"], generator=generator),
    )


@torch.no_grad()
def export(module: nn.Module, file: Path) -> None:
    """Write the module down, for any number of rows; the file appears whole or not at all."""
    question = example(module, 2)
    names = INPUTS["vae" if isinstance(module, AutoencoderKL) else "unet"]
    axes = {name: {0: "rows"} for name in (*names, "answer")}
    if "embeds" in axes:
        axes["embeds"][1] = "tokens"
    written = file.with_suffix(f".{os.getpid()}")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of constants in the trace: the sizes, which are meant to be
        torch.onnx.export(
            Network(module).eval(),
            question,
            str(written),
            dynamo=False,  # the newer exporter takes ten times as long, and one more package
            input_names=list(names),
            output_names=["answer"],
            dynamic_axes=axes,
            opset_version=OPSET,
        )
    written.replace(file)


def main(argv: list[str]) -> None:
    """Write every PART=FILE."""
    if hasattr(os, "nice"):
        os.nice(NICE)
    torch.set_num_threads(1)
    folder, *wanted = argv
    for part, file in (one.split("=", 1) for one in wanted):
        module = KINDS[part].from_pretrained(
            Path(folder) / part, torch_dtype=torch.float32, local_files_only=True, use_safetensors=True
        )
        export(module.eval().requires_grad_(False), Path(file))


if __name__ == "__main__":
    main(sys.argv[1:])
