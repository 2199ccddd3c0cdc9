"""The map of the animals: three spaces, who is nearest in them, pictures and words laid on it."""

import io
from dataclasses import replace

import numpy as np
import pytest
import torch
from PIL import Image
from torch.nn.functional import normalize

from explainer.core.errors import PromptError
from explainer.core.images import to_tensor
from explainer.core.pack import ModelPack, encode, image_embedding, text_embedding
from explainer.lessons.latent import Atlas, Met, atlas, is_flat, locate, naming, spaces, stored, survey, words
from explainer.lessons.latent.spaces import Agreement, space_of
from explainer.world.painter import render
from explainer.world.scene import sample


@pytest.fixture(scope="module")
def steps(pack: ModelPack) -> list[Met | Atlas]:
    return list(survey(pack, range(45)))


@pytest.fixture(scope="module")
def whole(steps: list[Met | Atlas]) -> Atlas:
    assert isinstance(steps[-1], Atlas)
    return steps[-1]


def rows(count: int = 60, numbers: int = 7) -> torch.Tensor:
    widths = torch.tensor([5.0, 3, *[1.0] * (numbers - 2)])
    return torch.randn(count, numbers, generator=torch.Generator().manual_seed(0)) * widths


def one_label(count: int) -> dict[str, list[str]]:
    return {"x": ["y"] * count}


def test_the_survey_says_how_far_it_has_come_and_yields_the_atlas_last(steps: list[Met | Atlas]) -> None:
    assert [step.complete for step in steps] == [False, False, True]
    assert [step.met for step in steps if isinstance(step, Met)] == [30, 45]


def test_every_space_holds_what_the_models_say_of_the_pictures(pack: ModelPack, whole: Atlas) -> None:
    pictures = [whole.pictures[3], whole.pictures[40]]
    pixels = torch.cat([to_tensor(one) for one in pictures])
    vectors = {
        "clip": image_embedding(pack, pictures),
        "vae": encode(pack, pixels).flatten(1),
        "pixels": pixels.flatten(1),
    }
    assert torch.allclose(whole.embeddings[[3, 40]], vectors["clip"], atol=1e-5)
    for name, space in whole.spaces.items():
        assert space.numbers == vectors[name].shape[1]
        assert torch.allclose(space.along(vectors[name]), space.coordinates[[3, 40]], atol=1e-2)


def test_the_same_seeds_give_the_same_map(pack: ModelPack, whole: Atlas) -> None:
    *_, again = survey(pack, range(45))
    assert isinstance(again, Atlas)
    for name, space in whole.spaces.items():
        assert torch.allclose(again.spaces[name].points, space.points, atol=1e-3)


def test_the_plane_explains_what_pca_by_covariance_says() -> None:
    vectors = rows()
    space = space_of("any", vectors, 7, one_label(60), "x")
    spread = torch.linalg.eigvalsh(torch.cov(vectors.T)).flip(0)
    assert torch.allclose(space.shares, spread / spread.sum(), atol=1e-5)
    assert torch.allclose(space.directions.T @ space.directions, torch.eye(7), atol=1e-5)
    assert space.kept == pytest.approx(1, abs=1e-5)


def test_the_plane_of_products_is_that_of_the_singular_vectors() -> None:
    vectors = rows()
    _, axes, explained = spaces.principal_plane(vectors)
    space = space_of("any", vectors, 2, one_label(60), "x")
    assert torch.allclose(space.axes, axes, atol=1e-4)
    assert space.explained == pytest.approx(explained, abs=1e-5)


def test_the_plane_does_not_flip_from_call_to_call() -> None:
    first, again = (space_of("any", v, 3, one_label(60), "x").axes for v in (rows(), rows().flip(0)))
    assert torch.allclose(first, again, atol=1e-4)


def test_animals_that_are_all_alike_still_have_a_plane() -> None:
    space = space_of("any", torch.ones(5, 9), 3, one_label(5), "x")
    assert torch.isfinite(space.points).all() and torch.isfinite(space.directions).all()
    assert space.explained == (0.0, 0.0)


def test_agreement_counts_the_animals_beside_their_own_kind() -> None:
    vectors = torch.tensor([[1.0, 0.0], [0.99, 0.1], [0.0, 1.0], [0.1, 0.99]])
    labels = {"kind": ["dog", "dog", "cat", "cat"], "breed": ["pug", "shiba", "siamese", "siamese"]}
    space = space_of("any", vectors, 2, labels | {"place": ["snow"] * 4}, "place")
    assert space.agreements["kind"].share == 1
    assert space.agreements["breed"].share == 0.5


