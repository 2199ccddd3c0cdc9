"""Replicas on this machine answer as one process does, join what several ask, and may die."""

import importlib.util
import signal
import socket
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import psutil
import pytest
import torch
from torch import Tensor

from explainer.core import engine, remote
from explainer.core.noising import gaussian
from explainer.core.pack import ModelPack, decode, encode_prompt, latent_shape, load_pack, with_student
from explainer.core.sampling import denoise
from tests.core.questions import question

pytestmark = pytest.mark.skipif(
    importlib.util.find_spec("ray") is None,
    reason="Ray is not installed: pip install -r requirements-cluster.txt",
)
ROOT = Path(__file__).parents[1]
PATIENCE = 600
REPLICAS = 2


@dataclass(frozen=True)
class Running:
    """The command as a process, and where it listens."""

    process: psutil.Process
    address: str

    def replicas(self) -> list[psutil.Process]:
        """The processes that compute, which are all there."""
        return until(lambda: self._replicas() if len(self._replicas()) == REPLICAS else None)

    def _replicas(self) -> list[psutil.Process]:
        found = []
        for one in self.process.children(recursive=True):
            try:
                if one.cmdline() and one.cmdline()[0].startswith("ray::ServeReplica"):
                    found.append(one)
            except psutil.NoSuchProcess:
                continue
        return found


def until(look: Callable[[], Any]) -> Any:
    """What `look` sees, as soon as it is something."""
    end = time.monotonic() + PATIENCE
    while not (found := look()):
        assert time.monotonic() < end, "it never came"
        time.sleep(0.05)
    return found


@pytest.fixture(scope="module")
def cluster(pack_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Two replicas of the random pack, started as a person starts them."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    said = tmp_path_factory.mktemp("cluster") / "said"
    command = [sys.executable, "-m", "explainer.cluster", "--pack", str(pack_folder), "--port", str(port)]
    with said.open("wb") as file:
        process = psutil.Popen(
            [*command, "--replicas", str(REPLICAS), "--engine", "torch", "--cores", "0.1"],
            cwd=ROOT, stdout=file, stderr=file,
        )  # fmt: skip
    family: list[psutil.Process] = []
    try:
        until(lambda: b"--cluster http" in said.read_bytes() or process.poll() is not None)
        assert process.is_running() and process.poll() is None, said.read_text()[-3000:]
        yield Running(process, f"http://127.0.0.1:{port}")
    finally:
        family = process.children(recursive=True) if process.poll() is None else []
        process.send_signal(signal.SIGTERM)
        process.wait(PATIENCE)
        psutil.wait_procs(family, timeout=30)
        for one in family:
            if one.is_running():
                one.kill()


@pytest.fixture
def own(pack_folder: Path, cluster: Running, monkeypatch: pytest.MonkeyPatch) -> ModelPack:
    """A pack that the replicas compute, and this process never while they may answer."""
    monkeypatch.setattr(remote, "PATIENCE", PATIENCE)
    own = load_pack(pack_folder)
    remote.connect(own, cluster.address, REPLICAS)
    return own


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Gets the rows of what this process computes for `ask`."""
    rows: list[int] = []
    compute = engine.Floor.compute

    def noted(self: engine.Floor, pack: ModelPack, samples: Tensor, *others: Tensor) -> Tensor:
        rows.append(len(samples))
        return compute(self, pack, samples, *others)

    monkeypatch.setattr(engine.Floor, "compute", noted)
    return rows


def picture(pack: ModelPack, seed: int, seen: Callable[[int], object] = lambda index: None) -> Tensor:
    """What a run of 20 guided steps comes to; `seen` is told of each."""
    said, nothing = encode_prompt(pack, ["a dog", ""]).split(1)
    z, last = gaussian((1, *latent_shape(pack)), seed), None
    for step in denoise(pack, z, said, nothing, scheduler="euler_a", guidance=4, seed=seed):
        last = step.x_prev
        seen(step.index)
    assert last is not None
    return last


def test_replicas_give_the_same_as_this_process(own: ModelPack, pack: ModelPack, here: list[int]):
    for rows in (1, 2, 8):
        for one in (own, with_student(own)):
            answer = engine.ask(one, *question(own, rows=rows))
            assert (answer - engine.forward(one, *question(own, rows=rows))).abs().max() < 1e-5
        z = question(own, rows=rows)[0]
        assert (decode(own, z) - decode(pack, z)).abs().max() < 1e-5
    assert not here


def test_many_runs_at_once_come_to_the_pictures_that_they_come_to_alone(
    own: ModelPack, pack: ModelPack, here: list[int]
):
    with ThreadPoolExecutor(6) as threads:
        pictures = list(threads.map(lambda seed: picture(own, seed), range(6)))
    assert not here
    for seed, one in enumerate(pictures):
        assert (one - picture(pack, seed)).abs().max() < 1e-3


def test_a_replica_killed_in_mid_run_costs_no_run(
    own: ModelPack, pack: ModelPack, cluster: Running, here: list[int]
):
    victim = cluster.replicas()[0]

    def kill(index: int) -> None:
        if index == 5:
            victim.kill()

    with ThreadPoolExecutor(4) as threads:
        runs = [threads.submit(picture, own, 0, kill)]
        runs += [threads.submit(picture, own, seed) for seed in range(1, 4)]
        pictures = [run.result() for run in runs]
    assert not here and victim not in cluster.replicas()
    for seed, one in enumerate(pictures):
        assert (one - picture(pack, seed)).abs().max() < 1e-3


def test_with_all_replicas_gone_this_process_computes_until_they_are_back(
    own: ModelPack, pack: ModelPack, cluster: Running, here: list[int], monkeypatch: pytest.MonkeyPatch
):
    replicas = cluster.replicas()
    for one in replicas:
        one.suspend()  # as if its machine were cut off
    monkeypatch.setattr(remote, "PATIENCE", 0.5)
    assert (picture(own, 1) - picture(pack, 1)).abs().max() < 1e-3
    assert len(here) >= 20
    monkeypatch.setattr(remote, "PATIENCE", PATIENCE)
    vars(engine._elsewhere[own.unet])["_remote"].rests_until = 0  # its rest is over
    here.clear()
    with ThreadPoolExecutor(1) as threads:
        asked = threads.submit(engine.ask, own, *question(own))
        for one in replicas:
            one.kill()
        assert torch.is_tensor(asked.result()) and not here
    assert torch.is_tensor(engine.ask(own, *question(own))) and not here


def test_what_is_no_question_and_what_another_pack_asks_harm_nobody(own: ModelPack, cluster: Running):
    address, name = cluster.address + remote.ROUTE, next(iter(remote.computing(own)))
    assert httpx.post(f"{address}/{name}", content=b"no question").status_code == remote.REFUSED
    assert (
        httpx.post(f"{address}/0", content=remote.packed(*question(own))).status_code == remote.ANOTHER_PACK
    )
    samples, timesteps, embeds = question(own)
    with pytest.raises(RuntimeError):
        engine.ask(own, samples, timesteps[:1].expand(3), embeds)
    assert torch.is_tensor(engine.ask(own, *question(own)))
