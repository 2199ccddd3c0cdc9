"""A scene becomes a drawing (SVG), and the drawing pixels (resvg)."""

from __future__ import annotations

import io
import random

import resvg_py
from PIL import Image

from explainer.world import anatomy, places
from explainer.world.anatomy import Shapes, ellipse, line, path
from explainer.world.colors import COAT_COLORS, COLLAR_COLORS, MARKS, NIGHT_RIM, OUTLINES, mix
from explainer.world.scene import Scene

FEET = 108.0


def _inked(shapes: Shapes, fill: str, ink: str, width: float = 1.5) -> str:
    """Shapes that melt into one, with one outline around them all."""
    body = "".join(shapes)
    outline = _limbs(body, ink, 2 * width)
    return (
        f'<g fill="{ink}" stroke="{ink}" stroke-width="{2 * width}" stroke-linejoin="round">{outline}</g>'
        f'<g fill="{fill}">{_limbs(body, fill, 0)}</g>'
    )


def _limbs(shapes: str, color: str, extra: float) -> str:
    head, *rest = shapes.split('data-limb="')
    for piece in rest:
        width, _, after = piece.partition('"')
        head += (
            f'fill="none" stroke="{color}" stroke-linecap="round" stroke-linejoin="round"'
            f' stroke-width="{float(width) + extra:.2f}"{after}'
        )
    return head


def _body(s: Scene, left: float, top: float) -> str:
    right, bottom, h = left + s.body_length, top + s.body_height, s.body_height
    return path(
        f"M{left:.2f} {top + h * 0.5:.2f}C{left:.2f} {top + h * 0.1:.2f} {left + h * 0.3:.2f} {top:.2f} {left + h * 0.55:.2f} {top:.2f}"
        f"L{right - h * 0.5:.2f} {top - 0.5:.2f}C{right - h * 0.1:.2f} {top:.2f} {right + 1:.2f} {top + h * 0.2:.2f} {right + 1:.2f} {top + h * 0.55:.2f}"
        f"C{right:.2f} {bottom:.2f} {right - h * 0.3:.2f} {bottom + 1:.2f} {right - h * 0.5:.2f} {bottom:.2f}"
        f"L{left + h * 0.5:.2f} {bottom - h * 0.06:.2f}C{left + h * 0.2:.2f} {bottom:.2f} {left:.2f} {bottom - h * 0.2:.2f} {left:.2f} {top + h * 0.5:.2f}Z"
    )


def _legs(s: Scene, left: float, top: float, shift: float) -> Shapes:
    w, right = s.leg_width, left + s.body_length
    hips = (left + w * 0.75 + shift, right - w * 0.8 + shift)
    start = top + s.body_height * 0.6
    legs = [line(f"M{x:.2f} {start:.2f}V{FEET - w * 0.5:.2f}", w) for x in hips]
    if s.breed == "poodle":
        legs += [shape for x in hips for shape in anatomy.puff(x, FEET - 7, w * 0.85)]
    return legs + [ellipse(x + w * 0.18, FEET - w * 0.3, w * 0.66, w * 0.36) for x in hips]


def _marks(s: Scene, left: float, top: float, rng: random.Random) -> str:
    color, h, n = MARKS[s.coat], s.body_height, s.body_length
    if s.pattern == "spotted":
        return (
            f'<g fill="{color}">'
            + "".join(
                ellipse(
                    left + n * (k + 0.5) / 4 + rng.uniform(-2, 2),
                    top + h * (0.28 if k % 2 else 0.62),
                    h * 0.19,
                    h * 0.16,
                    20,
                )
                for k in range(4)
            )
            + "</g>"
        )
    if s.pattern == "striped":
        return (
            f'<g fill="none" stroke="{color}" stroke-width="3.4" stroke-linecap="round">'
            + "".join(
                f'<path d="M{left + n * (k + 0.8) / 5.6 + 1:.2f} {top - 1:.2f}q-2 {h * 0.3:.2f} 1 {h * 0.62:.2f}"/>'
                for k in range(5)
            )
            + "</g>"
        )
    return ""


