"""ONNX Runtime answers as torch does, or not at all."""

import logging
import os
import stat
import sys
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
import torch
from diffusers import DDIMScheduler, StableDiffusionPipeline

from explainer.core import attention, backends, engine, noising, sampling
from explainer.core.engines import installed
from explainer.core.exporting import example, plain
from explainer.core.pack import decode, encode_prompt, load_pack, with_student

pytestmark = pytest.mark.skipif(
    not installed(), reason="ONNX Runtime is not installed: pip install -r requirements-fast.txt"
)
STEPS, SEED = 20, 3


@pytest.fixture(scope="module")
def cache(tmp_path_factory):
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="module")
def quick(pack_folder, cache):
    """A pack of its own, handed over."""
    pack = load_pack(pack_folder)
    backends.prepare(pack, folder=cache)
    return pack


@pytest.fixture
def own(pack_folder):
    """A pack that each test may hand over in its own way."""
    return load_pack(pack_folder)


def engines(pack):
    return [backends.engine_of(module) for module in (pack.unet, pack.student, pack.vae)]


def torchs(module, question):
    with torch.no_grad():
        return plain(module, *question)


@pytest.mark.parametrize("rows", [1, 2, 5, 16, 32])
@pytest.mark.parametrize("part", ["unet", "student", "vae"])
def test_it_answers_as_torch_does_for_any_number_of_rows(quick, part, rows):
    module = getattr(quick, part)
    question = example(module, rows, width=quick.tokenizer.model_max_length)
    assert backends.engine_of(module) == "ONNX Runtime"
    assert torch.allclose(backends.answer(module, *question), torchs(module, question), rtol=1e-4, atol=1e-4)


def test_prompts_may_have_more_or_fewer_tokens(quick):
    for width in (1, 32, 50):
        question = example(quick.unet, 2, width)
        assert torch.allclose(
            backends.answer(quick.unet, *question), torchs(quick.unet, question), rtol=1e-4, atol=1e-4
        )
    assert engines(quick) == ["ONNX Runtime"] * 3


def test_whole_timesteps_and_expanded_ones_are_taken(quick):
    samples, _, embeds = example(quick.unet, 3)
    question = samples, torch.tensor(500).expand(3), embeds[:1].expand(3, -1, -1)
    answers = backends.answer(quick.unet, *question)
    assert torch.allclose(answers, torchs(quick.unet, question), rtol=1e-4, atol=1e-4)
    assert engines(quick) == ["ONNX Runtime"] * 3


def test_a_guided_run_and_its_picture_are_those_of_the_stock_pipeline(quick, pack_folder):
    stock = StableDiffusionPipeline.from_pretrained(pack_folder)
    stock.scheduler = DDIMScheduler.from_pretrained(pack_folder, subfolder="scheduler", clip_sample=False)
    stock.set_progress_bar_config(disable=True)
    theirs = stock(
        "a brown dog", num_inference_steps=STEPS, guidance_scale=4.0, output_type="pt",
        generator=torch.Generator().manual_seed(SEED),
    ).images  # fmt: skip
    embeds = encode_prompt(quick, ["a brown dog", ""]).split(1)
    z = noising.gaussian((1, 4, 16, 16), SEED)
    run = sampling.denoise(quick, z, *embeds, steps=STEPS, guidance=4.0, seed=SEED)
    picture = decode(quick, list(run)[-1].x_prev) / 2 + 0.5
    assert engines(quick) == ["ONNX Runtime"] * 3
    assert torch.allclose(picture, torch.as_tensor(theirs), atol=1e-3)


def test_the_student_is_answered_for_as_well(quick):
    assert backends.engine_of(with_student(quick).unet) == "ONNX Runtime"


def test_a_network_that_records_its_attention_stays_torchs(quick):
    recording, recorder = attention.recorded(quick, count=2)
    assert backends.engine_of(recording.unet) == "PyTorch"
    engine.ask(recording, *example(quick.unet, 2, 32))
    assert recorder.take().by_side, "the attention was not seen"
    assert backends.engine_of(quick.unet) == "ONNX Runtime"


def test_another_size_than_the_packs_is_torchs_question(quick):
    wide = torch.cat([example(quick.vae, 1)[0]] * 2, dim=-1)
    assert torch.equal(backends.answer(quick.vae, wide), torchs(quick.vae, (wide,)))
    assert backends.engine_of(quick.vae) == "ONNX Runtime"


def test_what_was_written_down_once_serves_the_next_start(quick, own, cache, monkeypatch):
    monkeypatch.setattr(backends, "_export", lambda *_: pytest.fail("it was written down again"))
    backends.prepare(own, folder=cache)
    assert engines(own) == ["ONNX Runtime"] * 3


