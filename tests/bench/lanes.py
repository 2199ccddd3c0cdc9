"""Four lanes in one batch against the same four one after another, unguided and guided."""

from collections import deque
from collections.abc import Iterator
from pathlib import Path

from explainer.core.lanes import Lane, together
from explainer.core.noising import gaussian
from explainer.core.pack import encode_prompt, latent_shape, load_pack
from tests.bench.ratio import Measure, compare

SCHEDULERS = ("ddpm", "ddim", "euler_a", "dpmpp")
STEPS, ROUNDS, GUIDANCE = 6, 9, 4.0
LIMITS = {1.0: 0.7, GUIDANCE: 0.85}
PROMPT = "a brown shiba on the grass"


def measures(folder: Path) -> Iterator[Measure]:
    """The ratio for lanes without guidance, then with it."""
    pack = load_pack(folder)
    z = gaussian((1, *latent_shape(pack)), seed=0)
    said, nothing = encode_prompt(pack, [PROMPT, ""]).split(1)
    for guidance, limit in LIMITS.items():
        lanes = [Lane(said, nothing, id, STEPS, guidance) for id in SCHEDULERS]

        def batched(lanes: list[Lane] = lanes) -> None:
            deque(together(pack, z, lanes), maxlen=0)

        def apart(lanes: list[Lane] = lanes) -> None:
            for lane in lanes:
                deque(together(pack, z, [lane]), maxlen=0)

        name = f"{len(lanes)} lanes in one batch / apart, guidance {guidance:g}"
        yield compare(name, batched, apart, limit, ROUNDS)
