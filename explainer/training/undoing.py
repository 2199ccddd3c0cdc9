"""How near the unstamper comes: PSNR by the number of squares, on scenes that no training saw.

`python -m explainer.training.undoing --pack assets/packs/animals` measures this figure alone, and leaves all
others of the card as they are; `evaluate` measures it with the rest.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch

from explainer.core import pack, unstamping
from explainer.core.packfiles import read_json
from explainer.training import bars, data, figures, model_card, technical
from explainer.training.files import save_json
from explainer.training.statistics import average
from explainer.training.unstamper import stamped

COUNTS = (1, 3, 10, 30, 100, 300, 1000, 3000)
STEPS = 12  # as lessons/reverse/unstamp.py takes them off
OWN_SEED, FIRST_SEED = 1, 500


def unstamping_psnr(model: pack.ModelPack, count: int, numbers: Sequence[int] = COUNTS) -> dict[str, Any]:
    """PSNR of `count` scenes by how many squares: as stamped, taken off all at once, and step by step.

    With the list it is exact, whatever the number. Scene k is stamped from the list of seed FIRST_SEED + k.
    """
    scenes = data.paint([data.test_scene(i) for i in range(count)])
    found: dict[str, dict[str, Any]] = {"stamped": {}, "at_once": {}, "steps": {}}
    for squares in numbers:
        sheets, _ = stamped(scenes, [squares] * count, list(range(FIRST_SEED, FIRST_SEED + count)))
        clean, x = data.as_input(scenes), data.as_input(sheets)
        ways = [undone(model, one[None], squares) for one in x]
        for name, pictures in (("at_once", [a for a, _ in ways]), ("steps", [b for _, b in ways])):
            found[name][str(squares)] = average(figures.closeness(torch.cat(pictures), clean))
        found["stamped"][str(squares)] = average(figures.closeness(x, clean))
    return found


def undone(model: pack.ModelPack, x: torch.Tensor, count: int) -> tuple[torch.Tensor, torch.Tensor]:
    """One picture (1, 3, 128, 128) without its `count` squares: all at once, and step by step."""
    assert model.unstamper is not None
    steps = list(unstamping.take_off(model.unstamper, x.to(model.device), count, STEPS, OWN_SEED))
    return steps[0].guess.cpu(), steps[-1].x.cpu()


def main() -> None:
    """Measure, and write the figure into the card and the model card."""
    parser = argparse.ArgumentParser(description="Measure a pack's unstamper alone.")
    parser.add_argument("--pack", type=Path, default=Path("assets/packs/animals"))
    parser.add_argument("--count", type=int, default=100, help="pictures for each number of squares")
    args = parser.parse_args()
    model = pack.load_pack(args.pack)
    card = read_json(args.pack / "card.json")
    found = card["figures"]
    found["unstamping"] = unstamping_psnr(model, args.count)
    found["megabytes"] = technical.sizes(args.pack)
    found["bars"] = bars.judged(found)
    save_json(args.pack / "card.json", card)
    model_card.write(args.pack)


if __name__ == "__main__":
    main()
