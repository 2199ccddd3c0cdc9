"""Four ways between two pictures: where they begin and end, what they measure, and the programs for them."""

import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch
from PIL import Image

from explainer.core import noising, port, sampling
from explainer.core.errors import PackError, ValueRangeError
from explainer.core.images import to_images
from explainer.core.pack import ModelPack, decode, encode_prompt, image_embedding
from explainer.lessons.latent import Atlas, between, between_code, survey
from explainer.lessons.latent.between import MIDDLE, STOPS, Ends, Way
from explainer.world.painter import render
from explainer.world.scene import sample
from tests.lessons.test_recipe import assert_same_pixels, run_here
from tests.tabs.runs import counted_calls


@pytest.fixture(scope="module")
def atlas(pack: ModelPack) -> Atlas:
    *_, complete = survey(pack, range(12))
    assert isinstance(complete, Atlas)
    return complete


@pytest.fixture(scope="module")
def ends(pack: ModelPack) -> Ends:
    return between.meet(pack, render(sample(7000)), render(sample(7006)))


@pytest.fixture(scope="module")
def ways(pack: ModelPack, atlas: Atlas, ends: Ends) -> tuple[Way, ...]:
    return between.mixed(pack, atlas, ends)


@pytest.fixture(scope="module")
def painted(pack: ModelPack, atlas: Atlas, ends: Ends) -> Way:
    *_, last = between.paint(pack, ends, 3)
    return between.painted(pack, atlas, ends, last)


def test_the_arc_keeps_the_length_and_turns_by_equal_angles() -> None:
    a, b = torch.tensor([2.0, 0.0]), torch.tensor([0.0, 2.0])
    for share in (0.0, 0.25, 0.5, 1.0):
        point = between.slerp(a, b, share)
        assert float(point.norm()) == pytest.approx(2)
        assert math.degrees(math.atan2(float(point[1]), float(point[0]))) == pytest.approx(
            90 * share, abs=1e-3
        )


def test_where_there_is_no_angle_the_arc_is_the_line() -> None:
    a = torch.tensor([1.0, 2.0])
    assert torch.allclose(between.slerp(a, 3 * a, 0.5), 2 * a)
    assert torch.isfinite(between.slerp(a, -a, 0.5)).all()


def test_the_cheap_ways_begin_at_the_one_picture_and_end_at_the_other(
    pack: ModelPack, ends: Ends, ways: tuple[Way, ...]
) -> None:
    pixels, *rest = ways
    assert torch.allclose(pixels.pictures[[0, -1]], ends.pictures)
    there = decode(pack, ends.latents).cpu()
    assert all(torch.allclose(way.pictures[[0, -1]], there, atol=1e-4) for way in rest)
    assert all(len(way.pictures) == len(way.near) == STOPS for way in ways)


def test_the_line_shrinks_the_latent_and_the_arc_does_not(ends: Ends, ways: tuple[Way, ...]) -> None:
    pixels, straight, arc = ways
    assert pixels.norms is None and straight.norms is not None and arc.norms is not None
    middle = ends.latents.mean(dim=0).norm()
    assert float(straight.norms[MIDDLE]) == pytest.approx(float(middle), rel=1e-4)
    assert float(straight.norms[MIDDLE]) < float(arc.norms[MIDDLE])
    assert float(straight.norms[0]) == pytest.approx(float(ends.latents[0].norm()), rel=1e-4)


def test_each_stop_is_compared_with_both_pictures_and_with_the_animals(
    pack: ModelPack, atlas: Atlas, ways: tuple[Way, ...]
) -> None:
    pixels = ways[0]
    assert pixels.likeness[0, 0] == pytest.approx(1) and pixels.likeness[-1, 1] == pytest.approx(1)
    assert pixels.likeness[0, 0] > pixels.likeness[MIDDLE, 0] > pixels.likeness[-1, 0]
    assert float(pixels.contrast[[0, -1]].mean()) == pytest.approx(1, abs=1e-4)
    found = image_embedding(pack, to_images(pixels.pictures)[MIDDLE : MIDDLE + 1]) @ atlas.embeddings.T
    assert pixels.near[MIDDLE].similarity == pytest.approx(float(found.max()), abs=1e-4)
    assert pixels.near[MIDDLE].index == int(found.argmax())


