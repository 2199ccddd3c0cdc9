"""What all views share: a `gr.HTML` whose template, style and script are the files beside the module."""

import os
import sys
from pathlib import Path
from typing import Any

import gradio as gr
from gradio.data_classes import FileData
from gradio.processing_utils import save_bytes_to_cache
from gradio.utils import get_upload_folder


class View(gr.HTML):
    """A view of our own. A subclass in `views/<name>/__init__.py` names its files; see views/forward.

    `words` is the text table that its script reads (`props.words.now`); every element of the template with
    `data-text="key"` gets `words[key]` as its text. Further keyword arguments become props as well.
    A script starts with `kakusan.dress(element, props)`, draws from `props.value`, and draws again in
    `watch("value", draw)`: a view in a closed tab is mounted late, with its value already there.
    """

    html = ""
    styles: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()

    def __init__(self, value: Any = None, *, words: dict[str, Any], **props: Any) -> None:
        folder = Path(str(sys.modules[type(self).__module__].__file__)).parent
        super().__init__(
            value=value,
            html_template=_read(folder, self.html) if self.html else "",
            css_template="\n".join(_read(folder, name) for name in self.styles),
            js_on_load="\n".join(_read(folder, name) for name in self.scripts),
            apply_default_css=False,
            words=words,
            **props,
        )

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
    """`data` as a file of Gradio's cache, for a view's value: its script finds the address under `url`."""
    path = save_bytes_to_cache(data, name, get_upload_folder())
    os.utime(path)
    return FileData(path=path, orig_name=name).model_dump()


def _read(folder: Path, name: str) -> str:
    return (folder / name).read_text(encoding="utf-8")
