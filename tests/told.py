"""What a view tells the page when it is laid: the module that it calls, and the props that travel apart."""

import json
from typing import Any

from explainer.views import served
from explainer.views.base import View


def call(view: View) -> dict[str, Any]:
    """What its script hands to `kakusan.mount`."""
    script = view.js_on_load or ""
    return json.loads(script[script.index("{") : script.index(", { element")])


def props(view: View) -> dict[str, Any]:
    """What its module finds in `props` at first."""
    said = call(view)
    return served._props[said["language"]][said["kept"]] if said["language"] else said["kept"]


def module(view: View) -> str:
    """The source of its module."""
    return served.modules()[call(view)["module"]].decode()
