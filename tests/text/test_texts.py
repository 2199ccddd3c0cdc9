"""Both languages say the same things, and nothing is said that the tables do not hold."""

import re
from string import Formatter

import pytest

from explainer import text
from explainer.core import errors
from explainer.tabs import samples
from explainer.text import load

CODES = re.findall(r"^    ((?:picture|prompt|value|pack)\.\w+)", errors.__doc__ or "", re.MULTILINE)


def quoted(language: str, key: str) -> set[str]:
    table, _, name = key.rpartition(".")
    return {field for _, field, _, _ in Formatter().parse(load(language).table(table)[name]) if field}


def test_both_languages_have_the_same_keys():
    assert load("en").keys() == load("ja").keys()


def test_both_languages_quote_the_same_values():
    differing = [key for key in load("en").keys() if quoted("en", key) != quoted("ja", key)]  # noqa: SIM118
    assert differing == []


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_no_sentence_is_empty(language: str):
    t = load(language)
    tables = [key.rpartition(".") for key in t.keys() if not key.endswith(".joint")]  # noqa: SIM118
    assert [key for table, _, key in tables if not t.table(table)[key].strip()] == []


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_every_error_has_a_sentence(language: str):
    assert len(CODES) > 15
    assert [code for code in CODES if f"error.{code}" not in load(language).keys()] == []  # noqa: SIM118


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_every_sample_has_a_name(language: str):
    named = load(language).table("common.sample")
    assert {one.id for one in samples.samples()} == set(named)


def test_a_missing_key_fails():
    with pytest.raises(KeyError, match=r"forward\.nothing"):
        load("en")("forward.nothing")


def test_a_missing_value_fails():
    with pytest.raises(KeyError, match="limit"):
        load("ja")("error.picture.too_large")


def test_a_table_is_no_sentence_and_a_sentence_no_table():
    with pytest.raises(KeyError):
        load("en")("forward.why")
    with pytest.raises(KeyError):
        load("en").table("forward.tab")


def test_a_language_that_is_not_there_fails():
    with pytest.raises(KeyError):
        load("fr")


def test_values_are_filled_in():
    assert "25" in load("ja")("error.picture.too_large", limit=25)
