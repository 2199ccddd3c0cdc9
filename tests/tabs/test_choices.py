"""What the page is told while it is built is what the lessons keep to, and costs none of their libraries."""

import json
import subprocess
import sys
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import gradio as gr
import pytest

from explainer.lessons import choices, combinations
from explainer.tabs import shell
from explainer.text import LANGUAGES
from explainer.views.anything import AnythingView
from explainer.views.arithmetic import ArithmeticView
from explainer.views.base import View
from explainer.views.guess import GuessView
from explainer.views.home import HomeView
from explainer.views.inside import InsideView
from explainer.views.inversion import InversionView
from explainer.views.meeting import MeetingView
from explainer.views.origin import OriginView
from explainer.views.reverse import ReverseView
from explainer.views.seeds import SeedsView
from tests import told

ROOT = Path(__file__).parents[2]
HEAVY = ("torch", "diffusers", "transformers")
BUILD = f"""
import sys
from concurrent.futures import Future
import app
from explainer.tabs.shell import build_app, launch_options
pack = Future()
build_app(pack.result, app.PACK, pack.done).queue(max_size=app.LONGEST_WAIT)
launch_options("auto")
print([name for name in {HEAVY} if name in sys.modules])
"""


def test_building_the_whole_page_imports_no_library_of_the_models():
    done = subprocess.run(
        [sys.executable, "-c", BUILD], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.fixture(scope="module")
def app(pack_folder: Path) -> gr.Blocks:
    pack: Future = Future()
    return shell.build_app(pack.result, pack_folder, pack.done)


def prompts() -> list[list[str]]:
    return [[combinations.prompt(i, one) for i in range(combinations.count())] for one in LANGUAGES]


@pytest.mark.parametrize(
    ("kind", "prop", "each"),
    [
        (AnythingView, "handed", [choices.HANDED] * 2),
        (AnythingView, "times", [choices.TIMES] * 2),
        (ArithmeticView, "longest", [choices.LONGEST_TERM] * 2),
        (ArithmeticView, "most", [choices.MOST_TERMS] * 2),
        (GuessView, "times", [choices.GUESS_TIMES] * 2),
        (HomeView, "others", [choices.OTHERS] * 2),
        (InsideView, "samplers", [choices.SAMPLERS] * 2),
        (InversionView, "choices", [choices.INVERSION_STEPS] * 2),
        (InversionView, "opens_with", [choices.INVERSION_OPENS_WITH] * 2),
        (MeetingView, "longest", [choices.LONGEST_ROW] * 2),
        (MeetingView, "most", [choices.MOST_ROWS] * 2),
        (MeetingView, "sizes", [choices.GAMES] * 2),
        (OriginView, "held_out", prompts()),
        (ReverseView, "others", [choices.OTHERS] * 2),
        (SeedsView, "count", [choices.SEVERAL] * 2),
    ],
)
def test_the_browser_is_told_what_the_lesson_keeps_to(
    app: gr.Blocks, kind: type[View], prop: str, each: list[Any]
):
    views = [block for block in app.blocks.values() if isinstance(block, kind)]
    assert len(views) == len(LANGUAGES)
    for view, value in zip(views, each, strict=True):
        assert json.dumps(told.props(view)[prop]) == json.dumps(value)
