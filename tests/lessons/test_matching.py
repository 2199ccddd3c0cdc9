"""The matching game: fair pairs, the softmax at CLIP's own temperature, and the loss of the table shown."""

import math

import pytest
import torch

from explainer.core.errors import ValueRangeError
from explainer.core.pack import ModelPack
from explainer.lessons.latent import matching
from explainer.lessons.latent.matching import Game
from explainer.world.scene import matches


@pytest.fixture(scope="module")
def game(pack: ModelPack) -> Game:
    return matching.play(pack, "en", 4, 3)


def test_every_caption_is_true_of_its_own_picture_alone():
    for seed in range(30):
        dealt = matching._deal(8, seed)
        for i, (scene, named) in enumerate(dealt):
            told = {factor: getattr(scene, factor) for factor in named}
            assert [matches(other, told) for other, _ in dealt] == [j == i for j in range(8)]


def test_the_captions_come_shuffled(pack: ModelPack, game: Game):
    assert sorted(game.order) == [0, 1, 2, 3] != list(game.order)


def test_the_loss_is_that_of_the_clip_model_itself(pack: ModelPack, game: Game):
    pixels = pack.clip_processor(images=list(game.pictures), return_tensors="pt")["pixel_values"]
    ids = pack.tokenizer(
        list(game.captions), padding="max_length", truncation=True, return_tensors="pt"
    ).input_ids
    with torch.no_grad():
        loss = pack.clip(input_ids=ids, pixel_values=pixels, return_loss=True).loss
    assert game.loss == pytest.approx(float(loss), rel=1e-3)
    assert game.loss == pytest.approx((game.row_loss + game.column_loss) / 2)


def test_each_row_shares_out_one_whole(game: Game):
    assert game.shares.sum(dim=1).tolist() == pytest.approx([1] * 4)
    assert game.row_loss == pytest.approx(float(-game.shares.diagonal().log().mean()), rel=1e-4)
    assert game.picked == int((game.shares.argmax(dim=1) == torch.arange(4)).sum())


def test_sharing_out_evenly_loses_ln_n(game: Game):
    even = Game(game.captions, game.pictures, game.order, torch.zeros(4, 4), game.scale)
    assert even.loss == pytest.approx(even.blind) == pytest.approx(math.log(4))
    perfect = Game(game.captions, game.pictures, game.order, 10 * torch.eye(4), game.scale)
    assert (perfect.loss, perfect.picked) == (pytest.approx(0, abs=1e-6), 4)


def test_a_larger_game_holds_the_smaller_one(pack: ModelPack, game: Game):
    larger = matching.play(pack, "en", 8, 3)
    assert larger.captions[:4] == game.captions
    assert torch.allclose(larger.cosine[:4, :4], game.cosine, atol=1e-5)
    assert larger.sheet().size == (8 * 128, 128)


def test_both_languages_get_the_same_pictures(pack: ModelPack, game: Game):
    other = matching.play(pack, "ja", 4, 3)
    assert [a.tobytes() for a in other.pictures] == [b.tobytes() for b in game.pictures]
    assert other.captions != game.captions


@pytest.mark.parametrize(
    "bad", [{"pairs": 5}, {"pairs": None}, {"pairs": []}, {"seed": -1}, {"seed": "x"}, {"seed": None}]
)
def test_a_game_that_makes_no_sense_is_refused(pack: ModelPack, bad: dict):
    with pytest.raises(ValueRangeError):
        matching.play(pack, "en", **({"pairs": 4, "seed": 0} | bad))
