"""What Kakusan leans on in Gradio without a promise: each thing by its name, so that a new version tells."""

import inspect
import re
from contextvars import ContextVar
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import gradio as gr
import pytest
from gradio import queueing, routes, server_messages, utils
from gradio.context import LocalContext
from gradio.events import EventListener
from gradio.route_utils import get_root_url
from gradio.state_holder import SessionState, StateHolder

from explainer.tabs import visits
from explainer.tabs.kept_pages import BY_HEADERS
from explainer.views import first

FRONT = Path(str(gr.__file__)).parent / "templates" / "frontend" / "assets"


@pytest.fixture(scope="module")
def front() -> str:
    """All of Gradio's own scripts and styles, one after another."""
    return "\n".join(file.read_text("utf-8") for file in FRONT.iterdir() if file.suffix in (".js", ".css"))


def test_an_events_data_lies_in_a_private_attribute():
    """tabs/desk.py reads it, and nobody else."""
    event = gr.EventData(None, {"t": 4})
    assert event._data == {"t": 4}
    mine = Path(__file__).parents[1] / "explainer"
    readers = [file.name for file in mine.rglob("*.py") if "._data" in file.read_text("utf-8")]
    assert readers == ["desk.py"]


def test_a_skip_is_an_update_without_anything():
    """tabs/page.py looks for it by its value."""
    assert gr.skip() == {"__type__": "update"}


def test_an_event_of_a_html_view_is_one_that_its_script_names_in_quotes():
    """views/base.py has a module's events listed in the script for that."""
    with gr.Blocks():
        view = gr.HTML(js_on_load='trigger("go")')
    assert callable(view.go)
    assert isinstance(EventListener("go"), EventListener)


def test_a_view_is_made_anew_for_each_update_and_told_not_to_render():
    """views/base.py notes what a view was made with only where it renders."""
    source = inspect.getsource(gr.Blocks.postprocess_data)
    assert 'kwargs["render"] = False' in source


def test_a_run_that_lost_its_visitor_is_closed():
    """tabs/streaming.py gives up its place at the desk when its generator is closed."""
    assert "await self.reset_iterators(event._id)" in inspect.getsource(queueing.Queue.process_events)
    assert "safe_aclose_iterator" in inspect.getsource(queueing.Queue.reset_iterators)


def test_the_server_ends_a_stream_of_news_and_the_page_lets_it_go_then(front: str):
    """tabs/closing.py looks for the message, views/look/join.js for the signal of the request."""
    assert server_messages.CloseStreamMessage().model_dump(mode="json")["msg"] == "close_stream"
    assert "/queue/data" in inspect.getsource(routes.App.create_app)
    assert re.search(r"msg===`close_stream`\)\{\w+\(\w+,\w+\.abort_controller\)", front)


def test_a_question_that_failed_may_do_so_unseen(front: str):
    """views/look/reach.js says it of what was under way in a stream that broke off."""
    failed = server_messages.ProcessCompletedMessage(event_id="e", output={"error": None}, success=False)
    assert failed.model_dump_json().startswith('{"msg":"process_completed","event_id":"e","output":')
    assert re.search(r"`error`in \w+\.output\?[^?]+\?\?[^?]+\?\?[^?]+visible:\w+\.output\.visible", front)


def test_a_message_to_the_whole_page_means_that_its_stream_is_over(front: str):
    """views/look/reach.js ends the stream there, since Gradio's page would load itself anew."""
    ending = server_messages.UnexpectedErrorMessage(message="over", success=False)
    assert ending.model_dump_json().startswith('{"msg":"unexpected_error","event_id":null,')
    assert "UnexpectedErrorMessage" in inspect.getsource(routes.App.create_app)
    assert "window.location.reload()" in front


def test_what_asks_the_server_is_the_pages_fetch_and_lies_at_these_addresses(front: str):
    """views/look/reach.js and join.js look for them."""
    for address in ("/queue/join", "/queue/data", "/run/{api_name}"):
        assert f'"{address}"' in inspect.getsource(routes.App.create_app)
    assert "await fetch(" in front


def test_the_request_that_is_being_answered_is_known_while_its_function_runs():
    """tabs/state.py asks for it."""
    assert isinstance(LocalContext.request, ContextVar)
    assert "LocalContext.request.set(request)" in inspect.getsource(utils.get_function_with_locals)


def test_a_view_may_watch_several_props_at_once(front: str):
    """views/parts/section.js does; views/look/page.js hears of all news by the names that are watched."""
    assert re.search(r"Array\.isArray\(\w+\)\?\w+:\[\w+\];\w+\.push\(\{props:", front)


def test_routes_of_our_own_come_before_gradios():
    """views/served.py is handed in as an argument of FastAPI."""
    assert "**app_kwargs" in inspect.getsource(routes.App.create_app) + inspect.getsource(routes.App.__init__)


