"""A photo whose turn is only noted in its EXIF block is opened by every snippet as the app opens it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageOps

from explainer.core.images import open_picture
from tests.house import ROOT

ORIENTATION = 0x0112
ON_ITS_SIDE = 6
OPENS = "Image.open("


def templates() -> Iterator[tuple[str, str]]:
    """Each line of a lesson's strings that opens a picture, as Python, with the module that it is of."""
    for path in sorted((ROOT / "explainer" / "lessons").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and OPENS in node.value:
                lines = (line.strip() for line in node.value.splitlines() if OPENS in line)
                yield from ((path.stem, _filled(line)) for line in lines)


def _filled(line: str) -> str:
    """The line with a plain name for whatever is filled in: `$name`, `{name}` or `{name!r}`."""
    return re.sub(r"\{(\w+)(?:!r)?\}", r"\1", line.replace("$", ""))


def opened(line: str, photo: Path) -> list[Image.Image]:
    """What the line makes of the photo, before it is cut to size: one for each file of a reader's."""
    tree = ast.parse(line)
    inner_to_outer = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "Image.open" and _is_named(node):
            whole: ast.AST = node
            while _is_of_one_picture(inner_to_outer[whole]):
                whole = inner_to_outer[whole]
            names = {one.id: photo for one in ast.walk(node.args[0]) if isinstance(one, ast.Name)}
            space: dict[str, Any] = {"Image": Image, "ImageOps": ImageOps} | names
            found.append(eval(ast.unparse(whole), space))
    return found


def _is_named(call: ast.Call) -> bool:
    """Whether a reader's file is opened, not a sketch or bytes that the app itself made."""
    return isinstance(call.args[0], ast.Name)


def _is_of_one_picture(node: ast.AST) -> bool:
    if isinstance(node, ast.Attribute):
        return node.attr == "convert"
    return isinstance(node, ast.Call) and ast.unparse(node.func).endswith(("exif_transpose", ".convert"))


@pytest.fixture(scope="module")
def photo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A picture of every colour, 40 × 24 as it is stored, 24 × 40 as it is meant."""
    pixels = np.random.default_rng(0).integers(0, 256, (24, 40, 3), dtype=np.uint8)
    exif = Image.Exif()
    exif[ORIENTATION] = ON_ITS_SIDE
    path = tmp_path_factory.mktemp("photo") / "picture.png"
    Image.fromarray(pixels).save(path, exif=exif)
    return path


@pytest.mark.parametrize(("module", "line"), [pytest.param(*one, id=one[0]) for one in templates()])
def test_every_snippet_turns_a_photo_as_the_app_does(module: str, line: str, photo: Path):
    upright = open_picture(photo)
    assert upright.size == (24, 40)
    for picture in opened(line, photo):
        assert picture.size == upright.size, f"{module}: {line}"
        assert np.array_equal(np.asarray(picture), np.asarray(upright)), f"{module}: {line}"


def test_the_snippets_that_open_a_readers_picture_are_all_looked_at(photo: Path):
    looked_at = {module for module, line in templates() if opened(line, photo)}
    assert looked_at == {
        "anything_code", "arithmetic_code", "between_code", "branches_code", "channels_code", "code",
        "guess_code", "home_code", "inversion_code", "meeting_code", "mistakes_code", "recipe",
        "unstamp_code",
    }  # fmt: skip
