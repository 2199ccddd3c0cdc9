"""The parts of the page, native ES modules: each has one job, knows the page and no lesson.

dom      elements, their words, and sentences       numbers  how a number is written
link     the address, and it alone                  run      the one life of a run
scrub    players, clocks and settings               plot     axes, lines and dots
paint    noise and pictures onto canvases           section  what is closed at first
picture  the reader's own picture (crop, camera)    keys     what a key or a pointer means
prompt   tokens, examples, the field                newest   ask for the newest only
shapes   a frame for each kind of animal            formula  MathML and how it is said aloud
pad      a sheet to draw on
"""

PAD = ("../parts/pad.css",)
"""The style of the pad."""