def test_a_page_with_a_state_would_keep_a_connection():
    """tabs/visits.py says that it does not."""
    with gr.Blocks() as blocks:
        gr.State()
    assert blocks.get_config_file()["connect_heartbeat"] is True


def test_what_is_kept_of_a_visit_lies_in_two_places_and_says_when_it_was_last_used():
    """tabs/visits.py empties both."""
    holder = StateHolder()
    with gr.Blocks() as blocks:
        gr.State(1)
    blocks.state_session_capacity = 3
    holder.set_blocks(blocks)
    assert holder["one"] is holder["one"]
    kept = {name for name, value in vars(holder).items() if isinstance(value, dict) and "one" in value}
    assert kept == {"session_data", "time_last_used"}


def test_a_visit_is_made_of_what_ours_is_made_of():
    """tabs/visits.py makes it without the description of all components, which deep links alone are for."""
    with gr.Blocks() as blocks:
        gr.State(1)
    mine, theirs = visits.Visit(blocks), SessionState(blocks)
    assert vars(mine).keys() == vars(theirs).keys()
    assert isinstance(theirs.config_values, dict) and theirs.config_values
    own = {name for name in vars(visits.Visit) if not name.startswith("__")}
    assert own <= set(vars(SessionState))
    users = [
        file.name
        for file in Path(str(gr.__file__)).parent.rglob("*.py")
        if ".config_values" in file.read_text("utf-8")
    ]
    assert users == ["state_holder.py"]


def test_the_queue_keeps_a_set_and_news_for_each_visit():
    """tabs/visits.py lets go of both."""
    with gr.Blocks().queue() as blocks:
        assert blocks._queue.pending_event_ids_session == blocks._queue.pending_messages_per_session == {}


def test_where_the_server_is_seen_is_read_from_three_headers_and_the_address():
    """tabs/kept_pages.py keeps a page for each of them."""
    read = set()

    class Headers(dict[str, str]):
        def get(self, name: str, *_: Any) -> Any:
            read.add(name.encode())

    request: Any = SimpleNamespace(headers=Headers(), url="http://one.test/ja?a=b")
    assert get_root_url(request, "/ja", "") == "http://one.test"
    assert read | {b"host", b"accept-encoding"} == BY_HEADERS


def test_all_news_of_a_visit_go_through_one_function_into_one_queue_each():
    """tabs/visits.py counts what a page leaves unread there, and gives it up as where it has left."""
    sent = inspect.getsource(queueing.Queue.send_message)
    assert "if not event.alive" in sent and "self.pending_messages_per_session[event.session_hash]" in sent
    assert inspect.getsource(queueing).count(".put_nowait(") == sent.count(".put_nowait(") == 1
    assert list(inspect.signature(queueing.Queue.send_message).parameters) == [
        "self",
        "event",
        "event_message",
    ]
    assert inspect.iscoroutinefunction(queueing.Queue.clean_events)
    assert "job.alive = False" in inspect.getsource(queueing.Queue.clean_events)
    assert "not in blocks._queue.pending_messages_per_session" in " ".join(inspect.getsource(routes).split())


def test_a_visitors_work_could_be_cancelled_by_whoever_names_its_session():
    """tabs/closing.py closes that address."""
    source = inspect.getsource(routes)
    assert '@router.post("/cancel")' in source
    assert 'cancel_tasks({f"{body.session_hash}_{body.fn_index}"})' in source


def test_a_page_starts_with_one_script_that_is_a_module():
    """views/first lets an embedded page wait with it."""
    page = (FRONT.parent / "index.html").read_text("utf-8")
    assert len(first.STARTING.findall(page)) == 1 == page.count('type="module"')


@pytest.mark.parametrize(
    ("name", "who"),
    [
        ("js_on_load", "views/base.py: what a view runs when it is laid"),
        ("elem_classes", "views/base.py: by which a view's styles find it"),
        ("tab-wrapper", "views/look/page.css: the row of tabs"),
        ("tab-container", "views/look/page.css: the same"),
        ("toast-body", "views/look/toasts.js: where Gradio speaks"),
        ("Connection Lost", "views/look/toasts.js: what it says"),
        ("html-container", "views/look/page.css: the box around a view"),
        ("event_data", "views/look/page.js: what a view sends along"),
        ("connect_heartbeat||", "tabs/visits.py: without it the page keeps no connection"),
    ],
)
def test_what_the_page_looks_for_is_there(front: str, name: str, who: str):
    assert name in front, who


def test_a_views_script_gets_what_the_modules_are_called_with(front: str):
    """views/look/page.js: element, props, trigger, watch, upload."""
    made = re.findall(r"Function\(((?:[`\"']\w+[`\"'],?)+)", front)
    given = {"element", "trigger", "props", "watch", "upload"}
    assert any(given <= set(re.findall(r"\w+", one)) for one in made), made
