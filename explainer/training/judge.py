"""Train a judge: `python -m explainer.training.judge --asks factors --out runs/judge`.

Small convolutional classifiers, trained on renders alone. They share nothing with the pack, so they can say
whether a generated picture shows what the prompt asked for. None of them is a part of the pack.

--asks factors  what the scene's seven factors are: kind, breed, coat, …
--asks face     whether a face is there; without one, eyes, nose and mouth are left out or smeared
--asks heads    how many heads the animal has: none, one, or one at either end
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import nn

from explainer.training import data
from explainer.training.cli import arguments, plan
from explainer.training.clip import VALUES, targets
from explainer.training.loop import Losses, Plan, device, train, trained
from explainer.world.scene import FACTORS

WIDTHS = (24, 48, 96, 128)
QUESTIONS: dict[str, dict[str, int]] = {
    "factors": {f: len(VALUES[f]) for f in FACTORS},
    "face": {"face": 2},
    "heads": {"heads": 3},
}
"""What each judge is asked, and how many answers there are."""
FOLDERS = {"factors": "judge", "face": "judge-face", "heads": "judge-heads"}
SMEARS = (4.0, 8.0)
"""Deviation in pixels of the blur that smears a face beyond knowing: an eye is 9 to 14 pixels wide."""
Asked = Callable[[torch.Generator, int], tuple[torch.Tensor, torch.Tensor]]


class Judge(nn.Module):
    """Pictures (n, 3, 128, 128) in [-1, 1] to one row of scores a question."""

    def __init__(self, asks: str = "factors") -> None:
        super().__init__()
        layers: list[nn.Module] = [nn.AvgPool2d(2)]
        before = 3
        for width in WIDTHS:
            layers += [nn.Conv2d(before, width, 3, stride=2, padding=1), nn.GroupNorm(8, width), nn.SiLU()]
            layers += [nn.Conv2d(width, width, 3, padding=1), nn.GroupNorm(8, width), nn.SiLU()]
            before = width
        self.body = nn.Sequential(*layers, nn.Flatten(), nn.Dropout(0.1))
        self.heads = nn.ModuleDict({q: nn.Linear(before * 16, n) for q, n in QUESTIONS[asks].items()})

    def forward(self, x: torch.Tensor) -> dict[str, torch.Tensor]:
        """Scores (n, answers) by question."""
        seen = self.body(x)
        return {question: head(seen) for question, head in self.heads.items()}

    @torch.no_grad()
    def answers(self, x: torch.Tensor) -> torch.Tensor:
        """The answer to every question, as an index, (n, questions)."""
        on = next(self.parameters()).device
        parts = [self(part.to(on)) for part in x.split(64)]
        return torch.stack([torch.cat([p[q] for p in parts]).argmax(-1).cpu() for q in self.heads], dim=1)


def smeared(pictures: torch.Tensor, boxes: torch.Tensor, sigma: float) -> torch.Tensor:
    """Pictures (n, 3, h, w) blurred by `sigma` pixels inside of their boxes (n, 4), and nowhere else."""
    reach = round(2.5 * sigma)
    at = torch.arange(-reach, reach + 1, device=pictures.device)
    kernel = torch.exp(-at.square() / (2 * sigma**2))
    kernel = (kernel / kernel.sum()).view(1, 1, 1, -1).expand(3, 1, 1, -1)
    soft = F.pad(pictures, (reach,) * 4, mode="replicate")
    soft = F.conv2d(F.conv2d(soft, kernel, groups=3), kernel.transpose(2, 3), groups=3)
    return torch.where(data.inside(boxes, pictures.shape[-1]), soft, pictures)


def _factors(folder: Path, pictures: int) -> Asked:
    bank = data.world_bank(folder, pictures).to(device())
    known = targets([data.train_scene(i) for i in range(pictures)]).to(device())

    def ask(rng: torch.Generator, count: int) -> tuple[torch.Tensor, torch.Tensor]:
        chosen = torch.randint(len(bank), (count,), generator=rng, device=rng.device)
        return data.as_input(bank[chosen]), known[chosen]

    return ask


def _altered(folder: Path, pictures: int, alterations: tuple[str, ...]) -> Asked:
    """Pictures as they are and altered; the answer is the alteration's place in the list."""
    banks = [data.altered_bank(folder, pictures, name).to(device()) for name in alterations]

    def ask(rng: torch.Generator, count: int) -> tuple[torch.Tensor, torch.Tensor]:
        chosen = torch.randint(pictures, (count,), generator=rng, device=rng.device)
        answer = torch.randint(len(banks), (count,), generator=rng, device=rng.device)
        x = torch.stack([bank[chosen] for bank in banks])[answer, torch.arange(count, device=rng.device)]
        return data.as_input(x), answer[:, None]

    return ask


def _face(folder: Path, pictures: int) -> Asked:
    """A third of the pictures have no face, a third have it smeared."""
    plain = _altered(folder, pictures, ("faceless", "as_is", "as_is"))
    bank, boxes = data.altered_bank(folder, pictures, "as_is").to(device()), data.head_boxes(pictures)
    boxes = boxes.to(device())

    def ask(rng: torch.Generator, count: int) -> tuple[torch.Tensor, torch.Tensor]:
        third = count // 3
        x, answer = plain(rng, count - third)
        chosen = torch.randint(len(bank), (third,), generator=rng, device=rng.device)
        share = float(torch.rand(1, generator=rng, device=rng.device))
        sigma = SMEARS[0] + share * (SMEARS[1] - SMEARS[0])
        smears = smeared(data.as_input(bank[chosen]), boxes[chosen], sigma)
        answer = torch.cat([answer.clamp(max=1), answer.new_zeros(third, 1)])
        return torch.cat([x, smears]), answer

    return ask


ASKED: dict[str, Callable[[Path, int], Asked]] = {
    "factors": _factors,
    "face": _face,
    "heads": partial(_altered, alterations=("headless", "as_is", "two_headed")),
}


def run(plan: Plan, pictures: int, asks: str = "factors") -> Judge:
    """Train by the plan on that many scenes, with a little noise and blur so that it looks at the whole."""
    ask = ASKED[asks](plan.out.parent, pictures)

    def losses(model: nn.Module, step: int, rng: torch.Generator) -> Losses:
        x, truth = ask(rng, plan.batch)
        strength = 0.15 * torch.rand(len(x), 1, 1, 1, generator=rng, device=rng.device)
        x = x + strength * torch.randn(x.shape, generator=rng, device=rng.device)
        if step % 2:
            x = F.avg_pool2d(x, 3, stride=1, padding=1)
        scores = model(x)
        parts = [F.cross_entropy(scores[q], truth[:, k]) for k, q in enumerate(QUESTIONS[asks])]
        return {"loss": torch.stack(parts).mean()}

    torch.manual_seed(plan.seed)
    model = Judge(asks)
    model.load_state_dict(train(plan, model, losses))
    return model.eval()


def load(runs: Path, asks: str = "factors") -> Judge:
    """The judge of the run in its folder of `runs`, averaged weights, ready for use."""
    model = Judge(asks)
    model.load_state_dict(trained(runs / FOLDERS[asks]))
    return model.eval()


def main() -> None:
    """Read the arguments and train."""
    asks = {"--asks": tuple(QUESTIONS)}
    args = arguments(__doc__, out="", steps=1200, batch=64, lr=2e-3, pictures=16000, choices=asks)
    if args.out == Path():
        args.out = Path("runs") / FOLDERS[args.asks]
    run(plan(args, weight_decay=0.01, ema=0.99), args.pictures, args.asks)


if __name__ == "__main__":
    main()
