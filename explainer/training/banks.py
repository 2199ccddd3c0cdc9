"""What the denoiser's training looks at again and again, computed once: latents, embeddings, captions.

A bank's file bears the fingerprint of the weights that made it, so that other weights never meet it.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable
from functools import partial
from pathlib import Path

import torch
import torch.nn.functional as F
from accelerate import Accelerator
from diffusers import AutoencoderKL
from torch import nn
from transformers import CLIPModel

from explainer.training import clip, data, tokenizer
from explainer.training.files import load_tensors, save_tensors
from explainer.training.loop import device
from explainer.world.captions import LANGUAGES, caption
from explainer.world.scene import Scene

WORDINGS = 8
"""Captions kept of each scene: in either language, naming all or some of the factors, in varied wording."""


def fingerprint(*modules: nn.Module) -> str:
    """A short digest of all weights."""
    digest = hashlib.sha256()
    for module in modules:
        for value in module.state_dict().values():
            digest.update(value.detach().cpu().contiguous().numpy().tobytes())
    return digest.hexdigest()[:12]


def encoding(vae: AutoencoderKL) -> nn.Module:
    """What of an autoencoder decides its latents; the decoder may go on learning while a denoiser does."""
    return nn.ModuleList([vae.encoder, vae.quant_conv])


def of(folder: Path, kind: str, module: nn.Module) -> dict[str, torch.Tensor]:
    """The bank of that kind: "latents" of an `encoding`, "embeddings" of a CLIP. Raises FileNotFoundError."""
    found = sorted(folder.glob(f"{kind}-{data.world()}-*-{fingerprint(module)}.pt"))
    if not found:
        raise FileNotFoundError(f"{folder} has no {kind} of these weights: train the denoiser on them first")
    return load_tensors(found[-1])


def _batch(on: torch.device) -> int:
    return 32 if on.type == "cpu" else 512


def captions(
    folder: Path, pictures: int, said: Callable[[Scene, random.Random], str], name: str
) -> torch.Tensor:
    """The token ids of WORDINGS captions a training scene, int16 (n, WORDINGS, l), padded to full length.

    said: words a scene with the given dice. A function of a module, since other processes call it; `name`
    tells one such function's bank from another's.
    """
    path = folder / f"captions-{name}-{pictures}.pt"
    if not path.exists():
        parts = data.spread(partial(_captions, said), pictures)
        save_tensors(path, {"ids": torch.cat(list(parts))})
    return load_tensors(path)["ids"]


def _captions(said: Callable[[Scene, random.Random], str], part: range) -> torch.Tensor:
    words, found = tokenizer.build(), []
    for i in part:
        scene, dice = data.train_scene(i), random.Random(i)
        found += [said(scene, dice) for _ in range(WORDINGS)]
    ids = words(found, padding="max_length", truncation=True, return_tensors="pt").input_ids
    return ids.to(torch.int16).view(len(part), WORDINGS, -1)


@torch.no_grad()
def latents(folder: Path, vae: AutoencoderKL, pictures: int) -> dict[str, torch.Tensor]:
    """The training scenes' latents (n, 4, 16, 16), scaled to deviation 1, and the scale; computed once."""
    path = folder / f"latents-{data.world()}-{pictures}-{fingerprint(encoding(vae))}.pt"
    if not path.exists():
        bank, on, home = data.world_bank(folder, pictures), device(), vae.device
        vae.to(on)  # pyright: ignore[reportArgumentType]
        with Accelerator().autocast():
            means = [
                vae.encode(data.as_input(part.to(on))).latent_dist.mean.float().cpu()
                for part in bank.split(_batch(on))
            ]
        vae.to(home)  # pyright: ignore[reportArgumentType]
        latents = torch.cat(means)
        scale = 1 / latents.std()
        save_tensors(path, {"latents": latents * scale, "scale": scale})
    return load_tensors(path)


@torch.no_grad()
def embeddings(folder: Path, model: CLIPModel, pictures: int) -> dict[str, torch.Tensor]:
    """The training pictures' CLIP embeddings (n, e), their mean, and the mean of captions' embeddings."""
    path = folder / f"embeddings-{data.world()}-{pictures}-{fingerprint(model)}.pt"
    if not path.exists():
        bank, on, home = data.world_bank(folder, pictures), device(), model.device
        model.to(on)  # pyright: ignore[reportArgumentType]
        with Accelerator().autocast():
            parts = [
                model.vision_model(pixel_values=data.as_input(part.to(on))).pooler_output.float()
                for part in bank.split(_batch(on))
            ]
        model.to(home)  # pyright: ignore[reportArgumentType]
        images = F.normalize(model.visual_projection(torch.cat(parts).to(home)), dim=-1)
        words, dice, said = tokenizer.build(), random.Random(0), []
        for i in range(min(pictures, 2000)):
            factors = clip.choose_factors(dice)
            said += [caption(data.train_scene(i), language, factors, seed=i) for language in LANGUAGES]
        ids = words(said, padding="longest", truncation=True, return_tensors="pt").input_ids
        parts = [model.text_model(input_ids=part).pooler_output for part in ids.split(64)]
        texts = F.normalize(model.text_projection(torch.cat(parts)), dim=-1)
        save_tensors(path, {"images": images, "image_mean": images.mean(0), "words_mean": texts.mean(0)})
    return load_tensors(path)
