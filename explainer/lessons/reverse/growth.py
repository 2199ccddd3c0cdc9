"""How the denoiser grew up, as its pack's card tells it: the log of its training, and pictures by age.

Nothing is computed here. The log and the ages are what `training/` wrote down (`training.history`,
`training.evaluate.grown`); a pack may have either, both or neither. Where the denoiser went on from weights
of an earlier world, its childhood is not to be seen in its own log: then the card may hold that of a twin,
the same network trained from random numbers for this alone.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from explainer.core.packfiles import read_json


@dataclass(frozen=True)
class Row:
    """One logged step: `step` steps were behind it when a batch was measured.

    mse   mean squared error of the guessed noise over the batch, at random t; None where it was not logged
    loss  what training makes small: the same with each picture weighted by min-SNR (Hang et al. 2023,
          arXiv:2303.09556), as training/denoiser.py does it
    """

    step: int
    mse: float | None
    loss: float


@dataclass(frozen=True)
class Age:
    """Pictures were made after `step` steps, `share` of all of them, 0..1."""

    step: int
    share: float


@dataclass(frozen=True)
class Growth:
    """The runs that led to the denoiser, one after another, counted as one.

    date     when the pack was put together, as in 2026-11-25; "" where the card does not say
    whole    steps of the denoiser's own runs where all that follows is a twin's; else None
    total    steps of all runs     batch  pictures a step and process, of the last run; 0 if unknown
    rows     the log, by step; earlier runs' as far as the card kept them
    begins   where a run went on from the weights of the one before
    ages     rows of the picture sheet, by step     prompts  its columns
    painted  how its pictures were made: sampling steps and guidance
    """

    date: str
    whole: int | None
    total: int
    batch: int
    rows: tuple[Row, ...]
    begins: tuple[int, ...]
    ages: tuple[Age, ...]
    prompts: tuple[str, ...]
    painted: tuple[int, float]


def in_folder(folder: Path) -> Growth:
    """What the card in a pack's folder holds. Raises PackError where it cannot be read."""
    return of_card(read_json(folder / "card.json"))


def of_card(card: Mapping[str, Any]) -> Growth:
    """What the card holds; a part that is missing is empty."""
    made = card.get("made") or {}
    own, twin = (made.get("parts") or {}).get("denoiser") or {}, made.get("twin")
    runs = list(_chain(twin or own))
    lengths = _lengths(runs)
    offsets = [sum(lengths[:i]) for i in range(len(runs))]
    rows = [row for run, offset in zip(runs, offsets, strict=True) for row in _rows(run, offset)]
    ages = (card.get("figures") or {}).get("ages") or {}
    total = sum(lengths) or max([row.step for row in rows] + list(ages.get("steps") or []), default=0)
    return Growth(
        date=str(made.get("date") or ""),
        whole=sum(_lengths(_chain(own))) if twin else None,
        total=total,
        batch=int((runs[-1].get("plan") or {}).get("batch") or 0),
        rows=tuple(rows),
        begins=tuple(offsets[1:]),
        ages=tuple(_ages(ages, offsets[-1], total)),
        prompts=tuple(map(str, ages.get("prompts") or ())),
        painted=(int(card.get("steps") or 0), float(card.get("guidance") or 1)),
    )


def _chain(run: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The runs from the first to the last; at least one, maybe empty."""
    if run.get("before"):
        yield from _chain(run["before"])
    yield run


def _lengths(runs: Iterable[Mapping[str, Any]]) -> list[int]:
    return [int(run.get("steps_done") or 0) for run in runs]


def _rows(run: Mapping[str, Any], offset: int) -> Iterator[Row]:
    for one in run.get("log") or ():
        if "step" in one and "loss" in one:
            yield Row(int(one["step"]) + offset, one.get("mse"), float(one["loss"]))


def _ages(ages: Mapping[str, Any], offset: int, total: int) -> Iterator[Age]:
    for step in ages.get("steps") or ():
        yield Age(int(step) + offset, (int(step) + offset) / total if total else 0.0)
