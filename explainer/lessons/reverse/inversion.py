"""Exactly back: a picture is taken up to noise by DDIM run the other way, and regenerated from that noise.

The way up (core.inversion) asks the network about the cleaner end of each step, the way down (core.sampling)
about its noisier end. That the two guesses differ is the only reason why the picture does not come back
exactly: with equal guesses every step down would undo its step up (Song et al. 2021, section 4.3).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from PIL import Image
from torch import Tensor

from explainer.core import noising
from explainer.core.cache import WITH_ITS_FILE, Runs
from explainer.core.images import fit_square, psnr, sprite, to_images, to_tensor
from explainer.core.inversion import Rise, invert
from explainer.core.pack import ModelPack, decode, encode, encode_prompt, latent_shape, picture_size
from explainer.core.sampling import Step, denoise
from explainer.core.values import check_whole
from explainer.lessons.choices import INVERSION_OPENS_WITH, INVERSION_STEPS
from explainer.lessons.preview import kept

SEED = 0
"""Of the noise that the inverted one is compared with."""
SHOWN = 7
"""So many latents of each way are decoded, the two ends among them."""
SURE = 3.0
"""So many standard errors away from its expectation, a measure tells noise from normal noise."""

KEPT = 16 * 2**20
"""Bytes of outcomes kept, so that one number of steps after another can be looked at again."""
finished_runs = Runs(KEPT, max_age=WITH_ITS_FILE)


@dataclass(frozen=True)
class Noise:
    """What was measured of a noise latent (c, h, w), and by how much each would vary for normal noise.

    mean, deviation: of all numbers; for N(0, I) 0 and 1.
    neighbours: correlation of each number with the one beside and the one below it; for N(0, I) 0.
    errors: the standard errors of the three for N(0, I) of as many numbers.
    """

    mean: float
    deviation: float
    neighbours: float
    errors: tuple[float, float, float]

    @property
    def normal(self) -> bool:
        """Whether none of the three is more than SURE standard errors off."""
        off = (self.mean, self.deviation - 1, self.neighbours)
        return all(abs(one) <= SURE * error for one, error in zip(off, self.errors, strict=True))


@dataclass(frozen=True)
class Way:
    """What is under way: how many of the `count` calls of the network are done, and the latent there.

    up: whether it is still being inverted.  latent: (1, c, h, w).
    """

    done: int
    count: int
    up: bool
    latent: Tensor


@dataclass(frozen=True)
class Outcome:
    """There and back again.

    Shapes:
        picture, untouched, restored, other: (1, 3, H, W) in −1..1: A, A through the autoencoder alone, A
            regenerated from its own noise, and what comes of fresh noise.
        rising, falling: (k, 3, H, W) in −1..1, decoded latents of both ways at the same k noise levels, from
            clean to noise.
        noise, fresh: (1, c, h, w), z_T and the fresh noise.
    steps: of each way.
    levels: (k,), the timesteps of `rising` and `falling`; −1 is the clean latent.
    timesteps, gaps: (steps,), from clean to noise: at each timestep, how far the two ways' guesses lie apart,
        ‖ε̂_up − ε̂_down‖ / ‖ε̂_down‖.
    drift: root mean square of the regenerated latent minus z0.
    ceiling, psnr, own: PSNR in dB of untouched against picture, restored against picture, restored against
        untouched; other_psnr of other against picture.
    """

    picture: Tensor
    untouched: Tensor
    restored: Tensor
    other: Tensor
    rising: Tensor
    falling: Tensor
    noise: Tensor
    fresh: Tensor
    steps: int
    levels: tuple[int, ...]
    timesteps: tuple[int, ...]
    gaps: tuple[float, ...]
    drift: float
    ceiling: float
    psnr: float
    own: float
    other_psnr: float
    seconds: float

    def sheet(self, columns: int) -> Image.Image:
        """`rising`, `falling`, picture, untouched, restored, other: one sheet, row by row."""
        ends = [self.picture, self.untouched, self.restored, self.other]
        return sprite(to_images(torch.cat([self.rising, self.falling, *ends])), columns)


def nearest_steps(steps: Any) -> int:
    """The number of INVERSION_STEPS nearest to `steps`; INVERSION_OPENS_WITH for what is no number."""
    try:
        wanted = float(steps)
    except (TypeError, ValueError):
        return INVERSION_OPENS_WITH
    if wanted != wanted:
        return INVERSION_OPENS_WITH
    return min(INVERSION_STEPS, key=lambda one: abs(one - wanted))


def there_and_back(pack: ModelPack, image: Image.Image, steps: int) -> Iterator[Way | Outcome]:
    """A Way after each call of the network, at last the Outcome. Raises ValueRangeError, PackError.

    steps: 1..1000 for each way. No words and no guidance. The fresh noise goes down beside the inverted one.
    """
    steps = check_whole("steps", steps, 1, 1000)
    picture = to_tensor(fit_square(image, picture_size(pack)))
    z0, words = encode(pack, picture), encode_prompt(pack, [""])
    rises: list[Rise] = []
    for rise in invert(pack, z0, words, steps=steps):
        rises.append(rise)
        yield Way(len(rises), 2 * steps, True, rise.x_next.cpu())
    fresh = noising.gaussian((1, *latent_shape(pack)), SEED)
    both = torch.cat([rises[-1].x_next.cpu(), fresh])
    falls: list[Step] = []
    for fall in denoise(pack, both, words, None, scheduler="ddim", steps=steps, seed=SEED):
        falls.append(fall)
        yield Way(steps + len(falls), 2 * steps, False, fall.x_prev[:1].cpu())
    yield _outcome(pack, picture, z0, rises, falls)


def measure(noise: Tensor) -> Noise:
    """Mean, deviation and likeness of neighbours of a latent (1, c, h, w), h and w at least 2."""
    centred = (noise - noise.mean()).double()
    beside = (centred[..., 1:] * centred[..., :-1]).flatten()
    below = (centred[..., 1:, :] * centred[..., :-1, :]).flatten()
    pairs = torch.cat([beside, below])
    errors = (noise.numel() ** -0.5, (2 * noise.numel()) ** -0.5, len(pairs) ** -0.5)
    deviation = float(noise.double().std())
    return Noise(float(noise.mean()), deviation, float(pairs.mean()) / deviation**2, errors)


def _outcome(
    pack: ModelPack, picture: Tensor, z0: Tensor, rises: Sequence[Rise], falls: Sequence[Step]
) -> Outcome:
    places = kept(len(rises) + 1, SHOWN)
    up = [rises[0].x, *(rise.x_next for rise in rises)]
    down = [falls[-1].x_prev[:1], *(fall.x_t[:1] for fall in reversed(falls))]
    latents = [*(up[i] for i in places), *(down[i] for i in places), falls[-1].x_prev[1:]]
    rising, falling, other = decode(pack, torch.cat(latents)).cpu().split([len(places), len(places), 1])
    untouched, restored = rising[:1], falling[:1]
    return Outcome(
        picture=picture,
        untouched=untouched,
        restored=restored,
        other=other,
        rising=rising,
        falling=falling,
        noise=up[-1].cpu(),
        fresh=falls[0].x_t[1:].cpu(),
        steps=len(rises),
        levels=tuple(-1 if i == 0 else rises[i - 1].timestep for i in places),
        timesteps=tuple(rise.timestep for rise in rises),
        gaps=tuple(_gap(rise.eps, fall.eps[:1]) for rise, fall in zip(rises, reversed(falls), strict=True)),
        drift=float((down[0] - z0).square().mean().sqrt()),
        ceiling=psnr(untouched, picture),
        psnr=psnr(restored, picture),
        own=psnr(restored, untouched),
        other_psnr=psnr(other, picture),
        seconds=sum(one.seconds for one in [*rises, *falls]),
    )


def _gap(up: Tensor, down: Tensor) -> float:
    return float((up - down).norm() / down.norm())
