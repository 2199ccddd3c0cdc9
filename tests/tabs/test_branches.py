"""Branch here: its events called directly, and the tree's place in the address."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import gradio as gr
import pytest
from PIL import Image

from explainer import lessons, text
from explainer.core.pack import ModelPack
from explainer.tabs import samples
from explainer.tabs.page import Page
from explainer.tabs.reverse import branches, tree_address
from explainer.tabs.samples import Picture
from tests.tabs.runs import counted_calls, stoppable

TRUNK = "noise:kddim:g3:s5:pa brown dog:n5"
ASKED = {"run": 7, "trunk": TRUNK, "tree": "0:599:s7~1:199:g1", "had": 0}
KNOWN = ("ddim", "ddpm", "euler", "dpmpp")


@pytest.fixture(autouse=True)
def nothing_made_before() -> Iterator[None]:
    lessons.reverse.memory.RUNS.clear()
    yield
    lessons.reverse.memory.RUNS.clear()


def page(pack: ModelPack, language: str = "en") -> Page:
    with gr.Blocks() as blocks:
        return Page(text.load(language), blocks, lambda: pack, pack.folder, gr.State())


def ran(
    pack: ModelPack, picture: Picture | None = None, language: str = "en", **changes: Any
) -> list[dict[str, Any]]:
    return list(branches.grown(page(pack, language), picture or samples.first(), ASKED | changes))


def test_the_section_is_wired_and_can_be_stopped(pack: ModelPack):
    built = page(pack)
    with built.blocks:
        branches.build(built)
    named = {name: fn for fn in built.blocks.fns.values() for _, name in fn.targets}
    assert {"opened", "grow", "stop", "typed"} <= set(named)
    assert stoppable(built.blocks) == {"grow"}


def test_the_tree_grows_step_by_step_and_each_line_is_there_when_it_is_done(pack: ModelPack):
    values = ran(pack)
    kinds = ["running"] * 5 + ["grown"] + ["running"] * 3 + ["grown", "running", "done"]
    assert [value["kind"] for value in values] == kinds
    assert all(value["asked"] == {"run": 7} for value in values)
    last = values[-1]
    assert (last["trunk"], last["tree"]) == (TRUNK, ASKED["tree"])
    assert [line["parent"] for line in last["lines"]] == [None, 0, 1]
    assert [line["changes"] for line in last["lines"][1:]] == [{"seed": 7}, {"guidance": 1.0}]
    assert last["lines"][2]["setting"] == {
        "scheduler": "ddim",
        "guidance": 1.0,
        "seed": 7,
        "prompt": "a brown dog",
    }
    assert Image.open(last["lines"][0]["sheet"]["path"]).size == (6 * 128, 128)


def test_what_travels_is_small(pack: ModelPack):
    values = ran(pack, tree="~".join(["0:599:s7"] * 12))
    assert max(len(json.dumps(value)) for value in values if value["kind"] == "running") < 3_000
    assert len(json.dumps(values[-1])) < 60_000


def test_lines_that_the_reader_has_come_at_once_and_only_the_new_one_is_computed(pack: ModelPack):
    ran(pack)
    with counted_calls(pack) as calls:
        *steps, last = ran(pack, tree=ASKED["tree"] + "~0:199:kddpm", had=3)
    assert len(calls) == 1 and len(steps) == 1
    assert [bool(line["made"]) for line in last["lines"]] == [True, True, True, False]
    assert not any(line["again"] for line in last["lines"])


def test_what_left_the_memory_is_computed_again_and_said(pack: ModelPack):
    ran(pack)
    lessons.reverse.memory.RUNS.clear()
    last = ran(pack, tree=ASKED["tree"] + "~0:199:kddpm", had=3)[-1]
    assert [line["again"] for line in last["lines"]] == [True, True, True, False]


def test_stopped_it_asks_the_network_no_more(pack: ModelPack):
    growing = branches.grown(page(pack), samples.first(), ASKED)
    with counted_calls(pack) as calls:
        next(growing)
        growing.close()
    assert len(calls) == 1


def test_a_readers_own_picture_is_found_by_its_pixels_alone(pack: ModelPack, tmp_path: Path):
    shades = [tmp_path / f"{name}.png" for name in ("one", "two", "same")]
    for path, shade in zip(shades, (40, 200, 40), strict=True):
        Image.new("RGB", (150, 130), (shade, 90, 60)).save(path)
    trunk = "figure:kddim:g1:s0:p:t400:n5"
    first, other, same = (ran(pack, Picture("pug", str(path)), trunk=trunk, tree="")[-1] for path in shades)
    assert [value["lines"][0]["made"] is None for value in (first, other, same)] == [True, True, False]
    assert str(tmp_path) not in json.dumps(first) and "picture.png" in first["lines"][0]["code"]


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_it_opens_on_a_tree_with_words_that_the_pack_could_know(pack: ModelPack, language: str):
    built = page(pack, language)
    value = branches.draw(built, samples.first(), {})
    assert value["tree"].count("~") == 2 and built.t("branches.first_prompt") in value["trunk"]
    assert not value["figure"]


@pytest.mark.parametrize("prompt", ["", "a%3Ab~c:d%", '犬 {x} "<b>"', "~:%25"])
def test_any_words_come_through_the_address_unharmed(pack: ModelPack, prompt: str):
    lesson = lessons.reverse.tree
    tree = lesson.plant(
        lesson.Trunk(lesson.Setting("ddpm", 2.5, 9, prompt), 30), [lesson.Fork(0, 699, prompt=prompt)]
    )
    assert tree_address.read(*tree_address.written(tree, False), tree, KNOWN) == (tree, False)


@pytest.mark.parametrize(
    "odd",
    ["", "0", "~~~", "x:y:z", "0:400:s-5:g1e9:kmagic", "7:400:s1", "0:nan:snan", "0:400:sinf", "-1:-1:q",
     "0:400:s7:" * 5_000, "~".join(["0:400:s1"] * 500)],
)  # fmt: skip
def test_a_link_that_makes_no_sense_becomes_the_nearest_tree(pack: ModelPack, odd: str):
    built = page(pack)
    for trunk in (None, TRUNK, "figure:t5000:n9999", "x:y", "noise:n0"):
        tree, _ = branches.asked_tree(built, {"trunk": trunk, "tree": odd})
        assert len(tree.forks) <= lessons.reverse.tree.MOST_FORKS
        assert all(tree.timesteps(number) for number in range(len(tree.forks) + 1))


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_a_lost_picture_becomes_one_sentence(pack: ModelPack, language: str):
    (value,) = ran(pack, Picture("pug", "/nowhere.png"), language, trunk="figure:t400:n5")
    assert value["kind"] == "error" and 5 < len(value["text"]) < 200


@pytest.mark.parametrize("posted", [{"trunk": ["x"], "tree": {}}, {"run": None, "had": "x"}, {"had": -5}])
def test_nonsense_posted_straight_to_the_server_is_met_by_a_tree(pack: ModelPack, posted: dict[str, Any]):
    assert branches.grown(page(pack), samples.first(), ASKED | {"trunk": TRUNK, "tree": ""} | posted)
    tree, _ = branches.asked_tree(page(pack), posted)
    assert tree.trunk.steps
