"""The program, plain diffusers with nothing of ours, that measures the very mistakes shown."""

from string import Template

from explainer.lessons.reverse.mistakes import Asked


def snippet(asked: Asked, pack: str, picture: str, kind: str) -> str:
    """A program that prints each t and the mean squared error of the guessed noise, over the same noises.

    pack, picture: their paths as the reader has them. kind: the scheduler's prediction_type.
    """
    return Template(_BEGIN + (_VELOCITY if kind == "v_prediction" else _NOISE) + _END).substitute(
        pack=repr(pack),
        picture=repr(picture),
        size=asked.size,
        seeds=asked.seeds,
        timesteps=_lines(asked.timesteps),
    )


def _lines(timesteps: tuple[int, ...]) -> str:
    halves = timesteps[:12], timesteps[12:]
    return ",\n    ".join(", ".join(map(str, half)) for half in halves if half)


_BEGIN = """\
import numpy as np
import torch
from diffusers import StableDiffusionPipeline
from PIL import Image, ImageOps

torch.set_grad_enabled(False)
picture = ImageOps.exif_transpose(Image.open($picture)).convert("RGB")
picture = ImageOps.fit(picture, ($size, $size), Image.Resampling.LANCZOS)
x0 = torch.from_numpy(np.array(picture, dtype=np.float32) / 127.5 - 1).permute(2, 0, 1)[None]

pipe = StableDiffusionPipeline.from_pretrained($pack)
z0 = pipe.vae.encode(x0).latent_dist.mode() * pipe.vae.config.scaling_factor
seeds = $seeds
noise = torch.cat([torch.randn(z0.shape, generator=torch.Generator().manual_seed(seed)) for seed in seeds])
words, _ = pipe.encode_prompt("", "cpu", len(seeds), do_classifier_free_guidance=False)

for t in (
    $timesteps,
):
    x_t = pipe.scheduler.add_noise(z0.expand_as(noise), noise, torch.tensor([t]))
"""

_NOISE = """\
    guess = pipe.unet(x_t, t, encoder_hidden_states=words).sample
"""

_VELOCITY = """\
    velocity = pipe.unet(x_t, t, encoder_hidden_states=words).sample
    abar = pipe.scheduler.alphas_cumprod[t]
    guess = abar.sqrt() * velocity + (1 - abar).sqrt() * x_t
"""

_END = """\
    print(t, float((noise - guess).square().mean()))
"""
