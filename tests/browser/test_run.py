"""The one life of a run (views/parts/run.js), in a real Chromium, with a view that notes what it asks."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import PARTS

BEGIN = """async (path) => {
    const { makeRun } = await import(path);
    document.body.innerHTML =
        "<div id=root><button></button><p class=now></p><p class=error hidden></p></div>";
    const one = (name) => document.querySelector(name);
    const watching = [], props = { value: null };
    Object.assign(window, { asked: [], told: [], props });
    const { setCommon, tell } = await import(path.replace("run.js", "dom.js"));
    setCommon({ before: "{before} before you", toast: { failed: "Not sent." } });
    window.arrive = (value) => { props.value = value; watching.forEach((listener) => listener()); };
    const note = (name) => (...told) => { window.told.push([name, ...told]); };
    const view = {
        props,
        trigger: (event, data) => window.asked.push([event, data]),
        watch: (_, listener) => watching.push(listener),
    };
    window.lose = (text) => tell("lost", text);
    window.cut = () => tell("cut");
    window.run = makeRun({
        view, event: "go", root: one("#root"), go: one("button"), now: one(".now"), error: one(".error"),
        press: () => window.run.ask({ pressed: true }), silence: window.silence,
        words: { stop: "Stop", again: "Again", waiting: "Waiting", stopped: "Stopped" },
        on: {
            ...Object.fromEntries(["ask", "running", "other", "quiet", "stop", "fail", "done"]
                .map((name) => [name, note(name)])),
            load: (value) => {
                if (value.broken) return Promise.reject(new Error());
                return value.slow ? new Promise((go) => { window.loaded = () => go("late"); }) : "at once";
            },
        },
    });
    window.run.begin();
}"""


@pytest.fixture
def run(parts: Page, wrong: list[str]) -> Iterator[Page]:
    """A page with a run in it."""
    parts.evaluate(BEGIN, f"{PARTS}/parts/run.js")
    yield parts
    assert wrong == []


def state(page: Page) -> list[Any]:
    """State, the button's text, what is said, and the failure that is shown."""
    return page.evaluate("""() => {
        const one = (name) => document.querySelector(name), error = one(".error");
        return [one("#root").dataset.state, one("button").textContent, one(".now").textContent,
            error.hidden ? null : error.textContent];
    }""")


def do(page: Page, script: str) -> Any:
    return page.evaluate(f"async () => {{ {script}; await new Promise((go) => setTimeout(go)); }}")


def asked(page: Page) -> list[Any]:
    return page.evaluate("window.asked")


def told(page: Page) -> list[Any]:
    return page.evaluate(
        "window.told.map(([name, value, more]) => [name, value?.asked?.run ?? null, more ?? null])"
    )


def test_it_is_asked_for_streams_and_is_done(run: Page) -> None:
    assert state(run) == ["waiting", "Again", "", None]
    do(run, "run.ask({ seed: 7 })")
    assert asked(run) == [["go", {"seed": 7, "run": 1}]]
    assert state(run) == ["running", "Stop", "Waiting", None]
    do(run, "arrive({ kind: 'running', asked: { run: 1 } })")
    do(run, "arrive({ kind: 'done', asked: { run: 1 } })")
    assert told(run) == [["running", 1, None], ["done", 1, "at once"]]
    assert state(run)[:2] == ["done", "Again"]


def test_while_others_are_before_it_it_says_how_many_and_what_is_old_looks_old(run: Page) -> None:
    do(run, "run.ask({}); arrive({ kind: 'waiting', before: 3, asked: { run: 1 } })")
    assert state(run)[2] == "3 before you"
    assert run.evaluate("document.querySelector('#root').dataset.queued") == "3"
    do(run, "arrive({ kind: 'running', asked: { run: 1 } })")
    assert run.evaluate("'queued' in document.querySelector('#root').dataset") is False


def test_a_stop_is_honoured_before_the_first_news_and_what_comes_later_is_not_heard(run: Page) -> None:
    do(run, "run.ask({}); run.stop()")
    assert [event for event, _ in asked(run)] == ["go", "stop"]
    do(run, "arrive({ kind: 'running', asked: { run: 1 } }); arrive({ kind: 'done', asked: { run: 1 } })")
    assert told(run) == [["stop", None, None]]
    assert state(run) == ["stopped", "Again", "Stopped", None]


