"""Text to image: the words become vectors, and pure noise becomes what they say (`painting`)."""

from explainer.core.images import sprite as sheet
from explainer.core.images import to_images as pictures
from explainer.core.sampling import Step
from explainer.lessons.text_to_image import film, origin, seeds, typing
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
    "finish",
    "glimpse",
    "length",
    "origin",
    "paint",
    "pictures",
    "read",
    "seeds",
    "sheet",
    "typing",
]
