"""Questions that others answer: asked again where one of them dies, and answered here where none is left."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import torch
from torch import Tensor

from explainer.core import engine, remote
from explainer.core.noising import gaussian
from explainer.core.pack import ModelPack, decode, encode_prompt, latent_shape, load_pack, with_student
from explainer.core.sampling import denoise
from tests.core.questions import question

DIES = 0


class Others(ThreadingHTTPServer):
    """Answers as a replica does, after it has said what stands in `first`: a status, or DIES."""

    def __init__(self, pack: ModelPack) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.computing = remote.computing(pack)
        self.first: list[int] = []
        self.rows: list[int] = []
        self.address = f"http://127.0.0.1:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    server: Others  # pyright: ignore[reportIncompatibleVariableOverride]

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        status = self.server.first.pop(0) if self.server.first else 200
        if status == DIES:
            self.close_connection = True
            return
        answer = b"the network said no"
        if status == 200:
            question = remote.unpacked(body)
            self.server.rows.append(len(question[0]))
            answer = remote.packed(self.server.computing[self.path.rsplit("/", 1)[-1]](*question))
        self.send_response(status)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def own(pack_folder) -> ModelPack:
    """A pack of the test's own, which it may hand over."""
    return load_pack(pack_folder)


@pytest.fixture
def others(pack: ModelPack) -> Iterator[Others]:
    others = Others(pack)
    thread = threading.Thread(target=others.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield others
    others.shutdown()
    others.server_close()
    thread.join()


@pytest.fixture
def local(pack: ModelPack, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Gets the rows of what this process computes in `Floor.compute`, beside the others' own pack."""
    theirs = (pack.unet, pack.student)
    rows: list[int] = []
    compute = engine.Floor.compute

    def noted(self: engine.Floor, pack: ModelPack, samples: Tensor, *others: Tensor) -> Tensor:
        if pack.unet not in theirs:
            rows.append(len(samples))
        return compute(self, pack, samples, *others)

    monkeypatch.setattr(engine.Floor, "compute", noted)
    return rows


def test_others_give_the_same_bits_and_each_network_is_its_own(own: ModelPack, others: Others, local):
    remote.connect(own, others.address, 1)
    for one in (own, with_student(own)):
        answer = engine.ask(one, *question(own))
        assert torch.equal(answer, engine.forward(one, *question(own)))
    assert others.rows == [2, 2] and not local


def test_others_decode_too_a_few_at_a_time(own: ModelPack, pack: ModelPack, others: Others):
    remote.connect(own, others.address, 1)
    z = gaussian((remote.PART + 3, *latent_shape(pack)), 1)
    others.first = [DIES]
    assert (decode(own, z) - decode(pack, z)).abs().max() < 1e-5
    assert sorted(others.rows) == [3, remote.PART]


def test_where_nobody_decodes_this_process_does(own: ModelPack, pack: ModelPack, monkeypatch):
    monkeypatch.setattr(remote, "PATIENCE", 0.2)
    remote.connect(own, "http://127.0.0.1:9", 1)
    z = gaussian((remote.PART + 3, *latent_shape(pack)), 1)
    assert torch.equal(decode(own, z), decode(pack, z))


@pytest.mark.parametrize("failures", [[DIES], [500], [503, DIES, 404]])
def test_one_that_dies_costs_a_question_asked_again(own: ModelPack, others: Others, local, failures):
    remote.connect(own, others.address, 1)
    others.first = failures
    assert torch.equal(engine.ask(own, *question(own)), engine.forward(own, *question(own)))
    assert others.rows == [2] and not local


def test_where_nobody_answers_this_process_does_and_others_again_when_they_are_back(
    own: ModelPack, others: Others, local, monkeypatch, caplog
):
    monkeypatch.setattr(remote, "PATIENCE", 0.2)
    connected = remote.connect(own, others.address, 1)
    others.first = [500] * 1000
    for _ in range(3):
        assert torch.equal(engine.ask(own, *question(own)), engine.forward(own, *question(own)))
    assert local == [2, 2, 2] and len(caplog.records) == 1
    monkeypatch.setattr(remote, "PATIENCE", 60)
    others.first = []
    connected.rests_until = 0  # its rest is over
    assert torch.is_tensor(engine.ask(own, *question(own)))
    assert local == [2, 2, 2] and len(caplog.records) == 2


def test_where_nobody_listens_a_run_goes_on_to_the_same_picture(own: ModelPack, pack: ModelPack, monkeypatch):
    monkeypatch.setattr(remote, "PATIENCE", 0.2)
    said, nothing = encode_prompt(pack, ["a dog", ""]).split(1)
    z = gaussian((1, *latent_shape(pack)), 0)
    remote.connect(own, "http://127.0.0.1:9", 1)
    pictures = [list(denoise(one, z, said, nothing, steps=4, guidance=4))[-1].x_prev for one in (own, pack)]
    assert torch.equal(*pictures)


def test_others_with_another_pack_are_not_listened_to(own: ModelPack, others: Others, local):
    remote.connect(own, others.address, 1)
    others.first = [remote.ANOTHER_PACK]
    assert torch.equal(engine.ask(own, *question(own)), engine.forward(own, *question(own)))
    assert local == [2]


def test_what_the_network_raises_there_is_raised_here(own: ModelPack, others: Others):
    remote.connect(own, others.address, 1)
    others.first = [remote.REFUSED]
    with pytest.raises(RuntimeError, match="the network said no"):
        engine.ask(own, *question(own))
    assert torch.is_tensor(engine.ask(own, *question(own)))


def test_a_copy_of_a_network_stays_here(own: ModelPack, others: Others, local):
    from explainer.core.attention import recorded

    remote.connect(own, others.address, 1)
    recording, recorder = recorded(own)
    engine.ask(recording, *question(own))
    assert local == [2] and not others.rows and recorder.take().by_side


def test_a_network_is_named_by_what_its_files_hold(own: ModelPack, pack: ModelPack):
    names = list(remote.computing(own))
    assert len(set(names)) == 3 and names == list(remote.computing(pack))
