"""The program, plain diffusers with nothing of ours, that deals the same noises and takes each off."""

from string import Template

from explainer.lessons.reverse.guess import Deal


def snippet(deal: Deal, pack: str, picture: str, kind: str) -> str:
    """A program that prints each mistake and saves what is left of the picture, side by side, as result.png.

    pack, picture: their paths as the reader has them. kind: the scheduler's prediction_type.
    """
    return Template(_BEGIN + (_VELOCITY if kind == "v_prediction" else "") + _END).substitute(
        pack=repr(pack),
        picture=repr(picture),
        size=deal.left.shape[-1],
        seeds=deal.seeds,
        seed=deal.seed,
        t=deal.t,
    )


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
words, _ = pipe.encode_prompt("", "cpu", 1, do_classifier_free_guidance=False)


def noise(seed):
    return torch.randn(z0.shape, generator=torch.Generator().manual_seed(seed))


t, abar = $t, pipe.scheduler.alphas_cumprod[$t]
true = noise($seed)
x_t = abar.sqrt() * z0 + (1 - abar).sqrt() * true
network = pipe.unet(x_t, t, encoder_hidden_states=words).sample
"""

_VELOCITY = """\
network = abar.sqrt() * network + (1 - abar).sqrt() * x_t
"""

_END = """\

left = []
for guess in (*map(noise, $seeds), network):
    print("wrong by", float((guess - true).square().mean()))
    z = (x_t - (1 - abar).sqrt() * guess) / abar.sqrt()
    left.append(pipe.vae.decode(z / pipe.vae.config.scaling_factor).sample.clamp(-1, 1))

row = pipe.image_processor.postprocess(torch.cat(left, dim=3))[0]
row.save("result.png")
"""
