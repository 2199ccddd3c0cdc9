"""The squares game, prepared for the browser and played once more on the server."""

import zlib

import numpy as np
import pytest
from PIL import Image

from explainer.core import squares as core
from explainer.lessons.forward import squares


@pytest.fixture
def image() -> Image.Image:
    pixels = np.random.default_rng(0).integers(0, 256, (150, 200, 3), dtype=np.uint8)
    return Image.fromarray(pixels)


def test_the_list_is_the_same_whatever_the_picture(image: Image.Image):
    ours, other = squares.prepare(image), squares.prepare(Image.new("RGB", (9, 9), "red"))
    assert np.array_equal(ours.stamps.x, other.stamps.x)
    assert np.array_equal(ours.slips.luck, other.slips.luck)
    assert not np.array_equal(ours.pixels, other.pixels)


def test_without_a_slip_nothing_is_wrong(image: Image.Image):
    found = squares.outcome(image, squares.MOST, 0)
    assert (found.misread, found.error.differing) == (0, 0)
    assert found.digest == zlib.crc32(squares.pixels_of(image).tobytes())


def test_with_slips_the_outcome_is_that_of_the_growing_curve(image: Image.Image):
    game = squares.prepare(image)
    for grown in game.growth:
        found = squares.outcome(image, squares.COUNTS[3], grown.share)
        assert found.error == grown.errors[3]
        assert found.misread == np.count_nonzero(game.slips.luck[: found.count] < grown.share * core.PARTS)


def test_ones_own_place_is_in_the_list_and_changes_the_outcome(image: Image.Image):
    game = squares.prepare(image, placed=[(3, 5, 6)])
    assert (game.stamps.x[2], game.stamps.y[2]) == (5, 6)
    assert squares.outcome(image, 300, 0.05, [(3, 5, 6)]).digest != squares.outcome(image, 300, 0.05).digest


@pytest.mark.parametrize(
    ("given", "taken"), [(0, 1), (-5, 1), (1e9, squares.MOST), (12.4, 12), (float("inf"), squares.MOST)]
)
def test_a_count_out_of_range_is_pulled_to_the_nearest(given: float, taken: int):
    assert squares.sensible_count(given) == taken


@pytest.mark.parametrize("nonsense", [None, "many", [], float("nan"), True])
def test_what_is_no_number_becomes_what_the_game_opens_with(nonsense: object):
    assert squares.sensible_count(nonsense) == squares.OPENS_WITH
    assert squares.sensible_share(nonsense) == 0


def test_a_share_is_pulled_into_its_range():
    assert squares.sensible_share(3) == squares.MOST_MISREAD
    assert squares.sensible_share(-1) == 0
    assert squares.sensible_share(0.05) == 0.05


def test_places_are_pulled_to_the_picture_and_what_is_none_is_left_out(image: Image.Image):
    rows = [(2, 9999, -4), (0, 1, 1), (1, 2), "abc", None, (1, "x", 2), (float("nan"), 1, 1)]
    assert squares.sensible_places(rows) == ((2, core.SIZE, 0), (1, 1, 1))
    game = squares.prepare(image, placed=rows)
    assert game.stamps.x[1] + game.stamps.size[1] == core.SIZE
    assert squares.sensible_places("1.2.3") == squares.sensible_places(None) == ()
