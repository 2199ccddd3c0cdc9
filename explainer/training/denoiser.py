"""Train the denoiser: `python -m explainer.training.denoiser --out runs/denoiser`.

A small `diffusers.UNet2DConditionModel` on the autoencoder's latents, steered by the text tower's last hidden
state and, through a port of its own (`core.port`), by the CLIP embedding of the scene's picture. It learns to
say which noise was put on (DDPM, Ho et al. 2020, equation 14), each timestep weighted by min-SNR with gamma 5
(Hang et al. 2023). Captions and pictures are each left out of a share of the examples (classifier-free
guidance, Ho and Salimans 2022), so that the network knows all four states. It reads the checkpoints of the
autoencoder and of CLIP beside its own folder.
"""

from __future__ import annotations

import random
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any

import torch
import torch.nn.functional as F
from diffusers import DDIMScheduler, DDPMScheduler, UNet2DConditionModel
from diffusers.models.embeddings import ImageProjection
from torch import nn
from torch.nn.attention import SDPBackend, sdpa_kernel

from explainer.core import port
from explainer.training import autoencoder, banks, clip, tokenizer
from explainer.training.cli import arguments, plan
from explainer.training.history import begin_from
from explainer.training.loop import Losses, Plan, device, train, trained
from explainer.world.captions import LANGUAGES, caption
from explainer.world.scene import Scene

FULL_CAPTIONS = 0.7
"""Share of the captions that name every factor; the others name a random part."""
STATES = {(True, False): 0.65, (False, True): 0.2, (True, True): 0.05, (False, False): 0.1}
"""How often (caption, picture) are given."""
SAID_NOTHING = 0.3
"""Where no picture is given, how often the port says so with its tokens; otherwise it is not there at all."""
PORT_TOKENS, PORT_NOISE = 4, 0.05
"""Tokens of the port, and the largest deviation of the noise laid on a picture's embedding, as in unCLIP: it
keeps the network from leaning on details of an embedding that a word's does not have."""


def schedule() -> DDPMScheduler:
    """Stable Diffusion's noise schedule, sampled from its very end."""
    return DDPMScheduler(
        num_train_timesteps=1000,
        beta_start=0.00085,
        beta_end=0.012,
        beta_schedule="scaled_linear",
        prediction_type="epsilon",
        clip_sample=False,
        timestep_spacing="trailing",
    )


def sampler() -> DDIMScheduler:
    """The scheduler that the pack ships: DDIM on the schedule of training."""
    config = schedule().config
    return DDIMScheduler.from_config(config, clip_sample=False, set_alpha_to_one=False, steps_offset=1)


def _widths(size: str) -> tuple[int, ...]:
    return (16, 16, 16) if size == "smoke" else (64, 128, 128)


def build(size: str = "full", words_width: int = 128) -> UNet2DConditionModel:
    """A fresh denoiser of that size."""
    return UNet2DConditionModel(
        sample_size=16,
        in_channels=4,
        out_channels=4,
        layers_per_block=1,
        block_out_channels=_widths(size),
        down_block_types=("CrossAttnDownBlock2D",) * 3,
        up_block_types=("CrossAttnUpBlock2D",) * 3,
        cross_attention_dim=words_width,
        attention_head_dim=4,  # the number of heads, despite its name
        norm_num_groups=8,
    )


def size_of(unet: UNet2DConditionModel) -> str:
    """Which of the sizes that network has. Raises ValueError for one that is not of ours."""
    for size in ("full", "smoke"):
        if tuple(unet.config.block_out_channels) == _widths(size):
            return size
    raise ValueError(f"no size has blocks of {unet.config.block_out_channels}")


class Guess(nn.Module):
    """The denoiser with its port, as one forward pass."""

    def __init__(self, unet: UNet2DConditionModel, projection: ImageProjection) -> None:
        super().__init__()
        self.unet = unet
        self.port = projection

    def forward(
        self,
        x: torch.Tensor,
        t: torch.Tensor,
        words: torch.Tensor,
        picture: torch.Tensor,
        there: torch.Tensor,
    ) -> torch.Tensor:
        """The noise predicted for x (n, 4, 16, 16) at timesteps t (n,).

        words: (n, l, d). picture: (n, e), centered embeddings, zeros for "no picture". there: (n,), whether
        the port's tokens are there at all.
        """
        tokens = torch.cat([words, self.port(picture)], dim=1)
        mask = torch.ones(tokens.shape[:2], dtype=torch.bool, device=x.device)
        mask[:, words.shape[1] :] = there[:, None]
        with _attention(x.device):
            return self.unet(x, t, encoder_hidden_states=tokens, encoder_attention_mask=mask).sample


def _attention(device: torch.device) -> AbstractContextManager[Any]:
    """On a CPU, at these sizes and in bfloat16, plain matrix products beat the fused kernel by a fifth."""
    return sdpa_kernel(SDPBackend.MATH) if device.type == "cpu" else nullcontext()


