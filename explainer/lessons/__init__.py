"""The lessons: plain values and a ModelPack in, a frozen dataclass out (or yielded).

They bring torch and diffusers, which take seconds to import, and the page is served before that. So a tab
says `from explainer import lessons` and `lessons.forward.prepare(…)`: a lesson is imported on first use.
What a page is told while it is built lies in `choices` and `combinations`, which bring none of them.
"""

import importlib
import pkgutil
from threading import RLock
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from explainer.lessons import forward, latent, picture, recipe, reverse, text_to_image

__all__ = ["forward", "latent", "picture", "recipe", "reverse", "text_to_image"]

_importing = RLock()  # diffusers and transformers break when two threads import them at once


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"no lesson called {name}")
    with _importing:
        return importlib.import_module(f"{__name__}.{name}")


def preload() -> None:
    """Import all lessons and so all libraries that they need, that of the first tab (and letter) first."""
    for module in pkgutil.iter_modules(__path__):
        with _importing:
            importlib.import_module(f"{__name__}.{module.name}")
