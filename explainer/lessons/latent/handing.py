"""Pictures painted from CLIP embeddings through the image port, all from one noise, and how far they are."""

from collections.abc import Generator, Sequence

import torch
from torch import Tensor

from explainer.core import noising, port
from explainer.core.lanes import Lane, together
from explainer.core.pack import ModelPack, encode_prompt, latent_shape, port_of
from explainer.core.sampling import Step, timesteps
from explainer.lessons.preview import preview_of

SCHEDULER = "ddim"


def paint(pack: ModelPack, handed: Tensor, seed: int) -> Generator[tuple[Step | None, ...], None, None]:
    """A guided lane, as the card has it, for each of handed (n, E): centered embeddings, no word beside them.

    Raises PackError where the pack has no image port, at the call.
    """
    own = port_of(pack)
    with torch.no_grad():
        tokens = own.projection(handed)
    empty = encode_prompt(pack, [""])
    unhanded = torch.cat([empty, port.nothing(own)], dim=1)
    shipped = {"steps": int(pack.card["steps"]), "guidance": float(pack.card["guidance"])}
    lanes = [
        Lane(torch.cat([empty, one[None]], dim=1), unhanded, SCHEDULER, seed=seed, **shipped)
        for one in tokens
    ]
    return together(pack, noising.gaussian((1, *latent_shape(pack)), seed), lanes)


def calls(pack: ModelPack) -> int:
    """How many network calls `paint` makes."""
    return len(timesteps(pack, SCHEDULER, int(pack.card["steps"])))


def glimpse(pack: ModelPack, steps: Sequence[Step | None]) -> list[Tensor]:
    """The predicted x0 of every lane as a coarse picture (1, 3, h, w) in −1..1, nearly for free."""
    return [preview_of(pack).colors(step.x0) for step in steps if step]
