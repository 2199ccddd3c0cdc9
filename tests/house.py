"""The rules of who may import whom, read from the source with ast: nothing is imported to check it."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]

ALLOWED = {
    "core": {"core"},
    "world": {"world"},
    "text": {"text"},
    "lessons": {"lessons", "core", "world"},
    "views": {"views", "lessons"},
    "tabs": {"tabs", "lessons", "views", "text", "core.pack", "core.errors", "core.cache", "core.heap"},
    "training": {"training", "core", "world"},
    "cluster": {"cluster", "core"},
    "app": {"tabs.shell", "core.backends", "core.engines", "core.heap", "core.pack", "core.remote"},
}
"""For each part of the house, the parts, or single modules, of explainer that it may import."""

CONFINED = {"gradio": {"views", "tabs", "app"}, "accelerate": {"training"}, "ray": {"cluster"}}
"""Libraries that only some parts may import."""


def violations(source: str, module: str) -> list[str]:
    """What is wrong with the imports of a module, named as `explainer.core.pack` or `app`; mostly []."""
    part = module.split(".")[1] if "." in module else module
    found = []
    for name in imported(ast.parse(source), module):
        top = name.split(".")[0]
        if top == "explainer" and not _may(ALLOWED.get(part, set()), name):
            found.append(f"{module} imports {name}")
        if part not in CONFINED.get(top, {part}):
            found.append(f"{module} imports {name}, which only {sorted(CONFINED[top])} may")
    return found


def imported(tree: ast.AST, module: str) -> Iterator[str]:
    """Full dotted names that the module imports: at its top, in a function, or by a string."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = _absolute(node, module)
            yield from (f"{base}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Call) and _called(node) in ("import_module", "__import__"):
            yield from (str(arg.value) for arg in node.args[:1] if isinstance(arg, ast.Constant))


def modules() -> Iterator[tuple[Path, str]]:
    """Each Python file of ours with its dotted name, `explainer.core.__init__` for a package."""
    yield ROOT / "app.py", "app"
    for path in sorted((ROOT / "explainer").rglob("*.py")):
        yield path, ".".join(path.relative_to(ROOT).with_suffix("").parts)


def _may(allowed: set[str], name: str) -> bool:
    """Whether `explainer.core.pack.load_pack` is within `core`, or within `core.pack`."""
    inner = name.removeprefix("explainer").removeprefix(".")
    return any(inner == one or inner.startswith(f"{one}.") for one in allowed)


def _absolute(node: ast.ImportFrom, module: str) -> str:
    if not node.level:
        return node.module or ""
    package = module.split(".")[: -node.level]
    return ".".join([*package, node.module] if node.module else package)


def _called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
