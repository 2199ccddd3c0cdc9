"""The squares game: opaque squares are stamped on a picture, one after another, and taken off by the list.

Opaque shapes laid one over another are the dead leaves model (Matheron 1968; Lee, Mumford & Huang 2001,
doi:10.1023/A:1011109015675). Each stamp also keeps what lay beneath it, so that whoever goes back from the
last to the first gets the picture again, exact to the bit. Whoever misreads a row's place puts what lay
beneath it somewhere else; rows read rightly later on repair some of that.

A picture is (SIZE, SIZE, 3) uint8. All draws come from a seed and never from the picture.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from explainer.core.errors import ValueRangeError
from explainer.core.values import check_number, check_whole

SIZE = 128
MOST = 10_000
SIZES = (4, 16)
PARTS = 10_000
SEEDS = (0, 2**31 - 1)
INKS = np.array(
    [
        (0x22, 0x25, 0x2B),
        (0xD6, 0x45, 0x2B),
        (0x2B, 0x4C, 0x7E),
        (0xE9, 0xB8, 0x4A),
        (0x4F, 0x8A, 0x5B),
        (0xF4, 0xEF, 0xE2),
        (0x8C, 0x5E, 0x3C),
        (0x7A, 0x6A, 0xA8),
        (0xE7, 0x9A, 0xA0),
        (0x5F, 0xA8, 0xB8),
        (0xB5, 0xB0, 0xA3),
        (0x9A, 0x2F, 0x4A),
    ],
    dtype=np.uint8,
)
"""The colours of the stamps: opaque inks, told apart on paper and on a picture."""


@dataclass(frozen=True)
class Stamps:
    """A list of stamps, row i being stamp number i + 1.

    x, y   (n,) int64, the left and the upper edge; the whole square lies on the picture
    size   (n,) int64, the side in pixels, SIZES    color  (n, 3) uint8
    """

    x: np.ndarray
    y: np.ndarray
    size: np.ndarray
    color: np.ndarray

    def __len__(self) -> int:
        return len(self.x)

    def first(self, count: int) -> "Stamps":
        """The list's first `count` rows."""
        return Stamps(self.x[:count], self.y[:count], self.size[:count], self.color[:count])


@dataclass(frozen=True)
class Slips:
    """How each row would be misread: it is if luck (n,) int64 in 0..PARTS−1 lies below the share.

    x, y  (n,) int64, the place that is read instead; the square of the row's size fits there.
    """

    luck: np.ndarray
    x: np.ndarray
    y: np.ndarray


@dataclass(frozen=True)
class Stamped:
    """The wrecked picture, and `beneath`: for each row (size, size, 3) uint8, what its square covered."""

    picture: np.ndarray
    beneath: tuple[np.ndarray, ...]


@dataclass(frozen=True)
class Error:
    """Two pictures apart: how many of their values differ, the mean of |a − b| in 0..255, the PSNR in dB."""

    differing: int
    mean: float
    psnr: float


def listing(count: int, seed: int) -> Stamps:
    """The first `count` rows (1..MOST) of the list that belongs to `seed` (SEEDS). Raises ValueRangeError."""
    count = check_whole("count", count, 1, MOST)
    rng = np.random.default_rng((check_whole("seed", seed, *SEEDS), 0))
    size = rng.integers(SIZES[0], SIZES[1] + 1, MOST)
    x, y = _places(rng, size)
    return Stamps(x, y, size, INKS[rng.integers(len(INKS), size=MOST)]).first(count)


def moved(stamps: Stamps, rows: Iterable[tuple[int, int, int]]) -> Stamps:
    """The list with some rows (number from 1, x, y) at another place.

    A square beyond the picture's edge is pulled to the nearest place where it fits. A number that the list
    does not have is a ValueRangeError.
    """
    x, y = stamps.x.copy(), stamps.y.copy()
    for number, left, top in rows:
        row = check_whole("number", number, 1, len(stamps)) - 1
        room = SIZE - stamps.size[row]
        x[row], y[row] = min(max(left, 0), room), min(max(top, 0), room)
    return replace(stamps, x=x, y=y)


