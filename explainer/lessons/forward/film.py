"""The whole run as frames: the picture sinking into noise, t rising evenly from 0 to the end."""

from collections.abc import Iterator
from dataclasses import dataclass

import torch
from PIL import Image, ImageDraw

from explainer.core.images import to_images
from explainer.core.noising import add_noise
from explainer.lessons.forward.mixing import Noising

SCALE = 3
LINE = 6
PLAN = (60, 8)
"""Frames from the picture to noise, and how many times the first and the last are shown."""


@dataclass(frozen=True)
class Look:
    """The colours, RGB, of the line below the picture that grows with t."""

    line: tuple[int, int, int] = (214, 69, 43)
    paper: tuple[int, int, int] = (250, 247, 240)


def timesteps(noising: Noising) -> list[int]:
    """The t of each frame, from 0 to T−1, the ends held."""
    count, held = PLAN
    rising = torch.linspace(0, len(noising.abar) - 1, count).round().int().tolist()
    return [rising[0]] * held + rising + [rising[-1]] * held


def frames(noising: Noising, look: Look | None = None) -> Iterator[Image.Image]:
    """An RGB frame for each of `timesteps`: x_t, SCALE times as large in crisp pixels, and the line of t."""
    look = look or Look()
    last = len(noising.abar) - 1
    for t in timesteps(noising):
        x = noising.x0 if t == 0 else add_noise(noising.x0, noising.eps, noising.abar[t])
        picture = to_images(x.clamp(-1, 1))[0]
        side = picture.width * SCALE
        frame = Image.new("RGB", (side, side + LINE), look.paper)
        frame.paste(picture.resize((side, side), Image.Resampling.NEAREST))
        ImageDraw.Draw(frame).rectangle((0, side, side * t / last, side + LINE), fill=look.line)
        yield frame
