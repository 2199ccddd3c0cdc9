"""Eyes, noses, mouths and cheeks, large enough to outlive an autoencoder: nothing here is finer than a line.

An eye is at least 9 pixels across, a nose 6, a line 2, on a picture of 128. Everything looks to the right.
"""

from __future__ import annotations

from explainer.world import anatomy
from explainer.world.anatomy import ellipse
from explainer.world.colors import mix
from explainer.world.scene import Scene

DARK, LIGHT, PINK, BLUSH = "#201A1C", "#FFFFFF", "#E0776F", "#F08C7C"
IRISES = {"siamese": "#6FB2DE", "persian": "#E8A93C", "munchkin": "#8FC46B", "maine_coon": "#8FC46B"}
EYES = {"pug": 0.27, "chihuahua": 0.27, "poodle": 0.27, "elephant": 0.22}
MUZZLES = {"pug": ("#2A2424", 0.7), "shiba": ("#FFFFFF", 0.6)}


def _filled(color: str, *shapes: str) -> str:
    return f'<g fill="{color}">{"".join(shapes)}</g>'


def _stroke(d: str, color: str, width: float) -> str:
    return (
        f'<path d="{d}" stroke="{color}" stroke-width="{width:.2f}" fill="none"'
        ' stroke-linecap="round" stroke-linejoin="round"/>'
    )


def eyes(s: Scene, x: float, y: float) -> str:
    """The eye of a head around (x, y) seen from the side; both eyes of a cat."""
    r = s.head
    if s.kind == "cat":
        near, far = (x - r * 0.02, r * 0.25), (x + r * 0.68, r * 0.22)
        return "".join(_cats_eye(at, y - r * 0.02, size, IRISES[s.breed]) for at, size in (near, far))
    size = r * EYES.get(s.breed, 0.25)
    return _eye(x + r * 0.3, y - r * (0.2 if s.breed == "elephant" else 0.14), size)


def _light(x: float, y: float, r: float) -> str:
    return _filled(LIGHT, ellipse(x + r * 0.3, y - r * 0.4, r * 0.38, r * 0.38))


def _eye(x: float, y: float, r: float) -> str:
    """A dark eye with one light; the white around it keeps it apart from a dark coat."""
    white = _filled("#FFF9F0", ellipse(x - r * 0.1, y, r * 1.24, r * 1.3))
    return white + _filled(DARK, ellipse(x, y, r, r * 1.1)) + _light(x, y, r)


def _cats_eye(x: float, y: float, r: float, iris: str) -> str:
    rim, disc, slit = (r * 1.15, r * 1.2), (r * 0.9, r * 0.98), (r * 0.5, r * 0.86)
    rings = ((DARK, rim), (iris, disc), (DARK, slit))
    return "".join(_filled(color, ellipse(x, y, *size)) for color, size in rings) + _light(x, y, r)


def nose(s: Scene, x: float, y: float) -> str:
    """The nose of a head around (x, y); an elephant's is its trunk."""
    r = s.head
    at = anatomy.nose(s, x, y)
    if s.kind == "dog":
        return _filled(DARK, ellipse(at[0] - r * 0.06, at[1], r * 0.2, r * 0.16)) + _filled(
            "#FFFFFF", ellipse(at[0] - r * 0.02, at[1] - r * 0.07, r * 0.06, r * 0.04)
        )
    if s.breed == "elephant":
        return ""
    return _filled(PINK, ellipse(*at, r * 0.16, r * 0.13))


def mouth(s: Scene, x: float, y: float, coat: str) -> str:
    """A smile that shows at a glance, and the blush beside it."""
    r = s.head
    nx, ny = anatomy.nose(s, x, y)
    color, width = mix(coat, "#1C1416", 0.78), max(2.2, r * 0.1)
    cheek = f'<g opacity="0.6">{_filled(BLUSH, ellipse(x - r * 0.06, y + r * 0.44, r * 0.22, r * 0.15))}</g>'
    if s.kind == "cat":
        a, b = r * 0.27, r * 0.24
        d = f"M{nx - a:.2f} {ny + b * 0.9:.2f}q{a * 0.5:.2f} {b:.2f} {a:.2f} 0q{a * 0.5:.2f} {b:.2f} {a:.2f} 0"
    elif s.breed == "elephant":
        d = f"M{x + r * 0.06:.2f} {y + r * 0.52:.2f}q{r * 0.2:.2f} {r * 0.34:.2f} {r * 0.5:.2f} {r * 0.12:.2f}"
    elif s.breed == "rabbit":
        d = f"M{nx - r * 0.02:.2f} {ny + r * 0.2:.2f}q{-r * 0.2:.2f} {r * 0.3:.2f} {-r * 0.46:.2f} {r * 0.1:.2f}"
    else:
        back = 0.5 * r + s.snout * 0.35
        d = f"M{nx - r * 0.02:.2f} {ny + r * 0.3:.2f}q{-back * 0.45:.2f} {r * 0.28:.2f} {-back:.2f} {r * 0.02:.2f}"
    return cheek + _stroke(d, "#F5C8B4" if s.breed in ("pug", "siamese") else color, width)


def muzzle(s: Scene, x: float, y: float, coat: str) -> str:
    """The part of the face around the mouth that has a colour of its own."""
    r = s.head
    if s.kind == "cat":
        nx, ny = anatomy.nose(s, x, y)
        tint = mix(coat, "#2A2424", 0.4) if s.breed == "siamese" else mix(coat, "#FFFFFF", 0.55)
        return _filled(tint, ellipse(nx - r * 0.02, ny + r * 0.16, r * 0.46, r * 0.33))
    if s.kind != "dog":
        return ""
    tint, share = MUZZLES.get(s.breed, ("#FFFFFF", 0.32))
    return _filled(mix(coat, tint, share), "".join(anatomy.muzzle(s, x, y)))


def whiskers(s: Scene, x: float, y: float) -> str:
    """Two thick whiskers on the near cheek of a cat."""
    if s.kind != "cat":
        return ""
    r = s.head
    left, low = x - r * 0.42, y + r * 0.3
    d = f"M{left:.2f} {low:.2f}l{-r * 0.42:.2f} {-r * 0.06:.2f}M{left:.2f} {low + r * 0.17:.2f}l{-r * 0.4:.2f} {r * 0.07:.2f}"
    return f'<g opacity="0.85">{_stroke(d, "#FFF8EE", 2.0)}</g>'
