"""Anything can go in: embeddings of every kind, their mixes, and the older way for a sketch."""

import base64
import io
import math
from dataclasses import replace

import numpy as np
import pytest
import torch
from PIL import Image, ImageDraw

from explainer.core import noising, port, sampling
from explainer.core.errors import GivenError, PackError, PromptError, ValueRangeError
from explainer.core.pack import ModelPack, decode, encode_prompt, text_embedding
from explainer.lessons.text_to_image import anything, given, readings
from explainer.lessons.text_to_image.anything import HANDED, SHARES, TIMES, Outcome, Start, mix
from explainer.lessons.text_to_image.given import KINDS, Inputs
from tests.tabs.runs import counted_calls


def sketched(size: int = 128, mark: bool = True) -> str:
    image = Image.new("RGB", (size, size), "#FAF7F0")
    if mark:
        ImageDraw.Draw(image).ellipse((30, 40, 90, 100), fill="#7A4828")
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return "data:image/png;base64," + base64.b64encode(buffer.getvalue()).decode()


def photo() -> Image.Image:
    return Image.fromarray(np.random.default_rng(0).integers(0, 256, (90, 160, 3), dtype=np.uint8))


INPUTS = Inputs("a brown dog", "a white cat", photo(), sketched(), "#2b4c7e")


def started(pack: ModelPack, kind: str, inputs: Inputs = INPUTS, way: str = "sphere") -> Start:
    pack = replace(pack, card=pack.card | {"steps": 4})
    return anything.begin(pack, anything.give(pack, kind, inputs), kind, way=way, seed=3)


def ran(pack: ModelPack, kind: str, **more) -> Outcome:
    start = started(pack, kind, **more)
    return anything.finish(pack, start, list(anything.walk(pack, start)), 1.0, "en")


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_becomes_one_embedding_of_length_one(pack: ModelPack, kind: str):
    one = KINDS[kind](pack, INPUTS)
    assert one.kind == kind
    assert one.embedding.shape == (32,)
    assert torch.isclose(one.embedding.norm(), torch.tensor(1.0), atol=1e-5)
    assert one.source == ("words" if kind in ("word", "other") else "image")


def test_a_new_kind_is_one_function_and_one_line(pack: ModelPack, monkeypatch):
    def sound(pack: ModelPack, inputs: Inputs) -> given.Given:
        return given.Given("sound", "image", torch.nn.functional.normalize(torch.ones(32), dim=0))

    monkeypatch.setitem(KINDS, "sound", sound)
    monkeypatch.setitem(HANDED, "sound", ("sound",))
    assert len(ran(pack, "sound").pictures) == 1


