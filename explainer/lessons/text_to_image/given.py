"""What can be handed to the port: anything that one of CLIP's two towers turns into an embedding.

A kind is a function from the reader's `Inputs` to a `Given`. A further kind (a sound, say) is one more such
function and one more line of KINDS, given a tower that was trained beside these two.
"""

import base64
import io
import re
from collections.abc import Callable
from dataclasses import dataclass

import torch
from PIL import Image
from torch import Tensor

from explainer.core.errors import GivenError
from explainer.core.images import fit_square
from explainer.core.pack import ModelPack, image_embedding, picture_size, port_of, text_embedding
from explainer.core.port import Source, centered
from explainer.core.words import clean_prompt, nearest_known, unknown_words

HEAVIEST = 400_000
"""Characters of a sketch's PNG in base64."""
LARGEST = 1024
"""Pixels along each side of a sketch."""


@dataclass(frozen=True)
class Inputs:
    """What the reader has on the table.

    word, other: any text.  picture: RGB, any size.  sketch: "data:image/png;base64,…" or a square RGB
    picture, "" where nothing was drawn.  color: "#rrggbb".
    """

    word: str
    other: str
    picture: Image.Image
    sketch: str
    color: str


@dataclass(frozen=True, eq=False)
class Given:
    """One thing as the port is handed it.

    source: the tower that read it.  embedding: (E,), less its tower's mean, of length 1.
    text: the words, cleaned, where it is words; else "".
    unknown: each word that no caption of the training held, with the known one spelt most like it or None.
    flat: whether it is a picture of one single colour.
    seen: the RGB picture that the tower was shown, or None.
    """

    kind: str
    source: Source
    embedding: Tensor
    text: str = ""
    unknown: tuple[tuple[str, str | None], ...] = ()
    flat: bool = False
    seen: Image.Image | None = None


def word(pack: ModelPack, inputs: Inputs) -> Given:
    """The first word, read by the text tower. GivenError where there is none."""
    if not clean_prompt(inputs.word):
        raise GivenError("given.no_word")
    return _said(pack, "word", inputs.word)


def other(pack: ModelPack, inputs: Inputs) -> Given:
    """The second word. GivenError where there is none."""
    if not clean_prompt(inputs.other):
        raise GivenError("given.no_other")
    return _said(pack, "other", inputs.other)


def picture(pack: ModelPack, inputs: Inputs) -> Given:
    """The page's picture, its middle square, read by the image tower."""
    return _seen(pack, "picture", fit_square(inputs.picture, picture_size(pack)))


def sketch(pack: ModelPack, inputs: Inputs) -> Given:
    """What the reader drew, read by the image tower. GivenError where nothing was drawn."""
    return _seen(pack, "sketch", drawn(inputs.sketch, picture_size(pack)))


def color(pack: ModelPack, inputs: Inputs) -> Given:
    """A picture of one colour, read by the image tower. GivenError where it is no colour."""
    size = picture_size(pack)
    return _seen(pack, "color", Image.new("RGB", (size, size), checked_color(inputs.color)))


KINDS: dict[str, Callable[[ModelPack, Inputs], Given]] = {
    "word": word,
    "other": other,
    "picture": picture,
    "sketch": sketch,
    "color": color,
}


def checked_color(value: str) -> str:
    """The colour, if it is one like "#2b4c7e". GivenError otherwise."""
    if not isinstance(value, str) or not re.fullmatch("#[0-9a-fA-F]{6}", value):
        raise GivenError("given.not_a_color", value=str(value)[:40])
    return value.lower()


def drawn(data: str, size: int) -> Image.Image:
    """The sketch as size × size RGB pixels. GivenError where it is empty, or no PNG of a fair size."""
    pixels = opened(data, size) if data else None
    if pixels is None or is_flat(pixels):
        raise GivenError("given.no_sketch")
    return pixels


def opened(data: str, size: int) -> Image.Image:
    """The same, whatever is on it. GivenError where it is no PNG of a fair size."""
    head, _, body = data[:HEAVIEST].partition(",") if isinstance(data, str) else ("", "", "")
    if not head.startswith("data:image/png;base64") or len(data) > HEAVIEST:
        raise GivenError("given.not_a_sketch")
    try:
        with Image.open(io.BytesIO(base64.b64decode(body, validate=True)), formats=("PNG",)) as image:
            if max(image.size) > LARGEST:
                raise GivenError("given.not_a_sketch")
            return fit_square(image.convert("RGB"), size)
    except GivenError:
        raise
    except Exception as error:  # Pillow's reader raises OSError, SyntaxError, ValueError, struct.error, …
        raise GivenError("given.not_a_sketch") from error


def is_flat(image: Image.Image) -> bool:
    """Whether all pixels have one colour."""
    return all(low == high for low, high in image.getextrema())  # type: ignore[misc]


def _said(pack: ModelPack, kind: str, text: str) -> Given:
    text = clean_prompt(text)
    handed = centered(port_of(pack), text_embedding(pack, [text]), "words")[0]
    unknown = tuple((one, nearest_known(pack, one)) for one in unknown_words(pack, text)[:3])
    return Given(kind, "words", handed.cpu(), text, unknown)


@torch.no_grad()
def _seen(pack: ModelPack, kind: str, image: Image.Image) -> Given:
    handed = centered(port_of(pack), image_embedding(pack, [image]), "image")[0]
    return Given(kind, "image", handed.cpu(), flat=is_flat(image), seen=image)
