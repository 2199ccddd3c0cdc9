"""The page's state in its address: `?tab=reverse&sample=pug&t=420&seed=7`.

It is read here, and written, and read once more where nothing is asked of the server, in views/parts/link.js.
A link may have been typed by hand, so reading never fails: what makes no sense becomes the nearest value
that does, or the default.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

import gradio as gr
from gradio.context import LocalContext

from explainer.core.errors import PictureError
from explainer.tabs import samples
from explainer.tabs.samples import Picture

RUN = frozenset({"steps", "seed", "scheduler"})
OF_FIGURE = {"reverse": RUN | {"t"}, "text_to_image": RUN | {"prompt", "guidance"}}
"""The keys by which a tab's figure is asked for another result; all others are the page's or a section's."""

OWN = "kakusan-own"
"""The header in which a page names its reader's own picture (views/look/join.js)."""


@dataclass(frozen=True)
class Address:
    """What the address says for one tab; all but `sample` is for the tab that it names."""

    query: Mapping[str, str]

    def picture(self) -> Picture:
        """The sample named, or the first."""
        known = {one.id for one in samples.samples()}
        return Picture(self.query["sample"]) if self.query.get("sample") in known else samples.first()

    def is_default(self) -> bool:
        """Whether it asks the tab's figure for nothing but what it opens on."""
        chosen = self.query.keys() & OF_FIGURE.get(self.query.get("tab", ""), frozenset())
        return self.picture() == samples.first() and not chosen

    def whole(self, key: str, low: int, high: int, default: int) -> int:
        """A whole number, pulled into low..high."""
        return round(self.real(key, low, high, default))

    def real(self, key: str, low: float, high: float, default: float) -> float:
        """A number, pulled into low..high."""
        try:
            value = float(self.query[key])
        except (KeyError, ValueError):
            return default
        return default if math.isnan(value) else min(max(value, low), high)

    def choice(self, key: str, known: Any, default: str) -> str:
        """One of the strings in `known`."""
        return self.query[key] if self.query.get(key) in known else default

    def text(self, key: str, default: str) -> str:
        """Any text, as it stands."""
        return self.query.get(key, default)


def shown() -> Picture:
    """The picture of the page whose question is being answered: its reader's own, or the address's."""
    request = LocalContext.request.get(None)
    if request is None:
        return samples.first()
    try:
        return samples.uploaded(unquote(request.headers[OWN]))
    except (KeyError, PictureError):
        return Address(dict(request.query_params)).picture()


def address_of(request: gr.Request, tab: str, first_tab: str) -> Address:
    """The address of the visit `request`, as far as it concerns `tab`.

    The tab that the address names (`first_tab` if none) gets all values; every other tab only the sample.
    """
    query = {key: str(value) for key, value in dict(request.query_params).items()} if request else {}
    if query.get("tab", first_tab) == tab:
        return Address(query)
    return Address({key: value for key, value in query.items() if key == "sample"})