@pytest.mark.parametrize("kind", HANDED)
def test_every_choice_comes_to_finished_pictures_that_are_measured(pack: ModelPack, kind: str):
    result = ran(pack, kind)
    stops = len(TIMES) if kind == "start" else len(SHARES) if len(HANDED[kind]) == 2 else 1
    assert result.pictures.shape == (stops, 3, 128, 128)
    assert len(result.near) == len(result.reads) == len(result.lengths) == stops
    assert all(len(row) == len(HANDED[kind]) and all(-1 <= one <= 1 for one in row) for row in result.near)
    assert all(list(row) == sorted(row, key=lambda one: -one[1]) for row in result.reads)
    assert result.sheet(4).size == (min(4, stops) * 128, -(-stops // 4) * 128)


def test_a_word_alone_gives_what_the_port_gives_it(pack: ModelPack):
    result, handed = ran(pack, "word"), pack.image_port
    assert handed is not None
    tokens = port.tokens(handed, text_embedding(pack, ["a brown dog"]), "words")
    empty = encode_prompt(pack, [""])
    *_, last = sampling.denoise(
        pack, noising.gaussian((1, 4, 16, 16), 3), torch.cat([empty, tokens], dim=1),
        torch.cat([empty, port.nothing(handed)], dim=1), steps=4, guidance=4.0, seed=3,
    )  # fmt: skip
    assert torch.allclose(result.pictures, decode(pack, last.x_prev), atol=1e-3)


def test_a_mix_ends_in_what_each_gives_alone(pack: ModelPack):
    mixed, first = ran(pack, "word_picture"), ran(pack, "word")
    assert torch.allclose(mixed.pictures[:1], first.pictures, atol=1e-3)
    assert torch.allclose(mixed.pictures[-1:], ran(pack, "picture").pictures, atol=1e-3)


def test_along_the_sphere_the_length_stays_and_on_the_line_it_shrinks(pack: ModelPack):
    assert all(math.isclose(one, 1, abs_tol=1e-4) for one in ran(pack, "words").lengths)
    line = ran(pack, "words", way="line").lengths
    assert min(line) == line[3] < 1 and math.isclose(line[0], 1, abs_tol=1e-4)


def test_mixing_what_is_one_or_opposite_stays_finite():
    up = torch.tensor([1.0, 0.0])
    assert torch.equal(mix(up, up, 0.3, "sphere"), up)
    assert torch.isfinite(mix(up, -up, 0.3, "sphere")).all()


def test_how_far_along_is_counted_from_end_to_end(pack: ModelPack):
    result = replace(
        ran(pack, "words"), near=tuple((0.6 - s / 2, 0.1 + s / 2) for s in (0, 0.1, 0.2, 0.9, 1, 1, 1))
    )
    assert result.along[0] == 0 and math.isclose(result.along[-1], 1)
    assert result.leap == 2
    assert replace(result, near=((0.1, 0.1),) * 7).along == ()
    assert ran(pack, "word").leap is None and ran(pack, "start").along == ()


def test_the_sketch_itself_is_where_a_start_begins(pack: ModelPack):
    start = started(pack, "start")
    assert start.stops == TIMES and start.lanes[0].start_t == TIMES[0]
    assert anything.calls(pack, start) == tuple(t // 250 + 1 for t in TIMES)
    other = started(pack, "start", replace(INPUTS, sketch=sketched(256)))
    assert not torch.equal(start.latents[0], other.latents[0])


def test_all_stops_of_a_mix_share_each_call_and_stopping_takes_one_step(pack: ModelPack):
    with counted_calls(pack) as calls:
        walk = anything.walk(pack, started(pack, "words"))
        next(walk)
        walk.close()  # type: ignore[attr-defined]
    assert len(calls) == 1


def test_unknown_words_go_in_and_are_named_with_the_nearest_known(pack: ModelPack):
    one = given.word(pack, replace(INPUTS, word="a browm unicorn"))
    assert one.unknown == (("browm", "brown"), ("unicorn", None))


def test_a_picture_of_one_colour_goes_in_and_is_named_so(pack: ModelPack):
    plain = replace(INPUTS, picture=Image.new("RGB", (50, 50), "red"))
    assert given.picture(pack, plain).flat and given.color(pack, INPUTS).flat
    assert not given.picture(pack, INPUTS).flat
    assert len(ran(pack, "picture", inputs=plain).pictures) == 1


@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_caption_is_read_as_itself(pack: ModelPack, language: str):
    captions = readings.plain_captions(language)
    assert len(set(captions)) == len(captions) > 20
    handed = pack.image_port
    assert handed is not None
    own = port.centered(handed, text_embedding(pack, [captions[3]]), "words")
    (((text, near), *_),) = readings.read(pack, own, language)
    assert math.isclose(near, 1, abs_tol=1e-4) and text in captions


@pytest.mark.parametrize(
    ("kind", "changes", "code"),
    [
        ("word", {"word": "  "}, "given.no_word"),
        ("words", {"other": ""}, "given.no_other"),
        ("sketch", {"sketch": ""}, "given.no_sketch"),
        ("start", {"sketch": sketched(mark=False)}, "given.no_sketch"),
        ("sketch", {"sketch": "data:image/png;base64,AAAA"}, "given.not_a_sketch"),
        ("sketch", {"sketch": "data:image/svg+xml;base64,AAAA"}, "given.not_a_sketch"),
        ("sketch", {"sketch": "x" * 10**6}, "given.not_a_sketch"),
        ("sketch", {"sketch": ["no"]}, "given.not_a_sketch"),
        ("sketch", {"sketch": sketched(2000)}, "given.not_a_sketch"),
        ("color", {"color": "red"}, "given.not_a_color"),
        ("color", {"color": None}, "given.not_a_color"),
        ("sound", {}, "given.unknown_kind"),
    ],
)
def test_what_cannot_be_handed_over_is_refused(pack: ModelPack, kind: str, changes, code: str):
    with pytest.raises(GivenError) as refused:
        anything.give(pack, kind, replace(INPUTS, **changes))
    assert refused.value.code == code


def test_what_makes_no_sense_is_refused(pack: ModelPack):
    handed = anything.give(pack, "word", INPUTS)
    with pytest.raises(ValueRangeError):
        anything.begin(pack, handed, "word", way="sphere", seed=-1)
    with pytest.raises(GivenError):
        anything.begin(pack, handed, "word", way="around", seed=0)
    with pytest.raises(PromptError):
        anything.give(pack, "word", replace(INPUTS, word=3))  # type: ignore[arg-type]
    with pytest.raises(PackError):
        anything.give(replace(pack, image_port=None), "word", INPUTS)
