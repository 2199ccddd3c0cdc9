"""The mosaic, and the three attempts to take it off."""

import math

import numpy as np
import pytest
from PIL import Image

from explainer.core.pack import ModelPack
from explainer.lessons.forward import mosaic
from explainer.lessons.forward.mosaic import SIZE, SMALLEST, Region
from explainer.tabs import samples

WHERE = Region(20, 30, 37, 21)
NEAREST, BICUBIC = Image.Resampling.NEAREST, Image.Resampling.BICUBIC


@pytest.fixture
def pixels() -> np.ndarray:
    return np.random.default_rng(0).integers(0, 256, (SIZE, SIZE, 3), dtype=np.uint8)


def outside(pixels: np.ndarray) -> np.ndarray:
    rest = pixels.copy()
    rest[WHERE.box] = 0
    return rest


@pytest.mark.parametrize("side", [2, 8, 32])
def test_each_cell_has_its_mean_colour_also_where_it_is_cut_off(pixels: np.ndarray, side: int):
    laid = mosaic.plainly(pixels, WHERE, side, NEAREST).pixels[WHERE.box]
    truth = pixels[WHERE.box].astype(float)
    for top in range(0, WHERE.height, side):
        for left in range(0, WHERE.width, side):
            cell = slice(top, top + side), slice(left, left + side)
            assert (laid[cell] == laid[cell][0, 0]).all()
            assert np.abs(laid[cell][0, 0] - truth[cell].mean((0, 1))).max() <= 0.5


@pytest.mark.parametrize("how", [NEAREST, BICUBIC])
def test_outside_of_the_region_nothing_changes(pixels: np.ndarray, how: Image.Resampling):
    assert np.array_equal(outside(mosaic.plainly(pixels, WHERE, 8, how).pixels), outside(pixels))


def test_the_errors_are_those_inside_of_the_region(pixels: np.ndarray):
    attempt = mosaic.plainly(pixels, WHERE, 8, BICUBIC)
    apart = attempt.pixels[WHERE.box].astype(float) - pixels[WHERE.box]
    assert attempt.mean == pytest.approx(np.abs(apart).mean())
    assert attempt.psnr == pytest.approx(10 * math.log10(255**2 / (apart**2).mean()))


def test_where_there_was_one_colour_nothing_is_lost():
    plain = np.full((SIZE, SIZE, 3), 77, np.uint8)
    attempt = mosaic.plainly(plain, WHERE, 8, NEAREST)
    assert (attempt.mean, attempt.psnr) == (0, math.inf)


def test_the_network_paints_the_region_alone_and_the_same_each_time(pack: ModelPack, pixels: np.ndarray):
    first, second = ([*mosaic.by_network(pack, pixels, WHERE, 8)] for _ in range(2))
    assert [one.done for one in first] == list(range(1, first[0].steps + 1))
    assert all(one.attempt is None for one in first[:-1])
    painted, again = first[-1].attempt, second[-1].attempt
    assert painted is not None and again is not None
    assert np.array_equal(painted.pixels, again.pixels)
    assert np.array_equal(outside(painted.pixels), outside(pixels))
    assert not np.array_equal(painted.pixels, pixels)


def test_the_network_sees_nothing_of_what_lies_beneath(pack: ModelPack, pixels: np.ndarray):
    shuffled = pixels.copy()
    cell = (slice(30, 38), slice(20, 28))
    shuffled[cell] = pixels[cell][::-1, ::-1]
    a, b = ([*mosaic.by_network(pack, one, WHERE, 8)][-1].attempt for one in (pixels, shuffled))
    assert a is not None and b is not None
    assert np.array_equal(a.pixels, b.pixels)


@pytest.mark.parametrize(
    ("given", "taken"),
    [
        ((10, 20, 0, 0), Region(10, 20, SMALLEST, SMALLEST)),
        ((127, 127, 0, 0), Region(SIZE - SMALLEST, SIZE - SMALLEST, SMALLEST, SMALLEST)),
        ((-40, 500, 20, 30), Region(0, SIZE - 30, 20, 30)),
        ((0, 0, 1e6, -3), Region(0, 0, SIZE, SMALLEST)),
        ((None, 0, 5, 5), mosaic.MIDDLE),
        ((float("nan"), 0, 5, 5), mosaic.MIDDLE),
    ],
)
def test_a_region_is_pulled_onto_the_picture_and_never_empty(given: tuple, taken: Region):
    assert mosaic.region(*given) == taken


@pytest.mark.parametrize(("given", "taken"), [(0, 2), (7.6, 8), (999, 32), (None, 8), (float("inf"), 8)])
def test_a_cell_is_pulled_into_its_range(given: object, taken: int):
    assert mosaic.cell(given) == taken


def test_each_sample_has_a_head_on_the_picture():
    assert {one.id for one in samples.samples()} == set(mosaic.HEADS)
    for head in mosaic.HEADS.values():
        assert mosaic.region(head.left, head.top, head.width, head.height) == head


def test_the_closest_is_told_from_the_numbers(pixels: np.ndarray):
    far, near = mosaic.Attempt(pixels, 30.0, 12.0), mosaic.Attempt(pixels, 20.0, 14.0)
    assert mosaic.closest({"nearest": far, "network": near}) == "network"
    assert mosaic.closest({"nearest": near, "network": near}) == "nearest"
