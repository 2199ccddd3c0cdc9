"""As you type: the student's sketch, the full network beside it, and both measured."""

from dataclasses import replace

import pytest
import torch

from explainer.core import noising, sampling
from explainer.core.errors import PackError, PromptError, ValueRangeError
from explainer.core.pack import ModelPack, decode, encode_prompt, with_student
from explainer.lessons.text_to_image import typing


def test_the_sketch_is_the_students_own_unguided_run(pack: ModelPack):
    found = typing.sketch(pack, "a brown dog", 5)
    *_, last = sampling.denoise(
        with_student(pack), noising.gaussian((1, 4, 16, 16), 5), encode_prompt(pack, ["a brown dog"]), None,
        scheduler="ddim", steps=4, seed=5,
    )  # fmt: skip
    assert torch.allclose(found.picture, decode(pack, last.x_prev), atol=1e-4)
    assert found.calls == 4 and found.seconds > 0 and -1 <= found.similarity <= 1


def test_the_full_network_starts_from_the_same_noise(pack: ModelPack):
    drawing = typing.full(pack, "a brown dog", 5)
    first = next(drawing)
    assert torch.equal(first.x_t, noising.gaussian((1, 4, 16, 16), 5))
    with pytest.raises(StopIteration) as done:
        while True:
            next(drawing)
    assert done.value.value.calls == pack.card["steps"]


def test_an_unknown_word_comes_with_the_known_one_spelt_like_it(pack: ModelPack):
    (first, second) = typing.sketch(pack, "a broun xqzjvwkk dog", 0).spelt
    assert first == ("broun", "brown")
    assert second == ("xqzjvwkk", None)


def test_both_are_measured_on_the_same_sentences(pack: ModelPack, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(typing, "SENTENCES", 4)
    monkeypatch.setattr(typing, "AT_ONCE", 2)
    pack = replace(pack, card=pack.card | {"steps": 2})
    first, last = typing.compared(pack, "en")
    assert len(first.student) == len(first.full) == 2
    assert len(last.student) == len(last.full) == 4 and last.student[:2] == first.student
    mean, half = last.difference
    assert mean == pytest.approx(last.means[0] - last.means[1], abs=1e-5) and half >= 0


def test_a_batch_of_sentences_ends_where_each_ends_alone(pack: ModelPack):
    said = ["a dog", "a cat"]
    noises = [noising.gaussian((1, 4, 16, 16), seed) for seed in (1, 2)]
    lanes = [typing.student_lane(pack, one) for one in encode_prompt(pack, said).split(1)]
    both = decode(pack, typing._ends(pack, noises, lanes))
    for i, one in enumerate(said):
        assert torch.allclose(both[i], typing.sketch(pack, one, i + 1).picture[0], atol=1e-3)


def test_what_makes_no_sense_is_refused(pack: ModelPack):
    with pytest.raises(PromptError):
        typing.sketch(pack, None, 0)
    with pytest.raises(ValueRangeError):
        typing.sketch(pack, "a dog", -1)
    with pytest.raises(ValueRangeError):
        next(typing.full(pack, "a dog", 1.5))


def test_a_pack_without_student_says_so(pack: ModelPack):
    with pytest.raises(PackError):
        typing.sketch(replace(pack, student=None), "a dog", 0)
