"""What is kept of a visit goes a while after its last question, and a page goes on without it."""

import asyncio
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import gradio as gr
import pytest
from gradio.state_holder import StateHolder

from explainer.tabs import visits


@pytest.fixture
def holder() -> StateHolder:
    """What Gradio keeps of two visits: one that is going on, and one that ended long ago."""
    with visits.Unheld() as blocks:
        gr.State("nothing yet")
    blocks.state_session_capacity = 9
    holder = visits.Visits()
    holder.set_blocks(blocks)
    for visit in ("left", "here"):
        holder[visit].state_data[0] = "the visitor's"
    holder.time_last_used["left"] -= visits.KEPT
    return holder


def test_a_visit_is_forgotten_with_all_that_was_kept_of_it(holder: StateHolder):
    more: dict[str, Any] = {"left": {"a question"}, "here": {"another"}}
    visits.forget(holder, datetime.now() - visits.KEPT / 2, more)
    assert set(holder.session_data) == set(holder.time_last_used) == set(more) == {"here"}
    assert holder["left"].state_data == {}


def test_a_visit_keeps_its_states_and_what_a_view_was_last_told_and_describes_nothing():
    with visits.Unheld() as blocks:
        state, note = gr.State("first"), gr.HTML("a")
    blocks.state_session_capacity = 9
    holder = visits.Visits()
    holder.set_blocks(blocks)
    visit = holder["one"]
    assert visit[state._id] == "first"
    visit[state._id] = "mine"
    told = visit[note._id] = gr.HTML("b", render=False)
    visit._update_config(note._id)
    visit._update_value_in_config(note._id, "c")
    assert holder["one"][state._id] == "mine"
    assert holder["one"][note._id] is told
    assert holder["other"][state._id] == "first" and holder["other"][note._id] is note
    assert list(visit.components) == []
    assert [value for _, value, _ in visit.state_components] == ["mine"]


def test_visits_are_looked_through_as_long_as_the_server_runs(
    holder: StateHolder, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(visits, "BETWEEN", 0)
    holder.time_last_used["left"] -= timedelta(seconds=1)

    unheard: dict[str, Any] = {"left": "news that nobody has read"}
    queue = SimpleNamespace(pending_event_ids_session={}, pending_messages_per_session=unheard)
    server = SimpleNamespace(state_holder=holder, get_blocks=lambda: SimpleNamespace(_queue=queue))

    async def day() -> int:
        async with visits.forgetting(server):
            while "left" in holder:
                await asyncio.sleep(0)
        await asyncio.sleep(0)
        return len(asyncio.all_tasks())

    assert asyncio.run(day()) == 1
    assert "here" in holder and unheard == {}


def test_a_visit_is_kept_no_longer_than_an_hour():
    assert visits.KEPT + timedelta(seconds=visits.BETWEEN) < timedelta(hours=1)
