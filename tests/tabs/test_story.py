"""The story: every scene has its words, a figure of some tab, and a part of the machine."""

from pathlib import Path

import pytest

from explainer.tabs.shell import TABS
from explainer.tabs.story import FACTS, SCENES, facts
from explainer.text import LANGUAGES, load
from tests.bench.serving import ROOT

MOST = {"en": 60, "ja": 150}
"""Words of English, signs of Japanese: what is read in a quarter of a minute."""


def length(language: str, sentence: str) -> int:
    return len(sentence.split()) if language == "en" else len(sentence.replace("\n", ""))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_are_those_of_the_scenes_in_their_order(language: str):
    assert list(load(language).table("story.scene")) == [scene.name for scene in SCENES]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
def test_a_scene_says_little_before_its_figure_and_little_after(language: str, scene):
    words = load(language).table(f"story.scene.{scene.name}")
    quoted = dict.fromkeys(FACTS, "1,024")
    for part in ("before", "after"):
        said = words[part].format_map(quoted)
        assert 0 < length(language, said) <= MOST[language], part


def test_a_scene_leads_to_a_tab_and_to_a_section_that_is_there():
    for scene in SCENES:
        assert scene.tab in TABS
        if scene.section:
            folder = ROOT.joinpath(*scene.view.__module__.split("."))
            templates = [one.read_text("utf-8") for one in folder.glob("*.html")]
            assert any(f'id="{scene.section}"' in one for one in templates), scene.name


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_scene_is_about_a_part_of_the_machine_that_has_a_name(language: str):
    parts = load(language).table("machine.part")
    assert {scene.part for scene in SCENES} <= set(parts)
    assert set(load(language).table("machine.says")) == set(parts)


def test_the_numbers_of_the_latent_are_the_packs_own(pack_folder: Path):
    found = facts(pack_folder)
    numbers, latent = (int(found[name].replace(",", "")) for name in ("numbers", "latent"))
    assert numbers == latent * int(found["share"])
    assert facts(ROOT / "assets" / "packs" / "animals") == {
        "numbers": "49,152",
        "latent": "1,024",
        "share": "48",
    }
