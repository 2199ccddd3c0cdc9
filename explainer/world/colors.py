"""The colours of coats, outlines, marks and collars."""

from __future__ import annotations

COAT_COLORS = {
    "white": "#FBF8F1",
    "black": "#35343C",
    "gray": "#949AA6",
    "brown": "#855334",
    "golden": "#E9B84F",
    "orange": "#D9652F",
}
OUTLINES = {
    "white": "#B9AFA2",
    "black": "#17171C",
    "gray": "#6A707D",
    "brown": "#633C24",
    "golden": "#BC8D30",
    "orange": "#AA4B20",
}
MARKS = {
    "white": "#8D8279",
    "black": "#A39C98",
    "gray": "#4D525D",
    "brown": "#E0BE94",
    "golden": "#9A5F1E",
    "orange": "#FBE3C4",
}
COLLAR_COLORS = {"red": "#D8232F", "blue": "#2563C9"}
NIGHT_RIM = "#666E93"


def mix(a: str, b: str, share: float) -> str:
    """The colour `share` of the way from a to b, both "#RRGGBB"."""
    pairs = zip(_rgb(a), _rgb(b), strict=True)
    return "#" + "".join(f"{round(x + (y - x) * share):02X}" for x, y in pairs)


def _rgb(color: str) -> tuple[int, int, int]:
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)
