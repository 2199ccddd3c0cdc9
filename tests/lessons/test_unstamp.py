"""Squares without their list beside squares with it: the same squares, and code that agrees."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from explainer.core import squares
from explainer.core.errors import PackError
from explainer.core.pack import ModelPack
from explainer.lessons.forward.squares import SEED
from explainer.lessons.reverse import unstamp, unstamp_code
from explainer.lessons.reverse.unstamp import Undone
from tests.lessons.test_recipe import assert_same_pixels, run_here


def picture() -> Image.Image:
    return Image.fromarray(np.random.default_rng(0).integers(0, 256, (128, 128, 3), dtype=np.uint8))


@pytest.fixture(scope="module")
def result(pack: ModelPack) -> Undone:
    return unstamp.undo(pack, picture(), 100)


def test_the_squares_are_those_of_the_forward_tabs_game(result: Undone):
    stamps = squares.listing(100, SEED)
    assert np.array_equal(result.frames[0].without, squares.stamp(result.pixels, stamps).picture)
    assert np.array_equal(result.frames[0].without, result.frames[0].listed)
    assert result.frames[0].left == 100


def test_the_networks_own_squares_are_others_than_the_readers():
    assert unstamp.OWN_SEED != SEED


def test_with_the_list_not_one_value_stays_wrong(result: Undone):
    last = result.frames[-1]
    assert (last.left, last.exact.differing) == (0, 0)
    assert np.array_equal(last.listed, result.pixels)
    assert last.error.differing > 0


def test_on_the_way_the_list_has_the_first_squares_still_on(result: Undone):
    for frame in result.frames:
        partly = squares.stamp(result.pixels, squares.listing(100, SEED).first(frame.left)).picture
        assert np.array_equal(frame.listed, partly)


def test_only_what_was_covered_is_invented(result: Undone):
    assert result.mistaken == int((result.frames[0].hidden & ~result.covered).sum())
    changed = (result.frames[-1].without != result.pixels).any(axis=2)
    assert not (changed & ~result.frames[0].hidden).any()
    assert result.invented == result.frames[0].hidden.mean()


def test_each_pixel_is_known_by_the_frame_that_freed_it(result: Undone):
    since = result.taken_off_at
    assert np.array_equal(since > 0, result.frames[0].hidden)
    assert since.max() <= len(result.frames) - 1
    for index, frame in enumerate(result.frames):
        assert np.array_equal(frame.hidden, since > index)


def test_the_same_picture_and_count_give_the_same(result: Undone, pack: ModelPack):
    again = unstamp.undo(pack, picture(), 100)
    assert np.array_equal(again.frames[-1].without, result.frames[-1].without)
    assert again.at_once == result.at_once


@pytest.mark.parametrize(
    ("asked", "count"),
    [(0, 1), (-5, 1), (137, 150), (10_000, 3000), (1e300, 3000), (30.4, 30),
     (float("nan"), 100), (float("inf"), 100), (None, 100), ("7", 100), (True, 100), ([], 100)],
)  # fmt: skip
def test_a_number_that_makes_no_sense_becomes_the_nearest_that_does(asked: Any, count: int):
    assert unstamp.sensible_count(asked) == count


@pytest.mark.parametrize("count", [1, 3000])
def test_one_square_and_thousands_come_off(pack: ModelPack, count: int):
    frames = unstamp.undo(pack, picture(), count).frames
    assert not frames[-1].hidden.any()
    assert 2 <= len(frames) <= unstamp.STEPS + 1


def test_a_pack_without_the_network_is_told_apart(pack: ModelPack):
    with pytest.raises(PackError) as caught:
        unstamp.undo(replace(pack, unstamper=None), picture())
    assert caught.value.code == "pack.no_unstamper"


def test_the_snippet_remakes_the_last_frame(pack: ModelPack, tmp_path: Path, monkeypatch, result: Undone):
    picture().save(tmp_path / "picture.png")
    code = unstamp_code.snippet(str(pack.folder), "picture.png", result)
    ours = Image.fromarray(result.frames[-1].without)
    assert_same_pixels(ours, run_here(code, tmp_path, monkeypatch))
