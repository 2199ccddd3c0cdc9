"""The sample pictures, and the one that a reader carries from tab to tab: a sample or their own."""

import base64
import io
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from gradio.utils import get_upload_folder
from PIL import Image

from explainer import lessons
from explainer.core.errors import PictureError, ValueRangeError

PROJECT = Path(__file__).parents[2]
FOLDER = PROJECT / "assets" / "samples"


@dataclass(frozen=True)
class Sample:
    """A picture of the world that comes with the app; its name is `common.sample.<id>`."""

    id: str
    file: Path
    seed: int


@dataclass(frozen=True)
class Picture:
    """What the reader looks at: the sample `sample`, or their own file at `path`, kept for this visit."""

    sample: str
    path: str | None = None

    @property
    def name(self) -> str:
        """The key of its name in the texts."""
        return "common.picture.yours" if self.path else f"common.sample.{self.sample}"

    @property
    def key(self) -> str:
        """What the views tell it from others by: the sample's id, or the path of the reader's own file."""
        return self.path or self.sample


@cache
def samples() -> tuple[Sample, ...]:
    """The samples in their order; the first is what a tab opens on."""
    listing = json.loads((FOLDER / "samples.json").read_text(encoding="utf-8"))
    return tuple(Sample(item["id"], FOLDER / item["file"], item["seed"]) for item in listing["samples"])


def first() -> Picture:
    """The picture that every tab opens on."""
    return Picture(samples()[0].id)


def sample(id: str) -> Picture:
    """The sample called `id`; ValueRangeError where there is none."""
    known = [one.id for one in samples()]
    if id not in known:
        raise ValueRangeError("value.unknown_sample", value=id, known=", ".join(known))
    return Picture(id)


def uploaded(path: str) -> Picture:
    """A reader's own picture, uploaded to `path`; PictureError unless it lies among the uploads."""
    try:
        file = Path(path).resolve()
        there = file.is_relative_to(Path(get_upload_folder()).resolve()) and file.is_file()
    except (OSError, ValueError):  # a path that the system cannot even look for
        there = False
    if not there:
        raise PictureError("picture.missing")
    return Picture(samples()[0].id, str(file))


def open_image(picture: Picture) -> Image.Image:
    """`picture` as an RGB image of any size; PictureError where a reader's own file cannot be opened."""
    if picture.path:
        return lessons.picture.opened(picture.path)
    return _sample_image(picture.sample).copy()


def file_of(picture: Picture) -> Path:
    """The file of `picture`."""
    return Path(picture.path) if picture.path else _by_id(picture.sample).file


def in_project(path: Path) -> str:
    """`path` as a snippet names it: relative to the project's folder if it lies there."""
    path = path.resolve()
    return path.relative_to(PROJECT).as_posix() if path.is_relative_to(PROJECT) else str(path)


def _by_id(id: str) -> Sample:
    return next(one for one in samples() if one.id == id)


@cache
def _sample_image(id: str) -> Image.Image:
    with Image.open(_by_id(id).file) as image:
        return image.convert("RGB")


@cache
def thumbnails(size: int = 128) -> list[dict[str, str]]:
    """The samples for a picture bar, [{"id", "src"}], small enough to travel with the page itself."""
    return [{"id": one.id, "src": _data_uri(_sample_image(one.id), size)} for one in samples()]


def _data_uri(image: Image.Image, size: int) -> str:
    buffer = io.BytesIO()
    image.resize((size, size), Image.Resampling.LANCZOS).save(buffer, "WEBP", quality=85)
    return "data:image/webp;base64," + base64.b64encode(buffer.getvalue()).decode()
