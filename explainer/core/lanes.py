"""Several runs in lock-step from the same latents, each network call one batch over all that still run.

Every lane gives what `sampling.denoise` gives for it alone. Lanes may differ in scheduler, number of steps,
guidance, seed and prompt, and in the network: the student's lanes make a second batch beside the first.
"""

import time
from collections.abc import Generator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from explainer.core import engine
from explainer.core.pack import ModelPack, with_student
from explainer.core.sampling import Run, Step, Turns, begin


@dataclass(frozen=True, eq=False)
class Lane:
    """One of the runs; see `sampling.denoise`, and for `turns` and `both` `sampling.begin`.

    `student` asks for the few-step network. `latents` are the lane's own, where it does not begin with the
    others'.
    """

    prompt_embeds: Tensor
    negative_embeds: Tensor | None = None
    scheduler: str = "ddim"
    steps: int = 20
    guidance: float = 1.0
    seed: int = 0
    start_t: int | None = None
    student: bool = False
    turns: Turns = ()
    both: bool = False
    latents: Tensor | None = None


def together(
    pack: ModelPack, latents: Tensor, lanes: Sequence[Lane]
) -> Generator[tuple[Step | None, ...], None, None]:
    """Denoise `latents`, (n, c, h, w), once a lane; yields each lane's step, or None where it has ended.

    A lane of fewer steps ends earlier. A step's `seconds` begin with its batch, so they are not the lane's
    own. Leave the generator to stop: no more than one call a network is made for each tuple.

    Raises ValueRangeError and PackError (no student), at the call and not at the first step.
    """
    networks = [with_student(pack) if lane.student else pack for lane in lanes]
    runs = [_begun(network, latents, lane) for network, lane in zip(networks, lanes, strict=True)]
    return _steps(networks, runs)


def reached(lane: Sequence[Step], t: int) -> int:
    """The last step of the lane that starts at no less noise than t has; the first where all have less."""
    return max((i for i, step in enumerate(lane) if step.timestep >= t), default=0)


def _begun(pack: ModelPack, latents: Tensor, lane: Lane) -> Run:
    own = latents if lane.latents is None else lane.latents
    return begin(
        pack, own, lane.prompt_embeds, lane.negative_embeds, scheduler=lane.scheduler, steps=lane.steps,
        guidance=lane.guidance, seed=lane.seed, start_t=lane.start_t, turns=lane.turns, both=lane.both,
    )  # fmt: skip


def _steps(
    networks: Sequence[ModelPack], runs: Sequence[Run]
) -> Generator[tuple[Step | None, ...], None, None]:
    while any(run.going for run in runs):
        steps: dict[int, Step] = {}
        for pack in {id(pack.unet): pack for pack in networks}.values():
            batch = [i for i, run in enumerate(runs) if run.going and networks[i].unet is pack.unet]
            if batch:
                steps |= dict(zip(batch, _step(pack, [runs[i] for i in batch]), strict=True))
        yield tuple(steps.get(i) for i in range(len(runs)))


def _step(pack: ModelPack, runs: Sequence[Run]) -> list[Step]:
    """One step of each of the runs, all in one call of the pack's network."""
    began = time.perf_counter()
    questions = [run.question() for run in runs]
    samples, timesteps, embeds = (torch.cat(parts) for parts in zip(*questions, strict=True))
    answers = engine.ask(pack, samples, timesteps, embeds).split([len(asked) for asked, *_ in questions])
    return [run.take(answer, began) for run, answer in zip(runs, answers, strict=True)]
