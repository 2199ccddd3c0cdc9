"""Pictures: a reader's file to a safe PIL picture, PIL to tensor and back, and sheets of many.

A tensor picture is (1, 3, h, w) float32 in −1..1, a PIL picture is RGB; each value of 0..255 is x/127.5 − 1.
"""

import warnings
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from PIL import Image, ImageOps
from torch import Tensor

from explainer.core.errors import PictureError

MAX_BYTES = 10 * 2**20
MAX_PIXELS = 25_000_000
PAPER = (0xFA, 0xF7, 0xF0)
FORMATS = {"PNG": b"\x89PNG\r\n\x1a\n", "JPEG": b"\xff\xd8\xff", "WEBP": b"RIFF"}


def open_picture(path: str | Path) -> Image.Image:
    """A reader's PNG, JPEG or WebP as an RGB picture of nothing but pixels.

    Weight and header are judged before anything is decoded. EXIF orientation is applied and dropped with all
    other metadata; of an animation the first frame is taken; what is transparent lies on the page's paper;
    16 bits become 8. Raises PictureError.
    """
    path = Path(path)
    if not path.is_file():
        raise PictureError("picture.missing")
    weight = path.stat().st_size
    if weight > MAX_BYTES:
        raise PictureError("picture.too_heavy", megabytes=round(weight / 2**20, 1), limit=MAX_BYTES // 2**20)
    _judge_magic(path)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(path, formats=tuple(FORMATS)) as image:
                return _decode(image)
    except Image.DecompressionBombError as error:
        raise PictureError("picture.too_large", limit=MAX_PIXELS // 10**6) from error
    except PictureError:
        raise
    except Exception as error:  # Pillow's readers raise OSError, SyntaxError, ValueError, struct.error, …
        raise PictureError("picture.damaged") from error


def fit_square(image: Image.Image, size: int) -> Image.Image:
    """The middle square of the picture, scaled to size × size."""
    return ImageOps.fit(image, (size, size), Image.Resampling.LANCZOS)


def to_tensor(image: Image.Image) -> Tensor:
    """RGB picture to (1, 3, h, w) in −1..1."""
    values = torch.from_numpy(np.array(image.convert("RGB"), dtype=np.float32))
    return (values / 127.5 - 1).permute(2, 0, 1).unsqueeze(0).contiguous()


def to_image(x: Tensor) -> Image.Image:
    """(1, 3, h, w) in −1..1, clamped, to an RGB picture, rounded as diffusers' VaeImageProcessor does."""
    return to_images(x)[0]


def to_images(batch: Tensor) -> list[Image.Image]:
    """(n, 3, h, w) in −1..1, clamped, to n RGB pictures."""
    values = (batch.detach().float().cpu() * 0.5 + 0.5).clamp(0, 1).permute(0, 2, 3, 1)
    return [Image.fromarray(picture) for picture in (values.numpy() * 255).round().astype(np.uint8)]


def psnr(a: Tensor, b: Tensor) -> float:
    """Peak signal-to-noise ratio in dB of tensors in −1..1 (peak 2): 10 log10(4 / MSE), inf where equal."""
    mse = torch.mean((a.double() - b.double()) ** 2)
    return float(10 * torch.log10(4 / mse))


def sprite(images: Sequence[Image.Image], columns: int) -> Image.Image:
    """Equally large pictures as one sheet, row by row, `columns` to a row."""
    width, height = images[0].size
    columns = min(columns, len(images))
    sheet = Image.new("RGB", (columns * width, -(-len(images) // columns) * height))
    for i, image in enumerate(images):
        sheet.paste(image, (i % columns * width, i // columns * height))
    return sheet


def _judge_magic(path: Path) -> None:
    with path.open("rb") as file:
        head = file.read(12)
    known = any(head.startswith(magic) for magic in FORMATS.values())
    if not known or (head.startswith(b"RIFF") and head[8:12] != b"WEBP"):
        raise PictureError("picture.not_a_picture")


def _decode(image: Image.Image) -> Image.Image:
    if image.width * image.height > MAX_PIXELS:
        raise PictureError("picture.too_large", limit=MAX_PIXELS // 10**6)
    image.load()
    upright = _upright(image)
    pixels = Image.new("RGB", upright.size, PAPER)
    if upright.has_transparency_data:
        layer = upright.convert("RGBA")
        pixels.paste(layer, mask=layer.getchannel("A"))
    else:
        pixels.paste(_eight_bit(upright).convert("RGB"))
    return pixels


def _upright(image: Image.Image) -> Image.Image:
    try:
        return ImageOps.exif_transpose(image)
    except Exception:  # a broken EXIF block says nothing about the pixels
        return image


def _eight_bit(image: Image.Image) -> Image.Image:
    if not image.mode.startswith("I"):
        return image
    return Image.fromarray((np.asarray(image).astype(np.uint32) >> 8).astype(np.uint8))
