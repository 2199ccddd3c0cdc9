"""A model pack: one folder in diffusers' own layout, loaded once, read-only.

Beside the stock parts (vae, unet, text_encoder, tokenizer, scheduler) lie `clip/`, the two-towered CLIPModel
whose text tower the text_encoder is, and `card.json`, with the captions' lexicon and the measured figures.
Further parts may be there: `image_port/` (see `core.port`), `student/`, a denoiser for few steps, and
`squares/`, which takes stamped squares off without their list (see `core.unstamping`).
"""

import threading
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import torch
from diffusers import AutoencoderKL, UNet2DConditionModel, UNet2DModel
from PIL import Image
from torch import Tensor
from transformers import (
    CLIPImageProcessorPil,
    CLIPModel,
    CLIPTextModel,
    PreTrainedTokenizerBase,
    PreTrainedTokenizerFast,
)

from explainer.core import port
from explainer.core.backends import answer
from explainer.core.errors import PackError
from explainer.core.packfiles import check_pack, read_json
from explainer.core.words import clean_prompt

FEW = 4
_many = threading.Lock()
"""More latents than FEW are decoded in one batch at a time: it takes all cores, and much memory."""


@dataclass(frozen=True)
class ModelPack:
    """The parts of a pack, on one device, in float32, in evaluation mode."""

    name: str
    folder: Path
    vae: AutoencoderKL
    unet: UNet2DConditionModel
    text_encoder: CLIPTextModel
    tokenizer: PreTrainedTokenizerBase
    scheduler_config: dict[str, Any]
    clip: CLIPModel
    clip_processor: CLIPImageProcessorPil
    card: dict[str, Any]
    device: torch.device
    image_port: port.ImagePort | None
    student: UNet2DConditionModel | None
    unstamper: UNet2DModel | None


def load_pack(folder: str | Path, device: str | torch.device = "cpu") -> ModelPack:
    """Check the folder's files, then load them as float32. Raises PackError (see `packfiles.check_pack`)."""
    folder, device = Path(folder), torch.device(device)
    check_pack(folder)
    card = read_json(folder / "card.json")
    local: dict[str, Any] = {"local_files_only": True, "use_safetensors": True}

    def load(kind: Any, part: str) -> Any:
        dtype = {"torch_dtype": torch.float32} if hasattr(kind, "load_config") else {"dtype": torch.float32}
        model = kind.from_pretrained(folder / part, **dtype, **local)
        return model.to(device).eval().requires_grad_(False)

    return ModelPack(
        name=card["name"],
        folder=folder,
        vae=load(AutoencoderKL, "vae"),
        unet=load(UNet2DConditionModel, "unet"),
        text_encoder=load(CLIPTextModel, "text_encoder"),
        tokenizer=PreTrainedTokenizerFast.from_pretrained(folder / "tokenizer", local_files_only=True),
        scheduler_config=read_json(folder / "scheduler" / "scheduler_config.json"),
        clip=load(CLIPModel, "clip"),
        clip_processor=CLIPImageProcessorPil.from_pretrained(folder / "clip", local_files_only=True),
        card=card,
        device=device,
        image_port=_port(folder / "image_port", device),
        student=load(UNet2DConditionModel, "student") if (folder / "student").is_dir() else None,
        unstamper=load(UNet2DModel, "squares") if (folder / "squares").is_dir() else None,
    )


def _port(folder: Path, device: torch.device) -> port.ImagePort | None:
    return port.load(folder, read_json(folder / "config.json"), device) if folder.is_dir() else None


def port_of(pack: ModelPack) -> port.ImagePort:
    """The pack's image port. Raises PackError where it has none."""
    if pack.image_port is None:
        raise PackError("pack.no_port", name=pack.name)
    return pack.image_port


def with_student(pack: ModelPack) -> ModelPack:
    """The same pack with its few-step student as the denoiser.

    It is made for `card["student_steps"]` steps of trailing DDIM at guidance 1.

    Raises PackError where the pack has no student.
    """
    if pack.student is None:
        raise PackError("pack.no_student", name=pack.name)
    return replace(pack, unet=pack.student)


def picture_size(pack: ModelPack) -> int:
    """Height and width in pixels of the pictures that the pack makes."""
    return latent_shape(pack)[-1] * 2 ** (len(pack.vae.config.block_out_channels) - 1)


def latent_shape(pack: ModelPack) -> tuple[int, int, int]:
    """(channels, height, width) of one picture's latent."""
    size = pack.unet.config.sample_size
    return pack.unet.config.in_channels, size, size


@torch.no_grad()
def encode(pack: ModelPack, x: Tensor) -> Tensor:
    """Pictures (n, 3, h, w) in −1..1 to latents (n, c, h/8, w/8): distribution mode × scaling_factor."""
    return pack.vae.encode(x.to(pack.device)).latent_dist.mode() * pack.vae.config.scaling_factor


def decode(pack: ModelPack, z: Tensor) -> Tensor:
    """Latents (n, c, h, w) to pictures (n, 3, 8h, 8w), clamped to −1..1."""
    with _many if len(z) > FEW else nullcontext():
        return answer(pack.vae, z.to(pack.device) / pack.vae.config.scaling_factor).clamp(-1, 1)


@torch.no_grad()
def encode_prompt(pack: ModelPack, prompts: Sequence[str]) -> Tensor:
    """(n, L, D), as the stock pipeline's encode_prompt: padded to full length, cut off there, no mask.

    Any text is accepted: "" is the unconditional prompt. Raises PromptError for what is no string.
    """
    return pack.text_encoder(_input_ids(pack, prompts))[0]


@torch.no_grad()
def text_embedding(pack: ModelPack, prompts: Sequence[str]) -> Tensor:
    """(n, E) CLIP embeddings of length 1, comparable with `image_embedding` by dot product."""
    pooled = pack.clip.text_model(input_ids=_input_ids(pack, prompts)).pooler_output
    return torch.nn.functional.normalize(pack.clip.text_projection(pooled), dim=-1)


@torch.no_grad()
def image_embedding(pack: ModelPack, images: Sequence[Image.Image]) -> Tensor:
    """(n, E) CLIP embeddings of length 1."""
    pixels = pack.clip_processor(images=list(images), return_tensors="pt")["pixel_values"]
    pooled = pack.clip.vision_model(pixel_values=pixels.to(pack.device)).pooler_output
    return torch.nn.functional.normalize(pack.clip.visual_projection(pooled), dim=-1)


def _input_ids(pack: ModelPack, prompts: Sequence[str]) -> Tensor:
    return pack.tokenizer(
        [clean_prompt(prompt) for prompt in prompts],
        padding="max_length",
        max_length=pack.tokenizer.model_max_length,
        truncation=True,
        return_tensors="pt",
    ).input_ids.to(pack.device)
