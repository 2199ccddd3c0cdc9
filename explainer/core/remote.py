"""Networks that other machines compute: the questions go to them by HTTP, and each stands for itself.

So a machine that dies in the midst of a run costs one question asked again, and where none is left the
networks of this process answer until one is. The decoder goes there too: at the end of a run it has more to
do than the denoiser had in all of it. A question and its answer are safetensors, from which nothing
can be run; the network is named by what its files hold, so that no other pack's ever answers.

On the other side stands `explainer.cluster`.
"""

import hashlib
import logging
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path

import httpx
import torch
from safetensors.torch import load, save
from torch import Tensor

from explainer.core import backends, engine
from explainer.core.backends import Unanswered
from explainer.core.engine import Floor
from explainer.core.pack import ModelPack

ROUTE = "/kakusan"
DENOISERS, DECODER = ("unet", "student"), "vae"
PART, AT_ONCE = 8, 8
"""Rows of one question to the decoder, and how many such questions are under way at a time."""
PATIENCE = 20.0
"""Seconds for a question in all; a new replica is there in some ten."""
CONNECTING = 2.0
PAUSES = (0.05, 1.0)
"""Seconds before a question is asked again: the first time, and the longest."""
REST = 30.0
"""Seconds for which nobody is asked after a question that got no answer."""
REFUSED, ANOTHER_PACK = 422, 409
"""What a replica says where the network raised, and where it has no network of that name."""
_log = logging.getLogger(__name__)


def computing(pack: ModelPack) -> dict[str, Callable[..., Tensor]]:
    """What a replica computes, by name: denoisers as `engine.ask` does, the decoder as `backends.answer`."""
    names = _names(pack)
    packs = {part: replace(pack, unet=getattr(pack, part)) for part in DENOISERS if part in names}
    found: dict[str, Callable[..., Tensor]] = {
        names[part]: partial(engine.ask, one) for part, one in packs.items()
    }
    return found | {names[DECODER]: partial(backends.answer, pack.vae)}


def connect(pack: ModelPack, address: str, room: int) -> "Remote":
    """Have the pack's denoisers and its decoder computed at that address from here on.

    Nothing is asked yet, and nobody has to be there. room: how many batches of steps at a time.
    """
    names, remote = _names(pack), Remote(address)
    denoisers = [part for part in DENOISERS if part in names]
    floor = Elsewhere(remote, {id(getattr(pack, part)): names[part] for part in denoisers}, room)
    for part in denoisers:
        engine.hand_over(getattr(pack, part), floor)
    backends.hand_over(pack.vae, partial(remote.in_parts, names[DECODER]))
    return remote


def packed(*question: Tensor) -> bytes:
    """The tensors as they are sent."""
    return save({str(i): part.detach().cpu().contiguous() for i, part in enumerate(question)})


def unpacked(body: bytes) -> list[Tensor]:
    """What `packed` was given. Raises SafetensorError for anything else."""
    return [part for _, part in sorted(load(body).items())]


class Elsewhere(Floor):
    """The floor whose batches a Remote computes. names: by the network's id."""

    def __init__(self, remote: "Remote", names: dict[int, str], room: int) -> None:
        super().__init__(room=max(1, room))
        self._remote, self._names = remote, names

    def compute(self, pack: ModelPack, samples: Tensor, timesteps: Tensor, embeds: Tensor) -> Tensor:
        """As Floor's. Raises RuntimeError with what the network raised there."""
        return self._remote.ask(self._names[id(pack.unet)], samples, timesteps, embeds)


class Remote:
    """Whoever answers at that address."""

    def __init__(self, address: str) -> None:
        self._address = address.rstrip("/") + ROUTE
        limits = httpx.Limits(max_connections=None, keepalive_expiry=3)  # the server's end lasts 5
        self._client = httpx.Client(trust_env=False, limits=limits)
        self._threads = ThreadPoolExecutor(AT_ONCE, "decode")
        self._lock = threading.Lock()
        self.rests_until = 0.0
        self._down = False

    def ask(self, name: str, *question: Tensor) -> Tensor:
        """The answer of the network of that name, on the question's device.

        Raises Unanswered where nobody gives it, and RuntimeError with what the network raised.
        """
        if not self._may_ask():
            raise Unanswered
        for reply in self._replies(f"{self._address}/{name}", packed(*question)):
            if reply.status_code == httpx.codes.OK:
                self._note(down=False)
                return unpacked(reply.content)[0].to(question[0].device)
            if reply.status_code == REFUSED:
                raise RuntimeError(reply.text)
            if reply.status_code == ANOTHER_PACK:
                break
        self._note(down=True)
        raise Unanswered

    def in_parts(self, name: str, rows: Tensor) -> Tensor:
        """The same, a few rows a question, so that several replicas share them."""
        if len(rows) <= PART:
            return self.ask(name, rows)
        return torch.cat(list(self._threads.map(partial(self.ask, name), rows.split(PART))))

    def _replies(self, url: str, body: bytes) -> Iterator[httpx.Response]:
        """The replies to the question, which is asked again until it is one too many or patience ends."""
        end, pause = time.monotonic() + PATIENCE, PAUSES[0]
        while (left := end - time.monotonic()) > 0:
            try:
                timeout = httpx.Timeout(left, connect=min(left, CONNECTING))
                yield self._client.post(url, content=body, timeout=timeout)
            except httpx.TransportError as error:
                _log.debug("asked again: %r", error)
            time.sleep(pause)
            pause = min(2 * pause, PAUSES[1])

    def _may_ask(self) -> bool:
        """Whether to ask: while nobody answers, one question at a time finds out when somebody does."""
        with self._lock:
            now = time.monotonic()
            if self._down and now < self.rests_until:
                return False
            self.rests_until = now + PATIENCE + REST
            return True

    def _note(self, *, down: bool) -> None:
        with self._lock:
            changed, self._down = down != self._down, down
            self.rests_until = time.monotonic() + REST
        if changed:
            said = "nobody answers at %s; this process computes" if down else "%s answers again"
            _log.warning(said, self._address)


def _names(pack: ModelPack) -> dict[str, str]:
    """Each network's name, by its part: sixteen hex digits of what its files hold."""
    parts = (part for part in (*DENOISERS, DECODER) if getattr(pack, part) is not None)
    return {part: _name(pack.folder / part) for part in parts}


def _name(part: Path) -> str:
    digest = hashlib.sha256()
    for file in sorted(part.iterdir()):
        if file.is_file():
            digest.update(file.name.encode() + hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()[:16]
