"""Train the judge: `python -m explainer.training.judge --out runs/judge`.

A small convolutional classifier of the seven factors, trained on renders alone. It shares nothing with the
pack, so it can say whether a generated picture shows what the prompt asked for. It is not part of the pack.
"""

from __future__ import annotations

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


class Judge(nn.Module):
    """Pictures (n, 3, 128, 128) in [-1, 1] to one row of scores a factor."""

    def __init__(self) -> None:
        super().__init__()
        layers: list[nn.Module] = [nn.AvgPool2d(2)]
        before = 3
        for width in WIDTHS:
            layers += [nn.Conv2d(before, width, 3, stride=2, padding=1), nn.GroupNorm(8, width), nn.SiLU()]
            layers += [nn.Conv2d(width, width, 3, padding=1), nn.GroupNorm(8, width), nn.SiLU()]
            before = width
        self.body = nn.Sequential(*layers, nn.Flatten(), nn.Dropout(0.1))
        self.heads = nn.ModuleDict({f: nn.Linear(before * 16, len(VALUES[f])) for f in FACTORS})

    def forward(self, x: torch.Tensor) -> dict[str, torch.Tensor]:
        """Scores (n, values) by factor."""
        seen = self.body(x)
        return {f: head(seen) for f, head in self.heads.items()}

    @torch.no_grad()
    def answers(self, x: torch.Tensor) -> torch.Tensor:
        """The value seen of every factor, as an index, (n, 7)."""
        on = next(self.parameters()).device
        parts = [self(part.to(on)) for part in x.split(64)]
        return torch.stack([torch.cat([p[f] for p in parts]).argmax(-1).cpu() for f in FACTORS], dim=1)


def run(plan: Plan, pictures: int) -> Judge:
    """Train by the plan on that many scenes, with a little noise and blur so that it looks at the whole."""
    bank = data.world_bank(plan.out.parent, pictures).to(device())
    known = targets([data.train_scene(i) for i in range(pictures)]).to(device())

    def losses(model: nn.Module, step: int, rng: torch.Generator) -> Losses:
        on = rng.device
        chosen = torch.randint(len(bank), (plan.batch,), generator=rng, device=on)
        x = data.as_input(bank[chosen])
        strength = 0.15 * torch.rand(len(x), 1, 1, 1, generator=rng, device=on)
        x = x + strength * torch.randn(x.shape, generator=rng, device=on)
        if step % 2:
            x = F.avg_pool2d(x, 3, stride=1, padding=1)
        scores, truth = model(x), known[chosen]
        parts = [F.cross_entropy(scores[f], truth[:, k]) for k, f in enumerate(FACTORS)]
        return {"loss": torch.stack(parts).mean()}

    torch.manual_seed(plan.seed)
    model = Judge()
    model.load_state_dict(train(plan, model, losses))
    return model.eval()


def load(out: Path) -> Judge:
    """The judge of a run's checkpoint, averaged weights, ready for use."""
    model = Judge()
    model.load_state_dict(trained(out))
    return model.eval()


def main() -> None:
    """Read the arguments and train."""
    args = arguments(__doc__, out="runs/judge", steps=1200, batch=64, lr=2e-3, pictures=16000)
    run(plan(args, weight_decay=0.01, ema=0.99), args.pictures)


if __name__ == "__main__":
    main()
