"""What can be read out of a latent, an embedding, or the pixels, by a linear probe (Alain & Bengio 2016).

A probe is the simplest reader there is: one weighted sum for each answer, fitted by ridge regression on some
scenes and judged on others. Where it reads a factor well, that factor lies open in the numbers; where it
does not, it may still be there, but folded up.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional as F

from explainer.core.images import fit_square, to_tensor
from explainer.core.pack import ModelPack, encode, image_embedding, picture_size
from explainer.lessons.latent import moves
from explainer.lessons.latent.moves import Move
from explainer.lessons.latent.relations import RELATIONS
from explainer.world.painter import render
from explainer.world.scene import FACTORS, Scene, sample

TRAIN, TEST = 1500, 500
FIRST_SEED = 700_000_000
"""Far from all seeds whose scenes training draws or judges by."""
AT_ONCE = 50
SIDE = 16
"""Pixels a side to which a picture is shrunk for the probe of the pixels: 16 · 16 · 3 = 768 numbers."""
SOURCES = ("latent", "clip", "pixels")
PENALTIES = (1e0, 1e1, 1e2, 1e3, 1e4, 1e5)
HELD_BACK = 4
"""Every fourth of the training scenes chooses the penalty; then all of them are fitted."""
RESAMPLES = 1000
LEGS_TO_BODY = "legs_to_body"
NUMBERS = (LEGS_TO_BODY, *RELATIONS.values(), "body_height", "head", "x", "scale")
GROUPS = ("named", "measured", "within")
"""What captions name (accuracy), what no caption names (R²), and that within one breed (R²)."""


@dataclass(frozen=True)
class Score:
    """Accuracy or R² on scenes that the probe never saw, and its 95 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Row:
    """One factor: how well it is read from each of SOURCES.

    chance: the accuracy of always naming the most frequent value; 0 where the score is R².
    """

    group: str
    factor: str
    chance: float
    scores: dict[str, Score]


@dataclass(frozen=True)
class Probes:
    """All rows, the scenes and numbers they rest on, and how far changes move a point on `moved` scenes."""

    train: int
    test: int
    numbers: dict[str, int]
    rows: tuple[Row, ...]
    moved: int
    moves: tuple[Move, ...]


def measure(pack: ModelPack) -> Probes:
    """Paint TRAIN + TEST scenes, turn each into three lists of numbers, and probe those."""
    scenes = [sample(seed) for seed in range(FIRST_SEED, FIRST_SEED + TRAIN + TEST)]
    features = features_of(pack, scenes)
    return Probes(
        train=TRAIN,
        test=TEST,
        numbers={name: values.shape[1] for name, values in features.items()},
        rows=rows_of(features, scenes, TRAIN),
        moved=moves.SCENES,
        moves=moves.moves(pack),
    )


def rows_of(features: dict[str, Tensor], scenes: Sequence[Scene], train: int) -> tuple[Row, ...]:
    """Probe every factor from every one of `features` (n, d), fitted on the first `train` scenes."""
    probes = {name: Probe(values[:train], values[train:]) for name, values in features.items()}
    rows = []
    for factor in FACTORS:
        labels = [getattr(scene, factor) for scene in scenes]
        known = sorted(set(labels))
        indices = torch.tensor([known.index(label) for label in labels])
        usual = indices[:train].mode().values
        scores = {name: probe.accuracy(indices[:train], indices[train:]) for name, probe in probes.items()}
        rows.append(Row("named", factor, _short((indices[train:] == usual).double().mean()), scores))
    for group, factors in (("measured", NUMBERS), ("within", (LEGS_TO_BODY, *RELATIONS.values()))):
        for factor in factors:
            y = torch.tensor([number(scene, factor) for scene in scenes], dtype=torch.float64)
            y = within_breed(y, scenes, train) if group == "within" else y
            scores = {name: probe.r2(y[:train], y[train:]) for name, probe in probes.items()}
            rows.append(Row(group, factor, 0.0, scores))
    return tuple(rows)


def number(scene: Scene, factor: str) -> float:
    """A measure of the scene; "legs_to_body" is the legs' length for one length of the body."""
    if factor == LEGS_TO_BODY:
        return scene.leg_length / scene.body_length
    return float(getattr(scene, factor))


def within_breed(y: Tensor, scenes: Sequence[Scene], train: int) -> Tensor:
    """(n,) less the mean of each scene's breed, as it is among the first `train`."""
    y = y.clone()
    for breed in {scene.breed for scene in scenes}:
        own = torch.tensor([scene.breed == breed for scene in scenes])
        y[own] -= y[:train][own[:train]].mean() if own[:train].any() else 0.0
    return y