def test_elsewhere_only_animals_in_another_place_are_looked_at() -> None:
    vectors = torch.tensor([[0.0, 0], [0.1, 0], [5, 0], [5.1, 0], [5.2, 0]])
    labels = {
        "kind": ["dog", "cat", "cat", "dog", "cat"],
        "place": ["snow", "snow", "room", "room", "room"],
    }
    measured = space_of("any", vectors, 2, labels, "place").agreements
    assert set(measured) == {"kind", "place", "kind_elsewhere"}
    assert measured["place"].share == 1
    assert measured["kind_elsewhere"].share == pytest.approx(3 / 5)  # 0→2, 1→2, and 2, 3, 4 → 1
    assert measured["kind_elsewhere"].chance == pytest.approx((1 / 3 + 2 / 3 + 3 * 1 / 2) / 5)


def test_where_all_stand_in_one_place_nothing_is_counted_elsewhere() -> None:
    labels = {"kind": ["dog", "cat", "cat"], "place": ["snow"] * 3}
    measured = space_of("any", rows(3, 4), 2, labels, "place").agreements["kind_elsewhere"]
    assert (measured.share, measured.chance) == (0, 0)


def test_agreement_is_measured_in_the_whole_space_and_not_in_what_is_kept() -> None:
    vectors = rows(40, 30)
    labels = {"place": [str(i % 3) for i in range(40)]}
    few, all_ = (space_of("any", vectors, most, labels, "place").agreements for most in (2, 30))
    assert few == all_


def test_chance_is_what_a_blind_choice_of_neighbours_would_give() -> None:
    assert atlas.kind_chance(["dog", "dog", "cat", "cat"]) == pytest.approx(1 / 3)
    assert atlas.kind_chance(["dog", "dog"]) == 1


def test_agreement_of_embeddings_goes_by_the_most_similar_other_one() -> None:
    vectors = torch.tensor([[1.0, 0.0], [0.99, 0.1], [0.0, 1.0], [0.1, 0.99]])
    assert atlas.kind_agreement(vectors, ["dog", "dog", "cat", "cat"]) == 1
    assert atlas.kind_agreement(vectors, ["dog", "cat", "cat", "cat"]) == 0.5


def test_a_space_leads_only_by_more_than_the_interval_of_its_lead(whole: Atlas) -> None:
    def with_(shares: dict[str, float]) -> dict[str, spaces.Space]:
        return {
            name: replace(whole.spaces[name], agreements={"kind": Agreement(share, 0.3, 1000)})
            for name, share in shares.items()
        }

    assert spaces.leaders(with_({"clip": 0.8, "vae": 0.5, "pixels": 0.4})) == {"kind": "clip"}
    assert spaces.leaders(with_({"clip": 0.5, "vae": 0.51, "pixels": 0.4})) == {"kind": None}


def test_a_picture_of_the_map_lies_where_its_animal_lies(pack: ModelPack, whole: Atlas) -> None:
    places = locate(pack, whole, whole.pictures[7])
    for name, place in places.items():
        assert place.point == pytest.approx(tuple(whole.spaces[name].points[7].tolist()), abs=1e-2)
        assert place.neighbors[0].index == 7
    assert places["clip"].neighbors[0].similarity == pytest.approx(1, abs=1e-4)
    assert places["pixels"].neighbors[0].similarity is None


def test_neighbours_come_nearest_first_and_are_named_in_both_languages(pack: ModelPack, whole: Atlas) -> None:
    for place in locate(pack, whole, render(sample(999)), count=4).values():
        distances = [one.distance for one in place.neighbors]
        assert len(distances) == 4 and distances == sorted(distances)
    assert len(whole.names("ja")) == len(whole.names("en")) == 45
    assert whole.names("en")[0].startswith(("a ", "an "))


def test_one_colour_is_told_from_a_picture_and_still_has_a_place(pack: ModelPack, whole: Atlas) -> None:
    plain = Image.new("RGB", (300, 200), "tomato")
    assert is_flat(plain) and not is_flat(whole.pictures[0])
    assert all(np.isfinite(place.point).all() for place in locate(pack, whole, plain).values())


def test_the_sheet_holds_every_animal(whole: Atlas) -> None:
    with Image.open(io.BytesIO(whole.sheet)) as sheet:
        assert sheet.width == min(45, atlas.COLUMNS) * atlas.CELL


def test_a_stored_atlas_is_read_back_as_it_was_but_for_rounding(pack: ModelPack, whole: Atlas) -> None:
    again = stored.read(pack, stored.numbers(whole), stored.tensors(whole), whole.sheet)
    assert again.scenes == whole.scenes and again.sheet == whole.sheet
    assert torch.allclose(again.embeddings, whole.embeddings, atol=1e-3)
    assert again.embeddings.norm(dim=1).sub(1).abs().max() < 1e-5
    assert list(again.pictures)[5].tobytes() == whole.pictures[5].tobytes()
    assert [one.tobytes() for one in again.pictures[3:5]] == [one.tobytes() for one in whole.pictures[3:5]]
    picture = render(sample(321))
    for name, place in locate(pack, again, picture).items():
        space, before = again.spaces[name], locate(pack, whole, picture)[name]
        assert space.agreements == whole.spaces[name].agreements
        width = float(whole.spaces[name].points.std())
        assert place.point == pytest.approx(before.point, abs=0.02 * width)
        assert place.neighbors[0].index == before.neighbors[0].index


