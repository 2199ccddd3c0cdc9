"""The scripts as text: what they leave to the one place that knows every browser's ways."""

import re
from pathlib import Path

VIEWS = Path(__file__).parents[2] / "explainer" / "views"
KEYS = VIEWS / "look" / "keys.js"


def code(script: Path) -> str:
    """A script without its comments."""
    return re.sub(r"/\*.*?\*/|(?<![:\w])//[^\n]*", "", script.read_text("utf-8"), flags=re.DOTALL)


def who_says(pattern: str, besides: Path) -> list[str]:
    """The scripts whose code has it, but for the one place that may."""
    found = (one for one in sorted(VIEWS.rglob("*.js")) if one != besides and re.search(pattern, code(one)))
    return [one.relative_to(VIEWS).as_posix() for one in found]


def test_no_script_decides_by_itself_whether_an_enter_is_meant():
    asks = r"""["'`]Enter["'`]|\bEnter\s*:|isComposing|keyCode|\b(charCode|which) ===? 13"""
    assert re.search(asks, code(KEYS))
    assert who_says(asks, KEYS) == []
