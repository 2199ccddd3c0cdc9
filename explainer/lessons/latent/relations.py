"""Relations, not looks: an animal of the world, bent one measure at a time.

A `Bend` is the animal as it stands; a control ("legs", "together", "coat", …) is what one slider changes of
it; `track` lays out the slider's stops as scenes, which need no model to be drawn. What CLIP says of them is
in `seen`.
"""

import math
from dataclasses import dataclass, replace
from typing import Any

from explainer.world.captions import caption
from explainer.world.painter import svg
from explainer.world.scene import BREEDS, COATS, PLACES, Scene, standard

WAYS = {
    "dachshund": ("labrador", "dachshund"),
    "maine_coon": ("shiba", "maine_coon"),
    "siamese": ("poodle", "siamese"),
}
"""By its end, a way from one breed's measures to another's. The parts keep the form of the first."""
RELATIONS = {
    "legs": "leg_length",
    "body": "body_length",
    "snout": "snout",
    "ears": "ear",
    "tail": "tail",
}
"""What a slider of one measure is called, and the field of the scene that it changes."""
LOOKS = {"coat": COATS, "place": PLACES}
TOGETHER = "together"
CONTROLS = (TOGETHER, *RELATIONS, *LOOKS)
MEASURES = (
    "body_length",
    "body_height",
    "leg_length",
    "leg_width",
    "head",
    "snout",
    "neck",
    "ear",
    "tail",
)
STOPS = 33
MARGIN = 0.1
"""The builds of the world stray so far from their breed's standard; so do the sliders."""


@dataclass(frozen=True)
class Bend:
    """The animal as it stands: so far along its way, with single measures bent from there.

    along: 0 (the first breed's measures) to 1 (the second's).  bent: by names of RELATIONS, in the scene's
    units, 128 to the picture's width.
    """

    way: str
    along: float
    bent: dict[str, float]
    coat: str
    place: str

    @property
    def scene(self) -> Scene:
        """The scene to paint: the first breed's form, with these measures."""
        first, last = (standard(breed) for breed in WAYS[self.way])
        measures = {
            name: round((1 - self.along) * getattr(first, name) + self.along * getattr(last, name), 2)
            for name in MEASURES
        }
        measures |= {RELATIONS[name]: value for name, value in self.bent.items()}
        return replace(first, coat=self.coat, place=self.place, **measures)


@dataclass(frozen=True)
class Track:
    """What one slider does to `bend`: its stops from left to right, and the one where the animal stands now.

    values: 0..1 for TOGETHER, a measure for one of RELATIONS, a word of the world for one of LOOKS.
    """

    control: str
    bend: Bend
    values: tuple[float | str, ...]
    scenes: tuple[Scene, ...]
    at: int

    def drawings(self) -> tuple[str, ...]:
        """Every stop as an SVG document; a few milliseconds for all, and no model."""
        return tuple(svg(scene) for scene in self.scenes)

    def measures(self) -> dict[str, tuple[float, ...]]:
        """By names of RELATIONS, that measure at every stop."""
        return {
            name: tuple(getattr(scene, field) for scene in self.scenes) for name, field in RELATIONS.items()
        }


def bend_of(asked: dict[str, Any]) -> Bend:
    """The bend asked for in a link or by a slider; what makes no sense becomes the nearest that does.

    asked: "way", "along", "coat", "place", and any of RELATIONS; nothing in it needs to be there.
    """
    way = _known(asked.get("way"), WAYS)
    along = _real(asked.get("along"), 0.0, 1.0)
    bent = {name: _real(asked.get(name), *limits(name)) for name in RELATIONS}
    return Bend(
        way,
        along or 0.0,
        {name: round(value, 2) for name, value in bent.items() if value is not None},
        _known(asked.get("coat"), ("brown", *COATS)),
        _known(asked.get("place"), PLACES),
    )


def limits(name: str) -> tuple[float, float]:
    """The smallest and largest that a measure of RELATIONS gets among the world's dogs and cats."""
    breeds = (*BREEDS["dog"], *BREEDS["cat"])
    values = [getattr(standard(breed), RELATIONS[name]) for breed in breeds]
    return round((1 - MARGIN) * min(values), 2), round((1 + MARGIN) * max(values), 2)


def track(bend: Bend, control: Any) -> Track:
    """The stops of one slider; a control that nobody knows is "legs"."""
    control = control if control in CONTROLS else "legs"
    values = _values(bend, control)
    here = _now(bend, control)
    scenes = tuple(changed(bend, control, value).scene for value in values)
    return Track(control, bend, values, scenes, values.index(here))


def words_of(way: str, language: str) -> tuple[str, ...]:
    """Both breeds of the way, and the kinds "dog" and "cat", in the words that captions use."""
    breeds = [caption(standard(breed), language, ("breed",), plain=True) for breed in WAYS[way]]
    kinds = [caption(standard(BREEDS[kind][0]), language, ("kind",), plain=True) for kind in ("dog", "cat")]
    return (*breeds, *kinds)


def _values(bend: Bend, control: str) -> tuple[float | str, ...]:
    """The stops: evenly from end to end, but that nearest to the animal as it stands is that itself."""
    if control in LOOKS:
        return LOOKS[control]
    low, high = (0.0, 1.0) if control == TOGETHER else limits(control)
    even = [round(low + (high - low) * i / (STOPS - 1), 4) for i in range(STOPS)]
    here = float(_now(bend, control))
    even[min(range(STOPS), key=lambda i: abs(even[i] - here))] = here
    return tuple(even)


def _now(bend: Bend, control: str) -> float | str:
    if control == TOGETHER:
        return bend.along
    return getattr(bend.scene, RELATIONS.get(control, control))


def changed(bend: Bend, control: str, value: float | str) -> Bend:
    """The bend with one control set to one of its values; TOGETHER unbends what was bent singly."""
    if control == TOGETHER:
        return replace(bend, along=value, bent={})
    if control in LOOKS:
        return replace(bend, **{control: value})
    return replace(bend, bent=bend.bent | {control: value})


def _known(value: Any, known: Any) -> str:
    return value if isinstance(value, str) and value in known else next(iter(known))


def _real(value: Any, low: float, high: float) -> float | None:
    try:
        number = float(value)
    except (TypeError, ValueError):
        return None
    return None if math.isnan(number) else min(max(number, low), high)
