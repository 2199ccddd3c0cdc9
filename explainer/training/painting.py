"""Pictures painted by a pack for measuring: many at once, from words, from the port, by the student."""

from __future__ import annotations

from collections.abc import Sequence

import torch

from explainer.core import noising, pack, port, sampling

BATCH, ON_GPU = 16, 256


def paint(
    model: pack.ModelPack,
    embeds: torch.Tensor,
    negative: torch.Tensor | None,
    *,
    steps: int,
    guidance: float,
    first_seed: int = 0,
) -> torch.Tensor:
    """A picture for each of embeds (n, l, d), (n, 3, 128, 128) in [-1, 1] on the CPU, by DDIM.

    The k-th starts from the noise of seed `first_seed` + k.
    """
    made, batch = [], BATCH if model.device.type == "cpu" else ON_GPU
    for start in range(0, len(embeds), batch):
        part = embeds[start : start + batch]
        shape = (1, *pack.latent_shape(model))
        noise = torch.cat([noising.gaussian(shape, first_seed + start + k) for k in range(len(part))])
        *_, last = sampling.denoise(
            model, noise, part, negative, scheduler="ddim", steps=steps, guidance=guidance
        )
        made.append(pack.decode(model, last.x_prev).cpu())
    return torch.cat(made)


def from_words(
    model: pack.ModelPack,
    prompts: Sequence[str],
    *,
    steps: int | None = None,
    guidance: float | None = None,
    first_seed: int = 0,
) -> torch.Tensor:
    """A picture a prompt; steps and guidance as shipped where none are given."""
    return paint(
        model,
        pack.encode_prompt(model, prompts),
        pack.encode_prompt(model, [""]),
        steps=steps or int(model.card["steps"]),
        guidance=guidance or float(model.card["guidance"]),
        first_seed=first_seed,
    )


def from_port(model: pack.ModelPack, embedding: torch.Tensor, source: port.Source) -> torch.Tensor:
    """A picture for each CLIP embedding (n, e) handed to the port, with no word beside it."""
    assert model.image_port is not None
    empty = pack.encode_prompt(model, [""])
    tokens = port.tokens(model.image_port, embedding, source)
    handed = torch.cat([empty.expand(len(tokens), -1, -1), tokens], dim=1)
    unhanded = torch.cat([empty, port.nothing(model.image_port)], dim=1)
    shipped = {"steps": int(model.card["steps"]), "guidance": float(model.card["guidance"])}
    return paint(model, handed, unhanded, **shipped)


def by_student(model: pack.ModelPack, prompts: Sequence[str]) -> torch.Tensor:
    """A picture a prompt by the few-step student, unguided."""
    few = pack.with_student(model)
    return paint(
        few, pack.encode_prompt(few, prompts), None, steps=int(model.card["student_steps"]), guidance=1.0
    )
