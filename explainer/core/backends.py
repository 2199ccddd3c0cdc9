"""Who computes the networks: torch, or ONNX Runtime from the same weights where it is installed.

torch is the reference, and answers whenever there is a doubt. `prepare` writes the networks of a pack that
lies on a CPU down as ONNX once, keeps them in a folder of this user, compares what they answer with torch,
and only then lets `answer` turn to them. It does so by the identity of the very module, so that a copy with
processors of its own (see `attention`) is torch's as before.
"""

import contextlib
import hashlib
import importlib.metadata
import logging
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

import torch
from torch import Tensor, nn

from explainer.core.engines import NEEDED, installed
from explainer.core.exporting import example, plain

if TYPE_CHECKING:
    from explainer.core.pack import ModelPack

NAMES = {"torch": "PyTorch", "onnxruntime": "ONNX Runtime"}
PARTS = ("unet", "student", "vae")
CLOSE = 1e-4
"""How far an answer may lie from torch's, per element, absolute and relative."""
PATIENCE = 600
STALE = 60 * 24 * 3600
"""Seconds after which a file that nobody has used is thrown away: versions come and go."""
_FORMAT = 1
_ROOT = Path(__file__).parents[2]
_ready: "WeakKeyDictionary[nn.Module, Quick]" = WeakKeyDictionary()
_elsewhere: "WeakKeyDictionary[nn.Module, Callable[..., Tensor]]" = WeakKeyDictionary()
_log = logging.getLogger(__name__)


class Unanswered(Exception):
    """Nobody elsewhere answers just now."""


def hand_over(module: nn.Module, elsewhere: Callable[..., Tensor]) -> None:
    """Have `elsewhere` answer for that very module from here on, unless it raises Unanswered."""
    _elsewhere[module] = elsewhere


def answer(module: nn.Module, *question: Tensor) -> Tensor:
    """What the module says, whoever computes it, without gradients.

    Of a denoiser: samples (n, c, h, w), timesteps (n,), embeds (n, L, D) to (n, c, h, w).
    Of an autoencoder: latents (n, c, h, w) to pictures (n, 3, 8h, 8w). A quick answer that fails, or that is
    not finite, is given by torch, as are all after it.
    """
    elsewhere = _elsewhere.get(module)
    if elsewhere is not None:
        with contextlib.suppress(Unanswered):
            return elsewhere(*question)
    quick = _ready.get(module)
    if quick is not None and quick.fits(*question):
        try:
            return quick(*question)
        except Exception:
            _ready.pop(module, None)
            _log.warning("ONNX Runtime failed; PyTorch computes from here on", exc_info=True)
    with torch.no_grad():
        return plain(module, *question)


def engine_of(module: nn.Module) -> str:
    """Who answers for the module just now, by the name that people know: see NAMES."""
    return NAMES["onnxruntime" if module in _ready else "torch"]


def cache_folder() -> Path:
    """Where the programs of this user keep what they can make again."""
    home = Path.home()
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local") / "kakusan" / "cache"
    if sys.platform == "darwin":
        return home / "Library" / "Caches" / "kakusan"
    return Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache") / "kakusan"


def prepare(pack: "ModelPack", engine: str = "auto", folder: Path | None = None) -> None:
    """Have the pack's networks computed by ONNX Runtime from here on, where that is possible.

    It takes some seconds the first time, in a process of low priority, while torch goes on answering. Nothing
    is raised: whatever goes wrong is logged, and torch stays. folder: in place of `cache_folder()`.
    """
    if engine == "torch" or pack.device.type != "cpu" or not installed():
        return
    try:
        with tempfile.TemporaryDirectory() as spare:
            _prepare(pack, _usable(folder or cache_folder(), Path(spare)))
    except Exception:
        _log.warning("the networks could not be handed to ONNX Runtime; PyTorch computes", exc_info=True)


