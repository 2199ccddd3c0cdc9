"""Tinkering with a latent: what each tool does, what is measured, and the same by plain diffusers."""

import math
from typing import Any

import numpy as np
import pytest
import torch
from PIL import Image

from explainer.core.errors import ValueRangeError
from explainer.core.images import to_image, to_tensor
from explainer.core.pack import ModelPack, decode, encode
from explainer.lessons.latent import channels, channels_code
from explainer.lessons.latent.channels import TOOLS, Edit, apply, begin, edit, tinker

SHAPE = (1, 4, 16, 16)
MIDDLE = (8, 8)


def noisy(seed: int = 0) -> Image.Image:
    return Image.fromarray(np.random.default_rng(seed).integers(0, 256, (128, 128, 3), dtype=np.uint8))


@pytest.fixture
def z() -> torch.Tensor:
    return torch.randn(SHAPE, generator=torch.Generator().manual_seed(3))


@pytest.mark.parametrize("tool", TOOLS)
@pytest.mark.parametrize("channel", [0, 2])
def test_the_neutral_amount_changes_nothing_and_any_other_only_the_chosen_channel(
    z: torch.Tensor, tool: str, channel: int
) -> None:
    low, high, none = TOOLS[tool]
    other = torch.zeros_like(z)
    assert torch.allclose(apply(z, Edit(tool, channel, none, MIDDLE), other), z, atol=1e-6)
    for amount in {low, high} - {none}:
        made = apply(z, Edit(tool, channel, amount, MIDDLE), other)
        moved = (made != z).flatten(2).any(2)[0].tolist()
        assert moved == [channel in (0, index + 1) for index in range(4)]


def test_the_original_is_left_as_it_was(z: torch.Tensor) -> None:
    before = z.clone()
    for tool, (_, high, _) in TOOLS.items():
        apply(z, Edit(tool, 0, high, MIDDLE), before)
    assert torch.equal(z, before)


def test_a_stretched_channel_keeps_its_mean_and_a_mirrored_one_its_spread(z: torch.Tensor) -> None:
    twice, mirrored = (apply(z, Edit("stretch", 1, amount, MIDDLE)) for amount in (2, -1))
    assert twice[0, 0].mean() == pytest.approx(float(z[0, 0].mean()), abs=1e-6)
    assert twice[0, 0].std() == pytest.approx(2 * float(z[0, 0].std()), rel=1e-5)
    assert mirrored[0, 0].std() == pytest.approx(float(z[0, 0].std()), rel=1e-5)


@pytest.mark.parametrize("bits", [1, 2, 5])
def test_a_rounded_channel_has_so_many_levels_and_keeps_its_ends(z: torch.Tensor, bits: int) -> None:
    made = apply(z, Edit("round", 3, channels.FINEST - bits, MIDDLE))[0, 2]
    assert len(made.unique()) <= 2**bits
    assert (made.min(), made.max()) == pytest.approx((float(z[0, 2].min()), float(z[0, 2].max())), abs=1e-5)
    assert (made - z[0, 2]).abs().max() <= (z[0, 2].max() - z[0, 2].min()) / (2**bits - 1) / 2 + 1e-5


def test_a_flat_channel_is_rounded_to_itself() -> None:
    flat = torch.full(SHAPE, 0.3)
    for tool, (low, high, _) in TOOLS.items():
        assert apply(flat, Edit(tool, 0, low, MIDDLE), flat).isfinite().all()
        assert apply(flat, Edit(tool, 0, high, MIDDLE), flat).isfinite().all()
    assert torch.equal(apply(flat, Edit("round", 0, 8, MIDDLE)), flat)


@pytest.mark.parametrize(("spot", "count"), [((8, 8), 9), ((0, 0), 4), ((15, 7), 6)])
def test_a_poke_reaches_nine_positions_as_far_as_there_are_any(
    z: torch.Tensor, spot: tuple[int, int], count: int
) -> None:
    moved = apply(z, Edit("poke", 1, 2.0, spot)) - z
    assert int((moved != 0).sum()) == count
    assert moved[0, 0, spot[0], spot[1]] == pytest.approx(2)