def projection(words_width: int, embedding: int) -> ImageProjection:
    """A fresh port."""
    sizes = {"image_embed_dim": embedding, "cross_attention_dim": words_width}
    return port.build(sizes | {"num_image_text_embeds": PORT_TOKENS})


def weight(snr: torch.Tensor, gamma: float = 5.0) -> torch.Tensor:
    """Min-SNR weights of the squared error of predicted noise."""
    return snr.clamp(max=gamma) / snr


def text(scene: Scene, dice: random.Random) -> str:
    """What training says of a scene: mostly everything, sometimes a part."""
    factors = clip.choose_factors(dice, FULL_CAPTIONS)
    return caption(scene, dice.choice(LANGUAGES), factors, seed=dice.randrange(1 << 30))


def states(count: int, rng: torch.Generator) -> tuple[torch.Tensor, torch.Tensor]:
    """For each example, whether its caption and whether its picture is given, (n,) bool each."""
    shares = torch.tensor(list(STATES.values()), device=rng.device)
    drawn = torch.multinomial(shares, count, replacement=True, generator=rng)
    speaks, shows = torch.tensor(list(STATES), device=rng.device)[drawn].unbind(1)
    return speaks, shows


def handed(
    pictures: torch.Tensor, given: torch.Tensor, rng: torch.Generator
) -> tuple[torch.Tensor, torch.Tensor]:
    """What the port gets: noised embeddings (n, e) or zeros, and whether its tokens are there (n,)."""
    on = rng.device
    spread = PORT_NOISE * torch.rand(len(pictures), 1, generator=rng, device=on)
    noise = torch.randn(pictures.shape, generator=rng, device=on)
    noised = F.normalize(pictures + spread * noise, dim=-1)
    there = given | (torch.rand(len(pictures), generator=rng, device=on) < SAID_NOTHING)
    return noised * given[:, None], there


def run(plan: Plan, size: str, pictures: int, start: Path | None = None) -> Guess:
    """Train by the plan on that many scenes; `start`: the folder of a run whose weights are the first.

    Latents, embeddings and captions are computed once and lie on the device.
    """
    folder, on = plan.out.parent, device()
    vae = autoencoder.load(folder / "autoencoder", size)
    bank = banks.latents(folder, vae, pictures)["latents"].to(on)
    captions = banks.captions(folder, pictures, text, "denoiser").to(on)
    words = tokenizer.build()
    empty = words([""], padding="max_length", return_tensors="pt").input_ids.to(on)
    model = clip.load(folder / "clip", words, size)
    seen = banks.embeddings(folder, model, pictures)
    embeddings = F.normalize(seen["images"] - seen["image_mean"], dim=-1).to(on)
    tower = model.text_model.requires_grad_(False).to(on)  # pyright: ignore[reportArgumentType]
    alphas = schedule().alphas_cumprod.to(on)

    def losses(model: nn.Module, step: int, rng: torch.Generator) -> Losses:
        def drawn(below: int) -> torch.Tensor:
            return torch.randint(below, (plan.batch,), generator=rng, device=on)

        chosen, wording, t = drawn(len(bank)), drawn(banks.WORDINGS), drawn(len(alphas))
        speaks, shows = states(plan.batch, rng)
        ids = torch.where(speaks[:, None], captions[chosen, wording].long(), empty)
        picture, there = handed(embeddings[chosen], shows, rng)
        noise = torch.randn(plan.batch, 4, 16, 16, generator=rng, device=on)
        a = alphas[t].view(-1, 1, 1, 1)
        x = a.sqrt() * bank[chosen] + (1 - a).sqrt() * noise
        hidden = tower(input_ids=ids).last_hidden_state
        guess = model(x, t, hidden, picture, there)
        errors = F.mse_loss(guess.float(), noise, reduction="none").mean(dim=(1, 2, 3))
        weights = weight(alphas[t] / (1 - alphas[t]))
        return {"loss": (errors * weights).mean(), "mse": errors.mean()}

    torch.manual_seed(plan.seed)
    guess = Guess(
        build(size, tower.config.hidden_size), projection(tower.config.hidden_size, embeddings.shape[1])
    )
    if start is not None:
        guess.load_state_dict(begin_from(start, plan.out))
    guess.load_state_dict(train(plan, guess, losses))
    return guess


def load(out: Path, size: str = "full", words_width: int = 128, embedding: int = 128) -> Guess:
    """The denoiser and its port of a run's checkpoint, averaged weights, ready for use."""
    model = Guess(build(size, words_width), projection(words_width, embedding))
    model.load_state_dict(trained(out))
    return model.eval()


def main() -> None:
    """Read the arguments and train."""
    args = arguments(__doc__, out="runs/denoiser", steps=6000, batch=48, lr=1e-3, pictures=20000)
    run(
        plan(args, weight_decay=0.01, ema=0.999), "smoke" if args.smoke else "full", args.pictures, args.start
    )


if __name__ == "__main__":
    main()
