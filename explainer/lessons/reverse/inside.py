"""Inside one step: what the sampler keeps of x_t, what it removes, and what it puts back.

Written with the network's noise ε̂, both samplers do one and the same thing:

    x_t′ = keep · x_t − remove · ε̂ + back · z,    z ~ N(0, I)

with keep = √(ᾱ_t′/ᾱ_t), remove = keep √(1−ᾱ_t) − √(1−ᾱ_t′−σ²) and back = σ. For DDIM σ = 0 (Song et al. 2021,
arXiv:2010.02502, equation 12). For DDPM σ² = (1−ᾱ_t′)/(1−ᾱ_t) · (1 − ᾱ_t/ᾱ_t′), and remove is the
β_t / (√α_t √(1−ᾱ_t)) of equation 11 (Ho et al. 2020, arXiv:2006.11239; equation 7 gives the same with x̂0).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from PIL import Image
from torch import Tensor

from explainer.core.errors import ValueRangeError
from explainer.core.images import psnr, sprite, to_images
from explainer.core.pack import ModelPack, decode
from explainer.core.sampling import SCHEDULERS, make_scheduler, timesteps
from explainer.lessons import recipe
from explainer.lessons.choices import SAMPLERS
from explainer.lessons.preview import kept
from explainer.lessons.recipe import Recipe
from explainer.lessons.reverse.denoising import Moment, Start, walk

MOST_KEPT = 25


@dataclass(frozen=True)
class Shares:
    """How one step mixes: factors of x_t, ε̂ and z.

    removed: remove as a share of keep √(1−ᾱ_t), the guessed noise that the kept x_t holds; at most 1.
    """

    keep: float
    remove: float
    back: float
    removed: float


@dataclass(frozen=True)
class Part:
    """One step taken apart.

    Shapes:
        fresh: (1, c, h, w), z as measured from the scheduler's step: what x_t′ has beyond its deterministic
            part, divided by `back`; zeros where nothing is put back.
    following: the next timestep, None at the last step.
    apart: the largest difference between the scheduler's x_t′ and the sum above, with z drawn anew from the
        run's seed.
    """

    moment: Moment
    following: int | None
    shares: Shares
    fresh: Tensor
    apart: float


@dataclass(frozen=True)
class Outcome:
    """The kept parts, with pictures.

    Shapes:
        path: (p, 3, H, W) in −1..1, the decoded latents along the way; latents: (p, c, h, w), the same.
        predicted: (k, 3, H, W) in −1..1, x̂0 of each part, decoded.
    before, after: (k,), which of `path` are each part's x_t and x_t′.
    closeness: (k,), PSNR in dB of `predicted` against the picture.
    apart: the largest of all steps, kept or not.
    """

    start: Start
    parts: tuple[Part, ...]
    latents: Tensor
    path: Tensor
    predicted: Tensor
    before: tuple[int, ...]
    after: tuple[int, ...]
    closeness: tuple[float, ...]
    apart: float

    def sheet(self, columns: int) -> Image.Image:
        """All of `path`, then all of `predicted`, row by row."""
        return sprite(to_images(torch.cat([self.path, self.predicted])), columns)


def shares(pack: ModelPack, start: Start, t: int, following: int | None) -> Shares:
    """The factors of the step from t, in the scheduler's own numbers."""
    scheduler = make_scheduler(pack, start.scheduler)
    abars = scheduler.alphas_cumprod.double()
    if start.scheduler == "ddim":  # it steps by T // steps wherever it is
        to = t - scheduler.config.num_train_timesteps // start.steps
        end = float(scheduler.final_alpha_cumprod)
    else:
        to, end = -1 if following is None else following, 1.0
    abar, abar_to = float(abars[t]), float(abars[to]) if to >= 0 else end
    fresh = SCHEDULERS[start.scheduler].draws and t > 0
    variance = (1 - abar_to) / (1 - abar) * (1 - abar / abar_to) if fresh else 0.0
    keep = (abar_to / abar) ** 0.5
    noise = keep * (1 - abar) ** 0.5
    remove = noise - max(0.0, 1 - abar_to - variance) ** 0.5
    return Shares(keep, remove, variance**0.5, remove / noise)


def dissect(pack: ModelPack, start: Start) -> Iterator[Part]:
    """Walk from `start` to the end, one Part a network call; raises ValueRangeError, at the call.

    start.scheduler: one of SAMPLERS.
    """
    if start.scheduler not in SAMPLERS:
        known = ", ".join(SAMPLERS)
        raise ValueRangeError("value.unknown_scheduler", value=str(start.scheduler)[:40], known=known)
    plan = timesteps(pack, start.scheduler, start.steps, start.t)
    return _parts(pack, start, plan, walk(pack, start))


def finish(pack: ModelPack, start: Start, parts: Sequence[Part]) -> Outcome:
    """Decode at most MOST_KEPT of the parts in one batch. At least one part."""
    chosen = kept(len(parts), MOST_KEPT)
    places = sorted({place for i in chosen for place in (i, i + 1)})
    states = [part.moment.step.x_t for part in parts] + [parts[-1].moment.step.x_prev]
    latents = torch.cat([states[place] for place in places])
    predicted = torch.cat([parts[i].moment.step.x0 for i in chosen])
    pictures = decode(pack, torch.cat([latents, predicted])).cpu()
    path, beneath = pictures.split([len(places), len(chosen)])
    return Outcome(
        start=start,
        parts=tuple(parts[i] for i in chosen),
        latents=latents.cpu(),
        path=path,
        predicted=beneath,
        before=tuple(places.index(i) for i in chosen),
        after=tuple(places.index(i + 1) for i in chosen),
        closeness=tuple(psnr(one, start.picture[0]) for one in beneath),
        apart=max(part.apart for part in parts),
    )


def snippet(made_of: Recipe, steps: int | str) -> str:
    """The recipe's program of plain diffusers, stopped after `steps` steps: it saves that step's x_t′."""
    whole = "for t in scheduler.timesteps:"
    return recipe.snippet(made_of).replace(whole, f"for t in scheduler.timesteps[:{steps}]:")


def _parts(pack: ModelPack, start: Start, plan: Sequence[int], moments: Iterator[Moment]) -> Iterator[Part]:
    generator = torch.Generator("cpu").manual_seed(start.seed)
    torch.randn(start.x_t.shape, generator=generator)  # the starting noise is the run's first draw
    for moment, following in zip(moments, [*plan[1:], None], strict=True):
        mixed = shares(pack, start, moment.step.timestep, following)
        draws = SCHEDULERS[start.scheduler].draws and moment.step.timestep > 0
        drawn = torch.randn(start.x_t.shape, generator=generator) if draws else torch.zeros_like(start.x_t)
        yield _taken_apart(moment, following, mixed, drawn)


def _taken_apart(moment: Moment, following: int | None, mixed: Shares, drawn: Tensor) -> Part:
    step = moment.step
    x_t, eps, x_prev = (one.cpu().double() for one in (step.x_t, step.eps, step.x_prev))
    beyond = x_prev - (mixed.keep * x_t - mixed.remove * eps)
    fresh = beyond / mixed.back if mixed.back else torch.zeros_like(beyond)
    apart = float((beyond - mixed.back * drawn).abs().max())
    return Part(moment, following, mixed, fresh.float(), apart)