def features_of(pack: ModelPack, scenes: Sequence[Scene]) -> dict[str, Tensor]:
    """By source (n, d): the VAE's latent, flat; CLIP's embedding; the picture, SIDE pixels a side."""
    found: dict[str, list[Tensor]] = {name: [] for name in SOURCES}
    for first in range(0, len(scenes), AT_ONCE):
        pictures = [render(scene, picture_size(pack)) for scene in scenes[first : first + AT_ONCE]]
        x = torch.cat([to_tensor(picture) for picture in pictures])
        found["latent"].append(encode(pack, x).float().cpu().flatten(1))
        found["clip"].append(image_embedding(pack, pictures).float().cpu())
        small = [to_tensor(fit_square(picture, SIDE)) for picture in pictures]
        found["pixels"].append(torch.cat(small).flatten(1))
    return {name: torch.cat(parts) for name, parts in found.items()}


class Ridge:
    """Ridge regression on features x (n, d) (Hoerl & Kennard 1970), ready for any y and penalty."""

    def __init__(self, x: Tensor) -> None:
        self.u, self.singular, self.vt = torch.linalg.svd(x, full_matrices=False)

    def predict(self, y: Tensor, new: Tensor) -> list[Tensor]:
        """(m, k) at `new` (m, d) from y (n, k), one for each of PENALTIES; the mean of y is not penalised."""
        mean, s = y.mean(0), self.singular[:, None]
        turned, projected = new @ self.vt.T, self.u.T @ (y - mean)
        return [mean + turned @ (projected * s / (s.square() + penalty)) for penalty in PENALTIES]


class Probe:
    """Ridge regression from `train` (n, d), judged on `test` (m, d); features are brought to spread 1."""

    def __init__(self, train: Tensor, test: Tensor) -> None:
        mean, spread = train.double().mean(0), train.double().std(0).clamp_min(1e-6)
        train, self.test = (train.double() - mean) / spread, (test.double() - mean) / spread
        self.chooses = torch.arange(len(train)) % HELD_BACK == 0
        self.choosing = train[self.chooses]
        self.some, self.all = Ridge(train[~self.chooses]), Ridge(train)

    def predict(self, y: Tensor) -> Tensor:
        """(m, k) for the test scenes from (n, k): with the penalty that did best on those held back."""
        fits = self.some.predict(y[~self.chooses], self.choosing)
        errors = [float((fit - y[self.chooses]).square().sum()) for fit in fits]
        return self.all.predict(y, self.test)[errors.index(min(errors))]

    def accuracy(self, known: Tensor, asked: Tensor) -> Score:
        """How often the largest of the answers is right: (n,) and (m,) are classes as whole numbers."""
        answers = self.predict(F.one_hot(known, int(torch.cat([known, asked]).max()) + 1).double())
        return _score(lambda which: (answers.argmax(1) == asked).double()[which].mean(-1), len(asked))

    def r2(self, known: Tensor, asked: Tensor) -> Score:
        """The share of the variance of (m,) that is read; below 0 where the mean would have done better."""
        errors = (self.predict(known[:, None])[:, 0] - asked).square()
        return _score(lambda which: 1 - errors[which].sum(-1) / _squares(asked[which]), len(asked))


def plain(probes: Probes) -> dict[str, Any]:
    """`probes` as JSON holds it."""
    return asdict(probes)


def read(kept: dict[str, Any]) -> Probes:
    """The way back of `plain`."""
    rows = [
        Row(**{**row, "scores": {name: Score(**score) for name, score in row["scores"].items()}})
        for row in kept["rows"]
    ]
    return Probes(**{**kept, "rows": tuple(rows), "moves": tuple(Move(**one) for one in kept["moves"])})


def _squares(y: Tensor) -> Tensor:
    return (y - y.mean(-1, keepdim=True)).square().sum(-1)


def _score(of: Any, count: int) -> Score:
    """The score of all test scenes, and the middle 95 % over RESAMPLES of them (Efron 1979)."""
    drawn = torch.randint(count, (RESAMPLES, count), generator=torch.Generator().manual_seed(0))
    low, high = of(drawn).quantile(torch.tensor([0.025, 0.975], dtype=torch.float64))
    return Score(_short(of(torch.arange(count))), _short(low), _short(high))


def _short(value: Tensor) -> float:
    return round(float(value), 4)
