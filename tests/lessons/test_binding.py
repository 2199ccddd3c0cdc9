"""Which word drew what: maps by word, shares that add up, and the measure against known truths."""

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import torch
from PIL import Image

from explainer.core.errors import PromptError, ValueRangeError
from explainer.core.images import to_tensor
from explainer.core.pack import ModelPack
from explainer.core.phrases import Phrase
from explainer.lessons import text_to_image
from explainer.lessons.text_to_image import binding, binding_code, binding_survey, colored
from explainer.world.painter import render
from explainer.world.scene import standard

PROMPT = "a black dog with red snow"
SETTINGS: dict[str, Any] = {"scheduler": "ddim", "steps": 5, "guidance": 4.0, "seed": 3}


def ran(pack: ModelPack, prompt: str = PROMPT, **changes: Any) -> binding.Binding:
    start = binding.begin(pack, prompt, **(SETTINGS | changes))
    return binding.finish(pack, start, list(binding.walk(pack, start)), 1.0)


@pytest.fixture(scope="module")
def result(pack: ModelPack) -> binding.Binding:
    return ran(pack)


def test_the_picture_is_the_one_that_the_tab_paints(pack: ModelPack, result: binding.Binding):
    words = text_to_image.read(pack, PROMPT)
    *_, last = text_to_image.paint(pack, words, **SETTINGS)
    painted = text_to_image.finish(pack, words, [last]).picture
    assert torch.allclose(result.picture, painted, atol=1e-3)


def test_each_word_has_a_map_for_each_kept_step_and_one_for_all(result: binding.Binding):
    rows = len(result.start.words) + len(binding.SPECIAL)
    assert [word.text for word in result.start.words] == PROMPT.split()
    assert result.maps[0].shape == (6, rows, 16, 16)
    assert torch.allclose(result.maps[0][:5].mean(dim=0), result.maps[0][5], atol=1e-6)
    assert len(result.previews) == len(result.timesteps) == len(result.indices) == 5


def test_at_each_position_words_and_marks_share_out_a_whole(result: binding.Binding):
    for maps in result.maps.values():
        assert torch.allclose(maps.sum(dim=1), torch.ones(()), atol=5e-3)
    assert torch.allclose(result.shares.sum(dim=1), torch.ones(6), atol=5e-3)


def test_marks_and_words_cover_all_tokens_once(pack: ModelPack, result: binding.Binding):
    rows = [*(word.positions for word in result.start.words), *result.marks]
    assert sorted(at for row in rows for at in row) == list(range(pack.tokenizer.model_max_length))


def test_at_most_so_many_steps_are_kept_but_all_are_averaged(pack: ModelPack):
    result = ran(pack, steps=30)
    assert len(result.timesteps) == binding.MOST_KEPT
    assert result.indices[0] == 0 and result.indices[-1] == 29


@pytest.mark.parametrize("prompt", ["", "dog " * 60, "草原の黒い柴犬"])
def test_any_prompt_has_maps(pack: ModelPack, prompt: str):
    result = ran(pack, prompt, steps=1)
    assert result.maps[0].shape[1] == len(result.start.words) + 3
    assert bool(result.start.lost) == (len(prompt) > 100)


def test_attention_on_a_region_is_compared_with_its_area():
    where = torch.zeros(16, 16, dtype=torch.bool)
    where[:8, :8] = True
    inside, evenly = torch.zeros(4, 4), torch.ones(4, 4)
    inside[:2, :2] = 1
    shares, area = binding.overlap(torch.stack([inside, evenly, 1 - inside]), where)
    assert area == 0.25
    assert shares.tolist() == [1.0, 0.25, 0.0]


def test_a_word_that_looks_at_its_colour_does_so_more_than_chance():
    picture = torch.ones(1, 3, 32, 32)
    picture[:, 1:, :8, :8] = -0.7
    picture[:, 0, :8, :8] = 0.7
    words = (Phrase("red", (1,)), Phrase("dog", (2,)))
    maps = torch.ones(5, 4, 4)
    maps[0, 0, 0] = 5
    start: Any = SimpleNamespace(words=words)
    (look,) = binding.looks_at(start, maps, picture)
    assert (look.word, look.color, look.area) == (0, "red", 1 / 16)
    assert look.lift == pytest.approx(4.0)
    (gone,) = binding.looks_at(start, maps, torch.ones(1, 3, 32, 32))
    assert gone.lift == 0


