"""How alike two pictures are to the eye: SSIM.

Wang, Bovik, Sheikh & Simoncelli 2004, "Image Quality Assessment: From Error Visibility to Structural
Similarity", equation 13, with the window and the constants of its section III.
"""

import torch
from torch import Tensor
from torch.nn import functional as F

WINDOW, DEVIATION = 11, 1.5
K1, K2 = 0.01, 0.03
RANGE = 2.0
"""Of values in −1..1: the paper's L."""


def ssim(a: Tensor, b: Tensor) -> Tensor:
    """(n,), the mean structural similarity of pictures (n, c, h, w) in −1..1, h and w at least WINDOW.

    1 where equal, near 0 where nothing is shared, below 0 where one is the other's negative. `b` may be one
    picture for all. The mean is over every place that a whole window fits in, and over the colours.
    """
    a, b = torch.broadcast_tensors(a.double() + 1, b.double() + 1)  # the paper counts light from black up
    mean_a, mean_b = _blurred(a), _blurred(b)
    spread_a = _blurred(a * a) - mean_a**2
    spread_b = _blurred(b * b) - mean_b**2
    shared = _blurred(a * b) - mean_a * mean_b
    c1, c2 = (K1 * RANGE) ** 2, (K2 * RANGE) ** 2
    light = (2 * mean_a * mean_b + c1) / (mean_a**2 + mean_b**2 + c1)
    structure = (2 * shared + c2) / (spread_a + spread_b + c2)
    return (light * structure).mean(dim=(1, 2, 3))


def _blurred(x: Tensor) -> Tensor:
    """The Gaussian-weighted mean around each place, without padding: first down, then across."""
    line = torch.arange(WINDOW, dtype=x.dtype) - WINDOW // 2
    weights = torch.exp(-(line**2) / (2 * DEVIATION**2))
    kernel = (weights / weights.sum()).expand(x.shape[1], 1, WINDOW)
    down = F.conv2d(x, kernel[..., None], groups=x.shape[1])
    return F.conv2d(down, kernel[:, :, None], groups=x.shape[1])
