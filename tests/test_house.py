"""The house keeps its own rules, and the reader of imports catches who breaks them."""

import json
import subprocess
import sys

import pytest

from tests.house import ROOT, modules, violations

LARGEST = 10 * 10**6
LONGEST = 250

WATCH = """
import builtins, importlib, json, sys
seen = []

def hook(event, args):
    if event == "open" and isinstance(args[0], str):
        path, mode, flags = args
        writes = isinstance(mode, str) and set(mode) & set("wax+")
        ours = path.startswith(ROOT) and not path.endswith(".pyi")
        if path.endswith(".safetensors") or (ours and writes):
            seen.append([event, path])
    elif event in ("os.mkdir", "socket.connect", "subprocess.Popen") and ROOT in str(args):
        seen.append([event, str(args)])

sys.dont_write_bytecode = True
sys.addaudithook(hook)
import gradio
def refuse(*args, **options):
    seen.append(["Blocks built", ""])
gradio.Blocks.__init__ = refuse
for name in NAMES:
    importlib.import_module(name)
print(json.dumps(seen))
"""


def test_no_module_imports_what_it_may_not():
    assert [wrong for path, name in modules() for wrong in violations(path.read_text("utf-8"), name)] == []


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("explainer.core.pack", "from explainer.lessons import recipe"),
        ("explainer.core.pack", "import explainer.world.scene"),
        ("explainer.core.pack", "from explainer import views"),
        ("explainer.core.pack", "def later():\n    from explainer.text import load"),
        ("explainer.core.pack", "from ..lessons.recipe import Recipe"),
        ("explainer.core.__init__", "from ..lessons import recipe"),
        ("explainer.core.pack", "import importlib\nimportlib.import_module('explainer.tabs.shell')"),
        ("explainer.world.scene", "from explainer.core.errors import KakusanError"),
        ("explainer.lessons.forward", "from explainer.text import load"),
        ("explainer.lessons.forward", "import gradio as gr"),
        ("explainer.core.images", "from gradio import FileData"),
        ("explainer.views.curve.view", "from explainer.core.noising import snr"),
        ("explainer.views.curve.view", "from explainer.tabs import state"),
        ("explainer.tabs.forward", "from explainer.core.sampling import denoise"),
        ("explainer.tabs.forward", "from explainer.core.packfiles import check_pack"),
        ("explainer.tabs.forward", "from explainer.training import data"),
        ("explainer.tabs.forward", "from explainer.core import sampling"),
        ("explainer.core.sampling", "from accelerate import Accelerator"),
        ("explainer.training.clip", "import gradio"),
        ("explainer.core.remote", "import ray"),
        ("explainer.cluster", "from explainer.tabs import shell"),
        ("explainer.text", "from explainer.tabs import page"),
        ("app", "from explainer.lessons.forward import noise"),
        ("app", "from explainer.tabs.forward import build"),
        ("explainer.attic.old", "from explainer.core import pack"),
    ],
)
def test_a_wrong_import_is_caught(module, source):
    assert violations(source, module)


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("explainer.core.pack", "import torch\nfrom explainer.core.errors import PackError"),
        ("explainer.core.sampling", "from explainer.core import noising"),
        ("explainer.core.__init__", "from .errors import KakusanError"),
        ("explainer.lessons.forward", "from explainer.core.pack import ModelPack"),
        ("explainer.views.curve.view", "import gradio as gr\nfrom explainer.lessons.forward import Noised"),
        (
            "explainer.tabs.forward",
            "from explainer.core.pack import ModelPack\nfrom explainer.text import load",
        ),
        ("explainer.tabs.forward", "from explainer.core import errors, pack"),
        (
            "explainer.training.clip",
            "from accelerate import Accelerator\nfrom explainer.world.scene import sample",
        ),
        ("explainer.cluster", "from ray import serve\nfrom explainer.core import remote"),
        ("app", "import gradio\nfrom explainer.tabs.shell import build_app"),
    ],
)
def test_a_right_import_passes(module, source):
    assert violations(source, module) == []


def test_importing_everything_of_ours_does_nothing():
    names = [name.removesuffix(".__init__") for _, name in modules()]
    code = f"ROOT = {str(ROOT)!r}\nNAMES = {names!r}\n{WATCH}"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    assert json.loads(done.stdout.splitlines()[-1]) == []


def tracked(*patterns: str) -> list[str]:
    return [name for name in listed(*patterns) if (ROOT / name).is_file()]


def listed(*arguments: str) -> list[str]:
    done = subprocess.run(
        ["git", "ls-files", "-z", *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if done.returncode:
        pytest.skip("not a git checkout")
    return [name for name in done.stdout.split("\0") if name]


def test_nothing_tracked_is_a_link():
    assert [line for line in listed("--stage") if line.startswith("120000")] == []


def test_no_tracked_file_is_larger_than_a_space_takes():
    assert [name for name in tracked() if (ROOT / name).stat().st_size > LARGEST] == []


def test_no_source_file_is_longer_than_one_idea():
    sources = tracked("explainer/*.py", "explainer/*.js", "explainer/*.css", "explainer/*.html", "app.py")
    lines = {name: len((ROOT / name).read_text("utf-8").splitlines()) for name in sources}
    assert {name: n for name, n in lines.items() if n > LONGEST} == {}