def test_each_painted_stop_is_what_its_mix_gives_alone(pack: ModelPack, ends: Ends, painted: Way) -> None:
    own = pack.image_port
    assert own is not None
    mixes = between.embeddings(pack, ends)
    seen = port.centered(own, image_embedding(pack, to_images(ends.pictures)), "image")
    assert torch.allclose(mixes[[0, -1]], seen, atol=1e-6)
    empty = encode_prompt(pack, [""])
    handed = torch.cat([empty, own.projection(mixes[4][None])], dim=1)
    unhanded = torch.cat([empty, port.nothing(own)], dim=1)
    noise = noising.gaussian((1, 4, 16, 16), 3)
    *_, last = sampling.denoise(pack, noise, handed, unhanded, steps=20, guidance=4.0, seed=3)
    assert torch.allclose(decode(pack, last.x_prev)[0], painted.pictures[4], atol=2e-3)


def test_one_call_of_the_network_serves_all_stops_and_can_be_the_last(pack: ModelPack, ends: Ends) -> None:
    with counted_calls(pack) as calls:
        way = between.paint(pack, ends, 0)
        assert len(between.glimpse(pack, next(way))) == STOPS
        way.close()
    assert calls == [1]
    assert between.calls(pack) == 20


def test_the_ways_are_ordered_by_what_their_middle_is_like(ways: tuple[Way, ...], painted: Way) -> None:
    ordered = between.best((*ways, painted))
    middles = [way.near[MIDDLE].similarity or 0 for way in ordered]
    assert middles == sorted(middles, reverse=True)
    assert between.sheet((*ways, painted)).size == (STOPS * 128, 4 * 128)


def test_the_yardstick_is_what_nearly_all_real_animals_reach(atlas: Atlas) -> None:
    among = atlas.embeddings @ atlas.embeddings.T
    nearest = among.fill_diagonal_(-2).max(dim=1).values
    assert float(nearest.min()) <= between.usual(atlas) <= float(nearest.median())


def test_the_greatest_leap_is_the_step_that_keeps_the_least(ways: tuple[Way, ...]) -> None:
    way = replace(ways[0], leaps=torch.tensor([0.9, 0.2, 0.8]))
    assert way.leap == 2


@pytest.mark.parametrize("seed", [-1, 2**32, "x", None])
def test_a_seed_out_of_range_is_refused(pack: ModelPack, ends: Ends, seed: Any) -> None:
    with pytest.raises(ValueRangeError):
        between.paint(pack, ends, seed)


def test_a_pack_without_the_port_says_so(pack: ModelPack, ends: Ends) -> None:
    with pytest.raises(PackError):
        between.paint(replace(pack, image_port=None), ends, 0)


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    for name, seed in (("a.png", 7000), ("b.png", 7006)):
        render(sample(seed)).save(tmp_path / name)
    return "a.png", "b.png"


def test_the_first_snippet_remakes_the_three_cheap_ways(
    pack: ModelPack, ways: tuple[Way, ...], files: tuple[str, str], tmp_path: Path, monkeypatch: Any
) -> None:
    code = between_code.snippet(pack, str(pack.folder), files)
    assert "explainer" not in code
    assert_same_pixels(between.sheet(ways), run_here(code, tmp_path, monkeypatch))


def test_the_second_snippet_remakes_the_painted_one(
    pack: ModelPack, painted: Way, files: tuple[str, str], tmp_path: Path, monkeypatch: Any
) -> None:
    code = between_code.painted_snippet(pack, str(pack.folder), files, 3)
    assert "explainer" not in code
    assert_same_pixels(between.sheet([painted]), run_here(code, tmp_path, monkeypatch))


def test_a_picture_of_any_size_can_be_an_end(pack: ModelPack) -> None:
    one = between.meet(pack, Image.new("RGB", (300, 40), "red"), Image.new("RGB", (1, 1), "blue"))
    assert one.pictures.shape == (2, 3, 128, 128)
