"""The picture that a reader brings: opened safely, or refused with a reason."""

from pathlib import Path

from PIL import Image

from explainer.core.images import open_picture


def opened(path: str | Path) -> Image.Image:
    """The file at `path` as an RGB picture, upright and without metadata; PictureError if it is none."""
    return open_picture(path)
