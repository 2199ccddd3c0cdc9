"""The front door: its arguments, and models that load behind it."""

from concurrent.futures import Future
from pathlib import Path

import pytest

import app
from explainer import cluster
from explainer.core import engines
from explainer.core.errors import PackError


def test_the_defaults_are_private_and_bounded():
    args = app.arguments([])
    assert args.host is None
    assert args.share is False
    assert args.cluster is None
    assert args.lang == "auto"
    assert (args.queue_size, args.at_once) == (app.LONGEST_WAIT, app.AT_ONCE)
    assert args.pack == Path(app.__file__).parent / "assets" / "packs" / "animals"


def test_every_argument_is_understood():
    said = "--host 0.0.0.0 --port 80 --share --pack p --lang ja --device cpu --queue-size 3 --at-once 2"
    args = app.arguments([*said.split(), "--engine", "torch", "--cache", "c", "--cluster"])
    assert (args.host, args.port, args.share, args.pack) == ("0.0.0.0", 80, True, Path("p"))
    assert (args.lang, args.device, args.queue_size, args.at_once) == ("ja", "cpu", 3, 2)
    assert (args.engine, args.cache) == ("torch", Path("c"))
    assert (args.cluster, args.batches) == (app.CLUSTER, app.BATCHES)


def test_an_unknown_language_is_refused(capsys: pytest.CaptureFixture):
    with pytest.raises(SystemExit):
        app.arguments(["--lang", "fr"])
    assert "fr" in capsys.readouterr().err


def test_an_engine_that_is_asked_for_by_name_and_not_there_is_said_to_be_missing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
):
    monkeypatch.setattr(engines, "installed", lambda: False)
    for arguments in (app.arguments, cluster.arguments):
        assert arguments([]).engine == "auto" and arguments(["--engine", "torch"]).engine == "torch"
        with pytest.raises(SystemExit) as end:
            arguments(["--engine", "onnxruntime"])
        said = capsys.readouterr().err
        assert end.value.code == 2 and said == engines.MISSING + "\n"
        assert all(file in said for file in ("requirements-fast.txt", "constraints.txt"))
    monkeypatch.setattr(engines, "installed", lambda: True)
    assert app.arguments(["--engine", "onnxruntime"]).engine == "onnxruntime"


def test_a_named_device_is_taken_as_it_is():
    assert app.chosen("cuda:1") == "cuda:1"
    assert app.chosen("auto") in ("cpu", "cuda", "mps")


def test_a_loaded_pack_is_handed_on(pack_folder: Path):
    done: Future = Future()
    app.load(app.arguments(["--pack", str(pack_folder), "--device", "cpu", "--engine", "torch"]), done)
    assert done.result().folder == pack_folder


def test_what_went_wrong_in_loading_is_handed_on(tmp_path: Path):
    done: Future = Future()
    app.load(app.arguments(["--pack", str(tmp_path / "nowhere"), "--device", "cpu"]), done)
    with pytest.raises(PackError, match="missing_folder"):
        done.result()
