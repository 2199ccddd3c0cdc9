"""The app as a process of its own, as a person starts it."""

import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
PATIENCE = 120


@dataclass(frozen=True)
class Served:
    """A running server: its address, and when its command was given (epoch seconds)."""

    url: str
    since: float


@contextmanager
def served(*arguments: str, port: int | None = None) -> Iterator[Served]:
    """Run `python *arguments` as a server, "{port}" being `port` or a free one, from when it answers."""
    port = port or free_port()
    command = [sys.executable, *(argument.format(port=port) for argument in arguments)]
    since = time.time()
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(command, cwd=ROOT, stdout=said, stderr=said)
        try:
            if not _answers(port, process):
                said.seek(0)
                raise RuntimeError(f"no server on port {port}: {said.read().decode()[-2000:]}")
            yield Served(f"http://127.0.0.1:{port}", since)
        finally:
            process.terminate()
            process.wait(PATIENCE)


def app(pack: Path) -> tuple[str, ...]:
    """The arguments of `served` for the app with that pack; torch computes, and nothing is kept at home."""
    where = ("--host", "127.0.0.1", "--port", "{port}", "--pack", str(pack.resolve()))
    return ("app.py", *where, "--engine", "torch")


def free_port() -> int:
    """A port on loopback that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _answers(port: int, process: subprocess.Popen[bytes]) -> bool:
    """Wait until the process accepts connections; False where it ends first, or takes too long."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        with socket.socket() as caller:
            if caller.connect_ex(("127.0.0.1", port)) == 0:
                return True
        time.sleep(0.01)
    return False
