"""The plain diffusers and transformers program that hands a word to the picture's port."""

from string import Template

from explainer.core.pack import ModelPack
from explainer.lessons.text_to_image.disguise import Pair, has_port


def snippet(pack: ModelPack, pair: Pair, seed: int, folder: str) -> str:
    """A program that saves the third act's picture as result.png; `folder`: the pack, as its reader has it.

    Raises PackError where the pack has no port.
    """
    tokens, width = has_port(pack).projection.num_image_text_embeds, pack.unet.config.cross_attention_dim
    values = {
        "pack": repr(folder),
        "words": repr(pair.words.prompt),
        "shape": f"{pair.handed.shape[-1]}, {width}, {tokens}",
        "steps": int(pack.card["steps"]),
        "guidance": float(pack.card["guidance"]),
        "seed": seed,
    }
    return Template(_CODE).substitute(values)


_CODE = """\
import torch
from diffusers import DDIMScheduler, StableDiffusionPipeline
from diffusers.models.embeddings import ImageProjection
from safetensors.torch import load_file
from torch.nn.functional import normalize
from transformers import CLIPModel

torch.set_grad_enabled(False)
pack = $pack
pipe = StableDiffusionPipeline.from_pretrained(pack)
pipe.scheduler = DDIMScheduler.from_pretrained(pack, subfolder="scheduler", clip_sample=False)
clip = CLIPModel.from_pretrained(pack, subfolder="clip")

# the port, which in training only ever saw pictures' embeddings
weights = load_file(f"{pack}/image_port/model.safetensors")
image_mean, words_mean = weights.pop("image_mean"), weights.pop("words_mean")
port = ImageProjection($shape)
port.load_state_dict(weights)

# the word's embedding, and its disguise: the words' mean is taken away, as the pictures' was from pictures
ids = pipe.tokenizer(
    [$words],
    padding="max_length",
    max_length=pipe.tokenizer.model_max_length,
    truncation=True,
    return_tensors="pt",
).input_ids
word = normalize(clip.text_projection(clip.text_model(ids).pooler_output), dim=-1)
disguised = normalize(word - words_mean, dim=-1)

# no prompt at all: only the port speaks
empty, _ = pipe.encode_prompt("", "cpu", 1, do_classifier_free_guidance=False)
result = pipe(
    prompt_embeds=torch.cat([empty, port(disguised)], dim=1),
    negative_prompt_embeds=torch.cat([empty, port(torch.zeros_like(disguised))], dim=1),
    num_inference_steps=$steps,
    guidance_scale=$guidance,
    generator=torch.Generator().manual_seed($seed),
)
result.images[0].save("result.png")
"""
