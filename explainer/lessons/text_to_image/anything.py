"""Anything can go in: a word, a picture, a sketch, a colour, or a mix of two, as one embedding into the port.

`begin` turns what is given into embeddings and lays out a lane for each stop of the slider, all from the same
noise; `walk` takes all of them one step at a time; `finish` decodes the pictures and measures them. Beside
the port stands the older way for a sketch: its latent, noised to t, is where the denoising begins
(SDEdit, Meng et al. 2021, arXiv:2108.01073), and the word is its prompt.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

import torch
from PIL import Image
from torch import Tensor

from explainer.core import noising, port
from explainer.core.errors import GivenError
from explainer.core.images import sprite, to_images, to_tensor
from explainer.core.lanes import Lane, together
from explainer.core.pack import (
    ModelPack,
    decode,
    encode,
    encode_prompt,
    image_embedding,
    latent_shape,
    port_of,
)
from explainer.core.sampling import SEEDS, Step, timesteps
from explainer.core.values import check_whole
from explainer.lessons.choices import HANDED, TIMES
from explainer.lessons.preview import preview_of
from explainer.lessons.text_to_image.given import KINDS, Given, Inputs
from explainer.lessons.text_to_image.readings import read

WAYS = ("sphere", "line")
SHARES = tuple(i / 6 for i in range(7))
PARALLEL = 1e-4


@dataclass(frozen=True, eq=False)
class Start:
    """All that the runs begin with.

    stops: for a mix the second's share in 0..1, for `start` the timestep noised to, else a single 0.
    embeddings: (n, E), what the port is handed at each stop; in `start` the sketch's, which it is not handed.
    lanes, latents: one each a stop; latents (1, c, h, w).
    """

    kind: str
    given: tuple[Given, ...]
    stops: tuple[float, ...]
    embeddings: Tensor
    lanes: tuple[Lane, ...]
    latents: tuple[Tensor, ...]
    seed: int


@dataclass(frozen=True, eq=False)
class Outcome:
    """The finished pictures, one a stop, and how near they are to what was given.

    Shapes:
        pictures: (n, 3, H, W) in −1..1.
        near: for each stop, the cosine of the picture's centred embedding and each given's, in −1..1.
        lengths: of the embedding handed in at each stop; 1 except on a straight line.
        reads: see `readings.read`, of what was handed in at each stop.
    """

    start: Start
    pictures: Tensor
    near: tuple[tuple[float, ...], ...]
    lengths: tuple[float, ...]
    reads: tuple[tuple[tuple[str, float], ...], ...]
    seconds: float

    @property
    def along(self) -> tuple[float, ...]:
        """How far each picture has come from the first's end, 0, to the second's, 1, by CLIP's judgement.

        Judged by how much nearer it is to the one given than to the other. Empty where the ends cannot be
        told apart, or nothing was mixed.
        """
        if len(self.start.given) < 2 or self.start.kind == "start":
            return ()
        lead = [first - second for first, second in self.near]
        spread = lead[0] - lead[-1]
        return tuple((lead[0] - one) / spread for one in lead) if spread > PARALLEL else ()

    @property
    def leap(self) -> int | None:
        """After which stop the largest part of the way lies; None where `along` is empty."""
        parts = [later - sooner for sooner, later in zip(self.along, self.along[1:], strict=False)]
        return parts.index(max(parts)) if parts else None

    def sheet(self, columns: int) -> Image.Image:
        """All pictures as one sheet, row by row."""
        return sprite(to_images(self.pictures), columns)


def give(pack: ModelPack, kind: str, inputs: Inputs) -> tuple[Given, ...]:
    """What the choice `kind` takes. Raises GivenError (also for an unknown kind) and PromptError."""
    if not isinstance(kind, str) or kind not in HANDED:
        raise GivenError("given.unknown_kind", value=str(kind)[:40])
    return tuple(KINDS[one](pack, inputs) for one in HANDED[kind])


def mix(first: Tensor, second: Tensor, share: float, way: str) -> Tensor:
    """(E,), between two unit vectors: along the sphere (Shoemake 1985, slerp) or on the straight line.

    Where they point the same or opposite ways there is no one arc: then along the line.
    """
    angle = torch.arccos((first @ second).clamp(-1, 1))
    if way == "line" or torch.sin(angle) < PARALLEL:
        return (1 - share) * first + share * second
    return (torch.sin((1 - share) * angle) * first + torch.sin(share * angle) * second) / torch.sin(angle)


def begin(pack: ModelPack, given: Sequence[Given], kind: str, *, way: str, seed: int) -> Start:
    """Lay out the runs. way: one of WAYS, seed: 0..2³²−1. Raises ValueRangeError and GivenError."""
    seed = check_whole("seed", seed, *SEEDS)
    if way not in WAYS:
        raise GivenError("given.unknown_way", value=str(way)[:40])
    noise = noising.gaussian((1, *latent_shape(pack)), seed)
    if kind == "start":
        return _from_sketch(pack, given, noise, seed)
    stops = SHARES if len(given) == 2 else (0.0,)
    ends = given[0].embedding, given[-1].embedding
    embeddings = torch.stack([mix(*ends, share, way) for share in stops])
    tokens = port_of(pack).projection(embeddings.to(pack.device))
    nothing = encode_prompt(pack, [""])
    embeds = [torch.cat([nothing, one[None]], dim=1) for one in tokens]
    lanes = tuple(_lane(pack, one, seed) for one in embeds)
    return Start(kind, tuple(given), stops, embeddings, lanes, (noise,) * len(stops), seed)


def _from_sketch(pack: ModelPack, given: Sequence[Given], noise: Tensor, seed: int) -> Start:
    drawing, said = given
    assert drawing.seen is not None
    abars = noising.alphas_cumprod(pack.scheduler_config)
    z0 = encode(pack, to_tensor(drawing.seen)).cpu()
    latents = tuple(noising.add_noise(z0, noise, abars[t]) for t in TIMES)
    prompt = torch.cat([encode_prompt(pack, [said.text]), port.nothing(port_of(pack))], dim=1)
    lanes = tuple(_lane(pack, prompt, seed, t) for t in TIMES)
    embeddings = drawing.embedding.expand(len(TIMES), -1)
    return Start("start", tuple(given), TIMES, embeddings, lanes, latents, seed)


def _lane(pack: ModelPack, embeds: Tensor, seed: int, t: int | None = None) -> Lane:
    """Guided as the pack was shipped, away from no word and no picture."""
    nothing = torch.cat([encode_prompt(pack, [""]), port.nothing(port_of(pack))], dim=1)
    guidance, steps = float(pack.card["guidance"]), int(pack.card["steps"])
    return Lane(embeds, nothing, steps=steps, guidance=guidance, seed=seed, start_t=t)


def calls(pack: ModelPack, start: Start) -> tuple[int, ...]:
    """How many steps each stop's run has."""
    return tuple(len(timesteps(pack, one.scheduler, one.steps, one.start_t)) for one in start.lanes)


