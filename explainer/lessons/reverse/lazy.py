"""The best guess at the noise for someone who knows only the world's mean picture."""

from dataclasses import dataclass

from torch import Tensor


@dataclass(frozen=True)
class MeanLatent:
    """All that the lazy guess knows.

    latent    (c, h, w), μ, the mean of the world's latents
    variance  s², the mean squared distance of a number of a latent from that mean
    """

    latent: Tensor
    variance: float


def only_mean(x_t: Tensor, abar: float, known: MeanLatent) -> Tensor:
    """ε̂ = k (x_t − √ᾱ μ) with k = √(1−ᾱ) / (ᾱ s² + 1 − ᾱ): x_t (n, c, h, w) → the same, ᾱ below 1.

    What is left of x_t without the mean is r = x_t − √ᾱ μ = √ᾱ (z₀ − μ) + √(1−ᾱ) ε. The two parts are
    independent, with mean square s² and 1 a number, so that k r is wrong on average by

        E (ε − k r)² = 1 − 2k √(1−ᾱ) + k² (ᾱ s² + 1 − ᾱ).

    Its derivative in k is zero at the k above, which leaves ᾱ s² / (ᾱ s² + 1 − ᾱ). This is the linear
    estimator of least mean squared error with one factor for all numbers (Wiener 1949; Kay 1993,
    Fundamentals of Statistical Signal Processing I, section 12.3).
    """
    factor = (1 - abar) ** 0.5 / (abar * known.variance + 1 - abar)
    return factor * (x_t - abar**0.5 * known.latent)
