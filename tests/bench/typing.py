"""How quickly a picture follows the typing: against the full network, and against a quarter of a second."""

from collections.abc import Iterator
from pathlib import Path

from explainer.core.pack import load_pack
from explainer.lessons.text_to_image import typing
from tests.bench.ratio import Measure, compare

PROMPT, SEED, ROUNDS = "a brown shiba on the grass", 0, 9
A_SECOND = 4
"""So many pictures a second should follow the typing, on two cores."""
LIMIT = 0.25


def measures(folder: Path) -> Iterator[Measure]:
    """The student against the full network; then one sketch, in quarters of a second."""
    pack, took = load_pack(folder), []

    def full() -> None:
        for _ in typing.full(pack, PROMPT, SEED):
            pass

    def student() -> None:
        took.append(typing.sketch(pack, PROMPT, SEED).seconds)

    yield compare("a sketch as one types / the full picture", student, full, LIMIT, ROUNDS)
    best = min(took)
    yield Measure(f"a sketch / 1/{A_SECOND} s", best * A_SECOND, 1, f"{1 / best:.1f} pictures a second")
