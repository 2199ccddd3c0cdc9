"""The mistake, measured: curves over t with a marker, and how training made it small, by age."""

from typing import TYPE_CHECKING, Any

from explainer.views import clock, film
from explainer.views.base import View, as_file

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PIL.Image import Image
    from torch import Tensor

    from explainer.lessons.reverse.growth import Growth
    from explainer.lessons.reverse.mistakes import Asked, Moment
    from explainer.lessons.reverse.world import Spread, World


class MistakesView(View):
    """Value: one of `measuring`, `finished`, or film's `failed`.

    Props: `words`, `common` (the table), `picture` (see tabs/section.py), `kept` (see `kept`; None at first).
    Events: `opened`, answered by the prop `kept`; `measure` with {"seed", "run"}, the last one a number that
    comes back as part of `asked`; `stop`.
    """

    html = "mistakes.html"
    styles = (*clock.STYLES, "mistakes.css", "growth.css")
    module = "mistakes.js"
    triggers = ("opened", "measure", "stop")


def kept(world: "tuple[World, int] | None", growth: "Growth", ages: bytes | None) -> dict[str, Any]:
    """What needs no model: the recorded average over the world, if any, and the making of the pack."""
    sheet = as_file(ages, "ages.webp") if ages else None
    return {"world": _world(*world) if world else None, "growth": _growth(growth, sheet)}


def measuring(
    asked: dict[str, Any],
    name: str,
    of: "Asked",
    moments: "Sequence[Moment]",
    seen: "Sequence[Tensor]",
    first: int,
) -> dict[str, Any]:
    """Some of the moments, the `first`-th and those after it, with x_t as the small pictures `seen`."""
    arrived = [
        _numbers(moment)
        | {
            "x_t": film.tiny(picture),
            "guess": film.streamed_levels(moment.guess, film.LOUDEST),
            "wrong": film.streamed_levels(moment.guess - moment.eps, film.LOUDEST),
        }
        for moment, picture in zip(moments, seen, strict=True)
    ]
    true = {"true": film.streamed_levels(of.noises[:1], film.LOUDEST)}
    return {"kind": "running", "first": first, "moments": arrived, **true, **_frame(asked, name, of)}


def finished(
    asked: dict[str, Any], name: str, of: "Asked", moments: "Sequence[Moment]", sheet: "Image", code: str
) -> dict[str, Any]:
    """All of it, to be scrubbed.

    sheet   k × x_t, and last the world's mean, if `mean`
    maps    bytes: k × the guessed noise, k × guessed − true, and the true noise, each channels × side²
    """
    guesses = [film.levels(moment.guess, film.LOUDEST) for moment in moments]
    wrong = [film.levels(moment.guess - moment.eps, film.LOUDEST) for moment in moments]
    return {
        "kind": "done",
        "moments": [_numbers(moment) for moment in moments],
        "sheet": film.sheet_file(sheet),
        "maps": film.bytes_file(*guesses, *wrong, film.levels(of.noises[:1], film.LOUDEST)),
        "columns": film.COLUMNS,
        "size": sheet.width // min(film.COLUMNS, len(moments) + bool(of.known)),
        "mean": bool(of.known),
        "code": code,
        **_frame(asked, name, of),
    }


def _frame(asked: dict[str, Any], name: str, of: "Asked") -> dict[str, Any]:
    return {
        "asked": asked,
        "name": name,
        "timesteps": list(of.timesteps),
        "noises": len(of.noises),
        "channels": of.latent.shape[1],
        "side": of.latent.shape[-1],
        "numbers": of.latent[0].numel(),
    }


def _numbers(moment: "Moment") -> dict[str, Any]:
    """Each kind of guess: its mistake averaged over the noises; `first`: the network's on the one shown."""
    means = {
        kind: _short(sum(values) / len(values))
        for kind in ("network", "zero", "only_mean")
        if (values := getattr(moment, kind))
    }
    return {
        "t": moment.t,
        "first": _short(moment.network[0]),
        "lazy": moment.lazy,
        "gain": _short(moment.gain),
        **means,
    }


def _world(world: "World", made: int) -> dict[str, Any]:
    """Of each kind of guess [mean, half the interval, low, high] at each of `timesteps`."""
    kinds = {"network": world.network, "only_mean": world.only_mean, "zero": world.zero}
    return {
        "made": made,
        "known": world.known,
        "measured": world.measured,
        "timesteps": list(world.timesteps),
        **{kind: [_spread(one) for one in spreads] for kind, spreads in kinds.items()},
    }


def _spread(one: "Spread") -> list[float]:
    return [_short(value) for value in (one.mean, one.half, one.low, one.high)]


def _growth(growth: "Growth", ages: dict[str, Any] | None) -> dict[str, Any]:
    """The log as [step, mse, loss]; ages as [step, share] with the file of their pictures."""
    return {
        "made": growth.date or None,
        "whole": growth.whole,
        "total": growth.total,
        "batch": growth.batch,
        "rows": [[row.step, row.mse, row.loss] for row in growth.rows],
        "begins": list(growth.begins),
        "ages": [[age.step, round(age.share, 4)] for age in growth.ages] if ages and growth.prompts else [],
        "prompts": list(growth.prompts),
        "steps": growth.painted[0],
        "guidance": growth.painted[1],
        "sheet": ages,
    }


def _short(number: float) -> float:
    return float(f"{number:.4g}")
