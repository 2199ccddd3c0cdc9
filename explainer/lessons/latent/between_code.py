"""The plain programs that remake the ways between two pictures, with nothing of ours."""

from string import Template

from explainer.core.pack import ModelPack, picture_size
from explainer.lessons.latent.between import STOPS


def snippet(pack: ModelPack, folder: str, pictures: tuple[str, str]) -> str:
    """A program that saves cross-fade, straight line and arc as the three rows of result.png.

    folder, pictures: their paths as its reader has them.
    """
    return _fill(_OPENING + _MIXED, pack, folder, pictures)


def painted_snippet(pack: ModelPack, folder: str, pictures: tuple[str, str], seed: int) -> str:
    """A program that paints each mix of the two CLIP embeddings, as one row, result.png."""
    return _fill(_PAINTED, pack, folder, pictures, seed=seed)


def _fill(template: str, pack: ModelPack, folder: str, pictures: tuple[str, str], **more: int) -> str:
    shipped = {name: repr(pack.card[name]) for name in ("steps", "guidance")}
    return Template(template).substitute(
        pack=repr(folder), pictures=repr(pictures), size=picture_size(pack), stops=STOPS, **shipped, **more
    )


_OPENING = """\
import numpy as np
import torch
from diffusers import AutoencoderKL
from diffusers.image_processor import VaeImageProcessor
from PIL import Image, ImageOps

torch.set_grad_enabled(False)
vae = AutoencoderKL.from_pretrained($pack, subfolder="vae", torch_dtype=torch.float32)
scale = vae.config.scaling_factor


def read(name):
    picture = ImageOps.exif_transpose(Image.open(name)).convert("RGB")
    picture = ImageOps.fit(picture, ($size, $size), Image.Resampling.LANCZOS)
    return torch.from_numpy(np.array(picture, dtype=np.float32) / 127.5 - 1).permute(2, 0, 1)[None]

"""

_MIXED = """
def slerp(a, b, u):
    theta = torch.acos(torch.cosine_similarity(a.flatten(), b.flatten(), dim=0))
    return (torch.sin((1 - u) * theta) * a + torch.sin(u * theta) * b) / torch.sin(theta)


a, b = (read(name) for name in $pictures)
z_a, z_b = (vae.encode(x).latent_dist.mode() * scale for x in (a, b))
rows = [[], [], []]
for u in torch.linspace(0, 1, $stops):
    rows[0].append((1 - u) * a + u * b)
    for row, z in ((1, (1 - u) * z_a + u * z_b), (2, slerp(z_a, z_b, u))):
        print(float(u), "length of the latent", float(z.norm()))
        rows[row].append(vae.decode(z / scale).sample.clamp(-1, 1))

picture = torch.cat([torch.cat(row, dim=3) for row in rows], dim=2)
VaeImageProcessor().postprocess(picture)[0].save("result.png")
"""

_PAINTED = """\
import json

import torch
import torch.nn.functional as F
from diffusers import DDIMScheduler, StableDiffusionPipeline
from diffusers.models.embeddings import ImageProjection
from PIL import Image, ImageOps
from safetensors.torch import load_file
from transformers import CLIPImageProcessorPil, CLIPModel

torch.set_grad_enabled(False)
folder = $pack
pipe = StableDiffusionPipeline.from_pretrained(folder)
pipe.scheduler = DDIMScheduler.from_pretrained(folder, subfolder="scheduler", clip_sample=False)
clip = CLIPModel.from_pretrained(folder + "/clip")
processor = CLIPImageProcessorPil.from_pretrained(folder + "/clip")

# the port: a CLIP embedding without its tower's mean becomes a few tokens beside the words
weights = load_file(folder + "/image_port/model.safetensors")
mean, _ = weights.pop("image_mean"), weights.pop("words_mean")
config = json.load(open(folder + "/image_port/config.json"))
sizes = ("image_embed_dim", "cross_attention_dim", "num_image_text_embeds")
port = ImageProjection(**{name: config[name] for name in sizes})
port.load_state_dict(weights)

pictures = []
for name in $pictures:
    picture = ImageOps.exif_transpose(Image.open(name)).convert("RGB")
    pictures.append(ImageOps.fit(picture, ($size, $size), Image.Resampling.LANCZOS))
pixels = processor(images=pictures, return_tensors="pt")["pixel_values"]
seen = clip.visual_projection(clip.vision_model(pixel_values=pixels).pooler_output)
a, b = F.normalize(F.normalize(seen, dim=-1) - mean, dim=-1)
mixes = F.normalize(torch.stack([(1 - u) * a + u * b for u in torch.linspace(0, 1, $stops)]), dim=-1)

words, _ = pipe.encode_prompt("", "cpu", 1, do_classifier_free_guidance=False)
words = words.expand(len(mixes), -1, -1)
side, channels = pipe.unet.config.sample_size, pipe.unet.config.in_channels
noise = torch.randn((1, channels, side, side), generator=torch.Generator().manual_seed($seed))
result = pipe(
    prompt_embeds=torch.cat([words, port(mixes)], dim=1),
    negative_prompt_embeds=torch.cat([words, port(torch.zeros_like(mixes))], dim=1),
    latents=noise.expand(len(mixes), -1, -1, -1),
    num_inference_steps=$steps,
    guidance_scale=$guidance,
)
row = Image.new("RGB", ($size * len(mixes), $size))
for stop, picture in enumerate(result.images):
    row.paste(picture, (stop * $size, 0))
row.save("result.png")
"""
