"""Ears, tails and faces of the animals, as SVG shapes. Everything looks to the right; y grows downwards."""

from __future__ import annotations

from explainer.world.scene import Scene

Shapes = list[str]


def ellipse(x: float, y: float, rx: float, ry: float, turn: float = 0) -> str:
    """An ellipse around (x, y), turned by degrees."""
    return (
        f'<ellipse cx="{x:.2f}" cy="{y:.2f}" rx="{rx:.2f}" ry="{ry:.2f}"'
        f' transform="rotate({turn:.1f} {x:.2f} {y:.2f})"/>'
    )


def line(path: str, width: float) -> str:
    """A thick round line, drawn in the colour of what it belongs to."""
    return f'<path d="{path}" data-limb="{width:.2f}"/>'


def path(d: str) -> str:
    """A closed shape."""
    return f'<path d="{d}"/>'


def puff(x: float, y: float, r: float) -> Shapes:
    """A woolly ball: one disc with a rim of smaller ones."""
    rim = ((0, -0.7), (0.65, -0.3), (0.6, 0.45), (0, 0.7), (-0.6, 0.45), (-0.65, -0.3))
    return [ellipse(x, y, r * 0.85, r * 0.85)] + [
        ellipse(x + r * a, y + r * b, r * 0.5, r * 0.5) for a, b in rim
    ]


def tail(s: Scene, x: float, y: float) -> Shapes:
    """The tail, rooted at (x, y) on the rump."""
    n = s.tail
    if s.breed in ("shiba", "pug"):
        w = n * 0.36
        return [
            line(
                f"M{x + 4:.2f} {y + 3:.2f}q{-n * 0.75:.2f} {-n * 0.15:.2f} {-n * 0.3:.2f} {-n * 0.75:.2f}t{n * 0.5:.2f} {n * 0.28:.2f}",
                w,
            )
        ]
    if s.breed == "poodle":
        return [
            line(f"M{x + 3:.2f} {y + 3:.2f}l{-n * 0.5:.2f} {-n:.2f}", 4.6),
            *puff(x + 3 - n * 0.5, y - n, n * 0.52),
        ]
    if s.breed == "rabbit":
        return puff(x - 1, y + s.body_height * 0.42, n * 0.85)
    if s.breed == "elephant":
        return [
            line(f"M{x + 2:.2f} {y + 8:.2f}q{-n * 0.7:.2f} {n * 0.1:.2f} {-n * 0.55:.2f} {n * 0.9:.2f}", 4),
            ellipse(x + 2 - n * 0.55, y + 8 + n, 3.2, 4.2),
        ]
    if s.kind == "cat":
        w = {"persian": 10.0, "maine_coon": 10.0}.get(s.breed, 6.4)
        return [
            line(
                f"M{x + 4:.2f} {y + 4:.2f}c{-n * 0.8:.2f} {n * 0.1:.2f} {-n * 0.2:.2f} {-n * 0.8:.2f} {-n * 0.55:.2f} {-n * 0.95:.2f}",
                w,
            )
        ]
    w = 8.0 if s.breed == "labrador" else 5.6
    return [
        line(f"M{x + 4:.2f} {y + 4:.2f}q{-n * 0.5:.2f} {-n * 0.05:.2f} {-n * 0.8:.2f} {-n * 0.65:.2f}", w)
    ]


def _triangle(x: float, y: float, n: float, lean: float, width: float) -> str:
    return path(
        f"M{x - n * width:.2f} {y:.2f}Q{x + lean * n - n * 0.16:.2f} {y - n * 0.9:.2f} {x + lean * n:.2f} {y - n:.2f}"
        f"Q{x + lean * n + n * 0.2:.2f} {y - n * 0.75:.2f} {x + n * width:.2f} {y:.2f}Z"
    )


