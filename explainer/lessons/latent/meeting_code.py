"""The table of words and pictures as a few lines of plain transformers, with nothing of ours."""

from collections.abc import Sequence

from explainer.core.pack import ModelPack, picture_size

TEMPLATE = """\
import torch
from PIL import Image, ImageOps
from transformers import CLIPImageProcessorPil, CLIPModel, PreTrainedTokenizerFast

pack = {pack!r}
words = [
{words}
]
pictures = [
{pictures}
]

clip = CLIPModel.from_pretrained(pack, subfolder="clip")
tokenizer = PreTrainedTokenizerFast.from_pretrained(pack, subfolder="tokenizer")
processor = CLIPImageProcessorPil.from_pretrained(pack, subfolder="clip")

ids = tokenizer(words, padding="max_length", truncation=True, return_tensors="pt").input_ids
opened = [ImageOps.exif_transpose(Image.open(file)).convert("RGB") for file in pictures]
squares = [ImageOps.fit(one, ({size}, {size}), Image.Resampling.LANCZOS) for one in opened]
pixels = processor(images=squares, return_tensors="pt").pixel_values
with torch.no_grad():
    out = clip(input_ids=ids, pixel_values=pixels)  # embeddings of length 1

cosine = out.text_embeds @ out.image_embeds.T
shares = (clip.logit_scale.exp() * cosine).softmax(dim=1)  # what training compares, row by row
"""

CENTERED = """
from safetensors.torch import load_file

means = load_file(pack + "/image_port/model.safetensors")
of_words = torch.nn.functional.normalize(out.text_embeds - means["words_mean"], dim=1)
of_pictures = torch.nn.functional.normalize(out.image_embeds - means["image_mean"], dim=1)
centered = of_words @ of_pictures.T
"""

PRINTED = """
for word, row in zip(words, {table}):
    print(*(f"{{value:6.3f}}" for value in row.tolist()), word)
"""


def snippet(pack: ModelPack, folder: str, words: Sequence[str], pictures: Sequence[str]) -> str:
    """Python that prints the table of `words` and the files `pictures` by the pack in `folder`."""
    body = TEMPLATE.format(
        pack=folder, words=_listed(words), pictures=_listed(pictures), size=picture_size(pack)
    )
    return body + PRINTED.format(table="cosine") + (CENTERED if pack.image_port is not None else "")


def _listed(texts: Sequence[str]) -> str:
    return "\n".join(f"    {text!r}," for text in texts)
