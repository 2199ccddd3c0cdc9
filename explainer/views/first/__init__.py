"""The first sheet: what is seen before Gradio's scripts have arrived, as plain HTML within the served page.

It looks as the page will, with the sample as its print, and goes when the page itself is there. An embedded
page does not start Gradio's script before it is seen: a deck of slides asks for no more than it shows.
"""

import re
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path
from string import Template

from explainer.views.look.theme import palette_css, styles

HERE = Path(__file__).parent
STARTING = re.compile(r'<script type="module" crossorigin src="([^"]+)"></script>')
"""What starts Gradio in its page."""
WHEN_SEEN = r'<script type="module" data-when-seen="\1"></script>'
"""What first.js makes that of once the page is seen."""


@dataclass(frozen=True)
class Sheet:
    """What stands on the first sheet; all texts but `picture`, a data: address."""

    language: str
    title: str
    stamp: str
    name: str
    tagline: str
    tabs: tuple[str, ...]
    open_tab: int
    headline: str
    lede: str
    picture: str
    embedded: bool = False


def laid_into(html: str, sheet: Sheet) -> str:
    """Gradio's page `html` with its language and title, our styles, and the first sheet in its body."""
    if sheet.embedded:
        html = STARTING.sub(WHEN_SEEN, html)
    head = (
        f"<title>{escape(sheet.title)}</title>\n<style>{palette_css()}{styles()}{_file('first.css')}</style>"
    )
    body = f"{_body(sheet)}<script>{_file('first.js')}</script>"
    html = html.replace('lang="en"', f'lang="{sheet.language}"', 1).replace("</head>", f"{head}</head>", 1)
    start = html.index(">", html.index("<body")) + 1
    return html[:start] + body + html[start:]


def _body(sheet: Sheet) -> str:
    tabs = (
        f"<span{' class=k-open' if index == sheet.open_tab else ''}>{escape(tab)}</span>"
        for index, tab in enumerate(sheet.tabs)
    )
    values = {key: escape(value) for key, value in vars(sheet).items() if isinstance(value, str)}
    return Template(_file("first.html")).substitute(values | {"tabs": "".join(tabs)})


@cache
def _file(name: str) -> str:
    return (HERE / name).read_text(encoding="utf-8")
