"""The views' scripts as native ES modules, served under an address that names what they hold.

`/kakusan/<digest>/inversion/inversion.js`: the digest is of all modules together, so that a browser may keep
them for ever, and what they import of each other by relative paths is of the same age.
"""

import hashlib
from functools import cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

HERE = Path(__file__).parent
FOREVER = "public, max-age=31536000, immutable"


@cache
def modules() -> dict[str, bytes]:
    """What each module holds, by its path below views/."""
    return {path.relative_to(HERE).as_posix(): path.read_bytes() for path in sorted(HERE.rglob("*.js"))}


@cache
def digest() -> str:
    """Twelve hexadecimal digits that change with any module."""
    whole = hashlib.sha256()
    for name, script in modules().items():
        whole.update(name.encode() + b"\0" + script + b"\0")
    return whole.hexdigest()[:12]


def address() -> str:
    """Where the modules lie, seen from the page: it works under a sub-path and in a frame."""
    return f"./kakusan/{digest()}/"


def routes() -> list[BaseRoute]:
    """What the server has to know of them, before Gradio's own routes."""
    return [Route("/kakusan/{digest}/{name:path}", _served, methods=["GET", "HEAD"])]


async def _served(request: Request) -> Response:
    script = modules().get(request.path_params["name"])
    if script is None:
        return PlainTextResponse("no such module", status_code=404)
    kept = FOREVER if request.path_params["digest"] == digest() else "no-cache"
    return Response(script, media_type="text/javascript; charset=utf-8", headers={"Cache-Control": kept})
