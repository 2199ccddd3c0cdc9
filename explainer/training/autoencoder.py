"""Train the autoencoder: `python -m explainer.training.autoencoder --out runs/autoencoder`.

A small `diffusers.AutoencoderKL`, 128×128×3 to 16×16×4, on the world's pictures mixed with textures, so that
a reader's own photo survives it. Loss: L1 + 4 MSE + L1 of the gradients, each more where the head is, and,
twice, L1 of the means of 8×8 blocks + a tiny KL term + a small one that keeps the latents' channels
uncorrelated and of deviation 1.
"""

from __future__ import annotations

import math
from pathlib import Path

import torch
import torch.nn.functional as F
from diffusers import AutoencoderKL
from torch import nn

from explainer.training import data
from explainer.training.cli import arguments, plan
from explainer.training.history import begin_from
from explainer.training.loop import Losses, Plan, device, train, trained

SIZES = {"full": (16, 32, 64, 128), "smoke": (8, 8, 8, 8)}
TEXTURES = 1 / 4  # share of a batch that is not the world
WHITENED = 512  # pictures by which latents are whitened
HEAD = 3.0  # weight of a pixel of the head, against 1 elsewhere: people look at faces


def build(size: str = "full") -> AutoencoderKL:
    """A fresh autoencoder of that size."""
    widths = SIZES[size]
    return AutoencoderKL(
        sample_size=128,
        latent_channels=4,
        layers_per_block=1,
        norm_num_groups=2,  # a group of one channel would wash out the colour of large areas
        block_out_channels=widths,
        down_block_types=("DownEncoderBlock2D",) * 4,
        up_block_types=("UpDecoderBlock2D",) * 4,
    )


