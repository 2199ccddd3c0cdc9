"""Four lanes in one batch against the same four one after another: unguided, guided, of four strengths."""

from collections import deque
from collections.abc import Iterator
from pathlib import Path

from torch import Tensor

from explainer.core.lanes import Lane, together
from explainer.core.noising import gaussian
from explainer.core.pack import ModelPack, encode_prompt, latent_shape, load_pack
from tests.bench.ratio import Measure, compare

SCHEDULERS = ("ddpm", "ddim", "euler_a", "dpmpp")
STEPS, ROUNDS, GUIDANCE = 6, 9, 4.0
LIMITS = {1.0: 0.7, GUIDANCE: 0.85}
STRENGTHS = (2.0, 4.0, 7.5, 10.0)
PROMPT = "a brown shiba on the grass"


def measures(folder: Path) -> Iterator[Measure]:
    """The ratio for lanes without guidance, then with it, then for strengths of it."""
    pack = load_pack(folder)
    z = gaussian((1, *latent_shape(pack)), seed=0)
    said, nothing = encode_prompt(pack, [PROMPT, ""]).split(1)
    for guidance, limit in LIMITS.items():
        lanes = [Lane(said, nothing, id, STEPS, guidance) for id in SCHEDULERS]
        yield _compared(pack, z, lanes, f"guidance {guidance:g}", limit)
    lanes = [Lane(said, nothing, "ddim", STEPS, g, both=True) for g in STRENGTHS]
    yield _compared(pack, z, lanes, "guidance of four strengths", LIMITS[GUIDANCE])


def _compared(pack: ModelPack, z: Tensor, lanes: list[Lane], name: str, limit: float) -> Measure:
    def batched() -> None:
        deque(together(pack, z, lanes), maxlen=0)

    def apart() -> None:
        for lane in lanes:
            deque(together(pack, z, [lane]), maxlen=0)

    return compare(f"{len(lanes)} lanes in one batch / apart, {name}", batched, apart, limit, ROUNDS)
