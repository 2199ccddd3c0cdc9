"""Films to take along: frames in, an animated WebP, GIF or MP4 out, frame by frame, and to be stopped."""

import io
import queue
import threading
from collections.abc import Callable, Generator, Iterable, Iterator
from functools import partial
from importlib.util import find_spec
from typing import Any

import numpy as np
from PIL import Image, ImageDraw, ImageFont

KINDS = ("webp", "gif", "mp4")
SCALE, LINE, CAPTION, LETTERS = 3, 6, 48, 24
SEAL, PAPER, INK = (214, 69, 43), (250, 247, 240), (34, 37, 43)


class Stopped(Exception):
    """Whoever wanted the film has gone."""


def kinds() -> tuple[str, ...]:
    """What can be made here: MP4 only where PyAV (requirements-video.txt) is installed."""
    return KINDS if find_spec("av") else KINDS[:2]


def framed(share: float, picture: Image.Image, caption: str | None = None) -> Image.Image:
    """The picture SCALE times as large, in crisp pixels, above a line that grows with `share`, 0..1.

    A `caption`, one line of ASCII, stands below it: no font with more is sure to be where the film is made.
    """
    width, height = picture.width * SCALE, picture.height * SCALE
    frame = Image.new("RGB", (width, height + LINE + (0 if caption is None else CAPTION)), PAPER)
    frame.paste(picture.resize((width, height), Image.Resampling.NEAREST))
    pen = ImageDraw.Draw(frame)
    pen.rectangle((0, height, width * share, height + LINE - 1), fill=SEAL)
    if caption is not None:
        font = ImageFont.load_default(LETTERS)
        pen.text((width / 2, height + LINE + CAPTION / 2), caption, INK, font, anchor="mm")
    return frame


def animate(
    frames: Iterable[Image.Image], count: int, kind: str, *, fps: int = 15
) -> Generator[float | bytes, None, None]:
    """Encode `count` RGB frames of one size; yields the share done, in 0..1, and at last the file's bytes.

    The encoder runs in a thread of its own. Closing the generator stops it at the next frame. Raises
    ValueError for a kind that cannot be made here, and whatever the frames raise.
    """
    if kind not in kinds():
        raise ValueError(f"{kind} is none of {kinds()}")
    told: queue.Queue[float | bytes | Exception] = queue.Queue()
    gone = threading.Event()
    write = partial({"webp": _webp, "gif": _gif, "mp4": _mp4}[kind], fps=fps)
    worker = threading.Thread(target=_work, args=(write, frames, count, told, gone), daemon=True)
    worker.start()
    try:
        while not isinstance(news := told.get(), bytes):
            if isinstance(news, Exception):
                raise news
            yield news
        yield news
    finally:
        gone.set()
        worker.join()


def _work(
    write: Callable[[Iterator[Image.Image]], bytes],
    frames: Iterable[Image.Image],
    count: int,
    told: "queue.Queue[float | bytes | Exception]",
    gone: threading.Event,
) -> None:
    def counted() -> Iterator[Image.Image]:
        for index, frame in enumerate(frames):
            if gone.is_set():
                raise Stopped
            told.put(index / count)
            yield frame

    try:
        told.put(write(counted()))
    except Stopped:
        pass
    except Exception as error:  # told to whoever waits for the film
        told.put(error)


def _webp(frames: Iterator[Image.Image], fps: int) -> bytes:
    return _saved(frames, "WEBP", duration=round(1000 / fps), loop=0, quality=85, method=2)


def _gif(frames: Iterator[Image.Image], fps: int) -> bytes:
    small = (frame.quantize(128, dither=Image.Dither.NONE) for frame in frames)
    return _saved(small, "GIF", duration=round(1000 / fps), loop=0)


def _saved(frames: Iterator[Image.Image], format: str, **options: Any) -> bytes:
    data = io.BytesIO()
    next(frames).save(data, format, save_all=True, append_images=frames, **options)
    return data.getvalue()


def _mp4(frames: Iterator[Image.Image], fps: int) -> bytes:
    import av

    data = io.BytesIO()
    with av.open(data, "w", format="mp4") as film:
        stream = film.add_stream("libx264", rate=fps, options={"crf": "16", "preset": "veryfast"})
        stream.pix_fmt = "yuv420p"
        for index, frame in enumerate(frames):
            if index == 0:
                stream.width, stream.height = frame.size
            film.mux(stream.encode(av.VideoFrame.from_ndarray(np.asarray(frame), format="rgb24")))
        film.mux(stream.encode(None))
    return data.getvalue()
