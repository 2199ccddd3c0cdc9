"""The figures of a pack that people see first: a face that is there, one head, crisp lines, and the way home.

They come from two judges that learned from renders alone (`judge`), and from the drawings themselves, since
the painter knows where each head is.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from PIL import Image

from explainer.core import descent, images, noising, pack
from explainer.training import data, judge, painting
from explainer.training.statistics import average, share
from explainer.world.captions import LANGUAGES, caption
from explainer.world.painter import head_box
from explainer.world.scene import Scene, sample

ONE, HOME_T, HOME_STEPS = 1, 400, 50
"""The answer "one head"; where the samples' way home begins, and over how many steps, as its tab opens."""
Judges = dict[str, judge.Judge]


def load_judges(runs: Path) -> Judges:
    """The judges of the face and of the heads. Raises FileNotFoundError where they are not trained."""
    return {asks: judge.load(runs, asks) for asks in ("face", "heads")}


def boxes(scenes: Sequence[Scene]) -> torch.Tensor:
    """Where the heads are, (n, 4): left, top, right, bottom in pixels."""
    return torch.tensor([head_box(scene) for scene in scenes])


def there(by: Judges, pictures: torch.Tensor) -> torch.Tensor:
    """Whether each picture has a face, (n,) bool."""
    return by["face"].answers(pictures)[:, 0] == 1


def one_head(by: Judges, pictures: torch.Tensor) -> torch.Tensor:
    """Whether each picture has an animal with one head, (n,) bool."""
    return by["heads"].answers(pictures)[:, 0] == ONE


def checked(by: Judges, scenes: Sequence[Scene]) -> dict[str, Any]:
    """How often either judge is right about drawings of which the truth is known."""
    drawn = {name: data.as_input(data.paint(list(scenes), name)) for name in data.ALTERED}
    smeared = judge.smeared(drawn["as_is"], boxes(scenes), sum(judge.SMEARS) / 2)
    heads = {"as_is": ONE, "headless": 0, "two_headed": 2}
    return {
        "judge_face": {
            "as_is": share(there(by, drawn["as_is"])),
            "faceless": share(~there(by, drawn["faceless"])),
            "smeared": share(~there(by, smeared)),
        },
        "judge_heads": {
            name: share(by["heads"].answers(drawn[name])[:, 0] == truth) for name, truth in heads.items()
        },
    }


def head_psnr(a: torch.Tensor, b: torch.Tensor, where: torch.Tensor) -> torch.Tensor:
    """PSNR in dB of each pair of pictures within its box, (n,)."""
    return torch.tensor(
        [
            images.psnr(x[None, :, top:bottom, left:right], y[None, :, top:bottom, left:right])
            for x, y, (left, top, right, bottom) in zip(a, b, where.tolist(), strict=True)
        ]
    )


def crispness(pictures: torch.Tensor, drawings: torch.Tensor, where: torch.Tensor) -> torch.Tensor:
    """Energy of the gradients in each box, as a share of the drawing's there, (n,)."""
    mask = data.inside(where, pictures.shape[-1])

    def energy(x: torch.Tensor) -> torch.Tensor:
        down, across = x.diff(dim=2).square() * mask[:, :, 1:], x.diff(dim=3).square() * mask[..., 1:]
        return down.sum(dim=(1, 2, 3)) + across.sum(dim=(1, 2, 3))

    return energy(pictures) / energy(drawings)


def seen(by: Judges, pictures: dict[str, torch.Tensor], scenes: Sequence[Scene]) -> dict[str, Any]:
    """Faces, heads and crispness of pictures that were made of these scenes, by how they were made."""
    drawings, where = data.as_input(data.paint(list(scenes))), boxes(scenes)
    return {
        "face_there": {name: share(there(by, one)) for name, one in pictures.items()},
        "one_head": {name: share(one_head(by, one)) for name, one in pictures.items()},
        "crispness": {name: average(crispness(one, drawings, where)) for name, one in pictures.items()},
    }


def of_a_dog(by: Judges, model: pack.ModelPack, count: int) -> dict[str, Any]:
    """Faces and heads of what "a dog" alone brings, in either language's wordings."""
    scenes = [sample(data.TEST_SEED + i, kind="dog") for i in range(count)]
    prompts = [caption(s, LANGUAGES[i % 2], ("kind",), seed=i) for i, s in enumerate(scenes)]
    pictures = painting.from_words(model, prompts, first_seed=60_000)
    return {
        "face_there": {"a_dog": share(there(by, pictures))},
        "one_head": {"a_dog": share(one_head(by, pictures))},
    }


@torch.no_grad()
def home(by: Judges, model: pack.ModelPack, files: Sequence[Path]) -> dict[str, Any]:
    """The sample pictures noised to HOME_T and brought back with no word: PSNR against A, and their faces."""
    pictures = torch.cat(
        [images.to_tensor(images.fit_square(Image.open(f).convert("RGB"), 128)) for f in files]
    )
    latents = pack.encode(model, pictures).cpu()
    abar = noising.alphas_cumprod(model.scheduler_config)[HOME_T]
    eps = noising.gaussian((1, *pack.latent_shape(model)), 0).expand(len(latents), -1, -1, -1)
    x_t, starts = noising.add_noise(latents, eps, abar.expand(len(latents))), [HOME_T] * len(latents)
    *_, last = descent.descend(model, x_t, starts, pack.encode_prompt(model, [""]), HOME_STEPS)
    back = pack.decode(model, last.latents).cpu()
    psnr = torch.tensor([images.psnr(a[None], b[None]) for a, b in zip(back, pictures, strict=True)])
    return {"psnr": average(psnr), "face": share(there(by, back))}
