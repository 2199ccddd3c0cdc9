"""Text to image: the words become vectors, and pure noise becomes what they say (`painting`)."""

from explainer.core.images import sprite as sheet
from explainer.core.images import to_images as pictures
from explainer.core.sampling import Step
from explainer.lessons.text_to_image import film, origin, seeds, typing
"""Text to image: the words become vectors, and from pure noise the network draws what they say.

`painting` is the tab's one figure; each other module is one of the sections below it.
"""

from explainer.lessons.text_to_image import disguise, disguise_code
from explainer.core.sampling import Step
from explainer.lessons.text_to_image import disguise, disguise_code, numbers, numbers_code
from explainer.lessons.text_to_image.painting import (
    GUIDANCE,
    MOST_KEPT,
    STEPS,
    Painting,
    Words,
    finish,
    glimpse,
    length,
    paint,
    read,
)

__all__ = [
    "GUIDANCE",
    "MOST_KEPT",
    "STEPS",
    "Painting",
    "Step",
    "Words",
    "film",
    "disguise",
    "disguise_code",
    "finish",
    "glimpse",
    "length",
    "origin",
    "numbers",
    "numbers_code",
    "paint",
    "pictures",
    "read",
    "seeds",
    "sheet",
    "typing",
]
