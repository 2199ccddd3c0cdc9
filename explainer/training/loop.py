"""One training loop for all parts: seeded, logged, resumable, on one CPU, one GPU or several processes.

The batch of a step depends on the seed, the step and the process alone, so a run that was killed goes on
from its last checkpoint with the very data that it would have seen.
"""

from __future__ import annotations

import json
import math
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import torch
from accelerate import Accelerator
from accelerate.utils import set_seed
from torch import nn
from tqdm import tqdm

from explainer.training import data
from explainer.training.files import load_tensors, save_json, save_tensors

Losses = dict[str, torch.Tensor]
NOT_THE_PLAN = ("out", "save_every", "log_every", "compiled")
"""What may change between two parts of one run."""
AGES = (0.01, 0.1, 0.5, 1.0)
"""Shares of a run after which the weights are kept."""


@dataclass(frozen=True)
class Plan:
    """What a run does: `steps` of `batch` pictures a process, AdamW with warm-up and cosine decay."""

    out: Path
    steps: int
    batch: int
    lr: float
    warmup: int = 100
    weight_decay: float = 1e-4
    ema: float = 0.0
    seed: int = 0
    save_every: int = 200
    log_every: int = 20
    compiled: bool = False


class NotFinite(RuntimeError):
    """The loss is NaN or infinite; the message names the step and the last good checkpoint."""


def device() -> torch.device:
    """Where this process trains: what accelerate chose, so that banks can lie there already."""
    return Accelerator().device


def generator(plan: Plan, step: int, rank: int, on: torch.device) -> torch.Generator:
    """The source of randomness of one step of one process, on the device of its model."""
    return torch.Generator(on).manual_seed((plan.seed * 1_000_003 + step) * 64 + rank)


def on_cpu(rng: torch.Generator) -> torch.Generator:
    """A generator on the CPU with the seed of `rng`, for batches that are put together there."""
    return torch.Generator().manual_seed(rng.initial_seed())


def _rate(plan: Plan, step: int) -> float:
    if step < plan.warmup:
        return (step + 1) / plan.warmup
    share = (step - plan.warmup) / max(1, plan.steps - plan.warmup)
    return 0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * min(share, 1.0)))


class Average:
    """An exponential moving average of a model's weights (with the usual warm-up of its decay)."""

    def __init__(self, model: nn.Module, decay: float) -> None:
        self.decay = decay
        self.weights = {name: value.detach().clone() for name, value in model.state_dict().items()}

    @torch.no_grad()
    def update(self, model: nn.Module, step: int) -> None:
        """Move towards the model's weights, all at once; what is no fraction is copied."""
        decay = min(self.decay, (1 + step) / (10 + step))
        now = model.state_dict()
        moving = [name for name, value in now.items() if value.is_floating_point()]
        torch._foreach_lerp_([self.weights[n] for n in moving], [now[n] for n in moving], 1 - decay)
        for name in now.keys() - set(moving):
            self.weights[name].copy_(now[name])


