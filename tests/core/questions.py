"""What a pack's denoiser may be asked."""

import torch
from torch import Tensor

from explainer.core.noising import gaussian
from explainer.core.pack import ModelPack, encode_prompt, latent_shape


def question(pack: ModelPack, seed: int = 1, rows: int = 2) -> tuple[Tensor, Tensor, Tensor]:
    """Samples, timesteps and embeds of `rows` latents, as `engine.ask` wants them."""
    samples = gaussian((rows, *latent_shape(pack)), seed)
    return samples, torch.full((rows,), 100 * seed), encode_prompt(pack, ["a dog"] * rows)
