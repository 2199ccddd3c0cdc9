"""Words against pictures, what meets in the table, and the snippet that prints the same numbers."""

import re
from dataclasses import replace

import pytest
import torch
from PIL import Image
from torch.nn import functional as F

from explainer.core.errors import PromptError, ValueRangeError
from explainer.core.pack import ModelPack, image_embedding, text_embedding
from explainer.lessons.choices import LONGEST_ROW, MOST_ROWS
from explainer.lessons.latent import meeting, meeting_code
from explainer.lessons.latent.meeting import Meeting, Table
from explainer.world.painter import render
from explainer.world.scene import sample

PICTURES = [render(sample(seed)) for seed in (1, 2, 3)]


@pytest.fixture(scope="module")
def table(pack: ModelPack) -> Table:
    return meeting.compare(pack, ["a white dog", "柴犬"], PICTURES)


@pytest.fixture(scope="module")
def met(pack: ModelPack) -> Meeting:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(meeting, "DRAWN", 3)
        return meeting.meet(pack)


def test_the_readers_rows_stand_above_pairs_of_both_languages(table: Table):
    assert [row.text for row in table.rows[:4]] == ["a white dog", "柴犬", "a dog", "犬"]
    assert [row.language for row in table.rows[:4]] == [None, None, "en", "ja"]
    assert table.cosine.shape == (2 + 2 * len(meeting.ENTRIES), 3)
    assert table.sheet().size == (3 * 128, 128)


def test_the_numbers_are_clips_own_cosines(pack: ModelPack, table: Table):
    expected = text_embedding(pack, [row.text for row in table.rows]) @ image_embedding(pack, PICTURES).T
    assert torch.allclose(table.cosine, expected, atol=1e-5)
    assert table.cosine.abs().max() <= 1 + 1e-5


def test_without_the_means_each_tower_loses_its_own(pack: ModelPack, table: Table):
    port = pack.image_port
    assert port is not None and table.centered is not None
    words = text_embedding(pack, ["a white dog"]) - port.words_mean
    pictures = image_embedding(pack, PICTURES) - port.image_mean
    assert torch.allclose(table.centered[:1], F.cosine_similarity(words, pictures)[None], atol=1e-5)


def test_a_row_knows_its_partner_in_the_other_language(pack: ModelPack, table: Table):
    dog, inu = text_embedding(pack, ["a dog", "犬"])
    assert table.partners[0, 2:4].tolist() == pytest.approx([float(dog @ inu)] * 2, abs=1e-5)
    assert table.partners[:, :2].eq(0).all()


def test_a_pack_that_knows_no_means_says_none(pack: ModelPack):
    plain = meeting.compare(replace(pack, image_port=None), [], PICTURES[:1])
    assert plain.centered is None
    assert torch.equal(plain.partners[0], plain.partners[1])


def test_unknown_words_are_named_with_the_known_one_spelt_like_them(pack: ModelPack):
    table = meeting.compare(pack, ["a shibe with a zebra", ""], PICTURES[:1])
    assert table.rows[0].unknown == (("shibe", "shiba"), ("zebra", None))
    assert table.rows[1].text == "" and table.rows[1].unknown == ()


@pytest.mark.parametrize("text", ["dog " * 5_000, "犬" * 20_000, "\u202e<b>dog</b>\u0000", " \n"])
def test_any_string_gets_a_row(pack: ModelPack, text: str):
    row, *_ = meeting.compare(pack, [text], PICTURES[:1]).rows
    assert len(row.text) <= LONGEST_ROW and row.own
    assert row.cut_off == (len(text) > 1_000)


def test_what_is_no_text_and_too_much_of_it_are_refused(pack: ModelPack):
    with pytest.raises(PromptError):
        meeting.compare(pack, [3], PICTURES[:1])  # type: ignore[list-item]
    with pytest.raises(ValueRangeError):
        meeting.compare(pack, ["dog"] * (MOST_ROWS + 1), PICTURES[:1])


def test_dog_and_cat_are_measured_six_by_six(pack: ModelPack, met: Meeting):
    assert met.words == (("a dog", "犬"), ("a cat", "猫"))
    assert torch.allclose(met.cosine, met.cosine.T, atol=1e-5)
    assert met.cosine[0, 1] == pytest.approx(
        float(torch.dot(*text_embedding(pack, ["a dog", "犬"]))), abs=1e-5
    )
    assert met.cosine.diagonal()[[0, 1, 3, 4]].tolist() == pytest.approx([1] * 4, abs=1e-5)


def test_drawings_of_a_kind_are_compared_in_different_pairs_alone(pack: ModelPack, met: Meeting):
    drawn = [render(sample(meeting.FIRST + i, kind="dog")) for i in range(3)]
    a, b, c = image_embedding(pack, drawn)
    assert met.cosine[2, 2] == pytest.approx(float((a @ b + a @ c + b @ c) / 3), abs=1e-4)


def test_the_count_of_the_right_ones_and_the_gap_are_measured(pack: ModelPack, met: Meeting):
    assert pack.image_port is not None
    assert all(0 <= right <= 2 * 3 for right in met.right)
    assert met.gap == pytest.approx(float((pack.image_port.image_mean - pack.image_port.words_mean).norm()))


def test_the_snippet_gives_the_same_table(pack: ModelPack, table: Table, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    for i, picture in enumerate(PICTURES):
        picture.save(f"{i}.png")
    words = [row.text for row in table.rows]
    code = meeting_code.snippet(pack, str(pack.folder), words, [f"{i}.png" for i in range(3)])
    assert "explainer" not in code
    found: dict[str, torch.Tensor] = {}
    exec(compile(code, "snippet", "exec"), found)
    assert torch.allclose(found["cosine"], table.cosine, atol=1e-4)
    assert table.centered is not None and torch.allclose(found["centered"], table.centered, atol=1e-4)
    printed = [re.findall(r"-?\d\.\d+", line) for line in capsys.readouterr().out.splitlines()]
    assert [[float(one) for one in line] for line in printed] == [
        pytest.approx(row, abs=1e-3) for row in table.cosine.tolist()
    ]


def test_a_picture_of_any_size_has_a_column(pack: ModelPack):
    assert meeting.compare(pack, [], [Image.new("RGB", (300, 20), "red")]).cosine.shape[1] == 1
