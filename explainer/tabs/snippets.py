"""Files as the reader of a snippet has them: relative to the project's folder, where they lie in it."""

from pathlib import Path

from explainer.tabs import samples
from explainer.tabs.samples import Picture

ROOT = Path(__file__).parents[2]


def shown_path(path: Path) -> str:
    """`path` from the project's folder, as it stands where it lies elsewhere."""
    path = path.resolve()
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else path.as_posix()


def picture_path(picture: Picture) -> str:
    """The sample's file; a reader's own picture goes by a made-up name."""
    if picture.path:
        return "picture.png"
    return shown_path(next(one.file for one in samples.samples() if one.id == picture.sample))
