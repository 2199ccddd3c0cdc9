"""What pages share: served once under an address that names it, small, and apart for each language."""

import json
import re
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from explainer.views import served


@pytest.fixture(autouse=True)
def nothing_noted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(served, "_styles", {})
    monkeypatch.setattr(served, "_props", served.defaultdict(dict))
    served._made.cache_clear()


@pytest.fixture
def client() -> TestClient:
    return TestClient(Starlette(routes=served.routes()))


def get(client: TestClient, name: str) -> str:
    answer = client.get(served.address(name).removeprefix("."))
    assert answer.headers["cache-control"] == served.FOREVER
    return answer.text


def test_a_module_is_served_under_the_digest_of_all_and_kept_for_ever(client: TestClient):
    assert "export function makeRun" in get(client, "parts/run.js")
    assert (
        client.get(f"/kakusan/{served.digest()}/parts/run.js")
        .headers["content-type"]
        .startswith("text/javascript")
    )


def test_of_another_age_it_is_served_but_not_kept(client: TestClient):
    answer = client.get("/kakusan/000000000000/parts/run.js")
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-cache")


@pytest.mark.parametrize("name", ["base.py", "../../app.py", "parts/none.js", "fr.json", "%2e%2e/base.py"])
def test_nothing_else_is_served(client: TestClient, name: str):
    assert client.get(f"/kakusan/{served.digest()}/{name}").status_code == 404


def test_a_style_is_there_once_for_all_who_wear_it_and_shared_ones_come_first(client: TestClient):
    film, own = served.HERE / "film" / "film.css", served.HERE / "inversion" / "inversion.css"
    served.note_styles("k-a", [own])
    served.note_styles("k-b", [film])
    served.note_styles("k-c", [film])
    served.note_styles("k-c", [film])
    heads = re.findall(r"^:is\(#k-none, (.*)\) \{$", get(client, "views.css"), re.MULTILINE)
    assert heads == [".k-b, .k-c", ".k-a"]


def test_each_language_has_its_props_and_what_views_share_is_there_once(client: TestClient):
    common = {"live": "live"}
    first = served.note_props("en", "k-a", {"words": {"go": "Go"}, "common": common})
    second = served.note_props("en", "k-b", {"words": {"go": "Stop"}, "common": common})
    served.note_props("ja", "k-a", {"words": {"go": "始める"}})
    assert served.note_props("en", "k-a", {"words": {"go": "Go"}, "common": common}) == first
    kept = json.loads(get(client, "en.json"))
    assert kept["values"].count(common) == 1 and len(kept["views"]) == 2
    assert {name: kept["values"][which] for name, which in kept["views"][second].items()} == {
        "words": {"go": "Stop"},
        "common": common,
    }
    assert "始める" in get(client, "ja.json")


def test_an_address_changes_with_what_lies_there():
    served.note_props("en", "k-a", {"words": {}})
    before = served.address("en.json")
    served.note_props("en", "k-b", {"words": {"one": "more"}})
    assert served.address("en.json") != before


def test_every_module_imports_only_what_is_there():
    for name, script in served.modules().items():
        for path in re.findall(r'(?:from|import) "(\.[^"]+)"', script.decode()):
            target = (Path("/views") / name).parent / path
            parts: list[str] = []
            for part in target.parts[1:]:
                parts = parts[:-1] if part == ".." else parts if part == "." else [*parts, part]
            assert "/".join(parts[1:]) in served.modules(), f"{name} imports {path}"


def test_a_part_imports_parts_alone_and_knows_no_lesson():
    for name, script in served.modules().items():
        if name.startswith("parts/"):
            assert re.findall(r'from "(?!\./)[^"]*"', script.decode()) == [], name
