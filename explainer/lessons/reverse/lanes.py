"""Schedulers side by side: the same noise, the same network, the same number of calls, and other paths.

`begin` lays out the lanes, `walk` takes all of them one step at a time (`core.lanes`), `finish` decodes what
was kept, compares the ends, and lays the paths on a plane.

Lanes are aligned by how much noise is left, the timestep t with its signal-to-noise ratio ᾱ_t / (1 − ᾱ_t),
and never by the number of the step.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import torch
from PIL import Image
from torch import Tensor

from explainer.core import noising
from explainer.core.errors import ValueRangeError
from explainer.core.images import fit_square, psnr, sprite, to_images, to_tensor
from explainer.core.lanes import Lane, reached, together
from explainer.core.pack import ModelPack, decode, encode, encode_prompt, latent_shape, picture_size
from explainer.core.sampling import SCHEDULERS, SEEDS, Step, timesteps
from explainer.core.values import check_whole
from explainer.lessons.preview import kept, preview_of
from explainer.lessons.reverse.plane import Plane, plane_of

__all__ = ["SCHEDULERS", "Outcome", "Path", "Start", "begin", "calls", "finish", "glimpse", "walk"]

STEPS = (1, 50)
COUNT = (2, 4)
MOST_KEPT = 10
TIMED = 3
SAME = 30.0
"""dB from which two ends count as one picture: the eye hardly tells them apart."""
LARGEST_PSNR = 99.0
STUDENTS = "lcm"
"""The scheduler whose lane runs the few-step student, in as many steps as that was made for."""


@dataclass(frozen=True, eq=False)
class Start:
    """What all lanes are given: `latents` (1, c, h, w), pure noise, or the picture noised to `t`."""

    schedulers: tuple[str, ...]
    lanes: tuple[Lane, ...]
    latents: Tensor
    steps: int
    seed: int
    t: int | None


@dataclass(frozen=True, eq=False)
class Path:
    """One lane when it is done.

    Shapes:
        x_t, x0: (k, 3, H, W) in −1..1, x_t and the predicted x0 at those of its steps that are shown.
        end: (3, H, W), where it arrived.
        at: for each shared moment the row of x_t and x0 that this lane had reached.
        steps: for each shared moment, how many network calls it had made.
        points: (calls + 1, 2), the predicted x0 of every step and at last the end, on the plane.
    alone: about how long it would have taken by itself, in seconds: its calls times the quickest of a few
    steps, measured.
    """

    scheduler: str
    student: bool
    calls: int
    x_t: Tensor
    x0: Tensor
    end: Tensor
    at: tuple[int, ...]
    steps: tuple[int, ...]
    points: Tensor
    alone: float


@dataclass(frozen=True, eq=False)
class Outcome:
    """All lanes, and how far apart they end.

    moments: the timesteps at which the lanes are shown, from noisy to clean; snr: ᾱ/(1−ᾱ) there.
    closeness: PSNR in dB of each pair (i, j), i < j, of ends; at most LARGEST_PSNR.
    groups: lanes that end at one picture, by pairs of at least SAME dB.
    """

    start: Start
    paths: tuple[Path, ...]
    moments: tuple[int, ...]
    snr: tuple[float, ...]
    closeness: dict[tuple[int, int], float]
    plane: Plane
    seconds: float

    @property
    def nearest(self) -> tuple[int, int]:
        """The pair whose ends are the most alike."""
        return max(self.closeness, key=lambda pair: self.closeness[pair])

    @property
    def farthest(self) -> tuple[int, int]:
        """The pair whose ends differ most."""
        return min(self.closeness, key=lambda pair: self.closeness[pair])

    @property
    def groups(self) -> tuple[tuple[int, ...], ...]:
        """See the class; a lane that ends like no other is a group of one."""
        of = list(range(len(self.paths)))
        for (i, j), near in self.closeness.items():
            if near >= SAME:
                of = [of[i] if one == of[j] else one for one in of]
        return tuple(tuple(k for k, one in enumerate(of) if one == first) for first in dict.fromkeys(of))

    def sheet(self, columns: int) -> Image.Image:
        """Lane by lane all x_t, all predicted x0 and the end, as one sheet."""
        cells = [torch.cat([path.x_t, path.x0, path.end[None]]) for path in self.paths]
        return sprite(to_images(torch.cat(cells)), columns)


def begin(
    pack: ModelPack,
    schedulers: Sequence[str],
    *,
    steps: int,
    seed: int,
    picture: Image.Image | None = None,
    t: int | None = None,
) -> Start:
    """Two to four lanes from pure noise, or, with `picture` and `t`, from that noised to t. No prompt.

    steps: 1..50, counted over the whole schedule; the student's lane takes no more than it was made for.
    seed: 0..2³²−1, t: 0..T−1. Raises ValueRangeError, and PackError where a pack has no student.
    """
    if not COUNT[0] <= len(schedulers) <= COUNT[1]:
        raise ValueRangeError(
            "value.out_of_range", name="lanes", value=len(schedulers), low=COUNT[0], high=COUNT[1]
        )
    steps, seed = check_whole("steps", steps, *STEPS), check_whole("seed", seed, *SEEDS)
    latents = noising.gaussian((1, *latent_shape(pack)), seed)
    if picture is not None:
        abars = noising.alphas_cumprod(pack.scheduler_config)
        t = check_whole("t", t, 0, len(abars) - 1)
        z0 = encode(pack, to_tensor(fit_square(picture, picture_size(pack)))).cpu()
        latents = noising.add_noise(z0, latents, abars[t])
    t = None if picture is None else t
    nothing = encode_prompt(pack, [""])
    lanes = tuple(_lane(pack, nothing, id, steps, seed, t) for id in schedulers)
    return Start(tuple(schedulers), lanes, latents, steps, seed, t)


def _lane(pack: ModelPack, nothing: Tensor, id: str, steps: int, seed: int, t: int | None) -> Lane:
    student = id == STUDENTS
    steps = min(steps, pack.card["student_steps"]) if student else steps
    timesteps(pack, id, steps, t)  # a name from nowhere is refused here
    return Lane(nothing, scheduler=id, steps=steps, seed=seed, start_t=t, student=student)


def calls(pack: ModelPack, start: Start) -> tuple[int, ...]:
    """How many network calls each lane will make."""
    return tuple(len(timesteps(pack, one.scheduler, one.steps, one.start_t)) for one in start.lanes)


def walk(pack: ModelPack, start: Start) -> Iterator[tuple[Step | None, ...]]:
    """A step of every lane at a time, None where one has ended."""
    return together(pack, start.latents, start.lanes)


def glimpse(pack: ModelPack, steps: Sequence[Step | None]) -> list[Tensor | None]:
    """The predicted x0 of each lane as a coarse picture (1, 3, h, w) in −1..1, nearly for free."""
    return [None if step is None else preview_of(pack).colors(step.x0) for step in steps]


def finish(
    pack: ModelPack, start: Start, walked: Sequence[tuple[Step | None, ...]], seconds: float
) -> Outcome:
    """Decode and compare; `walked` is all that `walk` gave, and `seconds` how long it took."""
    lanes = [[step for step in column if step is not None] for column in zip(*walked, strict=True)]
    visited = sorted({step.timestep for lane in lanes for step in lane}, reverse=True)
    moments = tuple(visited[i] for i in kept(len(visited), MOST_KEPT))
    plane = plane_of(pack, [torch.cat([step.x0 for step in lane] + [lane[-1].x_prev]) for lane in lanes])
    paths = tuple(_path(pack, start, k, lanes[k], moments, plane.paths[k]) for k in range(len(lanes)))
    abars = noising.alphas_cumprod(pack.scheduler_config)
    pairs = combinations(range(len(paths)), 2)
    return Outcome(
        start=start,
        paths=paths,
        moments=moments,
        snr=tuple(noising.snr(abars[list(moments)]).tolist()),
        closeness={(i, j): min(psnr(paths[i].end, paths[j].end), LARGEST_PSNR) for i, j in pairs},
        plane=plane,
        seconds=seconds,
    )


def _path(
    pack: ModelPack, start: Start, which: int, lane: list[Step], moments: Sequence[int], points: Tensor
) -> Path:
    passed = [reached(lane, t) for t in moments]
    shown = sorted(set(passed))
    latents = [lane[i].x_t for i in shown] + [lane[i].x0 for i in shown] + [lane[-1].x_prev]
    x_t, x0, end = decode(pack, torch.cat(latents)).cpu().split([len(shown), len(shown), 1])
    return Path(
        scheduler=start.schedulers[which],
        student=start.lanes[which].student,
        calls=len(lane),
        x_t=x_t,
        x0=x0,
        end=end[0],
        at=tuple(shown.index(i) for i in passed),
        steps=tuple(i + 1 for i in passed),
        points=points,
        alone=len(lane) * _seconds_alone(pack, start, which),
    )


def _seconds_alone(pack: ModelPack, start: Start, which: int) -> float:
    """The quickest of the lane's first few steps, run by itself."""
    walk = together(pack, start.latents, start.lanes[which : which + 1])
    return min(step.seconds for _, (step,) in zip(range(TIMED), walk, strict=False) if step)