def _socks(s: Scene, left: float, shift: float, tint: str) -> str:
    w, right = s.leg_width, left + s.body_length
    tall = max(3.5, min(s.leg_length * 0.42, 8.0))
    shapes = "".join(
        f'<rect x="{x - w / 2:.2f}" y="{FEET - tall:.2f}" width="{w:.2f}" height="{tall - w * 0.25:.2f}"/>'
        + ellipse(x + w * 0.18, FEET - w * 0.3, w * 0.66, w * 0.36)
        for x in (left + w * 0.75 + shift, right - w * 0.8 + shift)
    )
    return f'<g fill="{tint}">{shapes}</g>'


def _eye(x: float, y: float, r: float, iris: str | None) -> str:
    if iris is None:
        return f'<g fill="#201A18">{ellipse(x, y, r, r * 1.12)}</g><g fill="#FFF">{ellipse(x + r * 0.32, y - r * 0.38, r * 0.36, r * 0.36)}</g>'
    return (
        f'<g fill="#201A18">{ellipse(x, y, r * 1.12, r * 1.2)}</g><g fill="{iris}">{ellipse(x, y, r * 0.9, r)}</g>'
        f'<g fill="#201A18">{ellipse(x, y, r * 0.42, r * 0.85)}</g><g fill="#FFF">{ellipse(x + r * 0.3, y - r * 0.4, r * 0.3, r * 0.3)}</g>'
    )


def _face(s: Scene, x: float, y: float, coat: str) -> str:
    r = s.head
    nx, ny = anatomy.nose(s, x, y)
    cheek = f'<g fill="#F08C7C" opacity="0.55">{ellipse(x + r * 0.12, y + r * 0.42, r * 0.2, r * 0.14)}</g>'
    if s.kind == "cat":
        pale = mix(coat, "#FFFFFF", 0.55)
        whiskers = f'<path d="M{nx + 3:.2f} {ny + 2:.2f}l8 -1.4M{nx + 3:.2f} {ny + 3.4:.2f}l7.4 1.6" stroke="#FFF8EE" stroke-width="0.8"/>'
        return (
            f'<g fill="{pale}">{ellipse(nx, ny + r * 0.16, r * 0.4, r * 0.27)}</g>'
            + _eye(x + r * 0.16, y - r * 0.06, r * 0.2, "#8FC46B")
            + _eye(x + r * 0.76, y - r * 0.06, r * 0.17, "#8FC46B")
            + f'<g fill="#E2857C">{ellipse(nx + 0.6, ny, 2, 1.4)}</g>'
            + whiskers
            + cheek
        )
    if s.breed == "elephant":
        tusk = f'<path d="M{x + r * 0.5:.2f} {y + r * 0.55:.2f}q5 5 9 1.5q-3 7 -10 3Z" fill="#FFFBEF"/>'
        return tusk + _eye(x + r * 0.42, y - r * 0.2, r * 0.13, None) + cheek
    eye = _eye(x + r * 0.34, y - r * 0.14, r * (0.2 if s.breed in ("pug", "chihuahua") else 0.165), None)
    if s.breed == "rabbit":
        return eye + f'<g fill="#E2857C">{ellipse(nx, ny, 2, 1.6)}</g>' + cheek
    smile = f'<path d="M{nx - 1:.2f} {ny + r * 0.24:.2f}q-3 3.4 -6.5 1.6" stroke="#33221C" stroke-width="1" fill="none" stroke-linecap="round"/>'
    return eye + f'<g fill="#231C1C">{ellipse(nx - 0.3, ny, 2.9, 2.3)}</g>' + smile + cheek


def _muzzle(s: Scene, x: float, y: float, coat: str) -> str:
    if s.kind != "dog":
        return ""
    tint = mix(coat, "#2A2424", 0.72) if s.breed == "pug" else mix(coat, "#FFFFFF", 0.3)
    return f'<g fill="{tint}">{"".join(anatomy.muzzle(s, x, y))}</g>'


def _collar(s: Scene, x: float, y: float, chest: float, top: float) -> str:
    if s.collar == "none":
        return ""
    cx = x * 0.6 + (chest - 6) * 0.4
    cy = max(y * 0.35 + (top + s.body_height * 0.3) * 0.65, y + s.head * 0.86)
    wide = s.head * 0.72
    d = f"M{cx - wide:.2f} {cy - 1:.2f}Q{cx:.2f} {cy + 7:.2f} {cx + wide:.2f} {cy:.2f}"
    bell = f'<g fill="#F6D265">{ellipse(cx + 1, cy + 5.6, 2.3, 2.3)}</g>'
    return f'<path d="{d}" stroke="{COLLAR_COLORS[s.collar]}" stroke-width="4.6" fill="none" stroke-linecap="round"/>{bell}'