def test_a_stop_while_the_files_of_the_end_are_on_their_way_is_honoured(run: Page) -> None:
    do(run, "run.ask({}); arrive({ kind: 'done', slow: true, asked: { run: 1 } }); run.stop()")
    do(run, "loaded()")
    assert told(run) == [["stop", None, None]]
    assert state(run)[0] == "stopped"


def test_it_can_be_begun_again_after_a_stop(run: Page) -> None:
    do(run, "run.ask({}); run.stop(); run.ask({})")
    run.wait_for_function("window.asked.length === 3")
    do(run, "arrive({ kind: 'done', asked: { run: 1 } })")
    assert state(run)[0] == "running"
    do(run, "arrive({ kind: 'done', asked: { run: asked[2][1].run } })")
    assert [name for name, *_ in told(run)] == ["stop", "done"]
    assert state(run)[0] == "done"


def test_the_newest_question_wins_and_a_held_key_asks_seldom(run: Page) -> None:
    run.evaluate("""async () => {
        for (let i = 1; i <= 45; i++) { run.ask({ depth: i }); await new Promise((go) => setTimeout(go, 5)); }
    }""")
    run.wait_for_function("window.asked.at(-1)[1].depth === 45")
    assert len(asked(run)) <= 12
    assert asked(run)[-1] == ["go", {"depth": 45, "run": 45}]
    do(run, "arrive({ kind: 'done', asked: { run: 44 } })")
    assert state(run)[0] == "running"
    do(run, "arrive({ kind: 'done', asked: { run: 45 } })")
    assert told(run) == [["done", 45, "at once"]]


def test_the_end_of_an_older_run_whose_files_come_late_is_not_shown(run: Page) -> None:
    do(run, "run.ask({}); arrive({ kind: 'done', slow: true, asked: { run: 1 } }); run.ask({}); loaded()")
    assert (told(run), state(run)[0]) == ([], "running")


def test_a_failure_is_said_in_the_figure_and_it_can_be_begun_again(run: Page) -> None:
    do(run, "run.ask({}); arrive({ kind: 'error', text: 'No room.', asked: { run: 1 } })")
    assert state(run) == ["stopped", "Again", "", "No room."]
    run.locator("button").click()
    assert state(run) == ["running", "Stop", "Waiting", None]
    run.wait_for_function("window.asked.length === 2")
    assert asked(run)[-1][1]["pressed"] is True


def test_a_run_whose_connection_is_lost_says_so_and_one_that_rests_does_not(run: Page) -> None:
    do(run, "lose('Gone.')")
    assert state(run) == ["waiting", "Again", "", None]
    do(run, "run.ask({}); lose('Gone.')")
    assert state(run) == ["stopped", "Again", "", "Gone."]


def test_a_quiet_question_leaves_the_figure_as_it_is(run: Page) -> None:
    do(run, "run.ask({}); run.ask({}, { quiet: true }); arrive({ kind: 'done', asked: { run: 1 } })")
    do(run, "run.ask({}, { quiet: true })")
    run.wait_for_function("window.asked.length === 2")
    assert state(run)[:2] == ["done", "Again"]
    do(run, "arrive({ kind: 'running', asked: { run: 2 } }); arrive({ kind: 'done', asked: { run: 2 } })")
    assert told(run)[1:] == [["quiet", 2, None]]


@pytest.mark.parametrize(
    "lost", ["cut()", "arrive({ kind: 'waiting', before: 3, again: 0.1, asked: { run: 1 } })"]
)
def test_a_quiet_question_that_is_cut_off_or_refused_is_asked_again_until_it_is_answered(
    run: Page, lost: str
) -> None:
    do(run, f"run.ask({{ t: 7 }}, {{ quiet: true }}); {lost}")
    run.wait_for_function("window.asked.length === 2")
    assert [said["t"] for _, said in asked(run)] == [7, 7] and state(run)[0] == "waiting"
    do(run, "arrive({ kind: 'done', asked: { run: asked[1][1].run } }); cut()")
    assert [name for name, *_ in told(run)] == ["quiet"] and len(asked(run)) == 2


def test_a_quiet_question_without_news_is_asked_again(run: Page) -> None:
    run.evaluate("window.silence = 300")
    run.evaluate(BEGIN, f"{PARTS}/parts/run.js")
    do(run, "window.run.ask({ t: 7 }, { quiet: true })")
    run.wait_for_function("window.asked.length === 2")
    assert state(run)[0] == "waiting"


