"""Body, legs and marks of the animals, as SVG; everything looks to the right and stands on FEET."""

from __future__ import annotations

import random

from explainer.world.anatomy import Shapes, ellipse, line, path
from explainer.world.colors import MARKS
from explainer.world.scene import Scene

FEET = 116.0


def inked(shapes: Shapes, fill: str, ink: str, width: float = 2.0) -> str:
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


def body(s: Scene, left: float, top: float) -> str:
    """The trunk, its upper left corner at (left, top)."""
    right, bottom, h = left + s.body_length, top + s.body_height, s.body_height
    return path(
        f"M{left:.2f} {top + h * 0.5:.2f}C{left:.2f} {top + h * 0.1:.2f} {left + h * 0.3:.2f} {top:.2f} {left + h * 0.55:.2f} {top:.2f}"
        f"L{right - h * 0.5:.2f} {top - 0.5:.2f}C{right - h * 0.1:.2f} {top:.2f} {right + 1:.2f} {top + h * 0.2:.2f} {right + 1:.2f} {top + h * 0.55:.2f}"
        f"C{right:.2f} {bottom:.2f} {right - h * 0.3:.2f} {bottom + 1:.2f} {right - h * 0.5:.2f} {bottom:.2f}"
        f"L{left + h * 0.5:.2f} {bottom - h * 0.06:.2f}C{left + h * 0.2:.2f} {bottom:.2f} {left:.2f} {bottom - h * 0.2:.2f} {left:.2f} {top + h * 0.5:.2f}Z"
    )


def _hips(s: Scene, left: float, shift: float) -> tuple[float, float]:
    w = s.leg_width
    return left + w * 0.75 + shift, left + s.body_length - w * 0.85 + shift


def _foot(s: Scene, x: float) -> str:
    return ellipse(x + s.leg_width * 0.14, FEET - s.leg_width * 0.32, s.leg_width * 0.66, s.leg_width * 0.4)


def legs(s: Scene, left: float, top: float, shift: float) -> Shapes:
    """One pair of legs with their feet, `shift` ahead of the near pair."""
    w, hips = s.leg_width, _hips(s, left, shift)
    start = top + s.body_height * 0.6
    legs = [line(f"M{x:.2f} {start:.2f}V{FEET - w * 0.5:.2f}", w) for x in hips]
    if s.breed == "poodle":
        legs += [ellipse(x, FEET - w * 0.9, w * 0.85, w * 0.75) for x in hips]
    return legs + [_foot(s, x) for x in hips]


def marks(s: Scene, left: float, top: float, rng: random.Random) -> str:
    """Spots or stripes on the trunk, where the pattern has any."""
    color, h, n = MARKS[s.coat], s.body_height, s.body_length
    if s.pattern == "spotted":
        spots = (
            ellipse(
                left + n * (k + 0.45) / 4.8 + rng.uniform(-1.5, 1.5),
                top + h * (0.26 if k % 2 else 0.62),
                h * 0.2,
                h * 0.17,
                20,
            )
            for k in range(4)
        )
        return f'<g fill="{color}">{"".join(spots)}</g>'
    if s.pattern == "striped":
        stripes = (
            f'<path d="M{left + n * (k + 0.75) / 4.8 + 1:.2f} {top - 1:.2f}q-2 {h * 0.3:.2f} 1 {h * 0.64:.2f}"/>'
            for k in range(4)
        )
        return (
            f'<g fill="none" stroke="{color}" stroke-width="5" stroke-linecap="round">{"".join(stripes)}</g>'
        )
    return ""


def socks(s: Scene, left: float, shift: float, tint: str) -> str:
    """Socks over one pair of legs."""
    w, right = s.leg_width, left + s.body_length
    tall = max(3.5, min(s.leg_length * 0.42, 8.0))
    shapes = "".join(
        f'<rect x="{x - w / 2:.2f}" y="{FEET - tall:.2f}" width="{w:.2f}" height="{tall - w * 0.25:.2f}"/>'
        + ellipse(x + w * 0.18, FEET - w * 0.3, w * 0.66, w * 0.36)
        for x in (left + w * 0.75 + shift, right - w * 0.8 + shift)
    )
    return f'<g fill="{tint}">{shapes}</g>'
