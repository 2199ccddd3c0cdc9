"""The style of sections over the figure's t; parts/scrub.js has the slider that follows and moves it."""

STYLES = ("../clock/clock.css",)
