"""Coming down together is as coming down alone."""

import pytest
import torch

from explainer.core import noising, sampling
from explainer.core.descent import descend
from explainer.core.errors import ValueRangeError
from explainer.core.pack import ModelPack, encode_prompt, load_pack
from tests.packs import build_random_pack
from tests.tabs.runs import counted_calls

STARTS = (999, 420, 37, 421)
KINDS = {
    "epsilon": {"set_alpha_to_one": False},
    "v, zero snr": {"prediction_type": "v_prediction", "rescale_betas_zero_snr": True},
}


@pytest.fixture(scope="module", params=KINDS)
def pack(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> ModelPack:
    return load_pack(build_random_pack(tmp_path_factory.mktemp("kinds") / "pack", **KINDS[request.param]))


def noised(pack: ModelPack) -> torch.Tensor:
    abars = noising.alphas_cumprod(pack.scheduler_config)[list(STARTS)]
    return noising.add_noise(noising.gaussian((1, 4, 16, 16), 1), noising.gaussian((1, 4, 16, 16), 2), abars)


def test_each_comes_out_as_it_does_alone(pack: ModelPack) -> None:
    x_t, nothing = noised(pack), encode_prompt(pack, [""])
    together = {}
    for one in descend(pack, x_t, STARTS, nothing, 10):
        together |= dict(zip(one.home, one.latents, strict=True))
    assert sorted(together) == [0, 1, 2, 3]
    for i, start in enumerate(STARTS):
        *_, last = sampling.denoise(pack, x_t[i : i + 1], nothing, None, steps=10, start_t=start)
        assert torch.allclose(together[i], last.x_prev[0], rtol=1e-3, atol=1e-3)


def test_a_call_holds_all_that_are_on_their_way_and_no_more(pack: ModelPack) -> None:
    with counted_calls(pack) as calls:
        rounds = list(descend(pack, noised(pack), STARTS, encode_prompt(pack, [""]), 10))
    assert len(calls) == len(rounds) == 10
    assert [(one.home, one.under_way) for one in rounds if one.home] == [((2,), 3), ((1, 3), 1), ((0,), 0)]


def test_numbers_out_of_range_are_refused_at_the_call(pack: ModelPack) -> None:
    for starts, steps in (((1000,), 10), ((10,), 0), ((10,), 10_000)):
        with pytest.raises(ValueRangeError):
            descend(pack, noised(pack)[:1], starts, encode_prompt(pack, [""]), steps)
