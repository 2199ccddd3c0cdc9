"""What the views of a run send: small frames, exact bytes, zero in the middle."""

import base64
import json

import torch

from explainer.views.film import asking, levels, streamed_levels, tiny


def test_a_small_picture_travels_as_its_very_bytes():
    picture = torch.linspace(-1, 1, 3 * 16 * 16).reshape(1, 3, 16, 16)
    sent = tiny(picture)
    assert (sent["width"], sent["height"]) == (16, 16)
    bytes_ = torch.tensor(list(base64.b64decode(sent["rgb"]))).reshape(16, 16, 3).permute(2, 0, 1)
    assert (bytes_ / 127.5 - 1 - picture[0]).abs().max() <= 0.5 / 127.5 + 1e-6


def test_zero_is_the_neutral_level_and_both_ends_are_equally_far_from_it():
    values = torch.tensor([0.0, 3.0, -3.0, 99.0, -99.0, float("1e-9")])
    assert levels(values, 3.0).tolist() == [128, 255, 1, 255, 1, 128]


def test_a_frame_of_noise_is_one_byte_a_number():
    assert len(base64.b64decode(streamed_levels(torch.randn(1, 4, 16, 16), 3.0))) == 1024


def test_asking_twice_is_two_values_so_that_the_page_hears_both():
    first, second = asking({"run": 0}), asking({"run": 0})
    assert json.dumps(first) != json.dumps(second)
