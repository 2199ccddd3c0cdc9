"""Sums in CLIP's space: what the terms become, where the sum lies, what is painted, what is refused."""

from dataclasses import replace
from typing import Any

import pytest
import torch
from PIL import Image
from torch.nn import functional as F

from explainer.core import noising, port, sampling
from explainer.core.errors import PackError, SumError, ValueRangeError
from explainer.core.pack import ModelPack, decode, encode_prompt, image_embedding, text_embedding
from explainer.lessons.latent import Atlas, arithmetic, arithmetic_code, phrasing, survey, terms
from explainer.lessons.latent.arithmetic import Painted, Sum
from explainer.world.painter import render
from explainer.world.scene import sample
from tests.lessons.test_recipe import assert_same_pixels, run_here
from tests.tabs.runs import counted_calls

WORDS = [{"sign": 1, "text": "パグ"}, {"sign": -1, "text": "犬"}, {"sign": 1, "text": "cat"}]


def picture() -> Image.Image:
    return render(sample(7000))


def added(pack: ModelPack, *written: dict[str, Any]) -> Sum:
    return arithmetic.add(pack, arithmetic.read(list(written)), picture())


@pytest.fixture(scope="module")
def atlas(pack: ModelPack) -> Atlas:
    *_, complete = survey(pack, range(30))
    assert isinstance(complete, Atlas)
    return complete


@pytest.fixture(scope="module")
def found(pack: ModelPack) -> Sum:
    return added(pack, *WORDS, {"sign": 1, "picture": True})


@pytest.fixture(scope="module")
def painted(pack: ModelPack, atlas: Atlas, found: Sum) -> Painted:
    *_, last = arithmetic.paint(pack, found, 5)
    return arithmetic.painted(pack, atlas, found, last)


@pytest.mark.parametrize(
    ("written", "caption"),
    [
        ("pug", "a pug"), ("Orange", "an orange animal"), ("snow", "an animal in the snow"),
        ("red collar", "an animal with a red collar"), ("brown pug", "a brown pug"), ("a cat", "a cat"),
        ("striped", "a striped animal"), ("パグ", "パグ"), ("黒い", "黒い動物"), ("雪", "雪の中の動物"),
        ("夜", "夜の動物"), ("quantum", "quantum"), ("", ""), ("elephant", "an elephant"),
    ],
)  # fmt: skip
def test_a_bare_word_is_put_into_the_caption_that_clip_knows(written: str, caption: str) -> None:
    assert phrasing.captioned(written) == caption


def test_the_sum_is_that_of_the_centred_embeddings(pack: ModelPack, found: Sum) -> None:
    own = pack.image_port
    assert own is not None
    words = port.centered(own, text_embedding(pack, ["パグ", "犬", "a cat"]), "words")
    seen = port.centered(own, image_embedding(pack, [picture()]), "image")[0]
    total = words[0] - words[1] + words[2] + seen
    assert torch.allclose(found.direction, F.normalize(total, dim=0), atol=1e-5)
    assert found.length == pytest.approx(float(total.norm()), abs=1e-4)
    assert found.closeness[0] == pytest.approx(float(words[0] @ found.direction), abs=1e-4)
    assert found.first == 0 and 0 < found.turned < 180


def test_a_sum_of_one_term_has_not_moved(pack: ModelPack, atlas: Atlas) -> None:
    one = added(pack, WORDS[0])
    near = arithmetic.nearest(pack, atlas, one)
    assert one.turned == pytest.approx(0, abs=0.1) and one.length == pytest.approx(1)
    assert near.sum == near.alone and near.shared == arithmetic.NEAREST


def test_a_sum_is_compared_with_its_first_added_term(pack: ModelPack) -> None:
    assert added(pack, WORDS[1], WORDS[2]).first == 1
    assert added(pack, WORDS[1]).first == 0
    assert added(pack, WORDS[1]).turned == pytest.approx(180, abs=0.1)


def test_the_nearest_are_found_and_found_again_without_those_of_the_terms(
    pack: ModelPack, atlas: Atlas, found: Sum
) -> None:
    near = arithmetic.nearest(pack, atlas, found)
    own = pack.image_port
    assert own is not None
    similar = port.centered(own, atlas.embeddings, "image") @ found.direction
    assert near.sum[0].index == int(similar.argmax())
    assert [one.similarity for one in near.fresh] == sorted(
        (o.similarity or 0 for o in near.fresh), reverse=True
    )
    assert not {one.index for one in near.fresh} & {one.index for one in near.alone}
    assert near.shared == len({one.index for one in near.sum} & {one.index for one in near.alone})


