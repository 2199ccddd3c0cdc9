"""Stamping squares and taking them off again."""

import dataclasses

import numpy as np
import pytest

from explainer.core import squares
from explainer.core.errors import ValueRangeError
from explainer.core.squares import MOST, SIZE, Stamps


@pytest.fixture
def picture() -> np.ndarray:
    return np.random.default_rng(3).integers(0, 256, (SIZE, SIZE, 3), dtype=np.uint8)


def places(stamps: Stamps) -> list[tuple[int, int]]:
    return list(zip(stamps.x.tolist(), stamps.y.tolist(), strict=True))


@pytest.mark.parametrize("count", [1, 100, MOST])
def test_whoever_keeps_the_list_gets_the_picture_back_to_the_bit(picture: np.ndarray, count: int):
    stamps = squares.listing(count, 0)
    stamped = squares.stamp(picture, stamps)
    assert not np.array_equal(stamped.picture, picture)
    assert np.array_equal(squares.take_off(stamped, stamps), picture)


def test_the_first_to_the_last_would_not_do(picture: np.ndarray):
    stamps = squares.listing(1000, 0)
    stamped = squares.stamp(picture, stamps)
    sheet = stamped.picture.copy()
    for x, y, size, beneath in zip(stamps.x, stamps.y, stamps.size, stamped.beneath, strict=True):
        sheet[y : y + size, x : x + size] = beneath
    assert not np.array_equal(sheet, picture)


def test_stamping_leaves_the_picture_given_as_it_was(picture: np.ndarray):
    before = picture.copy()
    squares.stamp(picture, squares.listing(50, 0))
    assert np.array_equal(picture, before)


def test_a_later_square_lies_over_an_earlier_one(picture: np.ndarray):
    stamps = squares.moved(squares.listing(2, 0), [(1, 40, 40), (2, 40, 40)])
    stamped = squares.stamp(picture, stamps)
    assert stamped.picture[40, 40].tolist() == stamps.color[1].tolist()
    assert stamped.beneath[1][0, 0].tolist() == stamps.color[0].tolist()


def test_a_short_list_is_the_beginning_of_a_long_one_of_the_same_seed():
    short, long, other = squares.listing(10, 7), squares.listing(MOST, 7), squares.listing(10, 8)
    assert places(short) == places(long)[:10]
    assert places(short) != places(other)
    assert np.array_equal(short.color, long.color[:10])


def test_every_square_lies_on_the_picture():
    stamps = squares.listing(MOST, 1)
    slips = squares.slips(stamps, 1)
    for x, y in ((stamps.x, stamps.y), (slips.x, slips.y)):
        assert min(x.min(), y.min()) == 0
        assert max((x + stamps.size).max(), (y + stamps.size).max()) == SIZE
    assert (stamps.size.min(), stamps.size.max()) == squares.SIZES


@pytest.mark.parametrize("place", [(-50, 5000), (5000, -50), (SIZE, SIZE), (-1, -1)])
def test_a_square_outside_of_the_picture_is_pulled_to_the_nearest_place(place: tuple[int, int]):
    stamps = squares.moved(squares.listing(3, 0), [(2, *place)])
    room = SIZE - stamps.size[1]
    assert places(stamps)[1] == tuple(room if one > 0 else 0 for one in place)
    assert places(stamps)[::2] == places(squares.listing(3, 0))[::2]


def test_nobody_slips_at_no_share_and_about_as_many_as_said_at_any_other():
    stamps = squares.listing(MOST, 0)
    assert places(squares.misread(stamps, 0, 0)) == places(stamps)
    read = squares.misread(stamps, 0.05, 0)
    differing = sum(a != b for a, b in zip(places(read), places(stamps), strict=True))
    assert differing == pytest.approx(0.05 * MOST, rel=0.1)
    assert np.array_equal(read.size, stamps.size)


def test_a_larger_share_misreads_the_same_rows_and_more():
    stamps = squares.listing(1000, 0)
    few, many = (squares.misread(stamps, share, 0) for share in (0.02, 0.2))
    wrong = {row for row, place in enumerate(places(few)) if place != places(stamps)[row]}
    assert wrong
    assert all(places(many)[row] == places(few)[row] for row in wrong)


def test_a_misread_row_puts_what_lay_beneath_it_in_the_wrong_place(picture: np.ndarray):
    stamps = squares.moved(squares.listing(1, 0), [(1, 10, 10)])
    read = squares.moved(stamps, [(1, 90, 90)])
    restored = squares.take_off(squares.stamp(picture, stamps), read)
    n = int(stamps.size[0])
    assert (restored[10 : 10 + n, 10 : 10 + n] == stamps.color[0]).all()
    assert np.array_equal(restored[90 : 90 + n, 90 : 90 + n], picture[10 : 10 + n, 10 : 10 + n])


def test_what_stays_wrong_grows_with_slips_and_levels_off_once_the_picture_is_covered(picture: np.ndarray):
    stamps = squares.listing(MOST, 0)
    counts = (30, 1000, MOST)
    small, large = (
        [one.mean for one in squares.growth(picture, stamps, squares.misread(stamps, share, 0), counts)]
        for share in (0.02, 0.2)
    )
    assert small[0] < small[1] < 1.3 * small[2] < 1.7 * small[1]
    assert all(a < b for a, b in zip(small, large, strict=True))


def test_the_error_counts_values_and_measures_them():
    a = np.zeros((SIZE, SIZE, 3), np.uint8)
    b = a.copy()
    b[0, 0] = (255, 0, 51)
    found = squares.error(a, b)
    assert found.differing == 2
    assert found.mean == pytest.approx(306 / a.size)
    assert found.psnr == pytest.approx(10 * np.log10(255**2 * a.size / (255**2 + 51**2)))
    assert squares.error(a, a) == squares.Error(0, 0.0, float("inf"))


@pytest.mark.parametrize("count", [0, MOST + 1, 1.5, float("nan"), None, "10"])
def test_a_list_of_no_sensible_length_is_refused(count: object):
    with pytest.raises(ValueRangeError):
        squares.listing(count, 0)  # type: ignore[arg-type]


@pytest.mark.parametrize("share", [-0.1, 1.1, float("nan"), None])
def test_a_share_that_is_none_is_refused(share: object):
    with pytest.raises(ValueRangeError):
        squares.misread(squares.listing(3, 0), share, 0)  # type: ignore[arg-type]


def test_a_picture_of_another_size_is_refused():
    with pytest.raises(ValueRangeError):
        squares.stamp(np.zeros((64, 64, 3), np.uint8), squares.listing(1, 0))


def test_a_list_cannot_be_changed():
    with pytest.raises(dataclasses.FrozenInstanceError):
        squares.listing(1, 0).x = np.zeros(1)  # type: ignore[misc]
