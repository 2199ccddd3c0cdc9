"""Reverse denoising: a picture is noised to t, and the network brings it back, step by step.

`begin` puts the noise on, `walk` takes it off again, `finish` decodes what was kept and compares A with A′.
Nothing but the noised latent is handed to the network: no word (the empty prompt), no guidance, no list.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from PIL import Image
from torch import Tensor

from explainer.core import noising
from explainer.core.images import fit_square, psnr, sprite, to_images, to_tensor
from explainer.core.pack import ModelPack, decode, encode, encode_prompt, latent_shape, picture_size
from explainer.core.sampling import SEEDS, Step, check_whole, denoise, timesteps
from explainer.core.similarity import ssim
from explainer.lessons.choices import STEPS
from explainer.lessons.preview import kept, preview_of
from explainer.lessons.reverse import lineup

MOST_KEPT = 25


@dataclass(frozen=True)
class Start:
    """What the network is given, and what only we know.

    Shapes:
        picture: (1, 3, H, W) in −1..1, A itself.
        latent: (1, c, h, w), A encoded.  eps: the same, the true noise.
        x_t: the same, √ᾱ_t latent + √(1−ᾱ_t) eps.
    """

    picture: Tensor
    latent: Tensor
    eps: Tensor
    x_t: Tensor
    t: int
    abar: float
    scheduler: str
    steps: int
    seed: int


@dataclass(frozen=True)
class Moment:
    """One step, and what was truly there to be guessed.

    true_eps: (1, c, h, w), the noise that parts this step's x_t from A. At the first step it is the very
    noise that was put on.
    guessed: 1 − ‖ε̂ − ε‖² / ‖ε‖², the share of it that the network guessed right; 1 is all, below 0 is worse
    than saying nothing.
    """

    step: Step
    true_eps: Tensor
    guessed: float


@dataclass(frozen=True)
class Outcome:
    """A′, how near it came to A, and the moments kept for looking back.

    Shapes:
        restored: (1, 3, H, W) in −1..1, A′.
        difference: (H, W) in −1..1, A′ − A, mean of the colours, as a share of the full range.
        noised, predicted: (k, 3, H, W) in −1..1, x_t and the predicted x0 of each kept moment, decoded.
        closeness: PSNR in dB of each `predicted` against A.
        ceiling: PSNR in dB of A encoded and decoded without any noise: no A′ can be expected to pass it.
        psnr, ssim: of A′ against A; ceiling_ssim as `ceiling`.
        pick: whom CLIP finds most like A′, A or another animal.
    """

    start: Start
    moments: tuple[Moment, ...]
    restored: Tensor
    difference: Tensor
    noised: Tensor
    predicted: Tensor
    closeness: tuple[float, ...]
    psnr: float
    ceiling: float
    ssim: float
    ceiling_ssim: float
    pick: lineup.Pick
    seconds: float

    def sheet(self, columns: int) -> Image.Image:
        """All `noised`, all `predicted`, A′, A, and the other animal most like A′, row by row."""
        ours = torch.cat([self.noised, self.predicted, self.restored, self.start.picture])
        rival = lineup.portrait(self.pick.rival, ours.shape[-1])
        return sprite([*to_images(ours), rival], columns)


def begin(pack: ModelPack, picture: Image.Image, *, t: int, scheduler: str, steps: int, seed: int) -> Start:
    """Encode the middle square of the picture and noise it to t, in one jump (DDPM, equation 4).

    t: 0..T−1. steps: 1..100, counted over the whole schedule, so that fewer are walked from a smaller t.
    seed: 0..2³²−1. Raises ValueRangeError.
    """
    abars = noising.alphas_cumprod(pack.scheduler_config)
    t = check_whole("t", t, 0, len(abars) - 1)
    steps = check_whole("steps", steps, *STEPS)
    seed = check_whole("seed", seed, *SEEDS)
    x = to_tensor(fit_square(picture, picture_size(pack)))
    latent = encode(pack, x).cpu()
    eps = noising.gaussian((1, *latent_shape(pack)), seed)
    x_t = noising.add_noise(latent, eps, abars[t])
    return Start(x, latent, eps, x_t, t, float(abars[t]), scheduler, steps, seed)


def walk(pack: ModelPack, start: Start) -> Iterator[Moment]:
    """Take the noise off, one Moment a network call. Raises ValueRangeError, at the call."""
    steps = denoise(
        pack,
        start.x_t.to(pack.device),
        encode_prompt(pack, [""]),
        None,
        scheduler=start.scheduler,
        steps=start.steps,
        seed=start.seed,
        start_t=start.t,
    )
    abars = noising.alphas_cumprod(pack.scheduler_config)
    return (_moment(start, step, float(abars[step.timestep])) for step in steps)


def glimpse(pack: ModelPack, moment: Moment) -> tuple[Tensor, Tensor]:
    """x_t and the predicted x0 of a moment as coarse pictures (1, 3, h, w) in −1..1, nearly for free."""
    x_t, x0 = preview_of(pack).colors(torch.cat([moment.step.x_t, moment.step.x0])).chunk(2)
    return x_t, x0


def length(pack: ModelPack, start: Start) -> int:
    """How many moments `walk` will yield."""
    return len(timesteps(pack, start.scheduler, start.steps, start.t))


def finish(pack: ModelPack, start: Start, moments: Sequence[Moment]) -> Outcome:
    """Decode A′ and at most 25 of the moments in one batch, and measure. At least one moment."""
    chosen = tuple(moments[i] for i in kept(len(moments), MOST_KEPT))
    k = len(chosen)
    latents = [m.step.x_t for m in chosen] + [m.step.x0 for m in chosen]
    pictures = decode(
        pack, torch.cat([*latents, moments[-1].step.x_prev, start.latent.to(pack.device)])
    ).cpu()
    noised, predicted, restored, untouched = pictures.split([k, k, 1, 1])
    return Outcome(
        start=start,
        moments=chosen,
        restored=restored,
        difference=(restored - start.picture).mean(dim=1)[0] / 2,
        noised=noised,
        predicted=predicted,
        closeness=tuple(psnr(one, start.picture[0]) for one in predicted),
        psnr=psnr(restored, start.picture),
        ceiling=psnr(untouched, start.picture),
        ssim=float(ssim(restored, start.picture)),
        ceiling_ssim=float(ssim(untouched, start.picture)),
        pick=lineup.pick(pack, start.picture, restored)[0],
        seconds=sum(m.step.seconds for m in moments),
    )


def _moment(start: Start, step: Step, abar: float) -> Moment:
    true_eps = noising.eps_from_x0(step.x_t.cpu(), start.latent, abar)
    wrong = (step.eps.cpu() - true_eps).square().sum() / true_eps.square().sum()
    return Moment(step, true_eps, float(1 - wrong))
