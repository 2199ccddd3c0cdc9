"""The squares game: the list, the picture, and how wrong it stays when rows of the list are misread.

The browser stamps and takes off by itself, from the very list and picture prepared here; `outcome` does the
same with core.squares, so that the two can be compared.
"""

import hashlib
import math
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from PIL import Image

from explainer.core import squares
from explainer.core.cache import WITH_ITS_FILE, Runs
from explainer.core.images import fit_square
from explainer.core.squares import MOST, PARTS, SIZE, Error, Slips, Stamps

SEED = 0
OPENS_WITH = 300
MOST_MISREAD = 0.2
SHARES = (0.01, 0.05, 0.2)
COUNTS = (10, 30, 100, 300, 1000, 3000, MOST)
Place = tuple[int, int, int]
_grown = Runs(2**20, max_age=WITH_ITS_FILE)  # by pixels and share: it is the same for each who opens the game


@dataclass(frozen=True)
class Growth:
    """What stays wrong at one `share` of misread rows, for each of COUNTS stamps."""

    share: float
    errors: tuple[Error, ...]


@dataclass(frozen=True)
class Game:
    """All that the browser needs: pixels (SIZE, SIZE, 3) uint8, the whole list of MOST rows and its slips.

    `growth` holds an error for each of `counts`. `count` and `share` are where the game opens, `placed` the
    rows that the reader put where they wanted.
    """

    pixels: np.ndarray
    stamps: Stamps
    slips: Slips
    growth: tuple[Growth, ...]
    counts: tuple[int, ...]
    count: int
    share: float
    placed: tuple[Place, ...]


@dataclass(frozen=True)
class Outcome:
    """The first `count` rows stamped and taken off again, `misread` of them misread.

    digest: CRC-32 of the picture that comes back, its bytes in (h, w, c) order.
    """

    count: int
    share: float
    misread: int
    error: Error
    digest: int


def prepare(image: Image.Image, count: Any = OPENS_WITH, share: Any = 0.0, placed: Any = ()) -> Game:
    """The game on the picture's middle square. What makes no sense becomes the nearest value that does."""
    pixels = pixels_of(image)
    stamps = squares.listing(MOST, SEED)
    slips, placed = squares.slips(stamps, SEED), sensible_places(placed)
    growth = tuple(_growth(pixels, stamps, each) for each in SHARES)
    return Game(
        pixels,
        squares.moved(stamps, placed),
        slips,
        growth,
        COUNTS,
        sensible_count(count),
        sensible_share(share),
        placed,
    )


def outcome(image: Image.Image, count: Any, share: Any, placed: Any = ()) -> Outcome:
    """Stamp and take off on the server, from the last row to the first. Arguments as in `prepare`."""
    pixels, count, share = pixels_of(image), sensible_count(count), sensible_share(share)
    stamps = squares.moved(squares.listing(MOST, SEED), sensible_places(placed)).first(count)
    restored = squares.take_off(squares.stamp(pixels, stamps), squares.misread(stamps, share, SEED))
    slipped = int(np.count_nonzero(squares.slips(stamps, SEED).luck < squares.parts(share)))
    return Outcome(count, share, slipped, squares.error(pixels, restored), zlib.crc32(restored.tobytes()))


def pixels_of(image: Image.Image) -> np.ndarray:
    """The picture's middle square, (SIZE, SIZE, 3) uint8."""
    return np.asarray(fit_square(image, SIZE))


def sensible_count(count: Any) -> int:
    """The nearest number of stamps, 1..MOST; OPENS_WITH for what is no number."""
    return round(_pulled(count, 1, MOST, OPENS_WITH))


def sensible_share(share: Any) -> float:
    """The nearest share of misread rows, 0..MOST_MISREAD, in whole ten-thousandths; 0 for what is none."""
    return round(_pulled(share, 0, MOST_MISREAD, 0) * PARTS) / PARTS


def sensible_places(placed: Any) -> tuple[Place, ...]:
    """The rows (number, x, y) that are three numbers, pulled into the list and to the picture's edges."""
    if not isinstance(placed, Sequence) or isinstance(placed, str):
        return ()
    rows = [row for row in placed[:MOST] if isinstance(row, Sequence) and len(row) == 3]
    numbers = [[_pulled(one, 0, MOST, math.nan) for one in row] for row in rows]
    return tuple(
        (max(round(number), 1), min(round(x), SIZE), min(round(y), SIZE))
        for number, x, y in numbers
        if not math.isnan(number + x + y)
    )


def _pulled(value: Any, low: float, high: float, otherwise: float) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or value != value:
        return otherwise
    return min(max(value, low), high)


def _growth(pixels: np.ndarray, stamps: Stamps, share: float) -> Growth:
    key = hashlib.sha256(pixels.tobytes()).digest(), share
    grown = _grown.get(key)
    if grown is None:
        read = squares.misread(stamps, share, SEED)
        grown = Growth(share, squares.growth(pixels, stamps, read, COUNTS))
        _grown.put(key, grown)
    return grown
