"""The small network of the two-dimensional world: it is told where a dot is and when, and guesses its noise.

Places are read through a few waves as well as they stand (Tancik et al. 2020, arXiv:2006.10739), so that
fine detail is learned in seconds; time through the usual ones (Vaswani et al. 2017, arXiv:1706.03762, 3.5).
"""

import math
from itertools import pairwise

import torch
from torch import Tensor, nn

WIDTH = 96
OCTAVES = 3
TIME_WAVES = 16


class Guesser(nn.Module):
    """ε̂(x, t): x (n, 2), t (n,) in 0..999 → (n, 2). `random` draws the weights that it begins with."""

    def __init__(self, random: torch.Generator) -> None:
        super().__init__()
        sizes = [2 + 4 * OCTAVES + 2 * TIME_WAVES, WIDTH, WIDTH, WIDTH, 2]
        self.layers = nn.ModuleList(_layer(*pair, random) for pair in pairwise(sizes))

    def forward(self, x: Tensor, t: Tensor) -> Tensor:
        """The noise that it guesses, in the noise's own unit."""
        places = (x[:, :, None] * 2.0 ** torch.arange(OCTAVES)).flatten(1)
        rates = 10_000.0 ** (-torch.arange(TIME_WAVES) / TIME_WAVES)
        times = t[:, None] * rates
        h = torch.cat([x, places.sin(), places.cos(), times.sin(), times.cos()], 1)
        for layer in self.layers[:-1]:
            h = nn.functional.silu(layer(h))
        return self.layers[-1](h)


def _layer(inputs: int, outputs: int, random: torch.Generator) -> nn.Linear:
    """A linear layer begun as torch begins one, but leaving torch's global randomness alone."""
    layer = nn.utils.skip_init(nn.Linear, inputs, outputs)
    assert isinstance(layer, nn.Linear)
    nn.init.kaiming_uniform_(layer.weight, a=math.sqrt(5), generator=random)
    nn.init.uniform_(layer.bias, -1 / math.sqrt(inputs), 1 / math.sqrt(inputs), generator=random)
    return layer
