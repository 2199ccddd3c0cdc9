"""A tree of runs in the address: `trunk=noise:n25:s0:g4:kddim:pa dog` and `tree=0:400:s7~1:200:g4`.

A branch is the number of its parent (0 is the trunk), the timestep where it leaves, and what it changes: `s`
the seed, `g` the guidance, `k` the scheduler, `p` the prompt. A trunk is `noise` or `figure` (the picture,
noised to `t`), with `n` steps. In a prompt, the signs that part the others are written %25, %3A and %7E.

Reading never fails: what makes no sense becomes the nearest value that does.
"""

from typing import TYPE_CHECKING, Any

from explainer import lessons
from explainer.lessons import choices
from explainer.tabs.state import Address

if TYPE_CHECKING:
    from explainer.lessons.reverse.tree import Fork, Setting, Tree

LETTERS = {"s": "seed", "g": "guidance", "k": "scheduler", "p": "prompt", "n": "steps", "t": "t"}
SIGNS = {"%": "%25", ":": "%3A", "~": "%7E"}
LONGEST = 12_000
"""Characters of an address that are read at all."""


def read(trunk: Any, tree: Any, default: "Tree", known: Any) -> "tuple[Tree, bool]":
    """The tree that the address names, and whether its trunk is the figure's run.

    `default` is the tree where it names none; `known` are the schedulers that can be chosen.
    """
    lesson = lessons.reverse.tree
    parts = _parts(trunk)
    if not parts and not isinstance(tree, str):
        return default, False
    said, start = _said(parts[1:]), default.trunk
    own = lesson.Trunk(
        _setting(said, start.setting, known),
        said.whole("steps", *choices.STEPS, start.steps),
        said.whole("t", 0, choices.TOTAL - 1, start.t),
    )
    figure = parts[:1] == ["figure"]
    trunk = own if figure else lesson.Trunk(own.setting, own.steps)
    named = tree[:LONGEST].split("~") if isinstance(tree, str) else []
    forks = [_fork(part, number, known) for number, part in enumerate(part for part in named if ":" in part)]
    return lesson.plant(trunk, forks), figure


def written(tree: "Tree", figure: bool) -> tuple[str, str]:
    """The two values that `read` reads the tree from."""
    trunk, setting = tree.trunk, vars(tree.trunk.setting)
    told = {"t": trunk.t, "steps": trunk.steps} if figure else {"steps": trunk.steps}
    forks = (f"{fork.parent}:{fork.t}{_changes(vars(fork))}" for fork in tree.forks)
    return ("figure" if figure else "noise") + _changes(setting | told), "~".join(forks)


def _parts(text: Any) -> list[str]:
    return text[:LONGEST].split(":") if isinstance(text, str) and text else []


def _said(parts: list[str]) -> Address:
    """The changes as an address, so that its forgiving readers can be used."""
    pairs = {LETTERS[part[0]]: part[1:] for part in parts if part[:1] in LETTERS}
    if "prompt" in pairs:
        for sign, code in reversed(SIGNS.items()):
            pairs["prompt"] = pairs["prompt"].replace(code, sign)
    return Address(pairs)


def _setting(said: Address, default: "Setting", known: Any) -> "Setting":
    return lessons.reverse.tree.Setting(
        said.choice("scheduler", known, default.scheduler),
        said.real("guidance", *choices.GUIDANCE, default.guidance),
        said.whole("seed", *choices.SEEDS, default.seed),
        said.text("prompt", default.prompt),
    )


def _fork(text: str, before: int, known: Any) -> "Fork":
    lesson, (parent, t, *rest) = lessons.reverse.tree, [*text.split(":"), "", ""]
    where, said = Address({"parent": parent, "t": t}), _said(rest)
    number = where.whole("parent", 0, 10**6, 0)
    changed = vars(_setting(said, lesson.Setting("ddim", 1.0, 0, ""), known))
    sensible = {name: value for name, value in changed.items() if name in said.query}
    if said.query.get("scheduler", "") not in known:
        sensible.pop("scheduler", None)
    return lesson.Fork(
        number if number <= before else 0, where.whole("t", 0, choices.TOTAL - 1, 0), **sensible
    )


def _changes(values: dict[str, Any]) -> str:
    """`:s7:g4`, of those values that are something."""
    letters = {name: letter for letter, name in LETTERS.items()}
    told = [(letters[name], value) for name, value in values.items() if name in letters and value is not None]
    return "".join(f":{letter}{_plain(value)}" for letter, value in told if not _is_place(letter, values))


def _is_place(letter: str, values: dict[str, Any]) -> bool:
    return letter == "t" and "parent" in values


def _plain(value: Any) -> str:
    if isinstance(value, str):
        return "".join(SIGNS.get(sign, sign) for sign in value)
    return f"{value:g}" if isinstance(value, float) else str(value)
