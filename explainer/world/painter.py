"""A scene becomes a drawing (SVG), and the drawing pixels (resvg)."""

from __future__ import annotations

import io
import math
import random

import resvg_py
from PIL import Image

from explainer.world import anatomy, places
from explainer.world import face as faces
from explainer.world.anatomy import Shapes, ellipse, line
from explainer.world.body import FEET, body, inked, legs, marks, socks
from explainer.world.colors import COAT_COLORS, COLLAR_COLORS, NIGHT_RIM, OUTLINES, mix
from explainer.world.scene import Scene

MIDDLE = 64.5
"""The animal stands with the middle between its rump and its nose here."""


def _collar(s: Scene, x: float, y: float, chest: float, top: float) -> str:
    if s.collar == "none":
        return ""
    cx = x * 0.6 + (chest - 6) * 0.4
    cy = max(y * 0.35 + (top + s.body_height * 0.3) * 0.65, y + s.head * 0.86)
    wide = s.head * 0.7
    d = f"M{cx - wide:.2f} {cy - 1:.2f}Q{cx:.2f} {cy + 7:.2f} {cx + wide:.2f} {cy:.2f}"
    bell = f'<g fill="#F6D265">{ellipse(cx + 1, cy + 6.5, 3.2, 3.2)}</g>'
    return f'<path d="{d}" stroke="{COLLAR_COLORS[s.collar]}" stroke-width="5.8" fill="none" stroke-linecap="round"/>{bell}'


def _ear_color(s: Scene, coat: str, shade: str) -> str:
    if s.breed == "pug":
        return mix(coat, "#2A2424", 0.62)
    return shade if s.breed in ("labrador", "dachshund", "poodle", "elephant", "siamese") else coat


def _place(s: Scene) -> tuple[float, float, float, float]:
    """The left end and the top of the body, and the middle of the head."""
    nose = s.head + s.snout * 0.62 if s.kind == "dog" or s.breed == "elephant" else s.head
    reach = s.body_length - 1 + s.neck * 0.5 + nose
    left = MIDDLE - (reach - 4) / 2
    top = FEET - s.leg_length - s.body_height
    return left, top, left + s.body_length - 1 + s.neck * 0.5, top - s.neck - s.head * 0.22


def _head(s: Scene, x: float, y: float) -> Shapes:
    r = s.head
    wide = {"persian": 1.16, "siamese": 1.02}.get(s.breed, 1.08 if s.kind == "cat" else 1)
    shapes = [ellipse(x, y, r * wide, r * 0.96)]
    if s.breed == "poodle":
        shapes += anatomy.puff(x - r * 0.15, y - r * 0.8, r * 0.72)
    if s.breed == "persian":
        shapes += [ellipse(x + side * r * 0.85, y + r * 0.42, r * 0.38, r * 0.36) for side in (-1, 1)]
    return shapes


def _portrait(s: Scene, x: float, y: float, features: bool) -> str:
    """The head alone around (x, y), with what is in its face."""
    coat = COAT_COLORS[s.coat]
    ink, shade = _ink(s), mix(coat, OUTLINES[s.coat], 0.42)
    _, near = anatomy.ears(s, x, y)
    inner = f'<g fill="{mix(coat, "#F3A59B", 0.65)}">{"".join(anatomy.inner_ear(s, x, y))}</g>'
    ear = inked(near, _ear_color(s, coat, shade), ink, 1.6) + inner
    drawn = faces.muzzle(s, x, y, coat)
    if features:
        drawn += (
            faces.whiskers(s, x, y) + faces.mouth(s, x, y, coat) + faces.nose(s, x, y) + faces.eyes(s, x, y)
        )
    return drawn + ear if s.breed == "elephant" else ear + drawn


def _ink(s: Scene) -> str:
    return NIGHT_RIM if s.place == "night" and s.coat in ("black", "brown") else OUTLINES[s.coat]


