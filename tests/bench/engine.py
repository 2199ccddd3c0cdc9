"""The quick engine against torch: one call of the networks, then a picture against the stock pipeline."""

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import torch
from torch import nn

from explainer.core import backends
from explainer.core.exporting import example, plain
from explainer.core.pack import ModelPack, load_pack
from tests.bench.ratio import Measure, compare
from tests.bench.stock import against_stock

ROUNDS = 15
ROWS = (1, 2, 8, 16)
"""Of one call; 2 is a guided step of one picture."""
Work = Callable[[], object]
LIMIT, LIMIT_DECODER, LIMIT_PICTURE = 0.75, 1.0, 0.6


def measures(folder: Path) -> Iterator[Measure]:
    """The ratios, where the engine is installed."""
    pack = load_pack(folder)
    with tempfile.TemporaryDirectory() as cache:
        backends.prepare(pack, folder=Path(cache))
    name = backends.engine_of(pack.unet)
    if name == backends.NAMES["torch"]:
        print("no quick engine is installed, so nothing of it is measured")
        return
    for rows in ROWS:
        yield compare(f"{name}: {rows} rows / torch", *_calls(pack, pack.unet, rows), LIMIT, ROUNDS)
    yield compare(f"{name}: decoding / torch", *_calls(pack, pack.vae, 1), LIMIT_DECODER, ROUNDS)
    yield against_stock(pack, f"{name}: a picture from words / stock", LIMIT_PICTURE, ROUNDS)


def _calls(
    pack: ModelPack, module: nn.Module, rows: int
) -> tuple[Callable[[], object], Callable[[], object]]:
    question = example(module, rows, pack.tokenizer.model_max_length)

    @torch.no_grad()
    def reference() -> torch.Tensor:
        return plain(module, *question)

    return lambda: backends.answer(module, *question), reference