def test_the_server_may_hand_the_question_over(run: Page) -> None:
    do(run, "arrive({ kind: 'ask', asked: { run: 0, seed: 3 } })")
    assert told(run) == [["ask", 0, None]]


def test_a_file_that_does_not_come_is_said_in_the_figure_and_in_the_console(
    run: Page, wrong: list[str]
) -> None:
    do(run, "run.ask({}); arrive({ kind: 'done', broken: true, asked: { run: 1 } })")
    assert state(run) == ["stopped", "Again", "", "Not sent."]
    assert len(wrong) == 1 and wrong.pop().startswith("console: Error")


def test_other_news_of_the_run_reach_the_view_by_their_name(run: Page) -> None:
    do(run, "run.ask({}); arrive({ kind: 'other', asked: { run: 1 } })")
    assert told(run) == [["other", 1, None]]


def test_a_question_that_brings_no_news_is_asked_once_more_and_then_answered(run: Page) -> None:
    run.evaluate("window.silence = 300")
    run.evaluate(BEGIN, f"{PARTS}/parts/run.js")
    do(run, "window.run.ask({ t: 7 })")
    run.wait_for_function("() => window.asked.length === 2")
    assert asked(run) == [["go", {"t": 7, "run": 1}], ["go", {"t": 7, "run": 2}]]
    do(run, "window.arrive({ kind: 'done', asked: { run: 2 } })")
    assert state(run)[0] == "done"


def test_a_question_that_brought_news_is_not_asked_again(run: Page) -> None:
    run.evaluate("window.silence = 300")
    run.evaluate(BEGIN, f"{PARTS}/parts/run.js")
    do(run, "window.run.ask({ t: 7 }); window.arrive({ kind: 'waiting', before: 2, asked: { run: 1 } })")
    run.wait_for_timeout(900)
    assert asked(run) == [["go", {"t": 7, "run": 1}]]


def test_a_run_for_which_there_is_no_room_waits_and_asks_again_by_itself_as_the_same(run: Page) -> None:
    do(run, "run.ask({ t: 7 }); arrive({ kind: 'waiting', before: 3, again: 0.2, asked: { run: 1 } })")
    assert state(run) == ["running", "Stop", "3 before you", None]
    run.wait_for_function("window.asked.length === 2")
    assert asked(run) == [["go", {"t": 7, "run": 1}]] * 2
    do(run, "arrive({ kind: 'done', asked: { run: 1 } })")
    assert state(run)[0] == "done"


def test_each_refusal_makes_the_next_pause_longer_and_a_turn_ends_it(run: Page) -> None:
    since = "const since = performance.now(), before = window.asked.length"
    until = "while (window.asked.length === before) await new Promise((go) => setTimeout(go, 5))"
    pause = (
        f"async (again) => {{ {since}; arrive({{ kind: 'waiting', before: 3, again, asked: {{ run: 1 }} }});"
    )
    pause += f" {until}; return performance.now() - since; }}"
    do(run, "run.ask({})")
    for again, least in ((0.2, 200), (0.21, 420), (0.22, 880)):
        assert run.evaluate(pause, again) >= least
    do(run, "arrive({ kind: 'waiting', before: 1, asked: { run: 1 } })")
    run.wait_for_timeout(2500)
    assert len(asked(run)) == 4


def test_a_stop_while_there_is_no_room_is_honoured(run: Page) -> None:
    do(run, "run.ask({}); arrive({ kind: 'waiting', before: 3, again: 0.2, asked: { run: 1 } }); run.stop()")
    assert state(run) == ["stopped", "Again", "Stopped", None]
    run.wait_for_timeout(600)
    assert [event for event, _ in asked(run)] == ["go", "stop"]


def test_a_run_whose_news_are_cut_off_is_asked_for_again_and_one_that_rests_is_not(run: Page) -> None:
    do(run, "cut()")
    assert asked(run) == []
    do(run, "run.ask({ t: 7 }); arrive({ kind: 'running', asked: { run: 1 } }); cut()")
    run.wait_for_function("window.asked.length === 2")
    assert asked(run)[-1] == ["go", {"t": 7, "run": 2}]
    do(run, "arrive({ kind: 'done', asked: { run: 2 } })")
    do(run, "cut()")
    assert (state(run)[0], len(asked(run))) == ("done", 2)
