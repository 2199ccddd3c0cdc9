"""Text to image: the words become vectors, and pure noise becomes what they say (`painting`).

That is the tab's figure; each other module is one of the sections below it, or a part of one.
"""

from explainer.core.images import sprite as sheet
from explainer.core.images import to_images as pictures
from explainer.core.sampling import Step
from explainer.lessons.text_to_image import (
    disguise,
    disguise_code,
    film,
    numbers,
    numbers_code,
    origin,
    seeds,
    typing,
)
"""Text to image: the words become vectors, and from pure noise the network draws what they say (`painting`).

Below the figure: strengths of guidance beside each other (`steering`), and one thing
changed with all else kept (`compare`).
"""

from explainer.lessons.text_to_image import compare, steering, steering_code, wording
"""Text to image: the words become vectors, and from pure noise the network draws what they say.

`painting` is the figure's; the sections below it each have a module.
"""

from explainer.lessons.text_to_image import anything, anything_code, given
from explainer.lessons.text_to_image import binding, binding_code, binding_survey
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
    "disguise",
    "disguise_code",
    "film",
    "compare",
    "anything",
    "anything_code",
    "binding",
    "binding_code",
    "binding_survey",
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
    "typing",
    "steering",
    "steering_code",
    "wording",
]
