"""Inside one step: the parts are the scheduler's own, and their sum is its next x_t."""

import math
from typing import Any

import numpy as np
import pytest
import torch
from PIL import Image

from explainer.core import noising
from explainer.core.errors import ValueRangeError
from explainer.core.images import to_image
from explainer.core.pack import ModelPack, decode
from explainer.core.sampling import make_scheduler
from explainer.lessons import reverse
from explainer.lessons.recipe import Recipe
from explainer.lessons.reverse import Start, inside
from explainer.lessons.reverse.inside import Part
from explainer.world.painter import render
from explainer.world.scene import sample

PICTURE = render(sample(1), 128)


def start(pack: ModelPack, **changes: Any) -> Start:
    return reverse.begin(pack, PICTURE, **({"t": 400, "scheduler": "ddpm", "steps": 10, "seed": 3} | changes))


def parts(pack: ModelPack, **changes: Any) -> list[Part]:
    return list(inside.dissect(pack, start(pack, **changes)))


@pytest.mark.parametrize("scheduler", inside.SAMPLERS)
@pytest.mark.parametrize(("t", "steps"), [(400, 10), (999, 30), (57, 50), (0, 5)])
def test_kept_minus_removed_plus_put_back_is_the_schedulers_next_picture(
    pack: ModelPack, scheduler: str, t: int, steps: int
):
    for part in parts(pack, scheduler=scheduler, t=t, steps=steps):
        step, mixed = part.moment.step, part.shares
        total = mixed.keep * step.x_t - mixed.remove * step.eps + mixed.back * part.fresh
        assert torch.allclose(total, step.x_prev, rtol=1e-4, atol=1e-4)
        assert part.apart < 1e-5 * (1 + float(step.x_t.abs().max()))


def test_ddim_puts_nothing_back(pack: ModelPack):
    for part in parts(pack, scheduler="ddim"):
        assert part.shares.back == 0
        assert not part.fresh.any()


def test_what_ddpm_puts_back_is_the_generators_own_draw(pack: ModelPack):
    began = start(pack)
    generator = torch.Generator().manual_seed(began.seed)
    torch.randn(began.x_t.shape, generator=generator)
    *before, last = inside.dissect(pack, began)
    for part in before:
        assert torch.allclose(part.fresh, torch.randn(began.x_t.shape, generator=generator), atol=1e-3)
    assert last.moment.step.timestep == 0 and last.shares.back == 0


def test_the_shares_of_ddpm_are_those_of_equations_7_and_11(pack: ModelPack):
    abars = noising.alphas_cumprod(pack.scheduler_config).double()
    t, to = 400, 300
    alpha = float(abars[t] / abars[to])
    mixed = inside.shares(pack, start(pack), t, to)
    assert mixed.keep == pytest.approx(1 / math.sqrt(alpha))
    assert mixed.remove == pytest.approx((1 - alpha) / math.sqrt((1 - float(abars[t])) * alpha))
    expected = (1 - float(abars[to])) / (1 - float(abars[t])) * (1 - alpha)
    assert mixed.back == pytest.approx(math.sqrt(expected))


def test_the_shares_of_ddim_are_those_of_equation_12(pack: ModelPack):
    abars = noising.alphas_cumprod(pack.scheduler_config).double()
    mixed = inside.shares(pack, start(pack, scheduler="ddim"), 400, 300)
    x_t, eps = torch.randn(2, 5, dtype=torch.float64)
    x0 = noising.x0_from_eps(x_t, eps, abars[400])
    expected = noising.add_noise(x0, eps, abars[300])
    assert torch.allclose(mixed.keep * x_t - mixed.remove * eps, expected)


def test_the_last_step_takes_off_all_that_the_scheduler_allows(pack: ModelPack):
    last = parts(pack)[-1]
    assert last.following is None
    assert last.shares.removed == pytest.approx(1)
    ddim = parts(pack, scheduler="ddim")[-1]
    end = float(make_scheduler(pack, "ddim").final_alpha_cumprod)
    assert ddim.shares.removed == pytest.approx(1) if end == 1 else ddim.shares.removed <= 1


def test_the_pictures_lie_along_the_way_and_neighbours_share_them(pack: ModelPack):
    began = start(pack, steps=20)
    found = inside.finish(pack, began, list(inside.dissect(pack, began)))
    k = len(found.parts)
    assert found.before == tuple(range(k)) and found.after == tuple(range(1, k + 1))
    assert found.path.shape == (k + 1, 3, 128, 128) and found.predicted.shape == (k, 3, 128, 128)
    assert len(found.closeness) == k


def test_a_long_run_keeps_25_parts_each_with_its_own_next_picture(pack: ModelPack):
    began = start(pack, t=999, steps=60)
    all_parts = list(inside.dissect(pack, began))
    found = inside.finish(pack, began, all_parts)
    assert len(found.parts) == inside.MOST_KEPT
    for part, before, after in zip(found.parts, found.before, found.after, strict=True):
        assert torch.equal(found.latents[before], part.moment.step.x_t[0])
        assert torch.equal(found.latents[after], part.moment.step.x_prev[0])
    assert found.apart == max(part.apart for part in all_parts)


@pytest.mark.parametrize("scheduler", ["euler", "dpmpp", "magic", ""])
def test_a_sampler_that_is_not_taken_apart_is_refused_at_once(pack: ModelPack, scheduler: str):
    with pytest.raises(ValueRangeError, match="ddim, ddpm"):
        inside.dissect(pack, start(pack, scheduler=scheduler))


def test_the_snippet_stopped_at_a_step_makes_its_next_picture(
    pack: ModelPack, tmp_path: Any, monkeypatch: Any
):
    monkeypatch.chdir(tmp_path)
    PICTURE.save("picture.png")
    made_of = Recipe("reverse", str(pack.folder), 3, "picture.png", t=400, scheduler="ddpm", steps=10)
    grad = torch.is_grad_enabled()
    try:
        exec(compile(inside.snippet(made_of, 2), "snippet", "exec"), {})
    finally:
        torch.set_grad_enabled(grad)
    ours = to_image(decode(pack, parts(pack)[1].moment.step.x_prev))
    made = np.asarray(Image.open("result.png")).astype(int)
    assert made.std() > 5
    assert np.abs(made - np.asarray(ours).astype(int)).max() <= 1