def test_what_a_channel_does_is_the_mean_change_that_adding_one_makes(pack: ModelPack) -> None:
    opened = begin(pack, noisy())
    raised = opened.latent.clone()
    raised[:, 1] += 1
    moved = (decode(pack, raised) - opened.untouched).mean((0, 2, 3)) * 127.5
    effect = opened.effects[1]
    assert [effect.red, effect.green, effect.blue] == pytest.approx(moved.tolist(), abs=1e-3)
    assert effect.luminance == pytest.approx(float(moved @ torch.tensor(channels.LUMINANCE)), abs=1e-3)
    assert torch.allclose(opened.latent, encode(pack, to_tensor(noisy())), atol=1e-5)
    assert not opened.one_color


def test_what_changes_nothing_is_not_decoded_again(pack: ModelPack, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = begin(pack, noisy())
    monkeypatch.setattr(channels, "decode", None)
    result = tinker(pack, opened, Edit("blank", 1, 0, MIDDLE))
    assert math.isinf(result.psnr) and result.moved == 0
    assert result.decoded is opened.untouched


def test_an_edit_is_decoded_and_compared_with_the_untouched_picture(pack: ModelPack) -> None:
    opened = begin(pack, noisy())
    result = tinker(pack, opened, Edit("shift", 0, 3.0, MIDDLE))
    assert torch.allclose(result.decoded, decode(pack, opened.latent + 3), atol=1e-5)
    assert 0 < result.psnr < 90 and result.moved > 0


@pytest.mark.parametrize("color", [(0, 0, 0), (255, 255, 255), (40, 120, 200)])
def test_a_picture_of_one_colour_is_said_to_be_one_and_nothing_breaks(
    pack: ModelPack, color: tuple[int, int, int]
) -> None:
    opened = begin(pack, Image.new("RGB", (300, 200), color))
    assert opened.one_color and math.isfinite(opened.spread)
    for tool, (low, high, _) in TOOLS.items():
        for amount in (low, high):
            result = tinker(pack, opened, Edit(tool, 0, amount, (0, 15)), opened.latent)
            assert result.decoded.isfinite().all() and not math.isnan(result.psnr)


def test_a_picture_is_encoded_once_as_long_as_it_is_kept(pack: ModelPack) -> None:
    looked: list[int] = []

    def look() -> Image.Image:
        looked.append(1)
        return noisy(5)

    assert channels.opened(pack, "mine", look) is channels.opened(pack, "mine", look)
    assert looked == [1]


@pytest.mark.parametrize(
    "bad",
    [
        {"tool": "melt"},
        {"tool": None},
        {"tool": ["shift"]},
        {"channel": 5},
        {"channel": -1},
        {"channel": 1.5},
        {"amount": 4.5},
        {"amount": math.nan},
        {"amount": "<b>"},
        {"amount": None},
        {"tool": "round", "amount": 2.5},
        {"spot": [16, 0]},
        {"spot": [0.5, 0]},
        {"spot": ["a", 0]},
    ],
)
def test_what_makes_no_sense_is_refused(bad: dict[str, Any]) -> None:
    asked = {"tool": "shift", "channel": 1, "amount": 1, "spot": [1, 2]} | bad
    with pytest.raises(ValueRangeError):
        edit(**asked, shape=SHAPE)


def test_a_spot_that_is_none_is_the_middle() -> None:
    assert edit("shift", 1, 1, None, SHAPE).spot == edit("shift", 1, 1, "x", SHAPE).spot == MIDDLE


@pytest.mark.parametrize(
    ("tool", "channel", "amount"),
    [
        ("shift", 2, -1.5),
        ("stretch", 0, 2),
        ("blank", 1, 0.35),
        ("swap", 3, 0.6),
        ("round", 0, 6),
        ("poke", 4, 5),
    ],
)
def test_the_snippet_makes_the_very_picture(
    pack: ModelPack, tmp_path, monkeypatch: pytest.MonkeyPatch, tool: str, channel: int, amount: float
) -> None:
    noisy(1).save(tmp_path / "mine.png")
    noisy(2).save(tmp_path / "other.png")
    asked = edit(tool, channel, amount, [0, 9], SHAPE)
    result = tinker(pack, begin(pack, noisy(1)), asked, begin(pack, noisy(2)).latent)
    code = channels_code.snippet(pack, str(pack.folder), "mine.png", asked, "other.png")
    assert "explainer" not in code
    monkeypatch.chdir(tmp_path)
    exec(compile(code, "snippet", "exec"), {})
    made = np.asarray(Image.open(tmp_path / "edited.png")).astype(int)
    assert abs(made - np.asarray(to_image(result.decoded)).astype(int)).max() <= 1
