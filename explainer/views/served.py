"""What pages share and a browser keeps: the views' modules, their styles, and their words.

Each lies under an address that names what it holds, so it may be kept for ever, and a page's own HTML stays
small:

    /kakusan/<digest>/inversion/inversion.js   a module; the digest is of all of them together, so that what
                                               they import of each other by relative paths is of the same age
    /kakusan/<digest>/views.css                all views' styles, each for the elements of its views alone
    /kakusan/<digest>/en.json                  what the views of a page were made with, words above all

Styles and words are noted while the pages are built (`note_styles`, `note_props`).
"""

import hashlib
import json
from collections import defaultdict
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

HERE = Path(__file__).parent
FOREVER = "public, max-age=31536000, immutable"

_styles: dict[str, list[str]] = {}  # a style's path below views/ -> the views that wear it
_props: dict[str, dict[str, dict[str, Any]]] = defaultdict(dict)  # language -> a view's key -> its props


@cache
def modules() -> dict[str, bytes]:
    """What each module holds, by its path below views/."""
    return {path.relative_to(HERE).as_posix(): path.read_bytes() for path in sorted(HERE.rglob("*.js"))}


@cache
def digest() -> str:
    """Twelve hexadecimal digits that change with any module."""
    return _digest(*(part for name, script in modules().items() for part in (name.encode(), script)))


def note_styles(view: str, styles: list[Path]) -> None:
    """The elements of class `view` wear these, in this order."""
    for path in styles:
        wearers = _styles.setdefault(path.relative_to(HERE).as_posix(), [])
        if view not in wearers:
            wearers.append(view)


def note_props(language: str, view: str, props: dict[str, Any]) -> str:
    """A view of the page in `language` was made with `props`; the key by which its script finds them."""
    key = f"{view}-{_digest(_as_json(props))}"
    _props[language].setdefault(key, props)
    return key


def languages() -> list[str]:
    """The languages of the pages that were built."""
    return list(_props)


def stylesheet() -> bytes:
    """All styles that were noted, the shared ones first.

    An id in :is() gives them the weight that Gradio gives a view's own style.
    """
    shared_first = sorted(_styles.items(), key=lambda item: len(item[1]) == 1)
    return "".join(
        f":is(#k-none, {', '.join(f'.{view}' for view in views)}) {{\n{(HERE / name).read_text('utf-8')}}}\n"
        for name, views in shared_first
    ).encode()


def props_file(language: str) -> bytes:
    """{"values": […], "views": {key: {prop: which of the values}}}: what many views share is there once."""
    values: dict[bytes, int] = {}
    views = {
        key: {name: values.setdefault(_as_json(value), len(values)) for name, value in props.items()}
        for key, props in _props[language].items()
    }
    return b'{"values":[' + b",".join(values) + b'],"views":' + _as_json(views) + b"}"


def address(name: str) -> str:
    """Where that file lies, seen from the page: it works under a sub-path and in a frame."""
    return f"./kakusan/{_age_of(name)}/{name}"


def routes() -> list[BaseRoute]:
    """What the server has to know of them, before Gradio's own routes."""
    return [Route("/kakusan/{digest}/{name:path}", _served, methods=["GET", "HEAD"])]


async def _served(request: Request) -> Response:
    name = request.path_params["name"]
    found = _content(name)
    if found is None:
        return PlainTextResponse("no such file", status_code=404)
    kept = FOREVER if request.path_params["digest"] == _age_of(name) else "no-cache"
    return Response(found[0], media_type=found[1], headers={"Cache-Control": kept})


def _content(name: str) -> tuple[bytes, str] | None:
    if name in modules():
        return modules()[name], "text/javascript; charset=utf-8"
    if name != "views.css" and name.removesuffix(".json") not in _props:
        return None
    return _made(name, len(_styles) + sum(map(len, _props.values())))


@lru_cache(maxsize=16)
def _made(name: str, _noted: int) -> tuple[bytes, str]:
    """The file of that name, made once after the last view was noted."""
    if name == "views.css":
        return stylesheet(), "text/css; charset=utf-8"
    return props_file(name.removesuffix(".json")), "application/json"


def _age_of(name: str) -> str:
    found = None if name in modules() else _content(name)
    return digest() if found is None else _digest(found[0])


def _as_json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _digest(*parts: bytes) -> str:
    return hashlib.sha256(b"\0".join(parts)).hexdigest()[:12]
