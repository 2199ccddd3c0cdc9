"""The same words from several noises."""

from dataclasses import replace

import pytest
import torch

from explainer.core.errors import PackError, PromptError, ValueRangeError
from explainer.core.pack import ModelPack
from explainer.lessons.text_to_image import film, finish, paint, read, seeds, typing


def ran(pack: ModelPack, student: bool = True, first: int = 4) -> tuple[int, seeds.Grid]:
    drawing, steps = seeds.paint(pack, "a brown dog", first, student=student), 0
    while True:
        try:
            next(drawing)
            steps += 1
        except StopIteration as done:
            return steps, done.value


def test_each_picture_is_what_its_seed_alone_gives(pack: ModelPack):
    steps, grid = ran(pack)
    assert steps == seeds.length(pack, student=True) == 4
    assert grid.seeds == tuple(range(4, 13)) and len(grid.pictures) == len(grid.similarities) == 9
    for i in (0, 8):
        alone = typing.sketch(pack, "a brown dog", grid.seeds[i])
        assert torch.allclose(grid.pictures[i], alone.picture[0], atol=1e-3)
        assert grid.similarities[i] == pytest.approx(alone.similarity, abs=1e-3)


def test_the_full_network_draws_with_the_cards_guidance(pack: ModelPack):
    pack = replace(pack, card=pack.card | {"steps": 3})
    steps, grid = ran(pack, student=False)
    assert steps == 3
    words = read(pack, "a brown dog")
    alone = list(paint(pack, words, scheduler="ddim", steps=3, guidance=pack.card["guidance"], seed=6))
    assert torch.allclose(grid.pictures[2], finish(pack, words, alone).picture[0], atol=1e-3)


def test_the_mean_is_of_all(pack: ModelPack):
    _, grid = ran(pack)
    assert torch.allclose(grid.mean[0], grid.pictures.mean(0)) and grid.mean.shape == (1, 3, 128, 128)


def test_the_seeds_go_on_from_nought_after_the_last():
    assert seeds.seeds_from(2**32 - 2)[:4] == (2**32 - 2, 2**32 - 1, 0, 1)


def test_what_makes_no_sense_is_refused(pack: ModelPack):
    for prompt, first, error in (("a dog", -1, ValueRangeError), (None, 0, PromptError)):
        with pytest.raises(error):
            next(seeds.paint(pack, prompt, first, student=True))
    with pytest.raises(PackError):
        next(seeds.paint(replace(pack, student=None), "a dog", 0, student=True))


def test_a_film_holds_every_kept_step_and_lingers_at_both_ends(pack: ModelPack):
    words = read(pack, "a dog")
    painting = finish(pack, words, list(paint(pack, words, scheduler="ddim", steps=3, guidance=1, seed=0)))
    frames = list(film.moments(painting))
    assert len(frames) == film.length(painting) == 4 + 2 + 10
    assert [share for share, _ in frames] == sorted(share for share, _ in frames)
    assert frames[-1][0] == 1 and frames[0][1].size == (256, 128)
