"""The recipe of a tree of runs: the trunk's settings, and where each branch leaves and what it changes.

Nothing is computed here but which timesteps a line visits, so a recipe can be judged before the models are
there. Lines are numbered as they were planted: 0 is the trunk.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from explainer.core.errors import ValueRangeError
from explainer.core.sampling import GUIDANCE, SCHEDULERS, SEEDS
from explainer.core.values import check_number, check_whole
from explainer.core.words import clean_prompt
from explainer.lessons.choices import STEPS, TOTAL

MOST_FORKS = 12
LONGEST_PROMPT = 200


@dataclass(frozen=True)
class Setting:
    """How a line is walked: see `sampling.denoise`."""

    scheduler: str
    guidance: float
    seed: int
    prompt: str


@dataclass(frozen=True)
class Trunk:
    """The first line: from `t` down, `steps` counted over the whole schedule.

    picture: the digest of the picture noised to t; empty where the trunk begins in pure noise.
    """

    setting: Setting
    steps: int
    t: int = TOTAL - 1
    picture: str = ""


@dataclass(frozen=True)
class Fork:
    """A branch: it leaves line `parent` at timestep `t`, and changes what is not None."""

    parent: int
    t: int
    scheduler: str | None = None
    guidance: float | None = None
    seed: int | None = None
    prompt: str | None = None


@dataclass(frozen=True)
class Tree:
    """A trunk and at most MOST_FORKS branches, each from the trunk or from a branch before it."""

    trunk: Trunk
    forks: tuple[Fork, ...] = ()

    @property
    def stride(self) -> int:
        """How far apart the timesteps of all lines are."""
        return TOTAL // self.trunk.steps

    def start(self, number: int) -> int:
        """The timestep at which a line begins."""
        return self.forks[number - 1].t if number else self.trunk.t

    def timesteps(self, number: int) -> tuple[int, ...]:
        """All timesteps that a line visits, falling."""
        return tuple(range(self.start(number), -1, -self.stride))

    def setting(self, number: int) -> Setting:
        """A line's own setting: its parent's, with what the fork changes."""
        if not number:
            return self.trunk.setting
        fork = self.forks[number - 1]
        changes = {name: getattr(fork, name) for name in vars(self.trunk.setting)}
        kept = {name: value for name, value in changes.items() if value is not None}
        return replace(self.setting(fork.parent), **kept)

    def recipe(self, number: int) -> tuple[Trunk | Fork, ...]:
        """All that decides a line, and nothing of its sisters: the trunk, then each fork on the way to it."""
        if not number:
            return (self.trunk,)
        fork = self.forks[number - 1]
        return (*self.recipe(fork.parent), replace(fork, parent=0))


def plant(trunk: Trunk, forks: Iterable[Fork] = ()) -> Tree:
    """The tree with its values judged; forks beyond MOST_FORKS are left out.

    A fork's t goes to the nearest timestep of the line that holds it: a point before its parent's beginning
    lies on the parent's own parent. Raises ValueRangeError.
    """
    steps = check_whole("steps", trunk.steps, *STEPS)
    t = check_whole("t", trunk.t, 0, TOTAL - 1)
    tree = Tree(replace(trunk, steps=steps, t=t, setting=_judged(trunk.setting)))
    for fork in tuple(forks)[:MOST_FORKS]:
        tree = _with_fork(tree, fork)
    return tree


def _with_fork(tree: Tree, fork: Fork) -> Tree:
    parent = check_whole("parent", fork.parent, 0, len(tree.forks))
    t = check_whole("t", fork.t, 0, TOTAL - 1)
    while parent and t > tree.start(parent):
        parent = tree.forks[parent - 1].parent
    t = min(tree.timesteps(parent), key=lambda one: abs(one - t))
    planted = Tree(tree.trunk, (*tree.forks, replace(fork, parent=parent, t=t)))
    changed = _judged(planted.setting(len(planted.forks)))
    own = {name: value for name, value in vars(changed).items() if getattr(fork, name) is not None}
    return Tree(tree.trunk, (*tree.forks, replace(planted.forks[-1], **own)))


def _judged(setting: Setting) -> Setting:
    if not isinstance(setting.scheduler, str) or setting.scheduler not in SCHEDULERS:
        raise ValueRangeError(
            "value.unknown_scheduler", value=str(setting.scheduler)[:40], known=", ".join(SCHEDULERS)
        )
    return Setting(
        setting.scheduler,
        check_number("guidance", setting.guidance, *GUIDANCE),
        check_whole("seed", setting.seed, *SEEDS),
        clean_prompt(setting.prompt)[:LONGEST_PROMPT],
    )
