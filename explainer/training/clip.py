"""Train CLIP: `python -m explainer.training.clip --out runs/clip`.

A small `transformers.CLIPModel` on pictures of the world and their captions in both languages. The usual
contrastive loss (Radford et al. 2021) with two additions: a pair that only looks wrong (the caption leaves
out what differs) is no negative, and one linear reader, shared by both towers and thrown away afterwards, has
to read the named factors from either embedding, which draws word and picture together.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import nn
from transformers import CLIPConfig, CLIPModel, PreTrainedTokenizerFast

from explainer.training import data, tokenizer
from explainer.training.cli import arguments, plan
from explainer.training.history import begin_from
from explainer.training.loop import Losses, Plan, on_cpu, train, trained
from explainer.world import scene as world
from explainer.world.captions import LANGUAGES, caption
from explainer.world.scene import FACTORS, Scene

VALUES: dict[str, tuple[str, ...]] = {
    "kind": world.KINDS,
    "breed": tuple(breed for breeds in world.BREEDS.values() for breed in breeds),
    "coat": world.COATS,
    "pattern": world.PATTERNS,
    "collar": world.COLLARS,
    "facing": world.FACINGS,
    "place": world.PLACES,
}


def build(words: PreTrainedTokenizerFast, size: str = "full") -> CLIPModel:
    """A fresh CLIP for that tokenizer; "smoke" is as small as can be."""
    small = size == "smoke"
    width = 32 if small else 128
    shared = {"hidden_size": width, "num_attention_heads": 4, "projection_dim": width}
    text = shared | {
        "intermediate_size": 2 * width,
        "num_hidden_layers": 1 if small else 3,
        "vocab_size": len(words),
        "max_position_embeddings": words.model_max_length,
        "bos_token_id": words.bos_token_id,
        "eos_token_id": words.eos_token_id,
        "pad_token_id": words.pad_token_id,
    }
    vision = shared | {
        "intermediate_size": 3 * width,
        "num_hidden_layers": 1 if small else 4,
        "image_size": 128,
        "patch_size": 16,
    }
    return CLIPModel(CLIPConfig(text_config=text, vision_config=vision, projection_dim=width))


class Reader(nn.Module):
    """CLIP with the linear reader of factors that both towers share."""

    def __init__(self, clip: CLIPModel) -> None:
        super().__init__()
        self.clip = clip
        self.heads = nn.ModuleDict(
            {f: nn.Linear(clip.visual_projection.out_features, len(VALUES[f])) for f in FACTORS}
        )

    def forward(self, ids: torch.Tensor, pictures: torch.Tensor) -> dict[str, torch.Tensor]:
        """Unit embeddings (n, d) of words and pictures, the logit scale, and the factors read from both."""
        out = self.clip(input_ids=ids, pixel_values=pictures)
        both = torch.cat([out.text_embeds, out.image_embeds]) * 8
        read = {f: head(both) for f, head in self.heads.items()}
        scale = self.clip.logit_scale.exp().clamp(max=100)
        return {"words": out.text_embeds, "pictures": out.image_embeds, "scale": scale} | read


def targets(scenes: Sequence[Scene]) -> torch.Tensor:
    """The index of every factor's value, (n, 7)."""
    return torch.tensor([[VALUES[f].index(getattr(s, f)) for f in FACTORS] for s in scenes])


def choose_factors(rng: random.Random, full: float = 0.5) -> tuple[str, ...]:
    """Every factor with probability `full`, otherwise a random part of them with at least one."""
    if rng.random() < full:
        return FACTORS
    return tuple(rng.sample(FACTORS, rng.randint(1, len(FACTORS) - 1)))


def named_mask(named: Sequence[Sequence[str]]) -> torch.Tensor:
    """Which factors each caption says, (n, 7) bool; naming the breed says the kind."""
    return torch.tensor([[f in n or (f == "kind" and "breed" in n) for f in FACTORS] for n in named])


def contrastive(out: dict[str, torch.Tensor], factors: torch.Tensor, named: torch.Tensor) -> torch.Tensor:
    """CLIP's symmetric cross-entropy, without the pairs whose caption is true of the other picture too."""
    logits = out["scale"] * out["words"] @ out["pictures"].T
    agree = (factors[:, None] == factors[None]) | ~named[:, None]
    true = agree.all(-1) & ~torch.eye(len(factors), dtype=torch.bool, device=logits.device)
    logits = logits.masked_fill(true, -1e4)
    own = torch.arange(len(factors), device=logits.device)
    return (F.cross_entropy(logits, own) + F.cross_entropy(logits.T, own)) / 2


def reading(out: dict[str, torch.Tensor], factors: torch.Tensor, named: torch.Tensor) -> torch.Tensor:
    """Mean cross-entropy of the factors read from words (where named) and from pictures."""
    seen = torch.cat([named, torch.ones_like(named)])
    doubled = torch.cat([factors, factors])
    parts = [F.cross_entropy(out[f][seen[:, k]], doubled[seen[:, k], k]) for k, f in enumerate(FACTORS)]
    return torch.stack(parts).mean()


def run(plan: Plan, size: str, pictures: int, start: Path | None = None) -> CLIPModel:
    """Train by the plan on that many scenes; `start`: the folder of a run whose weights are the first."""
    bank = data.world_bank(plan.out.parent, pictures)
    scenes = [data.train_scene(i) for i in range(pictures)]
    known = targets(scenes)
    words = tokenizer.build()

    def losses(model: nn.Module, step: int, rng: torch.Generator) -> Losses:
        device, rng = next(model.parameters()).device, on_cpu(rng)
        chosen = torch.randint(len(bank), (plan.batch,), generator=rng)
        dice = random.Random(int(torch.randint(1 << 30, (1,), generator=rng)))
        named = [choose_factors(dice) for _ in range(plan.batch)]
        texts = [
            caption(scenes[i], dice.choice(LANGUAGES), factors, seed=dice.randrange(1 << 30))
            for i, factors in zip(chosen.tolist(), named, strict=True)
        ]
        ids = words(texts, padding="longest", truncation=True, return_tensors="pt").input_ids
        out = model(ids.to(device), data.as_input(bank[chosen]).to(device))
        factors, mask = known[chosen].to(device), named_mask(named).to(device)
        pairs, read = contrastive(out, factors, mask), reading(out, factors, mask)
        return {"loss": pairs + read, "pairs": pairs, "read": read}

    torch.manual_seed(plan.seed)
    model = Reader(build(words, size))
    if start is not None:
        model.load_state_dict(begin_from(start, plan.out))
    model.load_state_dict(train(plan, model, losses))
    return model.clip


def load(out: Path, words: PreTrainedTokenizerFast, size: str = "full") -> CLIPModel:
    """The CLIP of a run's checkpoint, averaged weights, ready for use."""
    model = Reader(build(words, size))
    model.load_state_dict(trained(out))
    return model.clip.eval()


def main() -> None:
    """Read the arguments and train."""
    args = arguments(__doc__, out="runs/clip", steps=1600, batch=128, lr=1e-3, pictures=16000)
    run(plan(args, weight_decay=0.02, ema=0.99), "smoke" if args.smoke else "full", args.pictures, args.start)


if __name__ == "__main__":
    main()
