"""How the denoiser grew up: read from a card, whatever the card holds."""

import json
from typing import Any

import pytest

from explainer.core.errors import PackError
from explainer.lessons.reverse import growth
from explainer.tabs.samples import PROJECT

ANIMALS = PROJECT / "assets" / "packs" / "animals"
ROWS = [{"step": 0, "loss": 1.0, "mse": 1.1}, {"step": 50, "loss": 0.2, "mse": 0.3}]


def card(run: dict[str, Any] | None, ages: dict[str, Any] | None = None) -> dict[str, Any]:
    figures = {"ages": ages} if ages else {}
    made: dict[str, Any] = {"date": "2026-11-25", "parts": {"denoiser": run} if run else {}}
    return {"made": made, "figures": figures, "steps": 20, "guidance": 4.0}


def test_the_shipped_card_is_told_as_it_stands():
    told, kept = growth.in_folder(ANIMALS), json.loads((ANIMALS / "card.json").read_text("utf-8"))
    run, ages = (
        kept["made"].get("twin") or kept["made"]["parts"]["denoiser"],
        kept["figures"].get("ages", {"steps": [], "prompts": []}),
    )
    assert told.date == kept["made"]["date"]
    steps_before = told.begins[-1] if told.begins else 0  # of the runs that this one went on from
    assert [(row.step, row.mse, row.loss) for row in told.rows][-1] == (
        run["log"][-1]["step"] + steps_before,
        run["log"][-1]["mse"],
        run["log"][-1]["loss"],
    )
    assert [age.step for age in told.ages] == ages["steps"]
    assert list(told.prompts) == ages["prompts"]
    assert [age.share for age in told.ages] == pytest.approx([step / told.total for step in ages["steps"]])


def test_runs_that_went_on_from_one_another_are_counted_as_one():
    before = {"steps_done": 60, "log": ROWS, "plan": {"batch": 8}}
    run = {"steps_done": 40, "log": [{"step": 10, "loss": 0.1}], "plan": {"batch": 16}, "before": before}
    told = growth.of_card(card(run, {"steps": [4, 40], "prompts": ["a dog"]}))
    assert (told.total, told.begins, told.batch) == (100, (60,), 16)
    assert [row.step for row in told.rows] == [0, 50, 70]
    assert told.rows[-1].mse is None
    assert [(age.step, age.share) for age in told.ages] == [(64, 0.64), (100, 1.0)]


def test_a_twin_is_told_of_in_place_of_a_denoiser_that_went_on_from_another_world():
    run = {"steps_done": 40, "log": ROWS, "before": {"steps_done": 60}}
    twin = {"steps_done": 20, "log": [{"step": 10, "loss": 0.7}], "plan": {"batch": 8}}
    kept = card(run, {"steps": [2, 20], "prompts": ["a dog"]})
    told = growth.of_card(kept | {"made": kept["made"] | {"twin": twin}})
    assert (told.whole, told.total, told.batch, told.begins) == (100, 20, 8, ())
    assert [row.step for row in told.rows] == [10]
    assert [(age.step, age.share) for age in told.ages] == [(2, 0.1), (20, 1.0)]
    assert growth.of_card(kept).whole is None


def test_an_earlier_run_whose_log_was_not_kept_still_counts():
    told = growth.of_card(card({"steps_done": 40, "log": ROWS, "before": {"steps_done": 60}}))
    assert [row.step for row in told.rows] == [60, 110]


@pytest.mark.parametrize("empty", [{}, {"made": {}}, {"made": {"parts": {}}}, {"figures": {}}, card(None)])
def test_a_card_that_holds_nothing_of_it_gives_nothing(empty: dict[str, Any]):
    told = growth.of_card(empty)
    assert told.rows == told.ages == told.prompts == ()
    assert told.total == 0


def test_ages_without_a_log_and_a_log_without_ages():
    ages = growth.of_card(card(None, {"steps": [5, 50], "prompts": ["a dog"]}))
    assert [age.share for age in ages.ages] == [0.1, 1.0] and ages.rows == ()
    log = growth.of_card(card({"steps_done": 60, "log": ROWS}))
    assert log.ages == () and len(log.rows) == 2


def test_a_folder_without_a_card_is_said_so(tmp_path):
    with pytest.raises(PackError):
        growth.in_folder(tmp_path)
