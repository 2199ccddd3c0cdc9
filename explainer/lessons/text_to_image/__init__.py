"""Text to image: the words become vectors, and pure noise becomes what they say (`painting`).

That is the tab's figure; each other module is one of the sections below it, or a part of one.
"""

from explainer.core.images import sprite as sheet
from explainer.core.images import to_images as pictures
from explainer.core.sampling import Step
from explainer.lessons.text_to_image import (
    anything,
    anything_code,
    binding,
    binding_code,
    binding_survey,
    compare,
    disguise,
    disguise_code,
    film,
    given,
    numbers,
    numbers_code,
    origin,
    seeds,
    steering,
    steering_code,
    typing,
    wording,
)
from explainer.lessons.text_to_image.painting import (
    MOST_KEPT,
    Painting,
    Words,
    finish,
    glimpse,
    length,
    paint,
    read,
)

__all__ = [
    "MOST_KEPT",
    "Painting",
    "Step",
    "Words",
    "anything",
    "anything_code",
    "binding",
    "binding_code",
    "binding_survey",
    "compare",
    "disguise",
    "disguise_code",
    "film",
    "finish",
    "given",
    "glimpse",
    "length",
    "numbers",
    "numbers_code",
    "origin",
    "paint",
    "pictures",
    "read",
    "seeds",
    "sheet",
    "steering",
    "steering_code",
    "typing",
    "wording",
]
