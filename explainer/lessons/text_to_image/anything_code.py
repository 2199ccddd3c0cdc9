"""The program, plain diffusers and transformers with nothing of ours, that remakes the very picture shown."""

from string import Template

from explainer.lessons.text_to_image.anything import Start


def snippet(start: Start, stop: int, way: str, pack: str, picture: str, color: str) -> str:
    """A program that saves the picture of that stop as result.png.

    pack, picture: their paths as the reader has them; a sketch is read from sketch.png.
    """
    lane = start.lanes[stop]
    shared = {"pack": repr(pack), "steps": lane.steps, "guidance": lane.guidance, "seed": start.seed}
    if start.kind == "start":
        values = shared | {"t": lane.start_t, "word": repr(start.given[1].text)}
        return Template(_START).substitute(values)
    parts = [_BEGIN]
    for name, one in zip(("first", "second"), start.given, strict=False):
        parts.append(_part(one.kind).format(name=name, **_values(one.text, picture, color)))
    if len(start.given) == 1:
        parts.append("handed = first\n")
    else:
        parts.append(f"share = {start.stops[stop]!r}\n" + (_LINE if way == "line" else _SPHERE))
    return Template(parts[0]).substitute(shared) + "".join(parts[1:]) + Template(_END).substitute(shared)


def _values(text: str, picture: str, color: str) -> dict[str, str]:
    return {"text": repr(text), "picture": repr(picture), "color": repr(color)}


def _part(kind: str) -> str:
    return {
        "picture": "picture = ImageOps.exif_transpose(Image.open({picture})).convert('RGB')\n"
        "{name} = of_picture(picture)\n",
        "sketch": "{name} = of_picture(Image.open('sketch.png').convert('RGB'))\n",
        "color": "{name} = of_picture(Image.new('RGB', (128, 128), {color}))\n",
    }.get(kind, "{name} = of_words({text})\n")


_BEGIN = """\
import json

import torch
from diffusers import DDIMScheduler, StableDiffusionPipeline
from diffusers.models.embeddings import ImageProjection
from PIL import Image, ImageOps
from safetensors.torch import load_file
from torch.nn.functional import normalize
from transformers import CLIPImageProcessorPil, CLIPModel

torch.set_grad_enabled(False)
pack = $pack
pipe = StableDiffusionPipeline.from_pretrained(pack)
pipe.scheduler = DDIMScheduler.from_pretrained(pack, subfolder="scheduler", clip_sample=False)
clip = CLIPModel.from_pretrained(pack, subfolder="clip")
processor = CLIPImageProcessorPil.from_pretrained(pack, subfolder="clip")
weights = load_file(f"{pack}/image_port/model.safetensors")
image_mean, words_mean = weights.pop("image_mean"), weights.pop("words_mean")
config = json.load(open(f"{pack}/image_port/config.json"))
names = "image_embed_dim", "cross_attention_dim", "num_image_text_embeds"
port = ImageProjection(**{name: config[name] for name in names})
port.load_state_dict(weights)


def of_words(text):
    length = pipe.tokenizer.model_max_length
    padded = {"padding": "max_length", "max_length": length, "truncation": True}
    ids = pipe.tokenizer(text, return_tensors="pt", **padded).input_ids
    found = clip.text_projection(clip.text_model(input_ids=ids).pooler_output)
    return normalize(normalize(found, dim=-1) - words_mean, dim=-1)[0]


def of_picture(picture):
    picture = ImageOps.fit(picture, (128, 128), Image.Resampling.LANCZOS)
    pixels = processor(images=[picture], return_tensors="pt")["pixel_values"]
    found = clip.visual_projection(clip.vision_model(pixel_values=pixels).pooler_output)
    return normalize(normalize(found, dim=-1) - image_mean, dim=-1)[0]


"""

_SPHERE = """\
angle = torch.arccos((first @ second).clamp(-1, 1))
handed = (torch.sin((1 - share) * angle) * first + torch.sin(share * angle) * second) / torch.sin(angle)
"""

_LINE = """\
handed = (1 - share) * first + share * second
"""

_END = """
_, empty = pipe.encode_prompt("", "cpu", 1, True)
result = pipe(
    prompt_embeds=torch.cat([empty, port(handed[None])], dim=1),
    negative_prompt_embeds=torch.cat([empty, port(torch.zeros_like(handed)[None])], dim=1),
    num_inference_steps=$steps,
    guidance_scale=$guidance,
    generator=torch.Generator().manual_seed($seed),
)
result.images[0].save("result.png")
"""

_START = """\
import json

import numpy as np
import torch
from diffusers import DDIMScheduler, StableDiffusionPipeline
from diffusers.models.embeddings import ImageProjection
from PIL import Image, ImageOps
from safetensors.torch import load_file

torch.set_grad_enabled(False)
pack = $pack
pipe = StableDiffusionPipeline.from_pretrained(pack)
weights = load_file(f"{pack}/image_port/model.safetensors")
mean = weights.pop("image_mean")
del weights["words_mean"]
config = json.load(open(f"{pack}/image_port/config.json"))
names = "image_embed_dim", "cross_attention_dim", "num_image_text_embeds"
port = ImageProjection(**{name: config[name] for name in names})
port.load_state_dict(weights)
no_picture = port(torch.zeros_like(mean)[None])

sketch = ImageOps.fit(Image.open("sketch.png").convert("RGB"), (128, 128), Image.Resampling.LANCZOS)
x0 = torch.from_numpy(np.array(sketch, dtype=np.float32) / 127.5 - 1).permute(2, 0, 1)[None]
z0 = pipe.vae.encode(x0).latent_dist.mode() * pipe.vae.config.scaling_factor

scheduler = DDIMScheduler.from_pretrained(pack, subfolder="scheduler", clip_sample=False)
stride = scheduler.config.num_train_timesteps // $steps
scheduler.set_timesteps($steps)
scheduler.timesteps = torch.arange($t, -1, -stride)
noise = torch.randn(z0.shape, generator=torch.Generator().manual_seed($seed))
z = scheduler.add_noise(z0, noise, scheduler.timesteps[:1])

words, nothing = pipe.encode_prompt($word, "cpu", 1, True, negative_prompt="")
embeds = torch.cat([torch.cat([nothing, no_picture], dim=1), torch.cat([words, no_picture], dim=1)])
for t in scheduler.timesteps:
    uncond, cond = pipe.unet(torch.cat([z, z]), t, encoder_hidden_states=embeds).sample.chunk(2)
    z = scheduler.step(uncond + $guidance * (cond - uncond), t, z).prev_sample

result = pipe.vae.decode(z / pipe.vae.config.scaling_factor).sample
pipe.image_processor.postprocess(result)[0].save("result.png")
"""