def slips(stamps: Stamps, seed: int) -> Slips:
    """How the rows would be misread. The same seed misreads more rows, not others, for a larger share."""
    rng = np.random.default_rng((check_whole("seed", seed, *SEEDS), 1))
    luck = rng.integers(PARTS, size=MOST)[: len(stamps)]
    return Slips(luck, *_places(rng, stamps.size))


def misread(stamps: Stamps, share: float, seed: int) -> Stamps:
    """The list as someone reads it who misreads the place of a `share` (0..1) of the rows."""
    slipped = slips(stamps, seed)
    wrong = slipped.luck < parts(share)
    return replace(stamps, x=np.where(wrong, slipped.x, stamps.x), y=np.where(wrong, slipped.y, stamps.y))


def parts(share: float) -> int:
    """A share (0..1) in whole ten-thousandths, so that all computers agree on it. Raises ValueRangeError."""
    return round(check_number("share", share, 0, 1) * PARTS)


def stamp(picture: np.ndarray, stamps: Stamps) -> Stamped:
    """Stamp the rows on a copy of the picture, the first first. Raises ValueRangeError for another shape."""
    sheet, beneath = _sheet(picture), []
    for square, color in zip(_squares(stamps), stamps.color, strict=True):
        beneath.append(sheet[square].copy())
        sheet[square] = color
    return Stamped(sheet, tuple(beneath))


def take_off(stamped: Stamped, read: Stamps, left: int = 0) -> np.ndarray:
    """Put back what lay beneath, from the last row until `left` are left, where the list as `read` says."""
    sheet = stamped.picture.copy()
    rows = list(zip(_squares(read), stamped.beneath, strict=True))
    for square, beneath in reversed(rows[left:]):
        sheet[square] = beneath
    return sheet


def topmost(stamps: Stamps) -> np.ndarray:
    """Which row lies on top at each pixel: (SIZE, SIZE) int64 from 0, −1 where the picture shows."""
    top = np.full((SIZE, SIZE), -1)
    for row, square in enumerate(_squares(stamps)):
        top[square] = row
    return top


def error(a: np.ndarray, b: np.ndarray) -> Error:
    """How far two pictures lie apart; the PSNR of equal ones is inf."""
    apart = a.astype(np.int64) - b
    squared = float(np.mean(apart**2))
    psnr = float(10 * np.log10(255**2 / squared)) if squared else float("inf")
    return Error(int(np.count_nonzero(apart)), float(np.abs(apart).mean()), psnr)


def growth(picture: np.ndarray, stamps: Stamps, read: Stamps, counts: Sequence[int]) -> tuple[Error, ...]:
    """What stays wrong after only the first n rows were stamped and taken off, for each n in `counts`."""
    found = []
    for count in counts:
        stamped = stamp(picture, stamps.first(count))
        found.append(error(picture, take_off(stamped, read.first(count))))
    return tuple(found)


def _places(rng: np.random.Generator, size: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    across, down = rng.random((2, MOST))[:, : len(size)]
    room = SIZE - size + 1
    return (across * room).astype(np.int64), (down * room).astype(np.int64)


def _squares(stamps: Stamps) -> list[tuple[slice, slice]]:
    rows = zip(stamps.x.tolist(), stamps.y.tolist(), stamps.size.tolist(), strict=True)
    return [(slice(y, y + size), slice(x, x + size)) for x, y, size in rows]


def _sheet(picture: np.ndarray) -> np.ndarray:
    if picture.shape != (SIZE, SIZE, 3) or picture.dtype != np.uint8:
        raise ValueRangeError("value.out_of_range", name="size", value=picture.shape, low=SIZE, high=SIZE)
    return picture.copy()