def _animal(s: Scene, features: bool, head: bool) -> str:
    rng = random.Random(s.detail)
    coat, ink = COAT_COLORS[s.coat], _ink(s)
    shade = mix(coat, OUTLINES[s.coat], 0.38)
    left, top, hx, hy = _place(s)
    chest = left + s.body_length
    far, _ = anatomy.ears(s, hx, hy)
    neck = line(
        f"M{chest - s.body_height * 0.42:.2f} {top + s.body_height * 0.45:.2f}L{hx:.2f} {hy:.2f}",
        s.head * 1.15,
    )
    trunk, skull = body(s, left, top), _head(s, hx, hy)
    upper = [neck, *skull, *anatomy.muzzle(s, hx, hy)] if head else []
    if s.breed == "poodle":
        upper += anatomy.puff(chest - 3, top + s.body_height * 0.35, s.body_height * 0.48)
    white = mix("#FFFFFF", coat, 0.04)
    shown = s.pattern == "socks"
    parts = [
        inked(legs(s, left, top, s.leg_width * 0.62), shade, mix(shade, ink, 0.5)),
        socks(s, left, s.leg_width * 0.62, mix(white, "#8A93A5", 0.25)) if shown else "",
        inked(anatomy.tail(s, left, top), shade if s.breed == "siamese" else coat, ink),
        inked(far, shade, ink) if far and head else "",
        inked([trunk, *legs(s, left, top, 0), *upper], coat, ink),
        f'<clipPath id="body">{trunk}</clipPath><g clip-path="url(#body)">{marks(s, left, top, rng)}</g>',
        socks(s, left, 0, white) if shown else "",
    ]
    if head:
        parts += [inked(skull[:1], coat, coat, 0.1), _collar(s, hx, hy, chest, top)]
        parts += [_portrait(s, hx, hy, features)]
    return "".join(parts)


def _behind(s: Scene, features: bool) -> str:
    """A second head at the other end, looking the other way."""
    left, _, x, y = _place(s)
    mirrored = f'<g transform="translate({2 * (left + s.body_length / 2):.2f} 0) scale(-1 1)">'
    far, _ = anatomy.ears(s, x, y)
    shapes = [*_head(s, x, y), *anatomy.muzzle(s, x, y)]
    coat = COAT_COLORS[s.coat]
    drawn = (inked(far, mix(coat, OUTLINES[s.coat], 0.38), _ink(s)) if far else "") + inked(
        shapes, coat, _ink(s)
    )
    return f"{mirrored}{drawn}{_portrait(s, x, y, features)}</g>"


def head_box(scene: Scene, size: int = 128) -> tuple[int, int, int, int]:
    """Where the head is in a picture of size × size: (left, top, right, bottom) in pixels, its ears not counted.

    right and bottom are exclusive, as Pillow's boxes are.
    """
    _, _, x, y = _place(scene)
    r = scene.head
    ahead = max(r, r * 0.76 + scene.snout) if scene.kind == "dog" else r
    across = [60 + scene.x + scene.scale * (end - 60) for end in (x - r, x + ahead)]
    down = [FEET + scene.y + scene.scale * (end - FEET) for end in (y - r, y + r)]
    if scene.facing == "left":
        across = [128 - across[1], 128 - across[0]]
    left, right = (min(max(end, 0.0), 128.0) * size / 128 for end in across)
    above, below = (min(max(end, 0.0), 128.0) * size / 128 for end in down)
    return math.floor(left), math.floor(above), math.ceil(right), math.ceil(below)


def svg(scene: Scene, *, face: bool = True, heads: int = 1) -> str:
    """The scene as an SVG document with a 128 × 128 view box.

    What is not of the world, for judges to learn from: without a `face` there are no eyes, nose and mouth;
    `heads` may be 0, or 2 with one at either end.
    """
    rng = random.Random(scene.detail)
    flip = "translate(128 0) scale(-1 1)" if scene.facing == "left" else ""
    wide = scene.body_length * 0.62 + 12
    left = _place(scene)[0]
    pose = f"translate({60 + scene.x:.2f} {FEET + scene.y:.2f}) scale({scene.scale}) translate(-60 {-FEET})"
    shadow = f'<g fill="{places.SHADOWS[scene.place]}">{ellipse(left + scene.body_length * 0.55, FEET, wide, 5)}</g>'
    animal = _animal(scene, face, heads > 0) + (_behind(scene, face) if heads > 1 else "")
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 128 128" width="128" height="128">'
        f'{places.PAINT[scene.place](rng)}<g transform="{flip}"><g transform="{pose}">{shadow}{animal}</g></g></svg>'
    )


def rasterize(drawing: str, size: int = 128) -> Image.Image:
    """An SVG document as an RGB picture of size × size pixels."""
    png = resvg_py.svg_to_bytes(svg_string=drawing, width=size, height=size, skip_system_fonts=True)
    return Image.open(io.BytesIO(bytes(png))).convert("RGB")


def render(scene: Scene, size: int = 128) -> Image.Image:
    """The scene as an RGB picture of size × size pixels; the same scene gives the same bytes."""
    return rasterize(svg(scene), size)
