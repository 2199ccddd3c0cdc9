"""The scripts as text: what they leave to the one place that knows every browser's ways."""

import re
from pathlib import Path

import pytest

from explainer.views.look.theme import SCRIPTS as IN_THE_PAGE

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
        (r"(local|session)Storage", "kept.js"),
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


SCRIPTS = [
    one for one in sorted(VIEWS.rglob("*.js")) if one.name not in IN_THE_PAGE and one.parent.name != "first"
]
"""The modules: not what stands in the page itself and runs before them."""


def sayers(pattern: str) -> set[str]:
    """The modules whose code has it."""
    found = (one for one in SCRIPTS if re.search(pattern, code(one)))
    return {one.relative_to(VIEWS).as_posix() for one in found}


@pytest.mark.parametrize(
    ("asks", "homes"),
    [
        (r"URLSearchParams|location\.(search|href|pathname)", {"parts/link.js"}),
        (r"createElementNS\(", {"parts/plot.js", "parts/formula_drawn.js"}),
        (r"new CustomEvent\(", {"parts/dom.js"}),
        (r"window\.kakusan", {"look/page.js"}),
        (r"trigger\(\"stop\"", {"parts/run.js", "toy/toy.js"}),
    ],
)
def test_what_one_part_knows_no_other_module_does(asks: str, homes: set[str]):
    assert sayers(asks) == homes


def test_no_eight_lines_stand_in_two_modules():
    where: dict[str, set[str]] = {}
    for script in SCRIPTS:
        lines = [line.strip() for line in code(script).splitlines() if line.strip()]
        for first in range(len(lines) - 7):
            where.setdefault("\n".join(lines[first : first + 8]), set()).add(script.as_posix())
    assert {text: files for text, files in where.items() if len(files) > 1} == {}


def test_a_module_leans_on_no_view_but_through_what_it_imports():
    """Every module is a module of its own: nothing is in scope that it did not declare or import."""
    assert [one.name for one in SCRIPTS if not re.search(r"^(import|export) ", code(one), re.MULTILINE)] == [
        "tabs.js"  # listens to the page's keys, and needs nothing
    ]
