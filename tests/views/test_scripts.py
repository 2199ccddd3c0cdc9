"""The scripts as text: what they leave to the one place that knows every browser's ways."""

import re
from pathlib import Path

import pytest

VIEWS = Path(__file__).parents[2] / "explainer" / "views"
KEYS = VIEWS / "parts" / "keys.js"


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


@pytest.mark.parametrize(
    ("asks", "home"),
    [
        (r"\.showModal\(", "crop.js"),
        (r"getCoalescedEvents", "keys.js"),
        (r"replaceState\(", "link.js"),
        (r"(local|session)Storage", "link.js"),
    ],
)
def test_what_some_browser_lacks_or_refuses_is_asked_for_in_one_place(asks: str, home: str):
    assert re.search(asks, code(VIEWS / "parts" / home))
    assert who_says(asks, VIEWS / "parts" / home) == []


def test_no_script_needs_what_safari_15_cannot_even_read_or_never_had():
    younger = (
        r"\(\?<[=!]|\bstatic \{|requestIdleCallback|structuredClone|OffscreenCanvas"
        r"|\bonscrollend|\"scrollend\"|\.(findLast|findLastIndex|toSorted|toReversed|toSpliced|with|groupBy|hasOwn)\("
    )
    assert who_says(younger, VIEWS / "none.js") == []


def test_no_style_hangs_on_a_parent_that_older_browsers_cannot_look_into():
    wanting = [one.name for one in sorted(VIEWS.rglob("*.css")) if ":has(" in one.read_text("utf-8")]
    assert wanting == []


def test_a_number_that_a_link_names_without_a_value_is_none():
    """`Number("")` is 0: a key alone would ask for the least, where the server takes its default."""
    assert who_says(r"\.has\([^)]*\)[^?;]*\? *(Math\.\w+\()*Number\(", VIEWS / "none.js") == []