class Rebuild(nn.Module):
    """The autoencoder as one forward pass: picture in, picture and KL divergence out."""

    def __init__(self, vae: AutoencoderKL) -> None:
        super().__init__()
        self.vae = vae

    def forward(
        self, x: torch.Tensor, noise: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """x (n, 3, 128, 128) in [-1, 1], noise (n, 4, 16, 16) of N(0, 1)."""
        posterior = self.vae.encode(x).latent_dist
        z = posterior.mean + posterior.std * noise
        kl = posterior.kl().mean() / z[0].numel()
        return self.vae.decode(z).sample, kl, _alikeness(posterior.mean)


def _alikeness(z: torch.Tensor) -> torch.Tensor:
    """How far the channels are from mean 0 and from the identity as covariance, where each has its own say.

    A mean that is not 0 would take up a part of the deviation that the latents are scaled to.
    """
    channels = z.float().permute(1, 0, 2, 3).flatten(1)
    apart = torch.cov(channels) - torch.eye(len(channels), device=z.device)
    return apart.square().mean() + channels.mean(dim=1).square().mean()


def edges(x: torch.Tensor, y: torch.Tensor, weight: torch.Tensor | float = 1.0) -> torch.Tensor:
    """L1 between the gradients, down and across, of two batches of pictures (n, c, h, w).

    weight: of each pixel, (n, 1, h, w).
    """
    off = x - y
    w = torch.as_tensor(weight, device=x.device).expand(len(x), 1, *x.shape[2:])
    down, across = off.diff(dim=2).abs() * w[:, :, 1:], off.diff(dim=3).abs() * w[..., 1:]
    return down.mean() + across.mean()


def _tint(x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    return F.l1_loss(F.avg_pool2d(x, 8), F.avg_pool2d(y, 8))


def _batch(
    world: torch.Tensor, heads: torch.Tensor, textures: torch.Tensor, batch: int, rng: torch.Generator
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Pictures, the weight of their pixels (n, 1, 128, 128), and noise for their latents."""
    other = round(batch * TEXTURES)
    chosen = torch.randint(len(world), (batch - other,), generator=rng, device=rng.device)
    x = torch.cat([data.as_input(world[chosen]), data.pick(textures, other, rng)])
    weight = torch.ones(batch, 1, *x.shape[2:], device=x.device)
    weight[: batch - other] += (HEAD - 1) * data.inside(heads[chosen])
    return x, weight, torch.randn(batch, 4, 16, 16, generator=rng, device=rng.device)


def widen(narrow: dict[str, torch.Tensor], wide: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """The weights of an autoencoder of half the width, spread over one of full width that does the same.

    Weights of the full width are taken as they are.

    Every channel is doubled, and what reads it weighs the two copies unequally, so that they can grow apart
    (Net2Net, Chen et al. 2016, arXiv:1511.05641). Both must have the same number of norm groups.
    """
    spread = {}
    for name, goal in wide.items():
        w = narrow[name]
        if goal.dim() > 1 and goal.shape[1] == 2 * w.shape[1]:
            lean = 0.5 + 0.3 * (2 * torch.rand(w.shape) - 1)
            w = torch.stack([w * lean, w * (1 - lean)], dim=2).flatten(1, 2)
        if goal.shape[0] == 2 * w.shape[0]:
            w = w.repeat_interleave(2, dim=0)
            if ".to_q." in name:
                w = w / 2**0.5  # twice the terms, a divisor √2 as large
        spread[name] = w
    return spread


@torch.no_grad()
def whiten(vae: AutoencoderKL, pictures: torch.Tensor) -> None:
    """Make the channels of the latents uncorrelated, of mean 0 and deviation 1, as near as can be to before.

    Nothing else changes: what the last layer of the encoder does is undone by the first of the decoder. Equal
    channels learn faster, and a denoiser that knew the latents before can go on from there (ZCA: Kessy et al.
    2018, arXiv:1512.00809, section 3). The posterior's deviation becomes 0.01.
    """
    z = torch.cat([vae.encode(x).latent_dist.mean for x in pictures.split(32)]).permute(1, 0, 2, 3).flatten(1)
    mean = z.mean(dim=1)
    values, axes = torch.linalg.eigh(torch.cov(z))
    turn = axes / values.sqrt() @ axes.T
    last, first = vae.quant_conv, vae.post_quant_conv
    n = len(mean)
    last.weight[:n] = torch.einsum("ij,jkhw->ikhw", turn, last.weight[:n])
    last.bias[:n] = turn @ (last.bias[:n] - mean)
    last.weight[n:], last.bias[n:] = 0.0, math.log(1e-4)
    first.bias += first.weight[:, :, 0, 0] @ mean
    first.weight.copy_((first.weight[:, :, 0, 0] @ torch.linalg.inv(turn))[:, :, None, None])


def run(
    plan: Plan,
    size: str,
    pictures: int,
    decoder_only: bool = False,
    start: Path | None = None,
    white: bool = False,
) -> AutoencoderKL:
    """Train by the plan on `pictures` scenes and a quarter as many textures, all kept on the device.

    With `decoder_only` the encoder rests: latents stay what they are while a denoiser learns them. `start`
    is the folder of a run whose weights are the first ones, widened where it was half as wide. With `white`
    their latents are whitened before anything else.
    """
    world = data.world_bank(plan.out.parent, pictures).to(device())
    heads = data.head_boxes(pictures).to(device())
    textures = data.texture_bank(plan.out.parent, max(plan.batch, pictures // 4)).to(device())

    def losses(model: nn.Module, step: int, rng: torch.Generator) -> Losses:
        x, weight, noise = _batch(world, heads, textures, plan.batch, rng)
        y, kl, alike = model(x, noise)
        off, tint = (y - x) * weight, _tint(y, x)
        near = off.abs().mean() + 4 * (off * (y - x)).mean() + edges(y, x, weight)
        loss = (near + 2 * tint) + 1e-6 * kl + 0.01 * alike
        return {"loss": loss, "mse": F.mse_loss(y, x), "tint": tint, "kl": kl, "alike": alike}

    torch.manual_seed(plan.seed)
    model = Rebuild(build(size))
    if start is not None:
        model.load_state_dict(widen(begin_from(start, plan.out), model.state_dict()))
    if white:
        whiten(model.vae, data.as_input(world[:WHITENED]).cpu())
    if decoder_only:
        model.vae.encoder.requires_grad_(False)
        model.vae.quant_conv.requires_grad_(False)
    model.to(memory_format=torch.channels_last)  # pyright: ignore[reportCallIssue]
    model.load_state_dict(train(plan, model, losses))
    return model.vae


def load(out: Path, size: str = "full") -> AutoencoderKL:
    """The autoencoder of a run's checkpoint, averaged weights, ready for use."""
    model = Rebuild(build(size))
    model.load_state_dict(trained(out))
    return model.vae.eval()


def main() -> None:
    """Read the arguments and train."""
    flags = {
        "--decoder-only": "go on with the encoder at rest",
        "--whiten": "begin by making the latents' channels uncorrelated",
    }
    sizes = {"steps": 6000, "batch": 8, "lr": 2e-3, "pictures": 20000}
    args = arguments(__doc__, out="runs/autoencoder", flags=flags, **sizes)
    size = "smoke" if args.smoke else "full"
    run(plan(args, ema=0.995), size, args.pictures, args.decoder_only, args.start, args.whiten)


if __name__ == "__main__":
    main()
