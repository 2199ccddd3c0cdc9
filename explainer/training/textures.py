"""Pictures that are not the world: dead leaves, lit and shaded, 1/f clouds with a photograph's colours.

They teach the autoencoder to carry a reader's own photo (dead leaves: Lee, Mumford & Huang 2001).
"""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw, ImageFilter


def clouds(rng: np.random.Generator, size: int = 128) -> np.ndarray:
    """Noise with a 1/f spectrum, its channels correlated as a photograph's are; uint8 (size, size, 3)."""
    f = np.hypot(np.fft.fftfreq(size)[:, None], np.fft.rfftfreq(size)[None])
    f[0, 0] = 1.0
    spectrum = rng.normal(size=(3, *f.shape)) + 1j * rng.normal(size=(3, *f.shape))
    noise = np.fft.irfft2(spectrum / f ** rng.uniform(1.0, 1.8), s=(size, size), axes=(1, 2))
    noise /= noise.std(axis=(1, 2), keepdims=True) + 1e-6
    mixing = np.array([[1.0, 0.35, 0.1], [1.0, 0.0, -0.15], [1.0, -0.35, 0.1]])
    picture = np.einsum("ij,jhw->hwi", mixing, noise) * rng.uniform(25, 55) + rng.uniform(70, 185, 3)
    return np.clip(picture, 0, 255).astype(np.uint8)


def leaves(rng: np.random.Generator, size: int = 128) -> np.ndarray:
    """Overlapping discs, boxes and strokes, lit unevenly, some out of focus; uint8 (size, size, 3)."""
    image = Image.fromarray(clouds(rng, size))
    draw = ImageDraw.Draw(image)
    for _ in range(int(rng.integers(6, 60))):
        r = size * 0.5 / rng.uniform(1, 14) ** 1.1
        x, y = rng.uniform(0, size, 2)
        color = tuple(int(c) for c in rng.integers(0, 256, 3))
        box = (x - r, y - r * rng.uniform(0.3, 1), x + r, y + r)
        match rng.integers(3):
            case 0:
                draw.ellipse(box, fill=color)
            case 1:
                draw.rectangle(box, fill=color)
            case _:
                draw.line((x, y, *rng.uniform(0, size, 2)), fill=color, width=int(rng.integers(1, 7)))
    light = clouds(rng, size).astype(np.float32) - 128
    lit = np.asarray(image) + light * rng.uniform(0, 0.6)
    soft = Image.fromarray(np.clip(lit, 0, 255).astype(np.uint8))
    return np.asarray(soft.filter(ImageFilter.GaussianBlur(max(0.0, rng.uniform(-0.8, 1.2)))))


def texture(seed: int, size: int = 128) -> np.ndarray:
    """A random picture that is not the world; the same seed gives the same picture."""
    rng = np.random.default_rng(seed)
    picture = leaves(rng, size) if rng.random() < 0.7 else clouds(rng, size)
    grain = rng.normal(size=(size, size, 1)) * rng.uniform(0, 6)
    return np.clip(picture + grain, 0, 255).astype(np.uint8)
