"""The style of sections over the figure's t; section.js has the one slider that follows and moves it."""

STYLES = ("../clock/clock.css",)