def _ear_color(s: Scene, coat: str, shade: str) -> str:
    if s.breed == "pug":
        return mix(coat, "#2A2424", 0.62)
    return shade if s.breed in ("labrador", "dachshund", "poodle", "elephant") else coat


def _animal(s: Scene) -> str:
    rng = random.Random(s.detail)
    coat = COAT_COLORS[s.coat]
    ink = NIGHT_RIM if s.place == "night" and s.coat in ("black", "brown") else OUTLINES[s.coat]
    shade = mix(coat, OUTLINES[s.coat], 0.38)
    left, top = 60 - s.body_length / 2, FEET - s.leg_length - s.body_height
    chest = left + s.body_length
    hx, hy = chest - 1 + s.neck * 0.5, top - s.neck - s.head * 0.22
    far, near = anatomy.ears(s, hx, hy)
    neck = line(
        f"M{chest - s.body_height * 0.42:.2f} {top + s.body_height * 0.45:.2f}L{hx:.2f} {hy:.2f}",
        s.head * 1.15,
    )
    body = _body(s, left, top)
    head = [
        ellipse(
            hx,
            hy,
            s.head * {"persian": 1.2, "siamese": 1.0}.get(s.breed, 1.08 if s.kind == "cat" else 1),
            s.head * 0.96,
        )
    ]
    if s.breed == "poodle":
        head += anatomy.puff(hx - s.head * 0.2, hy - s.head * 0.85, s.head * 0.68)
        head += anatomy.puff(chest - 3, top + s.body_height * 0.35, s.body_height * 0.48)
    socks = mix("#FFFFFF", coat, 0.04)
    shown = s.pattern == "socks"
    snout = anatomy.muzzle(s, hx, hy)
    return "".join(
        (
            _inked(_legs(s, left, top, s.leg_width * 0.62), shade, ink),
            _socks(s, left, s.leg_width * 0.62, mix(socks, "#8A93A5", 0.25)) if shown else "",
            _inked(anatomy.tail(s, left, top), coat, ink),
            _inked(far, shade, ink) if far else "",
            _inked([body, *_legs(s, left, top, 0), neck, *head, *snout], coat, ink),
            f'<clipPath id="body">{body}</clipPath><g clip-path="url(#body)">{_marks(s, left, top, rng)}</g>',
            _socks(s, left, 0, socks) if shown else "",
            _inked(head[:1], coat, coat, 0.1),
            _collar(s, hx, hy, chest, top),
            _muzzle(s, hx, hy, coat),
            _inked(near, _ear_color(s, coat, shade), ink, 1.1),
            f'<g fill="{mix(coat, "#F3A59B", 0.65)}">{"".join(anatomy.inner_ear(s, hx, hy))}</g>',
            _face(s, hx, hy, coat),
        )
    )


def svg(scene: Scene) -> str:
    """The scene as an SVG document with a 128 × 128 view box."""
    rng = random.Random(scene.detail)
    flip = "translate(128 0) scale(-1 1)" if scene.facing == "left" else ""
    wide = scene.body_length * 0.62 + 12
    pose = f"translate({60 + scene.x:.2f} {FEET + scene.y:.2f}) scale({scene.scale}) translate(-60 {-FEET})"
    shadow = f'<g fill="{places.SHADOWS[scene.place]}">{ellipse(62, FEET, wide, 4.6)}</g>'
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 128 128" width="128" height="128">'
        f'{places.PAINT[scene.place](rng)}<g transform="{flip}"><g transform="{pose}">{shadow}{_animal(scene)}</g></g></svg>'
    )


def render(scene: Scene, size: int = 128) -> Image.Image:
    """The scene as an RGB picture of size × size pixels; the same scene gives the same bytes."""
    png = resvg_py.svg_to_bytes(svg_string=svg(scene), width=size, height=size, skip_system_fonts=True)
    return Image.open(io.BytesIO(bytes(png))).convert("RGB")
