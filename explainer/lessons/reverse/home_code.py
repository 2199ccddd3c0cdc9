"""The plain diffusers program that remakes every A′ of the curve, one after another, side by side."""

from string import Template

from explainer.lessons.reverse.home import Departure


def snippet(departure: Departure, pack: str, picture: str) -> str:
    """A program that saves the A′ of all starts as result.png; `pack`, `picture` as its reader has them."""
    values = {
        "pack": repr(pack),
        "picture": repr(picture),
        "size": departure.picture.shape[-1],
        "seed": departure.seed,
        "steps": departure.steps,
        "starts": repr(departure.starts),
    }
    return Template(_CODE).substitute(values)


_CODE = """\
import numpy as np
import torch
from diffusers import DDIMScheduler, StableDiffusionPipeline
from PIL import Image, ImageOps

picture = ImageOps.exif_transpose(Image.open($picture)).convert("RGB")
picture = ImageOps.fit(picture, ($size, $size), Image.Resampling.LANCZOS)
x0 = torch.from_numpy(np.array(picture, dtype=np.float32) / 127.5 - 1).permute(2, 0, 1)[None]

torch.set_grad_enabled(False)
pipe = StableDiffusionPipeline.from_pretrained($pack)
scheduler = DDIMScheduler.from_pretrained($pack, subfolder="scheduler", clip_sample=False)
scheduler.set_timesteps($steps)
stride = scheduler.config.num_train_timesteps // $steps
words, _ = pipe.encode_prompt("", "cpu", 1, do_classifier_free_guidance=False)
z0 = pipe.vae.encode(x0).latent_dist.mode() * pipe.vae.config.scaling_factor
noise = torch.randn(z0.shape, generator=torch.Generator().manual_seed($seed))

home = []
for start in $starts:
    z = scheduler.add_noise(z0, noise, torch.tensor([start]))
    for t in torch.arange(start, -1, -stride):
        out = pipe.unet(z, t, encoder_hidden_states=words).sample
        z = scheduler.step(out, t, z).prev_sample
    back = pipe.vae.decode(z / pipe.vae.config.scaling_factor).sample.clamp(-1, 1)
    home.append(back)
    print(start, float(10 * torch.log10(4 / (back - x0).square().mean())), "dB")

row = pipe.image_processor.postprocess(torch.cat(home, dim=3))[0]
row.save("result.png")
"""
