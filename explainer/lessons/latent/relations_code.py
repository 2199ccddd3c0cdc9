"""The program, transformers alone, that asks CLIP how like the words a saved drawing is."""

from collections.abc import Sequence
from string import Template


def snippet(pack: str, words: Sequence[str], size: int, drawing: str = "animal.svg") -> str:
    """A program that prints each word with its similarity to the file `drawing`.

    pack: its folder as the reader has it.  size: the pixels a side at which CLIP is shown the drawing.
    """
    listed = ", ".join(f'"{word}"' for word in words)
    return Template(_CODE).substitute(pack=repr(pack), words=listed, size=size, drawing=repr(drawing))


_CODE = """\
import io
from pathlib import Path

import resvg_py
import torch
from PIL import Image
from transformers import CLIPImageProcessorPil, CLIPModel, PreTrainedTokenizerFast

pack = Path($pack)
words = [$words]
drawing = Path($drawing).read_text(encoding="utf-8")
png = resvg_py.svg_to_bytes(svg_string=drawing, width=$size, height=$size, skip_system_fonts=True)
picture = Image.open(io.BytesIO(bytes(png))).convert("RGB")

clip = CLIPModel.from_pretrained(pack / "clip").eval()
tokenizer = PreTrainedTokenizerFast.from_pretrained(pack / "tokenizer")
pixels = CLIPImageProcessorPil.from_pretrained(pack / "clip")(images=picture, return_tensors="pt")
ids = tokenizer(words, padding="max_length", truncation=True, return_tensors="pt").input_ids

with torch.no_grad():
    seen = clip.visual_projection(clip.vision_model(pixel_values=pixels["pixel_values"]).pooler_output)
    read = clip.text_projection(clip.text_model(input_ids=ids).pooler_output)
likeness = torch.nn.functional.cosine_similarity(read, seen)

for word, similarity in zip(words, likeness.tolist()):
    print(f"{similarity:.4f}", word)
"""
