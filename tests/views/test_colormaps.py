"""Colour maps."""

import numpy as np

from explainer.views.colormaps import diverging, viridis


def test_viridis_goes_from_dark_violet_to_yellow() -> None:
    ends = np.asarray(viridis(np.array([[0.0, 0.2]]), most=0.2))
    assert ends.tolist() == [[[0x44, 0x01, 0x54], [0xFD, 0xE7, 0x25]]]


def test_viridis_grows_brighter_all_the_way() -> None:
    ramp = np.asarray(viridis(np.linspace(0, 1, 64)[None], most=1)).astype(float)
    brightness = ramp @ np.array([0.2126, 0.7152, 0.0722])
    assert (np.diff(brightness[0]) > 0).all()


def test_what_lies_above_the_most_is_as_bright_as_can_be() -> None:
    picture = np.asarray(viridis(np.array([[1.0, 50.0]]), most=1))
    assert (picture[0, 0] == picture[0, 1]).all()


def test_diverging_goes_from_indigo_over_paper_to_red() -> None:
    (row,) = np.asarray(diverging(np.array([[-9.0, -2.0, 0.0, 2.0]]), most=2)).tolist()
    assert row == [[0x2B, 0x4C, 0x7E], [0x2B, 0x4C, 0x7E], [0xFF, 0xFD, 0xF8], [0xD6, 0x45, 0x2B]]
