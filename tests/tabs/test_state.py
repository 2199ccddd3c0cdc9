"""Addresses typed by hand: what makes no sense becomes the nearest value that does."""

from types import SimpleNamespace
from typing import Any

import pytest

from explainer.tabs import samples
from explainer.tabs.state import Address, address_of


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("420", 420),
        ("5000", 999),
        ("-3", 0),
        ("1e9", 999),
        ("-inf", 0),
        ("41.7", 42),
        ("12abc", 7),
        ("", 7),
        ("nan", 7),
    ],
)
def test_a_number_is_pulled_into_its_range(said: str, meant: int):
    assert Address({"t": said}).whole("t", 0, 999, 7) == meant


def test_what_is_not_said_is_the_default():
    address = Address({})
    assert address.whole("t", 0, 999, 420) == 420
    assert address.real("guidance", 1, 15, 4.0) == 4.0
    assert address.choice("scheduler", ("ddim", "euler"), "ddim") == "ddim"
    assert address.text("prompt", "a dog") == "a dog"
    assert address.picture() == samples.first()


def test_an_empty_text_is_a_text_like_any_other():
    address = address_of(visit(tab="text_to_image", prompt=""), "text_to_image", "forward")
    assert address.text("prompt", "a dog") == ""
    assert not address.is_default()


@pytest.mark.parametrize("query", [{"steps": "0"}, {"seed": "0"}, {"guidance": "0"}, {"scheduler": ""}])
def test_whatever_an_address_names_of_a_run_makes_it_another_question(query: dict[str, str]):
    assert not Address({"tab": "text_to_image", **query}).is_default()


def test_only_what_is_known_can_be_chosen():
    assert Address({"scheduler": "euler"}).choice("scheduler", ("ddim", "euler"), "ddim") == "euler"
    assert Address({"scheduler": "<b>"}).choice("scheduler", ("ddim", "euler"), "ddim") == "ddim"
    assert Address({"sample": "../../etc/passwd"}).picture() == samples.first()
    assert Address({"sample": "pug"}).picture().sample == "pug"


def visit(**query: str) -> Any:
    return SimpleNamespace(query_params=query)


def test_values_are_for_the_tab_that_the_address_names_and_the_sample_for_all():
    request = visit(tab="reverse", t="300", sample="pug")
    assert address_of(request, "reverse", "forward").query == {"tab": "reverse", "t": "300", "sample": "pug"}
    assert address_of(request, "forward", "forward").query == {"sample": "pug"}


def test_an_address_without_a_tab_means_the_first():
    assert address_of(visit(t="300"), "forward", "forward").query == {"t": "300"}
    assert address_of(visit(t="300"), "latent", "forward").query == {}
