"""What all views share: their files, their words, and values that survive Gradio's updates."""

import json
import os
from pathlib import Path

import gradio as gr
import pytest

from explainer.tabs.shell import build_app
from explainer.text import load
from explainer.views import served
from explainer.views.base import View, as_file
from explainer.views.forward import ForwardView
from tests import told


@pytest.fixture(scope="module")
def app(pack_folder: Path) -> gr.Blocks:
    return build_app(lambda: None, pack_folder)  # type: ignore[arg-type,return-value]


@pytest.fixture
def view() -> View:
    with gr.Blocks():
        return ForwardView(words={"tab": "</script>`${1}"}, common={}, samples=[], check=None)


def test_a_view_is_made_of_the_files_beside_it(view: View):
    assert 'class="k-forward f-waiting"' in view.html_template
    assert "f-plot" in served.stylesheet().decode()
    assert view.js_on_load is not None
    assert '"module": "forward/forward.js"' in view.js_on_load
    assert b"export default" in served.modules()["forward/forward.js"]


def test_props_travel_in_the_script_or_apart_so_that_no_update_can_drop_them(view: View):
    assert told.props(view)["words"]["tab"] == "</script>`${1}"
    with gr.Blocks():
        another = ForwardView(words=load("en").table("forward"), common={}, samples=[], check=None)
    assert "headline" not in str(another.js_on_load)
    assert told.props(another)["words"] == load("en").table("forward")
    assert view.props == another.props == {}


def test_a_view_that_is_made_anew_for_an_update_adds_nothing_to_what_is_served(view: View):
    with gr.Blocks():
        ForwardView(words=load("en").table("forward"), common={"c0ffee": "one"}, samples=[], render=False)
    assert "c0ffee" not in served.props_file("en").decode()


def test_a_view_can_be_made_anew_as_gradio_does_on_an_update(view: View):
    with gr.Blocks():
        again = type(view)(**{**view.constructor_args, "render": False, "check": {"t": 1}})
    assert not again.html_template and not again.js_on_load  # the page keeps those of the first


def test_a_custom_event_has_a_listener_and_a_name_that_is_none_has_not(view: View):
    assert callable(view.confirm)
    with pytest.raises(AttributeError):
        view.no_such_event  # noqa: B018


def test_templates_hold_nothing_that_would_be_executed(app: gr.Blocks):
    views = [block for block in app.blocks.values() if isinstance(block, View)]
    assert len(views) > 10
    for one in views:
        assert "${" not in one.html_template + one.css_template
        assert "{{" not in one.html_template + one.css_template
        assert "`" not in one.html_template + one.css_template


def test_the_pages_config_holds_plain_values_alone(app: gr.Blocks):
    for component in app.get_config_file()["components"]:
        component["props"].pop("delete_callback", None)  # gr.State's own; Gradio drops it
        json.dumps(component["props"])


def test_a_file_keeps_its_bytes_and_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path))
    file = as_file(b"noise", "noise.bin")
    assert Path(file["path"]).read_bytes() == b"noise"
    assert (Path(file["path"]).name, file["meta"]["_type"]) == ("noise.bin", "gradio.FileData")
    assert as_file(b"noise", "noise.bin")["path"] == file["path"]


def test_a_file_that_is_there_is_not_written_again_under_whoever_reads_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path))
    path = Path(as_file(b"noise", "noise.bin")["path"])
    os.utime(path, (0, 0))
    before = path.stat().st_ino
    as_file(b"noise", "noise.bin")
    assert path.stat().st_ino == before
    assert path.stat().st_mtime > 0, "it counts as used now"
    assert list(path.parent.iterdir()) == [path]
