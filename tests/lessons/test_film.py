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


def test_the_first_moment_is_the_picture_itself_and_the_last_is_all_noise(noising: Noising):
    (start, first), *_, (end, last) = film.moments(noising)
    assert (start, end) == (0, 1)
    assert np.array_equal(np.asarray(first), noising.pixels)
    apart = np.corrcoef(np.asarray(last).ravel(), noising.pixels.ravel())[0, 1]
    assert abs(apart) < 0.2
