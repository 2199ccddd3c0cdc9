"""Text to image: the words become vectors, and from pure noise the network draws what they say (`painting`)."""

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
    "Words",
    "finish",
    "glimpse",
    "length",
    "paint",
    "read",
]