@pytest.mark.parametrize(
    ("text", "color"),
    [
        ("red", "red"),
        ("Grey", "gray"),
        ("赤い首輪をつけた", "red"),
        ("茶色の", "brown"),
        ("dog", None),
        ("柴犬", None),
    ],
)
def test_a_word_or_phrase_names_its_colour(text: str, color: str | None):
    assert colored.color_of(Phrase(text, (1,))) == color


@pytest.mark.parametrize("color", ["red", "blue"])
def test_the_colour_is_found_where_the_painter_put_it(color: str):
    scene = standard("labrador", coat="black", place="snow", collar=color)
    bare = standard("labrador", coat="black", place="snow")
    painted = to_tensor(render(scene))
    truth = (painted - to_tensor(render(bare))).abs().amax(dim=1)[0] > binding_survey.CHANGED
    found = colored.region(painted, color)[0]
    assert (found & truth).sum() / found.sum() > 0.9
    assert (found & truth).sum() / truth.sum() > 0.4


def test_what_makes_no_sense_is_refused(pack: ModelPack):
    wrong: list[dict[str, Any]] = [{"steps": 0}, {"seed": -1}, {"guidance": 0.0}]
    for changes in wrong:
        with pytest.raises(ValueRangeError):
            binding.begin(pack, PROMPT, **(SETTINGS | changes))
    with pytest.raises(PromptError):
        binding.begin(pack, None, **SETTINGS)  # type: ignore[arg-type]


@pytest.mark.parametrize(("scheduler", "guidance"), [("ddim", 4.0), ("euler_a", 1.0)])
def test_the_snippet_remakes_picture_and_map(pack: ModelPack, tmp_path, monkeypatch, scheduler, guidance):
    result = ran(pack, scheduler=scheduler, guidance=guidance)
    before, after = binding_code.snippet(result.start, str(pack.folder), 16)
    assert "explainer" not in before + after
    monkeypatch.chdir(tmp_path)
    space: dict[str, Any] = {}
    word = result.start.words[1]
    exec(compile(f"{before}{list(word.positions)}{after}", "snippet", "exec"), space)
    assert (space["word"] - result.maps[0][-1, 1]).abs().max() < 1e-4
    ours = np.asarray(((result.picture[0] + 1) * 127.5).permute(1, 2, 0)).round().astype(int)
    assert np.abs(ours - np.asarray(Image.open("result.png"))).max() <= 1
    assert Image.open("word.png").size == Image.open("result.png").size


@pytest.fixture(scope="module")
def survey(pack: ModelPack) -> binding_survey.Survey:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(binding_survey, "SEEDS", range(2))
        patch.setattr(binding_survey, "PAINTED", range(1))
        return binding_survey.survey(replace(pack, card=pack.card | {"steps": 2}))


def test_the_survey_asks_each_scene_from_each_seed(survey: binding_survey.Survey):
    for role in ("coat", "collar"):
        assert binding_survey.summary(survey, "en", role).runs == 2 * len(binding_survey.SCENES)
    assert {one.language for one in survey.found} == {"en", "ja"}
    assert 0 <= survey.right <= 1 and 0 <= survey.seen <= 1
    assert 0 < sum(survey.special) < 1


def test_the_survey_survives_being_kept(survey: binding_survey.Survey):
    assert binding_survey.read(binding_survey.plain(survey)) == survey


def test_the_worst_is_the_one_that_looks_away_most():
    def found(seed: int, area: float, lift: float) -> binding_survey.Found:
        return binding_survey.Found("en", "p", seed, "coat", "black", "black", area, lift, 1.5)

    runs = (found(0, 0.1, 1.2), found(1, 0.1, 0.4), found(2, 0.0, 0.0))
    told = binding_survey.summary(binding_survey.Survey(runs, (0.1, 0.2, 0.3), 1.0, 0.5), "en", "coat")
    assert (told.best.seed, told.worst.seed) == (0, 1)
    assert (told.runs, told.missing, told.more) == (3, 1, 1)
    assert told.lift == pytest.approx(0.8)