@pytest.mark.parametrize("damage", ["cut off", "foreign", "another network's"])
def test_a_file_that_is_not_what_it_should_be_is_made_anew(quick, own, cache, tmp_path, damage):
    for file in cache.glob("*.onnx"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    (unet,), (student,) = (list(tmp_path.glob(f"{part}-*.onnx")) for part in ("unet", "student"))
    whole = unet.read_bytes()
    bad = {"cut off": whole[:-1000], "foreign": b"a letter", "another network's": student.read_bytes()}[
        damage
    ]
    unet.write_bytes(bad)
    backends.prepare(own, folder=tmp_path)
    assert engines(own) == ["ONNX Runtime"] * 3
    assert unet.read_bytes() != bad
    assert not [file for file in tmp_path.iterdir() if file.suffix != ".onnx"], "something was left half done"


def test_a_folder_that_takes_no_files_is_done_without(own, tmp_path):
    taken = tmp_path / "taken"
    taken.write_text("a file where the folder should be")
    backends.prepare(own, folder=taken / "cache")
    assert engines(own) == ["ONNX Runtime"] * 3


def test_files_that_nobody_uses_any_more_are_thrown_away(quick, own, cache):
    old = cache / "unet-0.onnx"
    old.write_bytes(b"of an older version")
    os.utime(old, (0, 0))
    backends.prepare(own, folder=cache)
    assert not old.exists() and len(list(cache.glob("*.onnx"))) == 3


def test_where_it_cannot_be_written_down_torch_stays(own, tmp_path, monkeypatch, caplog):
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    backends.prepare(own, folder=tmp_path)
    assert engines(own) == ["PyTorch"] * 3 and len(caplog.records) == 1


@pytest.mark.parametrize("reason", ["asked for", "a GPU", "not installed"])
def test_torch_stays_where_it_is_asked_for_and_where_the_other_has_no_place(
    own, tmp_path, monkeypatch, reason
):
    pack = replace(own, device=SimpleNamespace(type="cuda")) if reason == "a GPU" else own
    if reason == "not installed":
        monkeypatch.setattr(backends, "NEEDED", ("a_package_that_is_not_there",))
    backends.prepare(pack, "torch" if reason == "asked for" else "auto", tmp_path)
    assert engines(own) == ["PyTorch"] * 3 and not list(tmp_path.iterdir())


class Failing:
    """A session that fails in one way."""

    def __init__(self, how, session):
        self.how, self.session, self.get_inputs = how, session, session.get_inputs

    def run(self, *asked):
        if self.how == "raises":
            raise RuntimeError("out of order")
        answer = self.session.run(*asked)[0]
        return [answer[:-1] if self.how == "too few" else answer * float("nan")]


@pytest.mark.parametrize("how", ["raises", "too few", "not a number"])
def test_after_a_failure_torch_answers_for_good(quick, own, cache, caplog, how):
    backends.prepare(own, folder=cache)
    broken = backends._ready[own.unet]
    backends._ready[own.unet] = replace(broken, session=Failing(how, broken.session))
    question = example(own.unet, 2, 32)
    with caplog.at_level(logging.WARNING):
        answers = [backends.answer(own.unet, *question) for _ in range(2)]
    assert all(torch.equal(one, torchs(own.unet, question)) for one in answers)
    assert len(caplog.records) == 1 and engines(own) == ["PyTorch", "ONNX Runtime", "ONNX Runtime"]


def test_what_is_not_a_number_from_the_start_is_no_failure(quick):
    samples, timesteps, embeds = example(quick.unet, 1, 32)
    assert backends.answer(quick.unet, samples * float("nan"), timesteps, embeds).isnan().all()
    assert backends.engine_of(quick.unet) == "ONNX Runtime"


def test_the_fingerprint_follows_the_weights(pack_folder, tmp_path):
    part = tmp_path / "unet"
    part.mkdir()
    for file in (pack_folder / "unet").iterdir():
        (part / file.name).write_bytes(file.read_bytes())
    before = backends.fingerprint(part)
    assert before == backends.fingerprint(pack_folder / "unet")
    weights = next(part.glob("*.safetensors"))
    weights.chmod(weights.stat().st_mode | stat.S_IWUSR)
    weights.write_bytes(weights.read_bytes()[:-1] + b"\x01")
    assert backends.fingerprint(part) != before


def test_the_cache_lies_where_the_user_keeps_such_things(monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert backends.cache_folder() == tmp_path / "kakusan"
    monkeypatch.delenv("XDG_CACHE_HOME")
    assert backends.cache_folder() == Path.home() / ".cache" / "kakusan"
