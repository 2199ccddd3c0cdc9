"""The snippets are run as they stand, and their pictures compared with ours."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from explainer.core import backends, images, noising, sampling
from explainer.core.pack import ModelPack, decode, encode, encode_prompt
from explainer.lessons.recipe import Recipe, quick_engine, snippet

PROMPT = 'a "brown" dog\n柴犬 {$prompt} \u202e'


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """A little picture of colours, on disk."""
    pixels = (torch.rand(96, 128, 3, generator=torch.Generator().manual_seed(5)) * 255).byte().numpy()
    path = tmp_path / "picture.png"
    Image.fromarray(pixels).resize((300, 200)).save(path)
    return path


def run_here(code: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Image.Image:
    monkeypatch.chdir(folder)
    grad = torch.is_grad_enabled()
    try:
        exec(compile(code, "snippet", "exec"), {})
    finally:
        torch.set_grad_enabled(grad)
    return Image.open(folder / "result.png")


def assert_same_pixels(a: Image.Image, b: Image.Image) -> None:
    assert np.asarray(a).std() > 5  # something is in it
    difference = np.abs(np.asarray(a).astype(int) - np.asarray(b).astype(int))
    assert difference.max() <= 1  # one level, where a value falls on the edge between two


@pytest.mark.parametrize("scheduler", sampling.SCHEDULERS)
def test_the_text_to_image_snippet_remakes_the_picture(pack: ModelPack, tmp_path, monkeypatch, scheduler):
    recipe = Recipe(
        "text_to_image", str(pack.folder), 7, scheduler=scheduler, steps=4, guidance=3.0, prompt=PROMPT
    )
    noise = noising.gaussian((1, 4, 16, 16), 7)
    embeds = encode_prompt(pack, [PROMPT, ""]).split(1)
    *_, last = sampling.denoise(pack, noise, *embeds, scheduler=scheduler, steps=4, guidance=3.0, seed=7)
    ours = images.to_image(decode(pack, last.x_prev))
    assert_same_pixels(ours, run_here(snippet(recipe), tmp_path, monkeypatch))


@pytest.mark.parametrize("scheduler", sampling.SCHEDULERS)
@pytest.mark.parametrize("guidance", [1.0, 3.0])
def test_the_reverse_snippet_brings_back_the_same_picture(
    pack: ModelPack, picture, tmp_path, monkeypatch, scheduler, guidance
):
    recipe = Recipe(
        "reverse", str(pack.folder), 3, str(picture), t=420, scheduler=scheduler, steps=10, guidance=guidance
    )
    z0 = encode(pack, images.to_tensor(images.fit_square(images.open_picture(picture), 128)))
    abar = noising.alphas_cumprod(pack.scheduler_config)[420]
    z_t = noising.add_noise(z0, noising.gaussian(tuple(z0.shape), 3), abar)
    embeds = encode_prompt(pack, [""])
    *_, last = sampling.denoise(
        pack, z_t, embeds, embeds, scheduler=scheduler, steps=10, guidance=guidance, seed=3, start_t=420
    )
    ours = images.to_image(decode(pack, last.x_prev))
    assert_same_pixels(ours, run_here(snippet(recipe), tmp_path, monkeypatch))


def test_the_forward_snippet_noises_the_same_picture(pack: ModelPack, picture, tmp_path, monkeypatch):
    recipe = Recipe("forward", str(pack.folder), 9, str(picture), size=256, t=300)
    x0 = images.to_tensor(images.fit_square(images.open_picture(picture), 256))
    abar = noising.alphas_cumprod(pack.scheduler_config)[300]
    ours = images.to_image(noising.add_noise(x0, noising.gaussian(tuple(x0.shape), 9), abar))
    assert_same_pixels(ours, run_here(snippet(recipe), tmp_path, monkeypatch))


def test_a_snippet_runs_in_a_python_that_has_never_heard_of_us(pack: ModelPack, picture, tmp_path):
    code = snippet(Recipe("forward", str(pack.folder), 9, str(picture), t=300))
    done = subprocess.run([sys.executable, "-I", "-c", code], cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    assert Image.open(tmp_path / "result.png").size == (128, 128)


def test_a_snippet_holds_nothing_of_ours(pack: ModelPack):
    for lesson in ("forward", "reverse", "text_to_image"):
        assert "explainer" not in snippet(replace(Recipe("forward", "pack", 1), lesson=lesson))


def test_a_prompt_cannot_break_out_of_its_quotes():
    hostile = "\"); import os; os.abort() #'\\"
    code = snippet(Recipe("text_to_image", "pack", 1, prompt=hostile))
    assert repr(hostile) in code
    compile(code, "snippet", "exec")


def test_what_computes_the_networks_is_named_where_it_is_not_pytorch(
    pack: ModelPack, monkeypatch: pytest.MonkeyPatch
):
    assert quick_engine(pack) is None
    monkeypatch.setitem(backends._ready, pack.unet, None)  # type: ignore[arg-type]
    assert quick_engine(pack) == "ONNX Runtime"
