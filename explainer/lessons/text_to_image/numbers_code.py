"""The plain transformers program that makes a sentence's tokens, rows and embedding."""

from string import Template


def snippet(prompt: str, pack: str) -> str:
    """A program that prints them; `prompt` cleaned, `pack` the folder as its reader has it."""
    return Template(_CODE).substitute({"prompt": repr(prompt), "pack": repr(pack)})


_CODE = """\
import torch
from diffusers import StableDiffusionPipeline
from torch.nn.functional import normalize
from transformers import CLIPModel

torch.set_grad_enabled(False)
pipe = StableDiffusionPipeline.from_pretrained($pack)
clip = CLIPModel.from_pretrained($pack, subfolder="clip")

ids = pipe.tokenizer(
    [$prompt],
    padding="max_length",
    max_length=pipe.tokenizer.model_max_length,
    truncation=True,
    return_tensors="pt",
).input_ids
rows = pipe.text_encoder(ids)[0][0]
embedding = normalize(clip.text_projection(clip.text_model(ids).pooler_output), dim=-1)[0]

for id, row in zip(ids[0].tolist(), rows):
    print(id, repr(pipe.tokenizer.decode([id])), row[:4].tolist())
print(tuple(rows.shape), tuple(embedding.shape))
"""
