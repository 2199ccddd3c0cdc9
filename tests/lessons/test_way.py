"""The way through: each step's expectation on the map, and when its nearest animal is decided."""

import numpy as np
import pytest
import torch
from PIL import Image

from explainer.core.images import to_images
from explainer.core.pack import ModelPack, decode, image_embedding
from explainer.core.sampling import Step
from explainer.lessons import text_to_image
from explainer.lessons.latent import Atlas, survey, way, way_code
from explainer.lessons.latent.way import Way, decided

STEPS = 6


@pytest.fixture(scope="module")
def atlas(pack: ModelPack) -> Atlas:
    *_, whole = survey(pack, range(12))
    assert isinstance(whole, Atlas)
    return whole


@pytest.fixture(scope="module")
def steps(pack: ModelPack) -> list[Step]:
    words = text_to_image.read(pack, "a pug in the snow")
    return list(text_to_image.paint(pack, words, scheduler="ddim", steps=STEPS, guidance=3.0, seed=5))


@pytest.fixture(scope="module")
def result(pack: ModelPack, atlas: Atlas, steps: list[Step]) -> Way:
    return way.trace(pack, atlas, text_to_image.read(pack, "a pug in the snow"), steps)


def test_every_step_has_a_place_in_both_spaces_and_so_has_the_end(result: Way) -> None:
    assert len(result.timesteps) == STEPS
    assert {len(places) for places in result.places.values()} == {STEPS + 1}
    assert len(result.expected) == len(result.there) == STEPS + 1
    assert torch.allclose(result.expected[-1], result.there[-1], atol=1e-5)
    assert result.sheet(STEPS + 1).size == ((STEPS + 1) * 128, 2 * 128)


def test_on_clip_s_map_lies_what_the_step_expects(
    pack: ModelPack, atlas: Atlas, steps: list[Step], result: Way
) -> None:
    expected = to_images(decode(pack, steps[2].x0))
    embedding = image_embedding(pack, expected)[0]
    point = ((embedding - atlas.center) @ atlas.axes).tolist()
    assert result.places["clip"][2].point == pytest.approx(point, abs=1e-3)
    nearest = int((atlas.embeddings @ embedding).argmax())
    assert result.places["clip"][2].neighbors[0].index == nearest


def test_on_the_latents_map_lies_what_is_there_with_its_noise(
    atlas: Atlas, steps: list[Step], result: Way
) -> None:
    space = atlas.spaces["vae"]
    for latent, place in ((steps[0].x_t, 0), (steps[-1].x_prev, -1)):
        point = space.along(latent.flatten(1))[0, :2].tolist()
        assert result.places["vae"][place].point == pytest.approx(point, abs=1e-3)


def test_a_walk_is_decided_from_where_nothing_changes_any_more() -> None:
    assert decided(["dog", "cat", "dog", "dog"]) == 2
    assert decided(["dog", "dog"]) == 0
    assert decided(["cat", "dog"]) == 1


def test_the_breed_is_never_decided_before_the_kind(result: Way) -> None:
    assert result.decided["kind"] <= result.decided["breed"] <= STEPS


def test_the_snippet_remakes_every_expected_picture(
    pack: ModelPack, result: Way, tmp_path, monkeypatch: pytest.MonkeyPatch
) -> None:
    prompt = "a pug in the snow"
    code = way_code.snippet(str(pack.folder), prompt, steps=STEPS, guidance=3.0, seed=5)
    assert "explainer" not in code
    monkeypatch.chdir(tmp_path)
    grad = torch.is_grad_enabled()
    exec(compile(code, "snippet", "exec"), {})
    torch.set_grad_enabled(grad)
    with Image.open("result.png") as row:
        ours = np.asarray(result.sheet(STEPS + 1), dtype=int)[:128]
        assert np.abs(ours - np.asarray(row)).max() <= 1