def walk(pack: ModelPack, start: Start) -> Iterator[tuple[Step | None, ...]]:
    """A step of every run at a time, None where one has ended."""
    if start.kind != "start":
        return together(pack, start.latents[0], start.lanes)
    runs = [together(pack, z, [lane]) for z, lane in zip(start.latents, start.lanes, strict=True)]
    return zip_longest(*((step for (step,) in run) for run in runs))


def glimpse(pack: ModelPack, steps: Sequence[Step | None]) -> list[Tensor | None]:
    """The predicted x0 of each run as a coarse picture (1, 3, h, w) in −1..1, nearly for free."""
    return [None if step is None else preview_of(pack).colors(step.x0) for step in steps]


def finish(
    pack: ModelPack, start: Start, walked: Sequence[tuple[Step | None, ...]], seconds: float, language: str
) -> Outcome:
    """Decode and measure; `walked` is all that `walk` gave, `language` that of the captions read."""
    ends = [[step for step in run if step][-1].x_prev for run in zip(*walked, strict=True)]
    pictures = decode(pack, torch.cat(ends)).cpu()
    found = port.compared(port_of(pack), image_embedding(pack, to_images(pictures)), "image")
    near = found @ torch.stack([one.embedding for one in start.given]).T
    return Outcome(
        start=start,
        pictures=pictures,
        near=tuple(tuple(row) for row in near.tolist()),
        lengths=tuple(start.embeddings.norm(dim=1).tolist()),
        reads=read(pack, start.embeddings, language),
        seconds=seconds,
    )