def train(
    plan: Plan, model: nn.Module, losses: Callable[[nn.Module, int, torch.Generator], Losses]
) -> dict[str, torch.Tensor]:
    """Train `model` and give back its weights, averaged where the plan says so.

    Args:
        losses: called with the prepared model, the step and its generator; "loss" is what is minimised,
            further entries are logged.

    On a GPU nothing waits for a number: the loss is looked at where it is logged or saved, every
    `plan.log_every` steps. A `compiled` plan has torch.compile fuse the model first.

    Raises:
        NotFinite: where the loss is not a number when it is looked at (on a CPU: at every step).
        ValueError: where the folder holds a checkpoint of another plan or another model.
    """
    set_seed(plan.seed)
    accelerator = Accelerator()
    on_gpu = accelerator.device.type == "cuda"
    optimizer = torch.optim.AdamW(
        model.parameters(), lr=plan.lr, weight_decay=plan.weight_decay, fused=on_gpu
    )
    average = Average(model, plan.ema)
    first = _resume(plan, model, optimizer, average)
    if plan.compiled:
        model.to(memory_format=torch.channels_last)  # pyright: ignore[reportCallIssue]
        model.compile()
    model, optimizer = accelerator.prepare(model, optimizer)
    average.weights = {name: value.to(accelerator.device) for name, value in average.weights.items()}
    bar = tqdm(
        range(first, plan.steps), initial=first, total=plan.steps, disable=not accelerator.is_main_process
    )
    started = time.monotonic()
    for step in bar:
        for group in optimizer.param_groups:
            group["lr"] = plan.lr * _rate(plan, step)
        rng = generator(plan, step, accelerator.process_index, accelerator.device)
        values = losses(model, step, rng)
        logs = step % plan.log_every == 0 or step + 1 == plan.steps
        saves = (step + 1) % plan.save_every == 0 or step + 1 == plan.steps
        if (logs or saves or not on_gpu) and not torch.isfinite(values["loss"]):
            raise NotFinite(f"loss is not finite at step {step}; the last good checkpoint is {_last(plan)}")
        accelerator.backward(values["loss"])
        accelerator.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad()
        bare = accelerator.unwrap_model(model)
        average.update(bare, step)
        if accelerator.is_main_process:
            if logs:
                _log(plan, step, values, time.monotonic() - started, bar)
            if saves:
                _save(plan, step + 1, bare, optimizer, average)
            if step + 1 in ages(plan):
                save_tensors(aged(plan.out, step + 1), {"step": step + 1, "average": average.weights})
    accelerator.end_training()
    bare = accelerator.unwrap_model(model)
    kept = average.weights if plan.ema else bare.state_dict()
    return {name: value.detach().cpu() for name, value in kept.items()}


def checkpoint(out: Path) -> Path:
    """Where a run in `out` keeps its checkpoint."""
    return out / "checkpoint.pt"


def trained(out: Path) -> dict[str, Any]:
    """The (averaged) weights of the run in `out`. ValueError where they were trained on another world."""
    state = load_tensors(checkpoint(out))
    if state.get("world") != data.world():
        raise ValueError(
            f"{checkpoint(out)} was trained on another world than this one: train it anew, "
            "with --start on its folder to go on from its weights"
        )
    return state["average"]


def ages(plan: Plan) -> list[int]:
    """The steps whose weights are kept, to show later how a part grew up."""
    return [max(1, round(share * plan.steps)) for share in AGES]


def aged(out: Path, step: int) -> Path:
    """Where a run in `out` keeps the averaged weights of that step."""
    return out / f"age-{step}.pt"


def _last(plan: Plan) -> str:
    path = checkpoint(plan.out)
    return f"{path} (step {load_tensors(path)['step']})" if path.exists() else "none: nothing was saved yet"


def _identity(plan: Plan) -> dict[str, Any]:
    return {k: v for k, v in asdict(plan).items() if k not in NOT_THE_PLAN}


def _save(plan: Plan, step: int, model: nn.Module, optimizer: Any, average: Average) -> None:
    state = {
        "step": step,
        "plan": _identity(plan),
        "world": data.world(),
        "model": model.state_dict(),
        "average": average.weights,
        "optimizer": optimizer.state_dict(),
    }
    save_tensors(checkpoint(plan.out), state)


def _resume(plan: Plan, model: nn.Module, optimizer: torch.optim.Optimizer, average: Average) -> int:
    path = checkpoint(plan.out)
    if not path.exists():
        return 0
    try:
        state = load_tensors(path)
    except Exception as error:
        raise ValueError(f"{path} cannot be read ({error}); remove it to begin anew") from error
    if state.get("world") != data.world():
        raise ValueError(f"{path} was trained on another world; choose another folder or remove it")
    if state["plan"] != _identity(plan):
        raise ValueError(
            f"{path} belongs to another plan: {state['plan']}; choose another folder or remove it"
        )
    try:
        model.load_state_dict(state["model"])
    except RuntimeError as error:
        raise ValueError(f"{path} belongs to another model; choose another folder or remove it") from error
    average.weights = state["average"]
    optimizer.load_state_dict(state["optimizer"])
    return int(state["step"])


def _log(plan: Plan, step: int, values: Losses, seconds: float, bar: Any) -> None:
    logged = {name: round(float(value.detach()), 6) for name, value in values.items()}
    row = {"step": step, "seconds": round(seconds, 1)} | logged
    bar.set_postfix(loss=f"{row['loss']:.4f}")
    plan.out.mkdir(parents=True, exist_ok=True)
    with (plan.out / "losses.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps(row) + "\n")
    save_json(plan.out / "plan.json", _identity(plan))
