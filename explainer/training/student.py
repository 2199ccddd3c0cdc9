"""Train the few-step student: `python -m explainer.training.student --out runs/student`.

The trained denoiser, guided, paints pictures from noise in 20 DDIM steps; the student starts from its weights
and learns to come as far in one step as the teacher comes in five, without guidance: distillation along the
teacher's own trajectories (Luhman and Luhman 2021, arXiv:2101.02388; Salimans and Ho 2022, arXiv:2202.00512;
guidance distilled as in Meng et al. 2023, arXiv:2210.03142). It reads the checkpoints of CLIP and of the
denoiser beside its own folder.
"""

from __future__ import annotations

import random
from dataclasses import astuple, dataclass
from pathlib import Path

import torch
import torch.nn.functional as F
from accelerate import Accelerator
from diffusers import UNet2DConditionModel
from torch import nn
from tqdm import tqdm
from transformers import PreTrainedTokenizerFast

from explainer.training import banks, clip, data, denoiser, tokenizer
from explainer.training.cli import arguments, plan
from explainer.training.files import load_tensors, save_tensors
from explainer.training.loop import Losses, Plan, train, trained

STEPS, TEACHER_STEPS, GUIDANCE = 4, 20, 3.0
"""Its own steps, and how its teacher paints, which is how the pack is meant to be used: at 3 a prompt is
followed as well as at 4, and what it leaves open varies more."""
FIRST_SCENE = 5_000_000
"""Training scenes of that number and after are described to the teacher; nothing else is taken of them."""


@dataclass(frozen=True)
class Ladder:
    """The student's timesteps: at rung i it goes from ᾱ `here[i]` to ᾱ `there[i]`, each (STEPS,)."""

    timesteps: torch.Tensor
    here: torch.Tensor
    there: torch.Tensor


def ladder() -> Ladder:
    """The rungs that the pack's DDIM takes in STEPS steps, trailing."""
    scheduler = denoiser.sampler()
    scheduler.set_timesteps(STEPS)
    here = scheduler.alphas_cumprod[scheduler.timesteps]
    last = scheduler.final_alpha_cumprod.reshape(1)
    return Ladder(scheduler.timesteps, here, torch.cat([here[1:], last]))


def landing(x: torch.Tensor, eps: torch.Tensor, here: torch.Tensor, there: torch.Tensor) -> torch.Tensor:
    """Where one DDIM step from ᾱ `here` to ᾱ `there` lands (Song et al. 2021, equation 12, η = 0)."""
    a, b = (alpha.view(-1, 1, 1, 1) for alpha in (here, there))
    x0 = (x - (1 - a).sqrt() * eps) / a.sqrt()
    return b.sqrt() * x0 + (1 - b).sqrt() * eps


