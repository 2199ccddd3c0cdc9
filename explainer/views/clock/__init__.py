"""The one slider that sections over the figure's t share: it follows the figure, and moves it."""

SCRIPTS = ("../clock/clock.js",)
STYLES = ("../clock/clock.css",)
