"""Reverse denoising: a picture is noised, and the network that learned to guess noise brings it back.

`denoising` is the tab's one figure; each other module is one of the sections below it.
"""

from explainer.lessons.reverse import lanes, toy, toy_code
from explainer.lessons.reverse import inside, toy, toy_code
from explainer.lessons.reverse import inside, inversion, inversion_code, toy, toy_code
from explainer.lessons.reverse import growth, mistakes, mistakes_code, toy, toy_code, world
from explainer.lessons.reverse import film, home, home_code, lineup, toy, toy_code
from explainer.lessons.reverse import branches, branches_code, memory, toy, toy_code, tree
from explainer.lessons.reverse import toy, toy_code, unstamp, unstamp_code
from explainer.lessons.reverse.denoising import (
    MOST_KEPT,
    STEPS,
    Moment,
    Outcome,
    Start,
    begin,
    finish,
    glimpse,
    length,
    walk,
)

__all__ = [
    "MOST_KEPT",
    "STEPS",
    "Moment",
    "Outcome",
    "Start",
    "begin",
    "film",
    "branches",
    "branches_code",
    "finish",
    "glimpse",
    "lanes",
    "inside",
    "inversion",
    "inversion_code",
    "growth",
    "length",
    "mistakes",
    "mistakes_code",
    "home",
    "home_code",
    "length",
    "lineup",
    "memory",
    "toy",
    "toy_code",
    "tree",
    "unstamp",
    "unstamp_code",
    "walk",
    "world",
]
