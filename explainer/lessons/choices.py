"""What a reader can choose from: the limits and the choices that the page is told while it is built.

They are apart from the lessons which keep to them, since those bring torch and diffusers, and the page is
served before.
"""

from explainer.core.values import SEEDS

__all__ = [
    "CANDIDATES",
    "GAMES",
    "GUESS_TIMES",
    "GUIDANCE",
    "HANDED",
    "INVERSION_OPENS_WITH",
    "INVERSION_STEPS",
    "LARGEST_SEED",
    "LONGEST_ROW",
    "LONGEST_TERM",
    "MOST_ROWS",
    "MOST_TERMS",
    "OTHERS",
    "SAMPLERS",
    "SEEDS",
    "SEVERAL",
    "STEPS",
    "TIMES",
    "TOTAL",
]

STEPS = (1, 100)
GUIDANCE = (1.0, 20.0)
TOTAL = 1000
"""T, the training timesteps of every pack that the app knows."""

LARGEST_SEED = 2**31 - 1
"""Of the noise that a picture sinks in, in forward noising."""

CANDIDATES = 4
"""Noises to choose from, one of which is on the picture."""
GUESS_TIMES = (100, 200, 400, 600)
"""How deep the picture lies in it."""

OTHERS = 32
"""How many animals stand in the line beside A."""
SAMPLERS = ("ddim", "ddpm")
"""Whose steps can be taken apart."""
INVERSION_STEPS = (10, 20, 50, 100)
INVERSION_OPENS_WITH = 50

LONGEST_ROW, MOST_ROWS = 120, 8
"""Characters of one of the reader's own rows of words against pictures, and how many rows there may be."""
GAMES = (4, 8, 16)
"""Pairs of a matching game."""
LONGEST_TERM, MOST_TERMS = 60, 5
"""Characters of one term of a sum, and how many terms there may be."""

SEVERAL = 9
"""Pictures of one prompt that are drawn at once, each from a noise of its own."""
HANDED: dict[str, tuple[str, ...]] = {
    "word": ("word",),
    "picture": ("picture",),
    "words": ("word", "other"),
    "word_picture": ("word", "picture"),
    "sketch": ("sketch",),
    "start": ("sketch", "word"),
    "color": ("color", "word"),
}
"""What each choice takes of `given.KINDS`: two are mixed, except in `start`."""
TIMES = (300, 450, 600, 750, 900)
"""Timesteps that a sketch is noised to, in `start`."""
