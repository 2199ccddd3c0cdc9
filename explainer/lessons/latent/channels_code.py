"""One edit of a latent as a few lines of plain diffusers, with nothing of ours."""

from explainer.core.pack import ModelPack, picture_size
from explainer.lessons.latent.channels import FINEST, Edit

TEMPLATE = """\
import torch
from diffusers import AutoencoderKL
from diffusers.image_processor import VaeImageProcessor
from PIL import Image, ImageOps

vae = AutoencoderKL.from_pretrained({pack!r}, subfolder="vae", torch_dtype=torch.float32)
processor, scale = VaeImageProcessor(), vae.config.scaling_factor


@torch.no_grad()
def encode(file):
    picture = ImageOps.exif_transpose(Image.open(file)).convert("RGB")
    picture = ImageOps.fit(picture, ({size}, {size}), Image.Resampling.LANCZOS)
    return vae.encode(processor.preprocess(picture)).latent_dist.mode() * scale


latent = encode({picture!r})
z = latent[:, {chosen}]  # a part of the latent itself: what is written there, is written into it
{lines}

with torch.no_grad():
    decoded = vae.decode(latent / scale).sample
processor.postprocess(decoded)[0].save("edited.png")
"""

LINES = {
    "shift": "z += {amount}",
    "stretch": "mean = z.mean((2, 3), keepdim=True)\nz[:] = mean + {amount} * (z - mean)",
    "blank": "z *= 1 - {amount}",
    "swap": "z[:] = (1 - {amount}) * z + {amount} * encode({other!r})[:, {chosen}]",
    "round": (
        "least, most = z.amin((2, 3), keepdim=True), z.amax((2, 3), keepdim=True)\n"
        "step = (most - least) / (2**{bits} - 1)\n"
        "z[:] = least + ((z - least) / step).round() * step  # a flat channel has no step: leave it as it is"
    ),
    "poke": "z[:, :, {rows}, {columns}] += {amount}",
}


def snippet(pack: ModelPack, folder: str, picture: str, edit: Edit, other: str) -> str:
    """Python that makes the edit of the file `picture`; `other` is the file that `swap` takes from."""
    chosen = ":" if edit.channel == 0 else f"{edit.channel - 1}:{edit.channel}"
    rows, columns = (f"{max(at - 1, 0)}:{at + 2}" for at in edit.spot)
    bits, amount = FINEST - int(edit.amount), f"{edit.amount:g}"
    lines = LINES[edit.tool].format(
        amount=amount, other=other, chosen=chosen, bits=bits, rows=rows, columns=columns
    )
    lines = "# nothing is changed" if edit.is_none else lines
    return TEMPLATE.format(pack=folder, size=picture_size(pack), picture=picture, chosen=chosen, lines=lines)
