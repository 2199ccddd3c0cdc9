"""Films are encoded frame by frame, say how far they are, and stop when nobody waits any more."""

import io
import threading
import time

import av
import numpy as np
import pytest
from PIL import Image

from explainer.views.export import CAPTION, LINE, PAPER, SCALE, SEAL, animate, framed, kinds

COLORS = [(250, 10, 10), (10, 250, 10), (10, 10, 250)]


def frames(count: int = 3):
    return (Image.new("RGB", (48, 50), COLORS[i % 3]) for i in range(count))


def film(kind: str) -> bytes:
    *shares, data = animate(frames(), 3, kind)
    assert shares == [0, pytest.approx(1 / 3), pytest.approx(2 / 3)]
    assert isinstance(data, bytes)
    return data


@pytest.mark.parametrize("kind", ["webp", "gif"])
def test_an_animation_holds_every_frame_in_its_order(kind):
    with Image.open(io.BytesIO(film(kind))) as image:
        assert getattr(image, "n_frames", 1) == 3
        for index, color in enumerate(COLORS):
            image.seek(index)
            seen = np.asarray(image.convert("RGB"))[20, 20].astype(int)
            assert np.abs(seen - color).max() < 12


def test_an_mp4_can_be_played():
    with av.open(io.BytesIO(film("mp4")), "r") as container:
        seen = [frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)]
    assert len(seen) == 3
    assert seen[1][20, 20].argmax() == 1


def test_without_the_video_extra_there_is_no_mp4(monkeypatch):
    monkeypatch.setattr("explainer.views.export.find_spec", lambda name: None)
    assert kinds() == ("webp", "gif")
    with pytest.raises(ValueError, match="mp4"):
        next(animate(frames(), 3, "mp4"))


def test_the_line_below_a_frame_grows_with_the_share_of_the_way():
    picture = Image.new("RGB", (10, 10), COLORS[2])
    start, half = (np.asarray(framed(share, picture))[-1] for share in (0.0, 0.5))
    assert framed(0, picture).size == (10 * SCALE, 10 * SCALE + LINE)
    assert (half == SEAL).all(axis=1).mean() == pytest.approx(0.5, abs=0.1)
    assert (start[1:] == PAPER).all()


def test_a_caption_stands_in_ink_below_the_line():
    picture = Image.new("RGB", (100, 10), COLORS[2])
    frame = np.asarray(framed(0, picture, "3 bits"))
    below = frame[10 * SCALE + LINE :].astype(int)
    assert len(below) == CAPTION
    assert (below.sum(axis=2) < 300).any()
    assert (np.asarray(framed(0, picture, ""))[10 * SCALE + LINE :] == PAPER).all()


def test_a_film_that_nobody_waits_for_is_not_made_to_its_end():
    made = []
    before = set(threading.enumerate())

    def endless():
        while True:
            made.append(1)
            yield Image.new("RGB", (16, 16))

    film = animate(endless(), 10**6, "webp")
    next(film)
    film.close()
    assert set(threading.enumerate()) <= before
    count = len(made)
    time.sleep(0.1)
    assert len(made) == count < 10**5


def test_what_a_frame_raises_reaches_whoever_waits():
    def broken():
        yield Image.new("RGB", (16, 16))
        raise RuntimeError("no ink")

    with pytest.raises(RuntimeError, match="no ink"):
        list(animate(broken(), 2, "gif"))