@pytest.mark.parametrize(
    ("typed", "factors"),
    [
        ("pug", {"breed": ("pug",)}),
        ("Two BLACK dogs!", {"coat": ("black",), "kind": ("dog",)}),
        ("黒い犬", {"coat": ("black",), "kind": ("dog",)}),
        ("白い靴下をはいた黒い猫", {"pattern": ("socks",), "coat": ("black",), "kind": ("cat",)}),
        ("a brown cat with white socks", {"pattern": ("socks",), "coat": ("brown",), "kind": ("cat",)}),
        ("雪の中の赤い首輪の犬", {"collar": ("red",), "place": ("snow",), "kind": ("dog",)}),
        ("a maine coon cat", {"breed": ("maine_coon",)}),
        ("pug or パグ or poodle", {"breed": ("poodle", "pug")}),
        ("うさぎ", {"kind": ("rabbit",), "breed": ("rabbit",)}),
        ("animal", {"kind": ("dog", "cat", "rabbit", "elephant")}),
        ("collar", {}),
        ("首輪", {}),
        ("catalogue", {}),
        ("", {}),
    ],
)
def test_words_name_features_in_either_language(typed: str, factors: dict[str, tuple[str, ...]]) -> None:
    assert naming.factors_in(typed) == factors


def test_the_edit_distance_counts_letters_put_in_left_out_changed_and_swapped() -> None:
    assert naming.distance("kitten", "sitting") == 3
    assert naming.distance("dgo", "dog") == 1 and naming.distance("odg", "dog") == 1
    assert naming.distance("", "pug") == 3 and naming.distance("犬", "犬") == 0


def test_an_unknown_word_is_told_with_the_known_one_most_like_it(pack: ModelPack, whole: Atlas) -> None:
    heard = words.hear(pack, whole, "a blakc dog, zzzzzzzzz")
    assert [(one.word, one.near) for one in heard.unknown] == [("blakc", "black"), ("zzzzzzzzz", None)]
    assert heard.place is not None


@pytest.mark.parametrize("text", ["", "   ", "\n\t"])
def test_an_empty_search_finds_nothing_and_has_no_place(pack: ModelPack, whole: Atlas, text: str) -> None:
    assert words.hear(pack, whole, text) == words.Heard("", {}, (), None, None)


def test_what_is_no_text_is_refused(pack: ModelPack, whole: Atlas) -> None:
    with pytest.raises(PromptError):
        words.hear(pack, whole, None)  # type: ignore[arg-type]


def test_a_word_loses_its_tower_s_mean_and_gets_the_pictures(pack: ModelPack, whole: Atlas) -> None:
    port = pack.image_port
    assert port is not None
    embedding = text_embedding(pack, ["pug"])
    place = words.hear(pack, whole, "pug").place
    moved = embedding - port.words_mean + port.image_mean
    assert place is not None
    assert place.point == pytest.approx(((moved - whole.center) @ whole.axes)[0].tolist(), abs=1e-4)
    centered = (
        normalize(embedding - port.words_mean, dim=1),
        normalize(whole.embeddings - port.image_mean, dim=1),
    )
    cosines = (centered[0] @ centered[1].T)[0]
    assert place.neighbors[0].index == int(cosines.argmax())
    assert place.neighbors[0].similarity == pytest.approx(float(cosines.max()), abs=1e-4)


def test_words_and_picture_are_compared_without_their_towers_means(pack: ModelPack, whole: Atlas) -> None:
    port, picture = pack.image_port, render(sample(5))
    assert port is not None
    pair = text_embedding(pack, ["犬"]) - port.words_mean, image_embedding(pack, [picture]) - port.image_mean
    heard = words.hear(pack, whole, "犬", picture)
    assert heard.closeness == pytest.approx(float(torch.cosine_similarity(*pair)), abs=1e-4)


def test_without_the_towers_means_words_have_no_place(pack: ModelPack, whole: Atlas) -> None:
    bare = replace(pack, image_port=None)
    assert words.hear(bare, whole, "a black dog").place is None
    assert words.hear(bare, whole, "a black dog").factors["coat"] == ("black",)
    assert words.landmarks(bare, whole) == ()


def test_every_kind_and_breed_has_its_word_in_both_languages(pack: ModelPack, whole: Atlas) -> None:
    marks = words.landmarks(pack, whole)
    assert len(marks) == 28
    assert {one.value for one in marks if one.language == "ja"} == {
        one.value for one in marks if one.language == "en"
    }
    first = marks[0]
    place = words.hear(pack, whole, first.text).place
    assert place is not None and place.point == pytest.approx(first.point, abs=1e-4)
    assert first.own == (getattr(whole.scenes[place.neighbors[0].index], first.factor) == first.value)
