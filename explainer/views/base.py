"""What all views share: a `gr.HTML` whose template, style and script are the files beside the module."""

import inspect
import json
import os
import sys
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

import gradio as gr
from gradio.data_classes import FileData
from gradio.processing_utils import hash_bytes
from gradio.utils import get_upload_folder

from explainer.views import served

GRADIOS = inspect.signature(gr.HTML.__init__).parameters


class View(gr.HTML):
    """A view of our own. A subclass in `views/<name>/__init__.py` names its files; see views/forward.

    `words` is the text table that its script reads (`props.words.now`); every element of the template with
    `data-text="key"` gets `words[key]` as its text. Further keyword arguments become props as well.
    Its `module` exports as its default what is called with {element, props, trigger, watch, upload}: it
    draws from `props.value`, and again in `watch("value", draw)`, since a view in a closed tab is mounted
    late, with its value already there. `triggers` are the events that it may trigger.
    A subclass with an `__init__` of its own passes `**props` on: Gradio makes views anew on an update.
    """

    html = ""
    styles: tuple[str, ...] = ()
    module: str = ""
    triggers: tuple[str, ...] = ()

    def __init__(self, value: Any = None, *, words: dict[str, Any], **props: Any) -> None:
        folder = Path(str(sys.modules[type(self).__module__].__file__)).parent
        name = f"k-view-{type(self).__name__}"
        ours = {"words": words, **{key: props.pop(key) for key in list(props) if key not in GRADIOS}}
        language = getattr(words, "language", None)
        shown: dict[str, str] = {"html_template": "", "js_on_load": ""}
        if props.get("render", True):  # else Gradio makes it anew for an update, which shows nothing of it
            served.note_styles(name, [(folder / style).resolve() for style in self.styles])
            kept = served.note_props(language, name, ours) if language else ours
            shown["html_template"] = _read(folder, self.html) if self.html else ""
            shown["js_on_load"] = self._script(folder, language, kept)
        super().__init__(
            value=value,
            **shown,
            apply_default_css=False,
            **{"elem_classes": [name], **props},
        )

    def _script(self, folder: Path, language: str | None, kept: Any) -> str:
        """Calls the module's default export with the view, once its props are there (views/look/page.js).

        They travel apart (served.note_props), since Gradio drops a view's props if an update (even
        `gr.skip()`) reaches it before its tab was first opened. The events are named in quotes, by which
        Gradio knows them.
        """
        what = {
            "module": f"{folder.name}/{self.module}",
            "triggers": self.triggers,
            "language": language,
            "kept": kept,
        }
        said = json.dumps(what, ensure_ascii=False)
        return f"kakusan.mount({said}, {{ element, props, trigger, watch, upload }});\n"

    def get_config(self) -> dict[str, Any]:
        """The view as the page is told of it, without the events.

        Gradio looks for each argument's name on the view, and would take an event of that name for its value.
        It asks all views for each new visit, on the event loop, so that what they say is kept.
        """
        if self.__dict__.get("_config") is None:
            config = super().get_config()
            known = {key: value for key, value in config.items() if not isinstance(value, partial)}
            object.__setattr__(self, "_config", known)
        return dict(self.__dict__["_config"])

    def __setattr__(self, name: str, value: Any) -> None:
        """Set an attribute, of which the page may have to be told."""
        super().__setattr__(name, value)
        object.__setattr__(self, "_config", None)

    def api_info(self) -> dict[str, Any]:
        """What an API caller is told of the value: a small JSON object."""
        return {"type": "object", "description": "what the view draws"}

    def example_payload(self) -> Any:
        """An empty value, for the API page."""
        return {}

    def example_value(self) -> Any:
        """An empty value, for the API page."""
        return {}


def as_file(data: bytes, name: str) -> dict[str, Any]:
    """`data` as a file of Gradio's cache, for a view's value: its script finds the address under `url`.

    A file that is there is left alone, and a new one appears whole: another visitor may be reading it.
    """
    path = (Path(get_upload_folder()) / hash_bytes(data) / name).resolve()
    try:
        os.utime(path)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        growing = path.with_name(f"{uuid4().hex}{path.suffix}")
        growing.write_bytes(data)
        growing.replace(path)
    return FileData(path=str(path), orig_name=name).model_dump()


def _read(folder: Path, name: str) -> str:
    return (folder / name).read_text(encoding="utf-8")