def _prepare(pack: "ModelPack", folder: Path) -> None:
    modules = {part: getattr(pack, part) for part in PARTS if getattr(pack, part) is not None}
    files = {part: folder / f"{part}-{fingerprint(pack.folder / part)}.onnx" for part in modules}
    missing = {part: file for part, file in files.items() if not _switch(modules[part], file)}
    if missing:
        _export(pack.folder, missing)
        for part, file in missing.items():
            if not _switch(modules[part], file):
                _log.warning("ONNX Runtime does not answer as PyTorch does for %s; PyTorch computes", part)
    _tidy(folder)


def fingerprint(part: Path) -> str:
    """Sixteen hex digits that change with the part's files and with the libraries that read them."""
    digest = hashlib.sha256(str(_FORMAT).encode())
    for name in ("torch", "diffusers", *NEEDED):
        digest.update(f"{name} {importlib.metadata.version(name)}\n".encode())
    for file in sorted(part.iterdir()):
        if file.is_file():
            digest.update(file.name.encode() + hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()[:16]


def _usable(folder: Path, spare: Path) -> Path:
    """The folder, made where it was missing; the spare one where nothing can be written there."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return folder
    except OSError:
        return spare


def _tidy(folder: Path) -> None:
    for file in folder.glob("*.onnx"):
        if time.time() - file.stat().st_mtime > STALE:
            file.unlink(missing_ok=True)


def _export(pack: Path, files: dict[str, Path]) -> None:
    wanted = [f"{part}={file}" for part, file in files.items()]
    command = [sys.executable, "-m", "explainer.core.exporting", str(pack.resolve()), *wanted]
    low = getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0)  # Windows; elsewhere the process is nice
    done = subprocess.run(
        command, cwd=_ROOT, capture_output=True, text=True, timeout=PATIENCE, creationflags=low
    )
    if done.returncode:
        raise RuntimeError(f"exporting ended with {done.returncode}: {done.stderr[-2000:]}")


def _switch(module: nn.Module, file: Path) -> bool:
    """Let the file's network answer for the module, if it is there, whole, and says what torch says."""
    if not file.is_file():
        return False
    try:
        quick = _opened(module, file)
        for rows in (1, 3):
            question = example(module, rows)
            with torch.no_grad():
                expected = plain(module, *question)
            torch.testing.assert_close(quick(*question), expected, rtol=CLOSE, atol=CLOSE)
        os.utime(file)
    except Exception:
        _log.info("%s is of no use", file.name, exc_info=True)
        return False
    _ready[module] = quick
    return True


def _opened(module: nn.Module, file: Path) -> "Quick":
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = torch.get_num_threads()
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # threads that wait must not burn the cores that torch, the browser or a neighbour has work for
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.enable_cpu_mem_arena = False  # it is no quicker here, and keeps what the largest batch took
    session = onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])
    return Quick(session, example(module, 1)[0].shape[1:])


@dataclass(frozen=True)
class Quick:
    """A network as a session of ONNX Runtime, which lets go of the interpreter and may be asked by several
    threads at once. shape: of one row of what it is asked first.
    """

    session: Any
    shape: torch.Size

    def fits(self, *question: Tensor) -> bool:
        """Whether the question is of the shape that was written down, and asks for no gradient."""
        return question[0].shape[1:] == self.shape and not any(
            one.requires_grad or one.device.type != "cpu" for one in question
        )

    def __call__(self, *question: Tensor) -> Tensor:
        """As `answer`. Raises ValueError where the answer is not finite, and what ONNX Runtime raises."""
        names = (one.name for one in self.session.get_inputs())
        asked = {name: one.float().numpy() for name, one in zip(names, question, strict=True)}
        answered = torch.from_numpy(self.session.run(None, asked)[0])
        if len(answered) != len(question[0]):
            raise ValueError(f"{len(answered)} answers to {len(question[0])} rows")
        if not answered.isfinite().all() and all(one.isfinite().all() for one in question):
            raise ValueError("the answer is not finite")
        return answered
