"""DDIM from several starting timesteps at once: one network call a round holds all that are on their way.

The network takes a timestep for each of the batch, and a DDIM step without fresh noise is one line of
algebra (Song et al. 2020, arXiv:2010.02502, equation 12 with σ = 0), so that each of the batch may be at a
step of its own. Every one comes out as `sampling.denoise` brings it back alone.
"""

from collections.abc import Generator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from explainer.core import engine, noising
from explainer.core.pack import ModelPack
from explainer.core.sampling import make_scheduler, timesteps


@dataclass(frozen=True)
class Round:
    """After one network call: how many are still `under_way`, and which have just come `home`.

    Shapes:
        home: which of the batch, in its order; latents: (len(home), c, h, w), what became of them.
    """

    under_way: int
    home: tuple[int, ...]
    latents: Tensor


def descend(
    pack: ModelPack, x_t: Tensor, starts: Sequence[int], prompt_embeds: Tensor, steps: int
) -> Generator[Round, None, None]:
    """Denoise each `x_t[i]` from its own timestep `starts[i]`, unguided; the shallowest are home first.

    Args:
        x_t: (n, c, h, w), at least one, noised to `starts`.
        starts: each 0..T−1.
        prompt_embeds: (1, L, D), for all of them.
        steps: counted over the whole schedule, as in `denoise`.

    Raises ValueRangeError, at the call and not at the first round.
    """
    ways = [timesteps(pack, "ddim", steps, start) for start in starts]
    return _rounds(pack, x_t.to(pack.device), ways, prompt_embeds)


@torch.no_grad()
def _rounds(
    pack: ModelPack, x_t: Tensor, ways: list[tuple[int, ...]], embeds: Tensor
) -> Generator[Round, None, None]:
    abars = noising.alphas_cumprod(pack.scheduler_config).to(pack.device)
    last = make_scheduler(pack, "ddim").final_alpha_cumprod.to(pack.device)
    going = list(range(len(ways)))
    for index in range(max(map(len, ways))):
        t = torch.tensor([ways[i][index] for i in going], device=pack.device)
        out = engine.ask(pack, x_t, t, embeds.expand(len(x_t), -1, -1))
        following = [abars[ways[i][index + 1]] if index + 1 < len(ways[i]) else last for i in going]
        x_t = _step(pack, x_t, out, abars[t], torch.stack(following))
        staying = torch.tensor([index + 1 < len(ways[i]) for i in going], device=pack.device)
        home = tuple(i for i in going if index + 1 == len(ways[i]))
        going = [i for i in going if index + 1 < len(ways[i])]
        yield Round(len(going), home, x_t[~staying])
        x_t = x_t[staying]


def _step(pack: ModelPack, x_t: Tensor, out: Tensor, abar: Tensor, following: Tensor) -> Tensor:
    if pack.scheduler_config.get("prediction_type") == "v_prediction":
        eps, x0 = noising.eps_from_v(x_t, out, abar), noising.x0_from_v(x_t, out, abar)
    else:
        eps, x0 = out, noising.x0_from_eps(x_t, out, abar)
    return noising.add_noise(x0, eps, following)