def test_sum_and_first_term_are_painted_from_one_noise_as_each_would_be_alone(
    pack: ModelPack, found: Sum, painted: Painted
) -> None:
    own = pack.image_port
    assert own is not None
    empty = encode_prompt(pack, [""])
    unhanded = torch.cat([empty, port.nothing(own)], dim=1)
    for i, direction in enumerate((found.direction, found.alone)):
        handed = torch.cat([empty, own.projection(direction[None])], dim=1)
        noise = noising.gaussian((1, 4, 16, 16), 5)
        *_, last = sampling.denoise(pack, noise, handed, unhanded, steps=20, guidance=4.0, seed=5)
        assert torch.allclose(decode(pack, last.x_prev)[0], painted.pictures[i], atol=2e-3)


def test_one_call_of_the_network_serves_both_and_can_be_the_last(pack: ModelPack, found: Sum) -> None:
    with counted_calls(pack) as calls:
        way = arithmetic.paint(pack, found, 0)
        assert len(arithmetic.glimpse(pack, next(way))) == 2
        way.close()
    assert calls == [1] and arithmetic.calls(pack) == 20


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ([], "sum.empty"), ([{"sign": 1, "text": "  "}], "sum.empty"), (None, "sum.not_terms"),
        ("pug", "sum.not_terms"), ([["pug"]], "sum.not_terms"), ([{"sign": 1, "text": 3}], "sum.not_terms"),
        (WORDS * 2, "sum.too_many"),
    ],
)  # fmt: skip
def test_what_is_no_sum_is_refused(written: Any, code: str) -> None:
    with pytest.raises(SumError, match=code):
        arithmetic.read(written)


def test_terms_that_cancel_are_refused(pack: ModelPack) -> None:
    with pytest.raises(SumError, match=r"sum\.cancels"):
        added(pack, WORDS[2], {"sign": -1, "text": "a cat"})


def test_an_unknown_word_is_told_with_the_known_one_nearest_to_it(pack: ModelPack) -> None:
    found = added(pack, WORDS[2], {"sign": 1, "text": "shibba"}, {"sign": 1, "text": "ばぐ"})
    told = {one.word: one.near for one in found.unknown}
    assert told == {"shibba": "shiba", "ばぐ": "パグ"}
    assert added(pack, WORDS[0]).unknown == ()


def test_edits_are_counted_as_levenshtein_did() -> None:
    assert terms.edits("kitten", "sitting") == 3
    assert terms.edits("", "abc") == 3 and terms.edits("柴犬", "柴犬") == 0


def test_any_string_is_a_term(pack: ModelPack) -> None:
    for text in ("🦄", "\ud800\x00x", "a" * 5000, "<b>'\"; {x} $y"):
        assert added(pack, {"sign": 1, "text": text}).length == pytest.approx(1)


@pytest.mark.parametrize("seed", [-1, 2**32, "x", None])
def test_a_seed_out_of_range_is_refused(pack: ModelPack, found: Sum, seed: Any) -> None:
    with pytest.raises(ValueRangeError):
        arithmetic.paint(pack, found, seed)


def test_a_pack_without_the_port_says_so(pack: ModelPack) -> None:
    with pytest.raises(PackError):
        added(replace(pack, image_port=None), WORDS[0])


def test_the_snippet_adds_and_paints_the_same(
    pack: ModelPack, found: Sum, painted: Painted, tmp_path: Any, monkeypatch: Any
) -> None:
    picture().save(tmp_path / "picture.png")
    code = arithmetic_code.snippet(pack, str(pack.folder), "picture.png", found, 5)
    assert "explainer" not in code
    assert_same_pixels(painted.sheet, run_here(code, tmp_path, monkeypatch))


def test_a_snippet_of_words_alone_opens_no_picture_and_no_word_breaks_out(
    pack: ModelPack, tmp_path: Any, monkeypatch: Any
) -> None:
    found = added(pack, {"sign": 1, "text": "\"); import os; os.abort() #'\\ $pack {x}"}, WORDS[1])
    code = arithmetic_code.snippet(pack, str(pack.folder), "picture.png", found, 5)
    assert "picture.png" not in code
    run_here(code, tmp_path, monkeypatch)
