"""The curve of coming home: all starts in one batch, against the same runs one after another."""

from collections import deque
from collections.abc import Iterator
from pathlib import Path

from explainer.core.pack import load_pack
from explainer.lessons import reverse
from explainer.lessons.reverse import home
from explainer.world.painter import render
from explainer.world.scene import sample
from tests.bench.ratio import Measure, compare

STEPS, ROUNDS = 20, 3


def measures(folder: Path) -> Iterator[Measure]:
    """Network calls, decoding, PSNR, SSIM and the line-up, on both sides."""
    pack = load_pack(folder)
    picture = render(sample(1), 128)
    departure = home.depart(pack, picture, steps=STEPS, seed=0)

    def together() -> None:
        deque(home.come_home(pack, departure), maxlen=0)

    def one_after_another() -> None:
        for t in departure.starts:
            start = reverse.begin(pack, picture, t=t, scheduler=home.SCHEDULER, steps=STEPS, seed=0)
            *_, last = reverse.walk(pack, start)
            home.arrived(pack, departure, (0,), last.step.x_prev)

    name = f"{len(departure.starts)} ways back at once / one after another"
    yield compare(name, together, one_after_another, 0.7, ROUNDS)
