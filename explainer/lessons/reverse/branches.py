"""Branch here: go on from any step of a finished run with another seed, guidance, scheduler or prompt.

A run is a line from noise to picture. The first, the trunk, begins in pure noise or in a noised picture;
each other leaves its parent at one of its timesteps, takes over x_t, and changes a setting. All lines walk
the same grid, every (T // steps)-th timestep, so that they can be laid side by side by noise level, and a
branch that changes nothing walks in its parent's footsteps.

Another seed means other noise: what the network believes to lie beneath is kept, and all the noise in x_t is
replaced, x_t = √ᾱ_t x̂0 + √(1−ᾱ_t) ε. That is DDIM's step with σ² as large as it can be, 1 − ᾱ_t (Song et al.
2021, arXiv:2010.02502, equation 12). What a scheduler puts back later is then that seed's as well.
"""

from collections.abc import Generator, Sequence
from dataclasses import dataclass, replace

import torch
from PIL import Image
from torch import Tensor

from explainer.core import noising
from explainer.core.cache import Runs
from explainer.core.images import fit_square, psnr, sprite, to_images, to_tensor
from explainer.core.pack import (
    ModelPack,
    decode,
    encode,
    encode_prompt,
    image_embedding,
    latent_shape,
    picture_size,
)
from explainer.core.sampling import Step, denoise
from explainer.lessons.preview import kept, preview_of
from explainer.lessons.reverse import memory
from explainer.lessons.reverse.tree import Setting, Tree

MOST_KEPT = 25


@dataclass(frozen=True)
class Line:
    """A finished line.

    Shapes (k steps, x_t at each of `timesteps`):
        x_t, x0: (k, c, h, w), float32.  end: (1, c, h, w).
        picture: (1, 3, H, W) in −1..1, the end decoded.  embedding: (E,), CLIP's of it.
    shown: which of the k steps are pictured.  sheet: their predicted x0, then the finished picture.
    drawn: how many steps of its seed came before.  seconds: spent in network and scheduler.
    """

    setting: Setting
    timesteps: tuple[int, ...]
    x_t: Tensor
    x0: Tensor
    end: Tensor
    picture: Tensor
    embedding: Tensor
    shown: tuple[int, ...]
    sheet: Image.Image
    drawn: int
    seconds: float


@dataclass(frozen=True)
class Growing:
    """How far a line is: step `index` of `count`. `seen` is the predicted x0, coarse, (1, 3, h, w)."""

    line: int
    index: int
    count: int
    t: int
    seen: Tensor


@dataclass(frozen=True)
class Ready:
    """A line is there: computed now, or `made` before (seconds after 1970).

    again: it was there once, has left the memory, and was computed a second time.
    psnr, likeness: how near its end is to its parent's, in dB, and as the cosine of their CLIP embeddings in
    −1..1; None for the trunk.
    """

    number: int
    line: Line
    made: float | None
    again: bool
    psnr: float | None
    likeness: float | None


def grow(
    pack: ModelPack, tree: Tree, picture: Image.Image | None = None, *, had: int = 0, runs: Runs = memory.RUNS
) -> Generator[Growing | Ready]:
    """All lines of the tree, the trunk first; those in `runs` at once, any other step by step.

    picture: what the trunk begins with, if it begins with one.  had: so many lines were there before.
    """
    lines: list[Line] = []
    for number in range(len(tree.forks) + 1):
        key = memory.key_of(pack, "line", *tree.recipe(number))
        line, made = memory.recall(key, runs)
        again = line is None and number < had
        if line is None:
            line = yield from _grown(pack, tree, number, lines, picture)
            memory.keep(key, line, runs)
        lines.append(line)
        yield Ready(number, line, made, again, *_nearness(tree, number, lines))


def _grown(
    pack: ModelPack, tree: Tree, number: int, lines: Sequence[Line], picture: Image.Image | None
) -> Generator[Growing, None, Line]:
    """Walk one line; its generator's value is the Line."""
    timesteps, setting = tree.timesteps(number), tree.setting(number)
    x_t, drawn = _beginning(pack, tree, number, lines, picture)
    nothing, said = encode_prompt(pack, ["", setting.prompt]).chunk(2)
    steps: list[Step] = []
    for step in denoise(
        pack, x_t, said, nothing, scheduler=setting.scheduler, steps=tree.trunk.steps,
        guidance=setting.guidance, seed=setting.seed, start_t=timesteps[0], drawn=drawn,
    ):  # fmt: skip
        steps.append(step)
        seen = preview_of(pack).colors(step.x0)
        yield Growing(number, step.index, len(timesteps), step.timestep, seen)
    return _finished(pack, setting, steps, drawn)


def _beginning(
    pack: ModelPack, tree: Tree, number: int, lines: Sequence[Line], picture: Image.Image | None
) -> tuple[Tensor, int]:
    """x_t where the line begins, and how many steps of its seed came before."""
    abars = noising.alphas_cumprod(pack.scheduler_config)
    if number == 0:
        return _planted(pack, tree, abars, picture), 0
    fork = tree.forks[number - 1]
    parent = lines[fork.parent]
    at = parent.timesteps.index(fork.t)
    if fork.seed is None:
        return parent.x_t[at : at + 1], parent.drawn + at
    eps = noising.gaussian(tuple(parent.end.shape), fork.seed).to(pack.device)
    return noising.add_noise(parent.x0[at : at + 1], eps, abars[fork.t]), 0


def _planted(pack: ModelPack, tree: Tree, abars: Tensor, picture: Image.Image | None) -> Tensor:
    trunk = tree.trunk
    eps = noising.gaussian((1, *latent_shape(pack)), trunk.setting.seed)
    if picture is None:
        return eps.to(pack.device)
    latent = encode(pack, to_tensor(fit_square(picture, picture_size(pack)))).cpu()
    return noising.add_noise(latent, eps, abars[trunk.t]).to(pack.device)


def _finished(pack: ModelPack, setting: Setting, steps: Sequence[Step], drawn: int) -> Line:
    shown = kept(len(steps), MOST_KEPT)
    end = steps[-1].x_prev
    picture = decode(pack, end).cpu()  # alone: in a batch of another size it would differ in its last bits
    on_the_way = decode(pack, torch.cat([steps[i].x0 for i in shown])).cpu()
    images = to_images(torch.cat([on_the_way, picture]))
    return Line(
        setting=setting,
        timesteps=tuple(step.timestep for step in steps),
        x_t=torch.cat([step.x_t for step in steps]),
        x0=torch.cat([step.x0 for step in steps]),
        end=end,
        picture=picture,
        embedding=image_embedding(pack, images[-1:])[0].cpu(),
        shown=shown,
        sheet=sprite(images, len(images)),
        drawn=drawn,
        seconds=sum(step.seconds for step in steps),
    )


def _nearness(tree: Tree, number: int, lines: Sequence[Line]) -> tuple[float | None, float | None]:
    if number == 0:
        return None, None
    line, parent = lines[number], lines[tree.forks[number - 1].parent]
    return psnr(line.picture, parent.picture), float(line.embedding @ parent.embedding)


def from_run(tree: Tree, picture: Image.Image) -> Tree:
    """The tree with `picture` named as what its trunk begins with."""
    return replace(tree, trunk=replace(tree.trunk, picture=memory.digest(picture)))
