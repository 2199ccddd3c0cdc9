"""Networks that other machines compute: the questions go to them by HTTP, and each stands for itself.

So a machine that dies in the midst of a run costs one question asked again, and where none is left the
networks of this process answer until one is. A question and its answer are safetensors, from which nothing
can be run; the network is named by what its files hold, so that no other pack's ever answers.

On the other side stands `explainer.cluster`.
"""

import hashlib
import logging
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx
from safetensors.torch import load, save
from torch import Tensor

from explainer.core import engine
from explainer.core.engine import Floor, Unanswered
from explainer.core.pack import ModelPack

ROUTE = "/kakusan"
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


def networks(pack: ModelPack) -> dict[str, ModelPack]:
    """The pack for each of its denoisers, by its name: sixteen hex digits of what its files hold."""
    packs = {"unet": pack} | ({"student": replace(pack, unet=pack.student)} if pack.student else {})
    return {_name(pack.folder / part): one for part, one in packs.items()}


def connect(pack: ModelPack, address: str, room: int) -> "Cluster":
    """Have the pack's denoisers computed at that address from here on, up to `room` batches at a time.

    Nothing is asked yet, and nobody has to be there."""
    cluster = Cluster(networks(pack), address, room)
    for one in cluster.packs.values():
        engine.hand_over(one.unet, cluster)
    return cluster


def packed(*question: Tensor) -> bytes:
    """Samples (n, c, h, w), timesteps (n,) and embeds (n, L, D), as they are sent."""
    parts = zip(("samples", "timesteps", "embeds"), question, strict=True)
    return save({name: part.detach().cpu().contiguous() for name, part in parts})


def unpacked(body: bytes) -> tuple[Tensor, Tensor, Tensor]:
    """What `packed` was given. Raises KeyError and SafetensorError for what is no question."""
    parts = load(body)
    return parts["samples"], parts["timesteps"], parts["embeds"]


class Cluster(Floor):
    """The floor that lies elsewhere. `packs`: see `networks`; `room`: as in Floor."""

    def __init__(self, packs: dict[str, ModelPack], address: str, room: int) -> None:
        super().__init__(room=max(1, room))
        self.packs = packs
        self._names = {id(one.unet): name for name, one in packs.items()}
        self._address = address.rstrip("/") + ROUTE
        limits = httpx.Limits(max_connections=None, keepalive_expiry=3)  # the server's end lasts 5
        self._client = httpx.Client(trust_env=False, limits=limits)
        self._resting = threading.Lock()
        self._rests_until = 0.0
        self._down = False

    def compute(self, pack: ModelPack, samples: Tensor, timesteps: Tensor, embeds: Tensor) -> Tensor:
        """As Floor's. Raises RuntimeError with what the network raised there."""
        if not self._may_ask():
            raise Unanswered
        body = packed(samples, timesteps, embeds)
        for reply in self._replies(f"{self._address}/{self._names[id(pack.unet)]}", body):
            if reply.status_code == httpx.codes.OK:
                self._note(down=False)
                return load(reply.content)["answer"].to(samples.device)
            if reply.status_code == REFUSED:
                raise RuntimeError(reply.text)
            if reply.status_code == ANOTHER_PACK:
                break
        self._note(down=True)
        raise Unanswered

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
        """Whether to ask: one question at a time finds out whether somebody is there again."""
        with self._resting:
            now = time.monotonic()
            if self._down and now < self._rests_until:
                return False
            self._rests_until = now + PATIENCE + REST
            return True

    def _note(self, *, down: bool) -> None:
        with self._resting:
            changed, self._down = down != self._down, down
            self._rests_until = time.monotonic() + REST
        if changed:
            _log.warning(
                "nobody answers at %s; this process computes" if down else "%s answers again", self._address
            )


def _name(part: Path) -> str:
    digest = hashlib.sha256()
    for file in sorted(part.iterdir()):
        if file.is_file():
            digest.update(file.name.encode() + hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()[:16]