@torch.no_grad()
def trajectory_bank(
    folder: Path, unet: UNet2DConditionModel, tower: nn.Module, words: PreTrainedTokenizerFast, share: range
) -> dict[str, torch.Tensor]:
    """The teacher's latents at the rungs, (n, STEPS + 1, 4, 16, 16), and the token ids (n, l); painted once.

    `share` numbers the trajectories, so that several processes each paint their own.
    """
    made_by = banks.fingerprint(unet, tower)
    path = folder / f"trajectories-{share.start}-{share.stop}-{made_by}.pt"
    if path.exists():
        return load_tensors(path)
    device = next(unet.parameters()).device
    nothing = words([""], padding="max_length", return_tensors="pt").input_ids
    kept, ids = [], []
    each = 16 if device.type == "cpu" else 1024
    for start in tqdm(range(share.start, share.stop, each), desc="the teacher paints"):
        part = range(start, min(start + each, share.stop))
        said = [denoiser.text(data.train_scene(FIRST_SCENE + i), random.Random(i)) for i in part]
        own = words(said, padding="max_length", truncation=True, return_tensors="pt").input_ids
        both = torch.cat([nothing.expand(len(part), -1), own]).to(device)
        hidden = tower(input_ids=both).last_hidden_state
        noises = [torch.randn(4, 16, 16, generator=torch.Generator().manual_seed(i)) for i in part]
        x, rungs = torch.stack(noises).to(device), []
        scheduler = denoiser.sampler()
        scheduler.set_timesteps(TEACHER_STEPS)
        for i, t in enumerate(scheduler.timesteps):
            if i % (TEACHER_STEPS // STEPS) == 0:
                rungs.append(x)
            plain, told = unet(torch.cat([x, x]), t, encoder_hidden_states=hidden).sample.chunk(2)
            x = scheduler.step(plain + GUIDANCE * (told - plain), t, x).prev_sample
        kept.append(torch.stack([*rungs, x], dim=1).cpu())
        ids.append(own)
    save_tensors(path, {"rungs": torch.cat(kept), "ids": torch.cat(ids)})
    return load_tensors(path)


class Student(nn.Module):
    """The student as one forward pass."""

    def __init__(self, unet: UNet2DConditionModel) -> None:
        super().__init__()
        self.unet = unet

    def forward(self, x: torch.Tensor, t: torch.Tensor, words: torch.Tensor) -> torch.Tensor:
        """The noise that, taken off in one large step, leads where the teacher went."""
        return self.unet(x, t, encoder_hidden_states=words).sample


def run(plan: Plan, size: str, trajectories: int) -> UNet2DConditionModel:
    """Train by the plan on that many of the teacher's trajectories, a part of them in each process."""
    folder, words = plan.out.parent, tokenizer.build()
    accelerator = Accelerator()
    tower = clip.load(folder / "clip", words, size).text_model.requires_grad_(False)
    tower = tower.to(accelerator.device)  # pyright: ignore[reportArgumentType]
    teacher = denoiser.load(
        folder / "denoiser", size, tower.config.hidden_size, tower.config.hidden_size
    ).unet
    each = trajectories // accelerator.num_processes
    share = range(each * accelerator.process_index, each * (accelerator.process_index + 1))
    bank = trajectory_bank(folder, teacher.to(accelerator.device), tower, words, share)  # pyright: ignore[reportArgumentType]
    bank = {name: value.to(accelerator.device) for name, value in bank.items()}
    rungs = Ladder(*(value.to(accelerator.device) for value in astuple(ladder())))

    def losses(model: nn.Module, step: int, rng: torch.Generator) -> Losses:
        on = rng.device
        chosen = torch.randint(len(bank["rungs"]), (plan.batch,), generator=rng, device=on)
        rung = torch.randint(STEPS, (plan.batch,), generator=rng, device=on)
        hidden = tower(input_ids=bank["ids"][chosen]).last_hidden_state
        x, goal = bank["rungs"][chosen, rung], bank["rungs"][chosen, rung + 1]
        eps = model(x, rungs.timesteps[rung], hidden).float()
        reached = landing(x, eps, rungs.here[rung], rungs.there[rung])
        return {"loss": F.mse_loss(reached, goal)}

    torch.manual_seed(plan.seed)
    model = Student(teacher.to("cpu"))  # pyright: ignore[reportArgumentType]
    model.load_state_dict(train(plan, model, losses))
    return model.unet


def load(out: Path, size: str = "full", words_width: int = 128) -> UNet2DConditionModel:
    """The student of a run's checkpoint, averaged weights, ready for use."""
    model = Student(denoiser.build(size, words_width))
    model.load_state_dict(trained(out))
    return model.unet.eval()


def main() -> None:
    """Read the arguments and train; `--pictures` counts the teacher's trajectories."""
    args = arguments(__doc__, out="runs/student", steps=1000, batch=48, lr=3e-4, pictures=2000)
    run(plan(args, weight_decay=0.01, ema=0.995), "smoke" if args.smoke else "full", args.pictures)


if __name__ == "__main__":
    main()
