"""The making of a pack, at the smallest size: from painting to a pack that loads."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import torch
from diffusers import AutoencoderKL, StableDiffusionPipeline
from PIL import Image
from torch import nn

from explainer.core import squares
from explainer.core.pack import encode_prompt, load_pack, text_embedding
from explainer.training import (
    autoencoder,
    banks,
    bars,
    clip,
    data,
    denoiser,
    evaluate,
    export,
    faces,
    figures,
    files,
    history,
    judge,
    loop,
    painting,
    student,
    unpack,
    unstamper,
)

ROOT = Path(__file__).parents[2]
ENVIRONMENT = os.environ | {"OMP_NUM_THREADS": "1", "CUDA_VISIBLE_DEVICES": ""}


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("runs")
    for name, part in (("autoencoder", autoencoder), ("clip", clip), ("denoiser", denoiser)):
        part.run(loop.Plan(folder / name, steps=3, batch=4, lr=1e-3, ema=0.9), "smoke", 12)
    student.run(loop.Plan(folder / "student", steps=3, batch=4, lr=1e-3, ema=0.9), "smoke", 4)
    unstamper.run(loop.Plan(folder / "unstamper", steps=3, batch=4, lr=1e-3, ema=0.9), "smoke", 12)
    for asks, name in judge.FOLDERS.items():
        judge.run(loop.Plan(folder / name, steps=3, batch=4, lr=1e-3), 12, asks)
    export.export(folder, folder / "pack", "smoke")
    return folder


def test_the_exported_pack_loads_with_stock_diffusers_alone(runs: Path) -> None:
    pipeline = StableDiffusionPipeline.from_pretrained(runs / "pack")
    pipeline.set_progress_bar_config(disable=True)
    picture = pipeline("a brown dog", num_inference_steps=2, output_type="pil").images[0]
    assert picture.size == (128, 128)


def test_the_exported_pack_passes_the_check_of_its_files(runs: Path) -> None:
    assert load_pack(runs / "pack").name == "pack"


def test_two_captions_get_two_embeddings(runs: Path) -> None:
    pack = load_pack(runs / "pack")
    one, two = text_embedding(pack, ["a brown dog", "a white cat in the snow"])
    assert not torch.allclose(one, two, atol=1e-4)
    one, two = encode_prompt(pack, ["柴犬", "a cat"])
    assert not torch.allclose(one, two, atol=1e-4)


def test_evaluate_measures_every_figure_of_the_model_card(
    runs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = ["--scenes", "4", "--count", "4", "--curve", "2", "--rounds", "1"]
    monkeypatch.setattr(sys, "argv", ["evaluate", "--pack", str(runs / "pack"), "--runs", str(runs), *small])
    for module, name, value in (
        (evaluate, "SAMPLES", 4),
        (evaluate, "WORST", 2),
        (evaluate, "GROWN", 2),
        (figures, "CROPS", 1),
        (figures, "STEPS", (4, 8)),
    ):
        monkeypatch.setattr(module, name, value)
    evaluate.main()
    found = json.loads((runs / "pack" / "card.json").read_text())["figures"]
    assert 0 < found["autoencoder_psnr"]["value"] < 60
    assert found["held_out_followed"]["all"]["n"] == 4
    assert 0 < found["autoencoder_psnr_photographs"]["value"] < 60
    assert found["words_through_port"]["all"]["n"] == found["student_followed"]["all"]["n"] == 4
    assert set(found["guidance_curve"]) == {"1", "2", "3", "4", "7.5"}
    assert len(found["bars"]) == len(bars.BARS)
    assert len(found["worst"]) == 2
    assert set(found["face_there"]) == {"reconstructions", "painted", "student", "a_dog"}
    assert found["home"]["face"]["n"] == 10
    card = (runs / "pack" / "README.md").read_text()
    assert "right picture among 100" in card
    for bar in bars.BARS:
        assert bar.what in card
    assert (runs / "pack" / "worst.png").stat().st_size > 0
    assert found["ages"]["steps"] == [1, 2, 3]
    with Image.open(runs / "pack" / "ages.webp") as image:
        assert image.size == (2 * 128, 3 * 128)
    assert (runs / "pack" / "samples.png").stat().st_size > 0


def test_a_twin_is_named_in_the_card_and_painted_at_its_own_ages(runs: Path, tmp_path: Path) -> None:
    for part in runs.iterdir():
        (tmp_path / part.name).symlink_to(part)
    shutil.copytree(runs / "denoiser", tmp_path / "twin")
    (tmp_path / "twin" / "age-2.pt").unlink()
    assert export.card(tmp_path, "pack", "")["made"]["twin"]["steps_done"] == 3
    assert "twin" not in export.card(runs, "pack", "")["made"]
    grown = evaluate.grown(load_pack(runs / "pack"), tmp_path, tmp_path / "ages.webp", 1)
    assert grown and grown["steps"] == [1, 3]


def test_the_port_lets_an_embedding_change_the_picture(runs: Path) -> None:
    pack = load_pack(runs / "pack")
    assert pack.image_port is not None
    one, other = text_embedding(pack, ["a brown dog", "a white cat in the snow"]).split(1)
    pictures = painting.from_port(pack, torch.cat([one, other]), "words")
    again = painting.from_port(pack, torch.cat([one, one]), "words")
    assert torch.allclose(pictures[0], again[0], atol=1e-5)
    assert not torch.allclose(pictures[1], again[1], atol=1e-4)


def test_an_unpacked_pack_is_put_together_again_as_it_was(runs: Path, tmp_path: Path) -> None:
    unpack.unpack(runs / "pack", tmp_path)
    for name in history.PARTS:
        assert history.made(tmp_path / name) == history.made(runs / name)
        assert files.load_tensors(loop.checkpoint(tmp_path / name))["step"] == 3
    unet = denoiser.load(tmp_path / "denoiser", "smoke", 32, 32).unet
    for name, value in load_pack(runs / "pack").unet.state_dict().items():
        assert torch.equal(unet.state_dict()[name], value)
    export.export(tmp_path, tmp_path / "again", "smoke")
    for file in (runs / "pack").rglob("*.safetensors"):
        assert (tmp_path / "again" / file.relative_to(runs / "pack")).read_bytes() == file.read_bytes()


def test_other_weights_never_meet_a_bank_that_they_did_not_make(runs: Path) -> None:
    vae = autoencoder.load(runs / "autoencoder", "smoke")
    assert float(banks.of(runs, "latents", banks.encoding(vae))["scale"]) > 0
    vae.post_quant_conv.bias.data += 1
    assert banks.of(runs, "latents", banks.encoding(vae))
    vae.quant_conv.bias.data += 1
    with pytest.raises(FileNotFoundError, match="latents"):
        banks.of(runs, "latents", banks.encoding(vae))


def test_a_run_that_starts_from_another_names_it_as_what_came_before(runs: Path, tmp_path: Path) -> None:
    for name in ("clip", "autoencoder"):
        state = files.load_tensors(loop.checkpoint(runs / name))
        files.save_tensors(loop.checkpoint(tmp_path / name), state)
    plan = loop.Plan(tmp_path / "denoiser", steps=1, batch=4, lr=0.0, ema=0.9)
    moved = denoiser.run(plan, "smoke", 12, start=runs / "denoiser").state_dict()
    before = files.load_tensors(loop.checkpoint(runs / "denoiser"))["average"]
    assert all(torch.allclose(moved[name], before[name], atol=1e-6) for name in before)
    assert history.made(tmp_path / "denoiser")["before"] == history.made(runs / "denoiser")


def test_the_unstamper_is_added_to_a_pack_whose_other_weights_stay(runs: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(runs / "pack", tmp_path / "pack"))
    shutil.rmtree(folder / "squares")
    before = {file: file.read_bytes() for file in folder.rglob("*.safetensors")}
    export.add_unstamper(runs, folder, "smoke")
    assert all(file.read_bytes() == data for file, data in before.items())
    trained = unstamper.load(runs / "unstamper", "smoke").half().float().state_dict()
    added = load_pack(folder).unstamper
    assert added is not None
    assert all(torch.equal(value, trained[name]) for name, value in added.state_dict().items())
    entry = json.loads((folder / "card.json").read_text())["made"]["parts"]["unstamper"]
    assert entry["steps_done"] == 3 and entry["date"] and entry["commit"]


def test_stamped_batches_are_stamped_as_the_game_stamps() -> None:
    pictures = data.paint([data.train_scene(i) for i in range(2)])
    sheets, places = unstamper.stamped(pictures, [3, 900], [5, 6])
    for k, (count, seed) in enumerate([(3, 5), (900, 6)]):
        picture = pictures[k].permute(1, 2, 0).contiguous().numpy()
        expected = squares.stamp(picture, squares.listing(count, seed)).picture
        assert (sheets[k].permute(1, 2, 0).numpy() == expected).all()
        assert ((expected != picture).any(axis=2) <= places[k, 0].numpy().astype(bool)).all()


def test_an_autoencoder_that_starts_from_one_of_its_size_does_the_same() -> None:
    one = autoencoder.build("smoke").state_dict()
    for name, weight in autoencoder.widen(one, one).items():
        assert torch.equal(weight, one[name]), name


def test_a_widened_autoencoder_does_what_the_narrow_one_did() -> None:
    torch.manual_seed(0)
    narrow = autoencoder.Rebuild(autoencoder.build("smoke"))
    config = {**narrow.vae.config, "block_out_channels": (16, 16, 16, 16)}
    wide = autoencoder.Rebuild(AutoencoderKL.from_config(config))
    wide.load_state_dict(autoencoder.widen(narrow.state_dict(), wide.state_dict()))
    x, noise = torch.rand(1, 3, 128, 128) * 2 - 1, torch.randn(1, 4, 16, 16)
    with torch.no_grad():
        assert torch.allclose(narrow(x, noise)[0], wide(x, noise)[0], atol=1e-4)


def test_a_whitened_autoencoder_rebuilds_as_before_from_latents_that_are_uncorrelated() -> None:
    torch.manual_seed(0)
    vae = autoencoder.build("smoke").eval()
    x = data.as_input(data.paint([data.train_scene(i) for i in range(8)]))
    with torch.no_grad():
        before = vae.decode(vae.encode(x).latent_dist.mean).sample
        autoencoder.whiten(vae, x)
        z = vae.encode(x).latent_dist.mean
        assert torch.allclose(vae.decode(z).sample, before, atol=1e-3)
    channels = z.permute(1, 0, 2, 3).flatten(1)
    assert torch.allclose(torch.cov(channels), torch.eye(4), atol=0.01)
    assert torch.allclose(channels.mean(dim=1), torch.zeros(4), atol=0.01)


def test_latents_that_are_white_already_stay_what_they_are_when_whitened_again() -> None:
    torch.manual_seed(0)
    vae = autoencoder.build("smoke").eval()
    x = data.as_input(data.paint([data.train_scene(i) for i in range(8)]))
    with torch.no_grad():
        autoencoder.whiten(vae, x)
        once = vae.encode(x).latent_dist.mean
        autoencoder.whiten(vae, x)
        assert torch.allclose(vae.encode(x).latent_dist.mean, once, atol=0.01)


def test_weights_that_another_world_trained_are_refused_but_may_be_the_first_ones(
    runs: Path, tmp_path: Path
) -> None:
    state = files.load_tensors(loop.checkpoint(runs / "clip")) | {"world": "another"}
    files.save_tensors(loop.checkpoint(tmp_path / "clip"), state)
    with pytest.raises(ValueError, match="another world"):
        loop.trained(tmp_path / "clip")
    shutil.copy(loop.checkpoint(runs / "autoencoder").parent / "plan.json", tmp_path / "clip")
    shutil.copy(runs / "clip" / "losses.jsonl", tmp_path / "clip")
    plan = loop.Plan(tmp_path / "next", steps=1, batch=4, lr=0.0, ema=0.9)
    clip.run(plan, "smoke", 12, start=tmp_path / "clip")
    assert loop.trained(tmp_path / "next")


def test_a_run_of_another_world_is_not_gone_on_with(runs: Path, tmp_path: Path) -> None:
    plan = loop.Plan(tmp_path / "clip", steps=2, batch=4, lr=1e-3)
    clip.run(plan, "smoke", 12)
    state = files.load_tensors(loop.checkpoint(plan.out)) | {"world": "another"}
    files.save_tensors(loop.checkpoint(plan.out), state)
    with pytest.raises(ValueError, match="another world"):
        clip.run(plan, "smoke", 12)


def test_a_smear_changes_the_head_and_nothing_else() -> None:
    scenes = [data.test_scene(i) for i in range(4)]
    x, where = data.as_input(data.paint(scenes)), faces.boxes(scenes)
    changed = (judge.smeared(x, where, 5.0) - x).abs().amax(dim=1, keepdim=True) > 0
    assert changed.flatten(1).any(dim=1).all()
    assert not (changed & ~data.inside(where)).any()


def test_a_drawing_is_as_crisp_as_itself_and_a_smeared_head_is_not() -> None:
    scenes = [data.test_scene(i) for i in range(4)]
    x, where = data.as_input(data.paint(scenes)), faces.boxes(scenes)
    assert torch.allclose(faces.crispness(x, x, where), torch.ones(4))
    assert (faces.crispness(judge.smeared(x, where, 5.0), x, where) < 0.5).all()


def test_the_heads_psnr_sees_the_head_alone() -> None:
    scenes = [data.test_scene(0)]
    x, where = data.as_input(data.paint(scenes)), faces.boxes(scenes)
    elsewhere = torch.where(data.inside(where), x, x + 0.2)
    assert faces.head_psnr(elsewhere, x, where)[0] > 90
    assert faces.head_psnr(x + 0.2, x, where)[0] < 21


def test_the_students_rungs_are_the_moments_of_the_teachers_steps() -> None:
    rungs, teacher = student.ladder(), denoiser.sampler()
    teacher.set_timesteps(student.TEACHER_STEPS)
    each = student.TEACHER_STEPS // student.STEPS
    assert rungs.timesteps.tolist() == teacher.timesteps[::each].tolist()


def test_the_landing_of_a_step_is_the_schedulers() -> None:
    scheduler, rungs = denoiser.sampler(), student.ladder()
    scheduler.set_timesteps(student.STEPS)
    x, eps = torch.randn(2, 4, 16, 16), torch.randn(2, 4, 16, 16)
    for rung, t in enumerate(scheduler.timesteps):
        here, there = rungs.here[[rung, rung]], rungs.there[[rung, rung]]
        stepped = scheduler.step(eps, t, x).prev_sample
        assert torch.allclose(student.landing(x, eps, here, there), stepped, atol=1e-5)


def _command(out: Path, steps: int) -> list[str]:
    size = ["--smoke", "--steps", str(steps), "--save-every", "3", "--out", str(out)]
    return [sys.executable, "-m", "explainer.training.autoencoder", *size]


def test_a_killed_training_goes_on_from_its_checkpoint(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "autoencoder"
    process = subprocess.Popen(_command(out, 2000), cwd=ROOT, env=ENVIRONMENT, stderr=subprocess.DEVNULL)
    saved = loop.checkpoint(out)
    deadline = time.monotonic() + 240
    while not saved.exists() and time.monotonic() < deadline:
        time.sleep(0.2)
    process.send_signal(signal.SIGKILL)
    process.wait()
    reached = files.load_tensors(saved)["step"]
    assert 0 < reached < 2000
    state = files.load_tensors(saved)
    state["plan"]["steps"] = reached + 2
    files.save_tensors(saved, state)
    done = subprocess.run(
        _command(out, reached + 2), cwd=ROOT, env=ENVIRONMENT, capture_output=True, check=True
    )
    assert files.load_tensors(saved)["step"] == reached + 2
    assert f"{reached}/{reached + 2}".encode() in done.stderr


class Line(nn.Module):
    """y = w x, the smallest model there is."""

    def __init__(self) -> None:
        super().__init__()
        self.w = nn.Parameter(torch.zeros(1))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.w * x


def _fit(model: nn.Module, step: int, rng: torch.Generator) -> loop.Losses:
    x = torch.randn(8, generator=rng)
    return {"loss": ((model(x) - 3 * x) ** 2).mean()}


def test_a_run_in_two_parts_ends_where_a_whole_run_ends(tmp_path: Path) -> None:
    whole = loop.train(loop.Plan(tmp_path / "a", steps=20, batch=8, lr=0.1, save_every=5), Line(), _fit)

    def cut(model: nn.Module, step: int, rng: torch.Generator) -> loop.Losses:
        if step == 12:
            raise KeyboardInterrupt
        return _fit(model, step, rng)

    plan = loop.Plan(tmp_path / "b", steps=20, batch=8, lr=0.1, save_every=5)
    with pytest.raises(KeyboardInterrupt):
        loop.train(plan, Line(), cut)
    resumed = loop.train(plan, Line(), _fit)
    assert torch.equal(whole["w"], resumed["w"])


def test_a_loss_that_is_no_number_stops_and_names_the_last_checkpoint(tmp_path: Path) -> None:
    def broken(model: nn.Module, step: int, rng: torch.Generator) -> loop.Losses:
        losses = _fit(model, step, rng)
        return losses if step < 7 else {"loss": losses["loss"] * torch.nan}

    plan = loop.Plan(tmp_path, steps=20, batch=8, lr=0.1, save_every=5)
    with pytest.raises(loop.NotFinite, match=r"step 7.*checkpoint\.pt \(step 5\)"):
        loop.train(plan, Line(), broken)


def test_a_checkpoint_of_another_plan_is_refused(tmp_path: Path) -> None:
    loop.train(loop.Plan(tmp_path, steps=2, batch=8, lr=0.1), Line(), _fit)
    with pytest.raises(ValueError, match="another plan"):
        loop.train(loop.Plan(tmp_path, steps=2, batch=8, lr=0.2), Line(), _fit)


def test_a_truncated_checkpoint_is_refused(tmp_path: Path) -> None:
    plan = loop.Plan(tmp_path, steps=2, batch=8, lr=0.1)
    loop.train(plan, Line(), _fit)
    path = loop.checkpoint(tmp_path)
    path.write_bytes(path.read_bytes()[:200])
    with pytest.raises(ValueError, match="cannot be read"):
        loop.train(plan, Line(), _fit)


def test_a_failed_save_leaves_the_old_file_whole(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text("old")

    def full_disk(aside: Path) -> None:
        aside.write_text("ha")
        raise OSError("No space left on device")

    with pytest.raises(OSError, match="space"):
        files.write_aside(path, full_disk)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_two_processes_train_together(tmp_path: Path) -> None:
    launch = [sys.executable, "-m", "torch.distributed.run", "--nproc_per_node", "2", "-m"]
    data.world_bank(tmp_path, 16)
    data.texture_bank(tmp_path, 4)
    command = launch + _command(tmp_path / "autoencoder", 3)[2:]
    environment = ENVIRONMENT | {"ACCELERATE_USE_CPU": "true"}
    subprocess.run(command, cwd=ROOT, env=environment, check=True, timeout=240)
    together = files.load_tensors(loop.checkpoint(tmp_path / "autoencoder"))
    assert together["step"] == 3
    subprocess.run(_command(tmp_path / "alone" / "autoencoder", 3), cwd=ROOT, env=ENVIRONMENT, check=True)
    alone = files.load_tensors(loop.checkpoint(tmp_path / "alone" / "autoencoder"))
    assert any(not torch.equal(together["model"][name], alone["model"][name]) for name in alone["model"])


def test_unseen_scenes_share_no_seed_with_training() -> None:
    seen = {data.train_scene(i) for i in range(300)}
    assert not any(data.test_scene(i) in seen for i in range(300))


def test_textures_are_the_same_for_the_same_seed() -> None:
    assert (data.texture(5) == data.texture(5)).all()
    assert (data.texture(5) != data.texture(6)).any()
