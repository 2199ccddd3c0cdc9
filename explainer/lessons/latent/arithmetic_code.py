"""The plain program that adds up the same terms and paints the same two pictures."""

from string import Template

from explainer.core.pack import ModelPack, picture_size
from explainer.lessons.latent.arithmetic import Sum


def snippet(pack: ModelPack, folder: str, picture: str, found: Sum, seed: int) -> str:
    """A program that saves the sum's picture, and that of its first term alone, side by side as result.png.

    folder, picture: their paths as its reader has them.
    """
    pictured = any(term.caption is None for term in found.terms)
    return Template(_CODE).substitute(
        pack=repr(folder),
        terms=_listed([(term.sign, term.caption) for term in found.terms]),
        towers=_SEEN.format(picture=picture, size=picture_size(pack)) if pictured else "",
        image=_IMAGE if pictured else "",
        processor="CLIPImageProcessorPil, " if pictured else "",
        pictured=_PICTURED if pictured else "",
        first=found.first,
        seed=seed,
        steps=repr(pack.card["steps"]),
        guidance=repr(pack.card["guidance"]),
    )


def _listed(terms: list[tuple[int, str | None]]) -> str:
    return "[" + ", ".join(f"({sign:+d}, {caption!r})" for sign, caption in terms) + "]"


_IMAGE = "from PIL import Image, ImageOps\n"

_SEEN = """
picture = ImageOps.exif_transpose(Image.open({picture!r})).convert("RGB")
picture = ImageOps.fit(picture, ({size}, {size}), Image.Resampling.LANCZOS)
pixels = CLIPImageProcessorPil.from_pretrained(folder + "/clip")(images=picture, return_tensors="pt")
"""

_PICTURED = """\
    if text is None:
        seen = clip.vision_model(pixel_values=pixels["pixel_values"]).pooler_output
        return centered(clip.visual_projection(seen), weights["image_mean"])
"""

_CODE = """\
import json

import torch
import torch.nn.functional as F
from diffusers import DDIMScheduler, StableDiffusionPipeline
from diffusers.models.embeddings import ImageProjection
${image}from safetensors.torch import load_file
from transformers import ${processor}CLIPModel

torch.set_grad_enabled(False)
folder = $pack
terms = $terms
pipe = StableDiffusionPipeline.from_pretrained(folder)
pipe.scheduler = DDIMScheduler.from_pretrained(folder, subfolder="scheduler", clip_sample=False)
clip = CLIPModel.from_pretrained(folder + "/clip")
weights = load_file(folder + "/image_port/model.safetensors")
$towers

def centered(embedding, mean):
    return F.normalize(F.normalize(embedding, dim=-1) - mean, dim=-1)[0]


def embedded(text):
${pictured}    length = pipe.tokenizer.model_max_length
    ids = pipe.tokenizer(
        text, padding="max_length", max_length=length, truncation=True, return_tensors="pt"
    ).input_ids
    said = clip.text_model(input_ids=ids).pooler_output
    return centered(clip.text_projection(said), weights["words_mean"])


found = [embedded(text) for _, text in terms]
total = F.normalize(sum(sign * one for (sign, _), one in zip(terms, found)), dim=0)
for (sign, text), one in zip(terms, found):
    print(sign, text, "similarity with the sum:", float(one @ total))

# the port: an embedding becomes a few tokens beside the words
config = json.load(open(folder + "/image_port/config.json"))
sizes = ("image_embed_dim", "cross_attention_dim", "num_image_text_embeds")
port = ImageProjection(**{name: config[name] for name in sizes})
port.load_state_dict({name: one for name, one in weights.items() if not name.endswith("_mean")})

handed = torch.stack([total, found[$first]])
words, _ = pipe.encode_prompt("", "cpu", 1, do_classifier_free_guidance=False)
words = words.expand(2, -1, -1)
side, channels = pipe.unet.config.sample_size, pipe.unet.config.in_channels
noise = torch.randn((1, channels, side, side), generator=torch.Generator().manual_seed($seed))
result = pipe(
    prompt_embeds=torch.cat([words, port(handed)], dim=1),
    negative_prompt_embeds=torch.cat([words, port(torch.zeros_like(handed))], dim=1),
    latents=noise.expand(2, -1, -1, -1),
    num_inference_steps=$steps,
    guidance_scale=$guidance,
    output_type="pt",
)
pipe.image_processor.postprocess(2 * torch.cat(list(result.images), dim=2)[None] - 1)[0].save("result.png")
"""
