"""Both languages say the same things, and nothing is said that the tables do not hold."""

import re
from string import Formatter

import pytest

from explainer import text
from explainer.core import errors
from explainer.tabs import samples
from explainer.text import load

PLAIN = {"forward.curve"}
"""Sentences that are said or drawn where no formula can be."""
CODES = re.findall(r"^    ((?:picture|prompt|value|pack)\.\w+)", errors.__doc__ or "", re.MULTILINE)


def quoted(language: str, key: str) -> set[str]:
    table, _, name = key.rpartition(".")
    return {field for _, field, _, _ in Formatter().parse(load(language).table(table)[name]) if field}


def test_both_languages_have_the_same_keys():
    assert load("en").keys() == load("ja").keys()


def test_both_languages_quote_the_same_values():
    differing = [key for key in load("en").keys() if quoted("en", key) != quoted("ja", key)]  # noqa: SIM118
    assert differing == []


def formulas(language: str, key: str) -> set[str]:
    """What stands between dollar signs; a word below a letter is each language's own."""
    table, _, name = key.rpartition(".")
    found = re.findall(r"\$([^$]*)\$", load(language).table(table)[name])
    return {re.sub(r"_([A-Za-z]{2,}|[\u3041-\u9fff]+)", "_word", one) for one in found}


def test_both_languages_show_the_same_formulas():
    assert sum(len(formulas("en", key)) for key in load("en").keys()) > 150  # noqa: SIM118
    differing = [key for key in load("en").keys() if formulas("en", key) != formulas("ja", key)]  # noqa: SIM118
    assert differing == []


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_every_formula_has_its_two_dollar_signs_and_a_place_that_can_show_it(language: str):
    t = load(language)
    tables = [key.rpartition(".") for key in t.keys()]  # noqa: SIM118
    shown = {f"{table}.{key}": t.table(table)[key] for table, _, key in tables}
    with_signs = [key for key, sentence in shown.items() if "$" in sentence]
    assert [key for key in with_signs if shown[key].count("$") % 2] == []
    assert [key for key in with_signs if ".alternative" in key] == []  # a label is plain text


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_no_formula_is_written_without_its_dollar_signs(language: str):
    t = load(language)
    tables = [key.rpartition(".") for key in t.keys() if not key.startswith("common.math.")]  # noqa: SIM118
    prose = {f"{table}.{key}": re.sub(r"\$[^$]*\$", "", t.table(table)[key]) for table, _, key in tables}
    bare = re.compile(r"[√Σ₀-₉ₐ-ₜ\u0302\u0304ᾱ]|\b\w_\w")
    assert {key for key, sentence in prose.items() if bare.search(sentence)} == PLAIN


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


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_every_term_of_the_glossary_stands_in_some_sentence(language: str):
    t = load(language)
    tables = [key.rpartition(".") for key in t.keys() if not key.startswith("glossary.")]  # noqa: SIM118
    prose = "\n".join(str(t.table(table)[key]) for table, _, key in tables)
    for name, term in t.table("glossary").items():
        assert any(form in prose for form in term["find"].split(", ")), name
        assert "\n" not in term["says"]
