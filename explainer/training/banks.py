"""What the denoiser's training looks at again and again, computed once: latents and embeddings.

A bank's file bears the fingerprint of the weights that made it, so that other weights never meet it.
"""

from __future__ import annotations

import hashlib
import random
from pathlib import Path

import torch
import torch.nn.functional as F
from diffusers import AutoencoderKL
from torch import nn
from transformers import CLIPModel

from explainer.training import clip, data, tokenizer
from explainer.training.files import load_tensors, save_tensors
from explainer.world.captions import LANGUAGES, caption


def fingerprint(*modules: nn.Module) -> str:
    """A short digest of all weights."""
    digest = hashlib.sha256()
    for module in modules:
        for value in module.state_dict().values():
            digest.update(value.detach().cpu().contiguous().numpy().tobytes())
    return digest.hexdigest()[:12]


def of(folder: Path, kind: str, module: nn.Module) -> dict[str, torch.Tensor]:
    """The bank of that kind ("latents", "embeddings") made by those weights. Raises FileNotFoundError."""
    found = sorted(folder.glob(f"{kind}-*-{fingerprint(module)}.pt"))
    if not found:
        raise FileNotFoundError(f"{folder} has no {kind} of these weights: train the denoiser on them first")
    return load_tensors(found[-1])


@torch.no_grad()
def latents(folder: Path, vae: AutoencoderKL, pictures: int) -> dict[str, torch.Tensor]:
    """The training scenes' latents (n, 4, 16, 16), scaled to deviation 1, and the scale; computed once."""
    path = folder / f"latents-{pictures}-{fingerprint(vae)}.pt"
    if not path.exists():
        bank = data.world_bank(folder, pictures)
        means = [vae.encode(data.as_input(part)).latent_dist.mean for part in bank.split(32)]
        latents = torch.cat(means)
        scale = 1 / latents.std()
        save_tensors(path, {"latents": latents * scale, "scale": scale})
    return load_tensors(path)


@torch.no_grad()
def embeddings(folder: Path, model: CLIPModel, pictures: int) -> dict[str, torch.Tensor]:
    """The training pictures' CLIP embeddings (n, e), their mean, and the mean of captions' embeddings."""
    path = folder / f"embeddings-{pictures}-{fingerprint(model)}.pt"
    if not path.exists():
        bank = data.world_bank(folder, pictures)
        parts = [
            model.vision_model(pixel_values=data.as_input(part)).pooler_output for part in bank.split(64)
        ]
        images = F.normalize(model.visual_projection(torch.cat(parts)), dim=-1)
        words, dice, said = tokenizer.build(), random.Random(0), []
        for i in range(min(pictures, 2000)):
            factors = clip.choose_factors(dice)
            said += [caption(data.train_scene(i), language, factors, seed=i) for language in LANGUAGES]
        ids = words(said, padding="longest", truncation=True, return_tensors="pt").input_ids
        parts = [model.text_model(input_ids=part).pooler_output for part in ids.split(64)]
        texts = F.normalize(model.text_projection(torch.cat(parts)), dim=-1)
        save_tensors(path, {"images": images, "image_mean": images.mean(0), "words_mean": texts.mean(0)})
    return load_tensors(path)
