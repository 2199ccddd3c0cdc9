"""How often a pack's network is called, for tests of runs that stream."""

from collections.abc import Iterator
from contextlib import contextmanager

from explainer.core.pack import ModelPack


@contextmanager
def counted_calls(pack: ModelPack) -> Iterator[list[int]]:
    """A list that gets a 1 with each call of the network."""
    calls: list[int] = []
    hook = pack.unet.register_forward_hook(lambda *_: calls.append(1))
    try:
        yield calls
    finally:
        hook.remove()
