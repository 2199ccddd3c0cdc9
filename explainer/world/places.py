"""The five places of the world, as SVG: sky, ground and a few large shapes."""

from __future__ import annotations

import random
from collections.abc import Callable

HORIZON = 84


def _sky(top: str, bottom: str) -> str:
    return (
        f'<defs><linearGradient id="sky" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="{top}"/>'
        f'<stop offset="1" stop-color="{bottom}"/></linearGradient></defs>'
        f'<rect width="128" height="{HORIZON + 6}" fill="url(#sky)"/>'
    )


def _ground(color: str, wave: float = 3) -> str:
    return f'<path d="M0 {HORIZON}Q32 {HORIZON - wave} 64 {HORIZON}T128 {HORIZON}V128H0Z" fill="{color}"/>'


def _disc(x: float, y: float, r: float, color: str) -> str:
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{r:.1f}" fill="{color}"/>'


def _cloud(x: float, y: float, color: str) -> str:
    return "".join(_disc(x + dx, y + dy, r, color) for dx, dy, r in ((-8, 1, 5), (0, -2, 7), (8, 1, 5.5)))


def meadow(rng: random.Random) -> str:
    """A green meadow under a blue sky, with a hill, a cloud and a few flowers."""
    hill = rng.uniform(20, 108)
    flowers = "".join(
        _disc(x, y, 2.6, "#FFF3D6") + _disc(x, y, 1.2, "#F0A93B")
        for x, y in ((rng.uniform(6, 122), rng.uniform(119, 125)) for _ in range(2))
    )
    return (
        _sky("#8CCBEA", "#D8F0F4")
        + _cloud(rng.uniform(18, 110), rng.uniform(14, 24), "#FFFFFF")
        + f'<ellipse cx="{hill:.1f}" cy="90" rx="52" ry="20" fill="#A5D28A"/>'
        + _ground("#7DBB63")
        + flowers
    )


def beach(rng: random.Random) -> str:
    """Sand, a band of sea and a large sun."""
    return (
        _sky("#F9D9A8", "#FCEFD2")
        + _disc(rng.uniform(20, 108), rng.uniform(20, 28), 10, "#F4845F")
        + '<rect y="62" width="128" height="26" fill="#4FA8B8"/>'
        + '<path d="M0 82Q16 78 32 82T64 82T96 82T128 82V88H0Z" fill="#E8F6F3"/>'
        + '<path d="M0 86Q32 83 64 86T128 86V128H0Z" fill="#EBCF97"/>'
    )


def snow(rng: random.Random) -> str:
    """Snow under a pale sky, with two fir trees."""
    x = rng.uniform(10, 118)
    trees = "".join(
        f'<path d="M{x + d:.1f} {HORIZON + 2}l-9 0l9 -{h}l9 {h}Z" fill="#6E9A8D"/>'
        for d, h in ((0, 30), (17, 22))
    )
    return _sky("#B9C9DE", "#E3EAF3") + trees + _ground("#F6F8FC")


def night(rng: random.Random) -> str:
    """A dark blue night with a moon and stars."""
    stars = "".join(_disc(rng.uniform(4, 124), rng.uniform(4, 50), 1.6, "#B9B8C0") for _ in range(3))
    moon = rng.uniform(18, 110)
    return (
        _sky("#1D2A56", "#3B4A82")
        + stars
        + f'<path d="M{moon:.1f} 10a10 10 0 1 0 9 14a8.5 8.5 0 0 1 -9 -14Z" fill="#F8E9B0"/>'
        + _ground("#33524F")
    )


def room(rng: random.Random) -> str:
    """A warm room: a wall, a window and a wooden floor with a rug."""
    x = rng.uniform(14, 90)
    window = (
        f'<rect x="{x:.1f}" y="14" width="26" height="30" rx="2" fill="#BFE3F0" stroke="#FFF8EA" stroke-width="3"/>'
        f'<path d="M{x + 13:.1f} 14v30M{x:.1f} 29h26" stroke="#FFF8EA" stroke-width="2"/>'
    )
    return (
        '<rect width="128" height="128" fill="#EFC9B0"/>'
        + window
        + f'<rect y="{HORIZON}" width="128" height="46" fill="#B5794F"/>'
        + f'<rect y="{HORIZON - 3}" width="128" height="4" fill="#FFF3E2"/>'
        + '<ellipse cx="64" cy="110" rx="56" ry="12" fill="#D8A37A"/>'
    )


PAINT: dict[str, Callable[[random.Random], str]] = {
    "meadow": meadow,
    "beach": beach,
    "snow": snow,
    "night": night,
    "room": room,
}
SHADOWS = {"meadow": "#5E9A4C", "beach": "#CDAF78", "snow": "#D3DBE8", "night": "#25403F", "room": "#B98259"}