def inner_ear(s: Scene, x: float, y: float) -> Shapes:
    """The pink inside of the near ear, where it can be seen."""
    r, n = s.head, s.ear * 0.62
    if s.breed == "rabbit":
        return [ellipse(x - r * 0.35, y - r * 0.7 - s.ear * 0.42, s.ear * 0.09, s.ear * 0.4, -10)]
    if s.breed in ("chihuahua", "shiba") or s.kind == "cat":
        lean = -0.25 if s.breed == "chihuahua" else -0.1
        return [_triangle(x - r * 0.47, y - r * 0.62, n, lean, 0.36)]
    return []


def ears(s: Scene, x: float, y: float) -> tuple[Shapes, Shapes]:
    """The far and the near ear of a head around (x, y)."""
    r, n = s.head, s.ear
    if s.breed in ("chihuahua", "shiba") or s.kind == "cat":
        width = 0.42 if s.breed == "chihuahua" else 0.5
        lean = -0.25 if s.breed == "chihuahua" else -0.1
        top = y - r * 0.55
        near, far = x - r * 0.5, x + r * (0.5 if s.kind == "cat" else 0.25)
        return [_triangle(far, top, n, -lean * 0.6, width)], [_triangle(near, top, n, lean, width)]
    if s.breed == "rabbit":
        return [ellipse(x + r * 0.15, y - r * 0.7 - n * 0.42, n * 0.18, n * 0.55, 9)], [
            ellipse(x - r * 0.35, y - r * 0.7 - n * 0.42, n * 0.19, n * 0.55, -10)
        ]
    if s.breed == "elephant":
        return [], [ellipse(x - r * 0.72, y - r * 0.02, n * 0.72, n * 0.98, 10)]
    if s.breed == "poodle":
        return [], puff(x - r * 0.66, y + r * 0.3, n * 0.56)
    if s.breed == "pug":
        return [], [
            path(
                f"M{x - r * 0.85:.2f} {y - r * 0.62:.2f}q{n * 0.8:.2f} {-n * 0.45:.2f} {n * 1.05:.2f} {n * 0.15:.2f}q{-n * 0.25:.2f} {n * 0.85:.2f} {-n * 0.65:.2f} {n * 0.95:.2f}Z"
            )
        ]
    return [], [ellipse(x - r * 0.55, y + n * 0.18, n * 0.36, n * 0.66, 12)]


def muzzle(s: Scene, x: float, y: float) -> Shapes:
    """What stands out of the head in front: a snout, or an elephant's trunk."""
    r, n = s.head, s.snout
    if s.breed == "elephant":
        return [
            line(
                f"M{x + r * 0.55:.2f} {y + r * 0.2:.2f}c{r * 0.75:.2f} {n * 0.15:.2f} {r * 0.2:.2f} {n * 0.9:.2f} {r * 0.75:.2f} {n * 0.95:.2f}",
                11,
            )
        ]
    if s.kind != "dog":
        return []
    high = r * (0.62 if s.breed == "pug" else 0.46)
    low = y + r * 0.34
    tip = x + r * 0.62 + n
    return [
        path(
            f"M{x + r * 0.3:.2f} {low - high:.2f}L{tip - high * 0.4:.2f} {low - high * 0.62:.2f}"
            f"Q{tip + high * 0.45:.2f} {low - high * 0.3:.2f} {tip:.2f} {low + high * 0.5:.2f}"
            f"Q{tip - high:.2f} {low + high * 1.05:.2f} {x + r * 0.3:.2f} {low + high:.2f}"
            f"Q{x - r * 0.2:.2f} {low + high * 0.5:.2f} {x + r * 0.3:.2f} {low - high:.2f}Z"
        )
    ]


def nose(s: Scene, x: float, y: float) -> tuple[float, float]:
    """Where the tip of the nose is."""
    r = s.head
    if s.kind == "dog":
        return x + r * 0.62 + s.snout, y + r * (0.08 if s.breed == "pug" else 0.12)
    if s.breed == "rabbit":
        return x + r * 0.8, y + r * 0.2
    return x + r * 0.52, y + r * 0.28
