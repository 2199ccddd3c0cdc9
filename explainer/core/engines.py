"""What may compute the networks on a CPU, by the name that a command line gives it; nothing is imported."""

import argparse
import importlib.util

ENGINES = ("auto", "torch", "onnxruntime")
NEEDED = ("onnxruntime", "onnx")
"""The packages of requirements-fast.txt."""
MISSING = (
    "--engine onnxruntime: ONNX Runtime is not installed. Install it with\n"
    "    pip install -r requirements-fast.txt -c constraints.txt\n"
    "or leave the option out: PyTorch then computes."
)


def installed() -> bool:
    """Whether the packages of requirements-fast.txt are there."""
    return all(importlib.util.find_spec(name) is not None for name in NEEDED)


def parsed(parser: argparse.ArgumentParser, argv: list[str] | None = None) -> argparse.Namespace:
    """The command line, with its `engine`. Ends the program where that is asked for by name and not there."""
    args = parser.parse_args(argv)
    if args.engine == "onnxruntime" and not installed():
        parser.exit(2, MISSING + "\n")
    return args
