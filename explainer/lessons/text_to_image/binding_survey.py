"""Do colour words look where their colour is? Measured beforehand over scenes of the world and seeds."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from typing import Any

import torch

from explainer.core import noising
from explainer.core.images import to_tensor
from explainer.core.pack import ModelPack, decode, encode, latent_shape, picture_size
from explainer.lessons.text_to_image.binding import LEAST, begin, looks_at, of_side, record, rows_of
from explainer.lessons.text_to_image.colored import region
from explainer.world.captions import LANGUAGES, caption
from explainer.world.painter import render
from explainer.world.scene import Scene, sample, standard

SCENES = (
    standard("labrador", coat="black", collar="red", place="snow", facing="left"),
    standard("dachshund", coat="brown", collar="blue", place="beach", facing="right"),
    standard("shiba", coat="orange", collar="blue", place="snow", facing="left"),
    standard("pug", coat="gray", collar="red", place="meadow", facing="right"),
)
"""Coats that their place does not have as well."""
SEEDS = range(4)
PAINTED = range(10)
CHANGED = 0.1


@dataclass(frozen=True)
class Found:
    """One colour word of one run.

    role: "coat" or "collar".  area: the colour's share of the picture.  lift, end: how many times as much
    as chance of the word's, and of the end mark's, attention lies there; 0 where the picture lacks it.
    """

    language: str
    prompt: str
    seed: int
    role: str
    word: str
    color: str
    area: float
    lift: float
    end: float


@dataclass(frozen=True)
class Survey:
    """All that was found, `special`, the mean share of attention of binding.SPECIAL, and how good the
    colour's region is on the painter's own pictures after the autoencoder: `right`, the share of its pixels
    that truly belong to the coat or collar, and `seen`, the share of those that it has."""

    found: tuple[Found, ...]
    special: tuple[float, ...]
    right: float
    seen: float


def survey(pack: ModelPack) -> Survey:
    """Run every scene's caption in each language from each seed, guided, and measure."""
    found, special = [], []
    for scene in SCENES:
        for language in LANGUAGES:
            arrived, shares = _run(pack, scene, language)
            found += arrived
            special.append(shares)
    right, seen = checked(pack)
    return Survey(tuple(found), tuple(torch.stack(special).mean(dim=0).tolist()), right, seen)


def _run(pack: ModelPack, scene: Scene, language: str) -> tuple[list[Found], torch.Tensor]:
    prompt = caption(scene, language, plain=True, factors=("breed", "coat", "collar", "facing", "place"))
    steps, guidance = int(pack.card["steps"]), float(pack.card["guidance"])
    start = begin(pack, prompt, seed=0, scheduler="ddim", steps=steps, guidance=guidance)
    noise = torch.cat([noising.gaussian((1, *latent_shape(pack)), seed) for seed in SEEDS]).to(pack.device)
    walked = list(record(pack, start, noise))
    whole = torch.stack([of_side(maps, 0) for _, maps in walked]).mean(dim=0)
    pictures, rows = decode(pack, walked[-1][0].x_prev).cpu(), rows_of(pack, start, whole)
    found = []
    for seed, picture, maps in zip(SEEDS, pictures.split(1), rows, strict=True):
        for look in looks_at(start, maps, picture):
            role = "coat" if look.color == scene.coat else "collar"
            end = look.inside[-2] / look.area if look.area >= LEAST else 0.0
            word = start.words[look.word].text
            found.append(Found(language, prompt, seed, role, word, look.color, look.area, look.lift, end))
    return found, rows[:, -3:].mean(dim=(0, 2, 3))


def checked(pack: ModelPack) -> tuple[float, float]:
    """`right` and `seen` of a Survey: the truth is what changes when only the coat or collar is another."""
    hits = claimed = true = 0
    for picture, truth, color in _truths(pack):
        mine = region(picture, color)[0]
        hits += int((mine & truth).sum())
        claimed += int(mine.sum())
        true += int(truth.sum())
    return hits / max(claimed, 1), hits / max(true, 1)


def _truths(pack: ModelPack) -> Iterator[tuple[torch.Tensor, torch.Tensor, str]]:
    size = picture_size(pack)
    for seed in PAINTED:
        for scene in SCENES:
            fixed = {"coat": scene.coat, "collar": scene.collar, "place": scene.place, "pattern": "plain"}
            drawn = sample(seed, **fixed)
            painted = to_tensor(render(drawn, size))
            through = decode(pack, encode(pack, painted)).cpu()
            for name, other in (("coat", _other(drawn.coat)), ("collar", "none")):
                changed = to_tensor(render(_with(drawn, name, other), size))
                yield through, (painted - changed).abs().amax(dim=1)[0] > CHANGED, fixed[name]


def _other(coat: str) -> str:
    return "golden" if coat != "golden" else "gray"


def _with(scene: Scene, name: str, value: str) -> Scene:
    changes: dict[str, Any] = {name: value}
    return replace(scene, **changes)


def plain(survey: Survey) -> dict[str, Any]:
    """As it is kept in a file."""
    return asdict(survey)


def read(kept: dict[str, Any]) -> Survey:
    """The way back of `plain`."""
    return Survey(
        tuple(Found(**one) for one in kept["found"]), tuple(kept["special"]), kept["right"], kept["seen"]
    )


@dataclass(frozen=True)
class Summary:
    """One role in one language: of `runs`, in how many the colour is missing, in how many its word looks
    there more than chance, the mean lifts of the word and of the end mark, and the best and worst of them."""

    runs: int
    missing: int
    more: int
    lift: float
    end: float
    best: Found
    worst: Found


def summary(survey: Survey, language: str, role: str) -> Summary:
    """See `Summary`. Where all pictures lack the colour, the means are 0."""
    mine = [one for one in survey.found if (one.language, one.role) == (language, role)]
    there = [one for one in mine if one.area >= LEAST]
    ordered = sorted(there or mine, key=lambda one: one.lift)
    return Summary(
        runs=len(mine),
        missing=len(mine) - len(there),
        more=sum(one.lift > 1 for one in there),
        lift=sum(one.lift for one in there) / max(len(there), 1),
        end=sum(one.end for one in there) / max(len(there), 1),
        best=ordered[-1],
        worst=ordered[0],
    )
