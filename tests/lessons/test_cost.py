"""What a step costs: counted against formulas, timed with the pack's own network, and by plain diffusers."""

from types import SimpleNamespace
from typing import Any

import pytest
import torch
from torch.utils.flop_counter import FlopCounterMode

from explainer.core.pack import ModelPack, encode_prompt
from explainer.lessons.latent import cost, cost_code
from tests.tabs.runs import counted_calls


def test_sizes_grow_from_the_latent_to_beyond_the_picture(pack: ModelPack) -> None:
    sizes = cost.plan(pack)
    assert [size.side for size in sizes] == [16, 32, 48, 64, 128, 256, 512]
    assert [size.channels for size in sizes] == [4, 3, 3, 3, 3, 3, 3]
    assert cost.live_sides(pack) == (16, 32, 48, 64)
    assert sizes[4].numbers == 48 * sizes[0].numbers and sizes[4].positions == 64 * sizes[0].positions


def test_pairs_grow_with_the_square_of_the_positions_and_all_else_with_the_positions(pack: ModelPack) -> None:
    half, picture, twice = cost.plan(pack)[3:6]
    assert picture.pairs == 16 * half.pairs and twice.pairs == 16 * picture.pairs
    assert twice.each / picture.each == pytest.approx(4, rel=0.001)
    assert twice.table == 16 * picture.table


def test_pairs_are_those_of_the_attention_formula(pack: ModelPack) -> None:
    (size, *_), config = cost.plan(pack), pack.unet.config
    widths = {
        name: layer.to_q.out_features  # type: ignore[union-attr]
        for name, layer in pack.unet.named_modules()
        if name.endswith("attn1")
    }
    sides = {0: 16, 1: 8}  # of the random pack's two stages
    expected = 0
    for name, width in widths.items():
        stage = {"down_blocks.0": 0, "up_blocks.1": 0}.get(".".join(name.split(".")[:2]), 1)
        expected += 2 * 2 * sides[stage] ** 4 * width  # QKᵀ and its product with V, two operations each
    assert size.pairs == expected
    heads = config["attention_head_dim"]
    assert size.table == heads * (16 * 16) ** 2 * 4


def test_all_else_is_what_the_counter_says_of_the_real_network_without_its_pairs(pack: ModelPack) -> None:
    (size, *_) = cost.plan(pack)
    with FlopCounterMode(display=False) as counter, torch.no_grad():
        pack.unet(torch.zeros(1, 4, 16, 16), 5, encoder_hidden_states=encode_prompt(pack, [""]))
    assert size.each == pytest.approx(counter.get_total_flops(), rel=0.02)  # its attention is not counted


def test_nothing_is_computed_while_counting(pack: ModelPack) -> None:
    with counted_calls(pack) as calls:
        cost.plan(SimpleNamespace(**{**pack.__dict__, "folder": "counted anew"}))  # type: ignore[arg-type]
    assert calls == []


def test_stable_diffusion_counts_as_its_paper_s_followers_say() -> None:
    latent, picture = cost.stable_diffusion()
    assert latent.numbers * 48 == picture.numbers == 786_432
    assert 0.75e12 < latent.operations < 0.85e12  # some 0.4 trillion multiply-adds (its widely quoted size)
    assert picture.pairs == 4096 * latent.pairs


def test_the_latent_s_size_is_timed_with_the_pack_s_own_network(pack: ModelPack) -> None:
    with counted_calls(pack) as calls:
        timings = list(cost.measure(pack, (16, 32), patience=0))
    assert [one.side for one in timings] == [16, 32]
    assert len(calls) == 1 + timings[0].rounds  # the first call of all is not counted
    assert all(one.seconds > 0 for one in timings)


def test_a_stopped_run_calls_no_network_any_more(pack: ModelPack) -> None:
    running = cost.measure(pack, patience=0)
    next(running)
    with counted_calls(pack) as calls:
        running.close()
        assert calls == []


def test_random_weights_leave_the_callers_random_numbers_alone(pack: ModelPack) -> None:
    torch.manual_seed(1)
    expected = torch.rand(3)
    torch.manual_seed(1)
    first, second = (cost.network_on(pack, 3) for _ in range(2))
    assert torch.equal(torch.rand(3), expected)
    assert torch.equal(first.conv_in.weight, second.conv_in.weight)


def test_what_is_recorded_names_every_side_up_to_the_picture_s(
    pack: ModelPack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cost, "RECORDING", 0)
    monkeypatch.setattr(cost, "picture_size", lambda _: 80)
    value = cost.recorded(pack)
    assert list(value["seconds"]) == ["16", "32", "48", "64", "80"]
    assert [one["side"] for one in value["stable_diffusion"]] == [64, 512]


def test_the_snippet_counts_the_same_operations(pack: ModelPack, capsys: Any) -> None:
    code = cost_code.snippet(pack, str(pack.folder))
    assert "explainer" not in code
    exec(compile(code, "snippet", "exec"), {})
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    counted = {int(line[0]): int(line[2]) for line in lines if line[-1] == "operations"}
    assert counted == {size.side: size.operations for size in cost.plan(pack)}
    assert [int(line[0]) for line in lines if line[-1] == "seconds"] == [16, 32, 48, 64]
