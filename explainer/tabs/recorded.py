"""What the tabs open on while the models load: their opening results, computed before by this very code.

`python -m explainer.tabs.recorded` computes them anew for the embedded pack, and with them the numbers that
sections compare with (`SECTIONS`). They are shown only with the weights that made them, with the badge
"recorded" and their date; the opening results give way to live ones.
"""

import functools
import hashlib
import json
import shutil
import time
from collections.abc import Callable
from importlib import import_module
from inspect import isgeneratorfunction
from pathlib import Path
from typing import Any

import gradio as gr

from explainer import text
from explainer.tabs import samples, state
from explainer.tabs.page import Page, without_gaps
from explainer.views.base import as_file

FOLDER = samples.PROJECT / "assets" / "recorded"
TABS = ("reverse", "latent", "text_to_image")
LANGUAGES = ("en", "ja")
SECTIONS = {
    "atlas": "latent.animals",
    "mistakes": "reverse.mistakes",
    "cost": "latent.cost",
    "relations": "latent.relations",
    "binding": "text_to_image.binding",
}
"""Sections that need numbers measured beforehand: the name of their file, and the module whose
`recorded(pack)` measures them. Files among the values (`as_file`) are kept beside; see `data`."""
FILE = "recorded file"
APART = ("squares",)
"""Folders of weights that no tab opens with: a section asks for them."""


def opening(pack: Path, tab: str, language: str) -> tuple[dict[str, Any], ...] | None:
    """The values of the tab's outputs as recorded with these very weights, or None."""
    values = _kept(pack, tab, language)
    if values is None:
        return None
    return tuple(_mapped(value, lambda one: _cached(FOLDER / pack.name, one)) for value in values)


def numbers(pack: Path, section: str) -> tuple[dict[str, Any], int] | None:
    """What a section had measured with these very weights, and when, in seconds since 1970; or None."""
    kept = _read(FOLDER / pack.name / f"{section}.json", pack)
    return (kept["value"], kept["made"]) if kept else None


def data(pack: Path, file: dict[str, Any]) -> bytes:
    """The bytes of a file that is among what `numbers` gave."""
    return (FOLDER / pack.name / file[FILE]).read_bytes()


def is_there(pack: Path, tab: str, language: str) -> bool:
    """Whether `opening` has something to show."""
    return _kept(pack, tab, language) is not None


def _kept(pack: Path, tab: str, language: str) -> list[dict[str, Any]] | None:
    kept = _read(FOLDER / pack.name / f"{tab}.{language}.json", pack)
    return kept["values"] if kept else None


def _read(path: Path, pack: Path) -> dict[str, Any] | None:
    if not path.is_file():
        return None
    kept = json.loads(path.read_text(encoding="utf-8"))
    return kept if kept["weights"] == fingerprint(pack) else None


@functools.cache
def fingerprint(pack: Path) -> str:
    """A digest of all weights of the pack that an opening result can come from."""
    digest = hashlib.sha256()
    for file in sorted(pack.rglob("*.safetensors")):
        if file.parent.name not in APART:
            digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def record(pack: Path) -> None:
    """Compute the sections' numbers and the opening result of each tab in each language, and keep them."""
    from explainer.core.pack import load_pack  # heavy, and only needed here

    folder, model = FOLDER / pack.name, load_pack(pack)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for section, module in SECTIONS.items():
        value = _mapped(
            import_module(f"explainer.tabs.{module}").recorded(model), lambda one: _copied(folder, one)
        )
        kept = {"weights": fingerprint(pack), "made": round(time.time()), "value": value}
        (folder / f"{section}.json").write_text(json.dumps(kept) + "\n", encoding="utf-8")
    for language in LANGUAGES:
        with gr.Blocks() as blocks:
            page = Page(text.load(language), blocks, lambda: model, pack, gr.State())
            for tab in TABS:
                _keep(folder / f"{tab}.{language}.json", fingerprint(pack), _computed(page, tab))


def _computed(page: Page, tab: str) -> tuple[dict[str, Any], ...]:
    load = import_module(f"explainer.tabs.{tab}").build(page).load
    result = load(samples.first(), state.Address({}))
    if isgeneratorfunction(load):
        *_, result = without_gaps(result)
    return result if isinstance(result, tuple) else (result,)


def _keep(path: Path, weights: str, values: tuple[dict[str, Any], ...]) -> None:
    dated = [value | {"made": round(time.time())} for value in values]
    kept = [_mapped(value, lambda one: _copied(path.parent, one)) for value in dated]
    text_ = json.dumps({"weights": weights, "values": kept}, ensure_ascii=False)
    path.write_text(text_ + "\n", encoding="utf-8")


def _mapped(value: Any, change: Callable[[dict[str, Any]], Any]) -> Any:
    """`value` with each dictionary in it changed, from the inside out."""
    if isinstance(value, dict):
        return change({key: _mapped(one, change) for key, one in value.items()})
    if isinstance(value, list | tuple):
        return [_mapped(one, change) for one in value]
    return value


def _copied(folder: Path, value: dict[str, Any]) -> dict[str, Any]:
    """A file of Gradio's cache becomes one of the folder, named by its contents."""
    if value.get("meta") != {"_type": "gradio.FileData"}:
        return value
    data = Path(value["path"]).read_bytes()
    name = hashlib.sha256(data).hexdigest()[:12] + Path(value["path"]).suffix
    (folder / name).write_bytes(data)
    return {FILE: name, "name": value["orig_name"]}


def _cached(folder: Path, value: dict[str, Any]) -> dict[str, Any]:
    """The way back of `_copied`."""
    if FILE not in value:
        return value
    return as_file((folder / value[FILE]).read_bytes(), value["name"])


if __name__ == "__main__":
    record(samples.PROJECT / "assets" / "packs" / "animals")
