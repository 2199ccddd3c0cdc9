"""The film of forward noising shows the picture first and noise last, as add_noise makes them."""

import numpy as np
import pytest
from PIL import Image

from explainer.lessons import forward
from explainer.lessons.forward import Noising, film


@pytest.fixture
def noising(pack) -> Noising:
    picture = np.random.default_rng(0).integers(0, 256, (128, 128, 3), dtype=np.uint8)
    return forward.prepare(Image.fromarray(picture), 3, pack.scheduler_config)


def test_t_rises_from_the_picture_to_the_end(noising: Noising):
    steps = film.timesteps(noising)
    assert steps[0] == 0
    assert steps[-1] == len(noising.abar) - 1
    assert steps == sorted(steps)


def test_the_first_frame_is_the_picture_itself_and_the_line_grows(noising: Noising):
    first, *_, last = film.frames(noising)
    side = 128 * film.SCALE
    assert first.size == last.size == (side, side + film.LINE)
    picture = first.crop((0, 0, side, side)).resize((128, 128), Image.Resampling.NEAREST)
    assert np.array_equal(np.asarray(picture), noising.pixels)
    line = np.asarray(last)[side + 1]
    assert (line == film.Look().line).all()
    assert (np.asarray(first)[side + 1, -1] == film.Look().paper).all()
