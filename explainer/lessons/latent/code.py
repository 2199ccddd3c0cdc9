"""The round trip as a few lines of plain diffusers, with nothing of ours."""

from explainer.core.pack import ModelPack, picture_size

TEMPLATE = """\
import torch
from diffusers import AutoencoderKL
from diffusers.image_processor import VaeImageProcessor
from PIL import Image, ImageOps

vae = AutoencoderKL.from_pretrained({pack!r}, subfolder="vae", torch_dtype=torch.float32)
processor = VaeImageProcessor()

picture = ImageOps.fit(Image.open({picture!r}).convert("RGB"), ({size}, {size}), Image.Resampling.LANCZOS)
with torch.no_grad():
    latent = vae.encode(processor.preprocess(picture)).latent_dist.mode() * vae.config.scaling_factor
    restored = vae.decode(latent / vae.config.scaling_factor).sample

print(tuple(latent.shape), latent.numel(), "numbers")
processor.postprocess(restored)[0].save("restored.png")
"""


def snippet(pack: ModelPack, folder: str, picture: str) -> str:
    """Python that takes the file `picture` through the pack in `folder`, and saves what comes back."""
    return TEMPLATE.format(pack=folder, picture=picture, size=picture_size(pack))
