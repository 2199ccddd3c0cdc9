"""The plain diffusers program that inverts a picture and regenerates it just as the section does."""

from string import Template


def snippet(pack: str, picture: str, size: int, steps: int) -> str:
    """A program that saves the regenerated picture as result.png.

    `pack` is the pack's folder and `picture` the picture's file, as the snippet's reader has them; `size` the
    side in pixels at which the pack works.
    """
    values = {"pack": repr(pack), "picture": repr(picture), "size": size, "steps": steps}
    return Template(_PROGRAM).substitute(values)


_PROGRAM = """\
import numpy as np
import torch
from diffusers import DDIMInverseScheduler, DDIMScheduler, StableDiffusionPipeline
from PIL import Image, ImageOps

torch.set_grad_enabled(False)
pipe = StableDiffusionPipeline.from_pretrained($pack)
up = DDIMInverseScheduler.from_pretrained($pack, subfolder="scheduler", clip_sample=False)
down = DDIMScheduler.from_pretrained($pack, subfolder="scheduler", clip_sample=False)
words, _ = pipe.encode_prompt("", "cpu", 1, do_classifier_free_guidance=False)

picture = ImageOps.exif_transpose(Image.open($picture)).convert("RGB")
picture = ImageOps.fit(picture, ($size, $size), Image.Resampling.LANCZOS)
x0 = torch.from_numpy(np.array(picture, dtype=np.float32) / 127.5 - 1).permute(2, 0, 1)[None]
z = pipe.vae.encode(x0).latent_dist.mode() * pipe.vae.config.scaling_factor

for scheduler in (up, down):
    scheduler.set_timesteps($steps)
    for t in scheduler.timesteps:
        noise = pipe.unet(z, t, encoder_hidden_states=words).sample
        z = scheduler.step(noise, t, z).prev_sample
    print("mean", float(z.mean()), "deviation", float(z.std()))

result = pipe.vae.decode(z / pipe.vae.config.scaling_factor).sample
pipe.image_processor.postprocess(result)[0].save("result.png")
"""
