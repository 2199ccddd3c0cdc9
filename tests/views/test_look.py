"""The look: readable in light and dark, without a font from elsewhere, and balanced files."""

import re
from pathlib import Path

import pytest

from explainer.views.look.theme import HERE, PALETTE, Paper, head, palette_css

PAIRS = [
    ("ink", "paper"),
    ("ink", "card"),
    ("muted", "paper"),
    ("muted", "card"),
    ("seal_ink", "paper"),
    ("seal_ink", "card"),
    ("indigo", "paper"),
    ("indigo", "card"),
    ("on_seal", "seal_ink"),
    ("on_seal", "seal_deep"),
    ("on_indigo", "indigo"),
    ("ink", "grain_back"),
]


def luminance(color: str) -> float:
    channels = (int(color[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_is_readable_on_its_ground(text: str, ground: str, theme: int):
    lighter, darker = sorted((luminance(PALETTE[text][theme]), luminance(PALETTE[ground][theme])))[::-1]
    assert (lighter + 0.05) / (darker + 0.05) >= 4.5


def test_every_colour_that_the_styles_use_is_there():
    used = set(re.findall(r"var\(--([\w-]+)\)", head()))
    ours = set(re.findall(r"--([\w-]+):", palette_css()))
    set_in_place = {"at", "share"}
    assert used - ours - set_in_place == set()


@pytest.mark.parametrize("file", sorted(HERE.parent.rglob("*.css")), ids=lambda file: file.name)
def test_a_picture_that_is_still_to_come_is_a_sketch_and_no_grey_box(file: Path):
    rules = re.findall(r"[^{}]+{[^{}]*}", file.read_text(encoding="utf-8"))
    squares = [rule for rule in rules if "aspect-ratio: 1" in rule]
    assert [rule for rule in squares if "background: var(--hairline)" in rule] == []


def test_nothing_is_fetched_from_elsewhere():
    theme = Paper()
    assert theme._stylesheets == []
    names_of_things = r"https?://(?!www\.w3\.org|huggingface\.co\")\S+"
    assert re.findall(names_of_things, theme._get_theme_css() + head()) == []


def test_both_pages_share_one_global_and_what_asks_the_server():
    assigned = re.findall(r"window\.(\w+)\s*=", head())
    assert set(assigned) == {"kakusan", "fetch"}


@pytest.mark.parametrize("file", sorted(HERE.glob("*.css")), ids=lambda file: file.name)
def test_every_brace_is_closed(file):
    css = re.sub(r"/\*.*?\*/|\"[^\"]*\"", "", file.read_text("utf-8"), flags=re.DOTALL)
    assert css.count("{") == css.count("}")
    assert css.count("/*") == css.count("*/") == 0
