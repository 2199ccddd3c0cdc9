"""Train the denoiser: `python -m explainer.training.denoiser --out runs/denoiser`.

A small `diffusers.UNet2DConditionModel` on the autoencoder's latents, steered by the text tower's last hidden
state. It learns to say which noise was put on (DDPM, Ho et al. 2020, equation 14), each timestep weighted by
min-SNR with gamma 5 (Hang et al. 2023); one caption in ten is left empty (classifier-free guidance, Ho and
Salimans 2022). It reads the checkpoints of the autoencoder and of CLIP beside its own folder.
"""

from __future__ import annotations

import random
from pathlib import Path

import torch
import torch.nn.functional as F
from accelerate import Accelerator
from diffusers import AutoencoderKL, DDIMScheduler, DDPMScheduler, UNet2DConditionModel
from torch import nn

from explainer.training import autoencoder, clip, data, tokenizer
from explainer.training.cli import arguments, plan
from explainer.training.files import load_tensors, save_tensors
from explainer.training.loop import Losses, Plan, checkpoint, train
from explainer.world.captions import LANGUAGES, caption
from explainer.world.scene import Scene

FULL_CAPTIONS, EMPTY_CAPTIONS = 0.7, 0.1


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


def build(size: str = "full", words_width: int = 128) -> UNet2DConditionModel:
    """A fresh denoiser of that size."""
    small = size == "smoke"
    return UNet2DConditionModel(
        sample_size=16,
        in_channels=4,
        out_channels=4,
        layers_per_block=1,
        block_out_channels=(16, 16, 16) if small else (64, 128, 128),
        down_block_types=("CrossAttnDownBlock2D",) * 3,
        up_block_types=("CrossAttnUpBlock2D",) * 3,
        cross_attention_dim=words_width,
        attention_head_dim=4 if small else 8,
        norm_num_groups=8,
    )


class Guess(nn.Module):
    """The denoiser as one forward pass."""

    def __init__(self, unet: UNet2DConditionModel) -> None:
        super().__init__()
        self.unet = unet

    def forward(self, x: torch.Tensor, t: torch.Tensor, words: torch.Tensor) -> torch.Tensor:
        """The noise predicted for x (n, 4, 16, 16) at timesteps t (n,), steered by words (n, l, d)."""
        return self.unet(x, t, encoder_hidden_states=words).sample


@torch.no_grad()
def latent_bank(folder: Path, vae: AutoencoderKL, pictures: int) -> dict[str, torch.Tensor]:
    """The training scenes' latents (n, 4, 16, 16), scaled to deviation 1, and the scale; computed once."""
    path = folder / f"latents-{pictures}.pt"
    if not path.exists():
        bank = data.world_bank(folder, pictures)
        means = [vae.encode(data.as_input(part)).latent_dist.mean for part in bank.split(32)]
        latents = torch.cat(means)
        scale = 1 / latents.std()
        save_tensors(path, {"latents": latents * scale, "scale": scale})
    return load_tensors(path)


def weight(snr: torch.Tensor, gamma: float = 5.0) -> torch.Tensor:
    """Min-SNR weights of the squared error of predicted noise."""
    return snr.clamp(max=gamma) / snr


def text(scene: Scene, dice: random.Random) -> str:
    """What training says of a scene: mostly everything, sometimes a part, sometimes nothing."""
    if dice.random() < EMPTY_CAPTIONS:
        return ""
    share = FULL_CAPTIONS / (1 - EMPTY_CAPTIONS)
    return caption(
        scene, dice.choice(LANGUAGES), clip.choose_factors(dice, share), seed=dice.randrange(1 << 30)
    )


def run(plan: Plan, size: str, pictures: int) -> UNet2DConditionModel:
    """Train by the plan on that many scenes."""
    folder = plan.out.parent
    vae = autoencoder.load(folder / "autoencoder", size)
    bank = latent_bank(folder, vae, pictures)["latents"]
    scenes = [data.train_scene(i) for i in range(pictures)]
    words = tokenizer.build()
    tower = clip.load(folder / "clip", words, size).text_model.requires_grad_(False)
    tower = tower.to(Accelerator().device)  # pyright: ignore[reportArgumentType]
    alphas = schedule().alphas_cumprod

    def losses(model: nn.Module, step: int, rng: torch.Generator) -> Losses:
        device = next(model.parameters()).device
        chosen = torch.randint(len(bank), (plan.batch,), generator=rng)
        dice = random.Random(int(torch.randint(1 << 30, (1,), generator=rng)))
        said = [text(scenes[i], dice) for i in chosen.tolist()]
        ids = words(said, padding="max_length", truncation=True, return_tensors="pt").input_ids
        t = torch.randint(len(alphas), (plan.batch,), generator=rng)
        noise = torch.randn(plan.batch, 4, 16, 16, generator=rng)
        a = alphas[t].view(-1, 1, 1, 1)
        x = a.sqrt() * bank[chosen] + (1 - a).sqrt() * noise
        hidden = tower(input_ids=ids.to(device)).last_hidden_state
        guess = model(x.to(device), t.to(device), hidden)
        errors = F.mse_loss(guess, noise.to(device), reduction="none").mean(dim=(1, 2, 3))
        weights = weight(alphas[t] / (1 - alphas[t])).to(device)
        return {"loss": (errors * weights).mean(), "mse": errors.mean()}

    torch.manual_seed(plan.seed)
    model = Guess(build(size, tower.config.hidden_size))
    model.load_state_dict(train(plan, model, losses))
    return model.unet


def load(out: Path, size: str = "full", words_width: int = 128) -> UNet2DConditionModel:
    """The denoiser of a run's checkpoint, averaged weights, ready for use."""
    model = Guess(build(size, words_width))
    model.load_state_dict(load_tensors(checkpoint(out))["average"])
    return model.unet.eval()


def main() -> None:
    """Read the arguments and train."""
    args = arguments(__doc__, out="runs/denoiser", steps=1600, batch=48, lr=1e-3, pictures=16000)
    run(plan(args, weight_decay=0.01, ema=0.999), "smoke" if args.smoke else "full", args.pictures)


if __name__ == "__main__":
    main()
