"""The arguments that all trainings share."""

from __future__ import annotations

import argparse
from pathlib import Path

from explainer.training.loop import Plan


def arguments(
    doc: str | None,
    *,
    out: str,
    steps: int,
    batch: int,
    lr: float,
    pictures: int,
    flags: dict[str, str] | None = None,
    choices: dict[str, tuple[str, ...]] | None = None,
) -> argparse.Namespace:
    """Parse the command line; `--smoke` makes everything as small as it can be and still run."""
    parser = argparse.ArgumentParser(description=(doc or "").strip().splitlines()[0])
    parser.add_argument("--out", type=Path, default=Path(out), help="folder for checkpoint and loss log")
    parser.add_argument("--steps", type=int, help=f"training steps (default {steps})")
    parser.add_argument("--batch", type=int, help=f"pictures a step and process (default {batch})")
    parser.add_argument("--lr", type=float, default=lr, help="highest learning rate")
    parser.add_argument("--pictures", type=int, help=f"scenes to paint and train on (default {pictures})")
    parser.add_argument("--save-every", type=int, default=200, help="steps between checkpoints")
    parser.add_argument("--ema", type=float, help="decay of the averaged weights; less for a short run")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--start", type=Path, help="folder of a run whose weights are the first ones")
    parser.add_argument("--compile", action="store_true", help="torch.compile first: worth it on a GPU")
    parser.add_argument("--smoke", action="store_true", help="a size that runs in seconds")
    for flag, meaning in (flags or {}).items():
        parser.add_argument(flag, action="store_true", help=meaning)
    for option, values in (choices or {}).items():
        parser.add_argument(option, choices=values, default=values[0])
    args = parser.parse_args()
    args.steps = args.steps or (4 if args.smoke else steps)
    args.batch = args.batch or (4 if args.smoke else batch)
    args.pictures = args.pictures or (16 if args.smoke else pictures)
    return args


def plan(args: argparse.Namespace, *, ema: float, weight_decay: float = 1e-4) -> Plan:
    """The plan that the arguments ask for."""
    return Plan(
        args.out,
        args.steps,
        args.batch,
        args.lr,
        weight_decay=weight_decay,
        ema=ema if args.ema is None else args.ema,
        seed=args.seed,
        save_every=args.save_every,
        compiled=args.compile,
    )
