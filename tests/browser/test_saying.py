"""A sentence of the page is whole: what it lacks is heard of, and nobody reads "undefined".

The part that all views share, alone in an empty page: no app has to run for this.
"""

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import PARTS

SENTENCE = "{name} at {t} of 999"
LACKS_T = f'console: kakusan: nothing to write for {{t}} in "{SENTENCE}"'
PLACE = '<p><b data-text="greeting.first"></b><i data-label="greeting.second"></i></p>'


@pytest.fixture
def page(parts: Page) -> Page:
    parts.set_content(PLACE)
    parts.evaluate(f"async () => {{ window.dom = await import('{PARTS}/parts/dom.js'); }}")
    return parts


def filled(page: Page, values: str) -> str:
    return page.evaluate(f"dom.fill({SENTENCE!r}, {values})")


def said(page: Page, values: str) -> str:
    page.evaluate(f"dom.say(document.querySelector('p'), {SENTENCE!r}, {values})")
    return page.inner_html("p")


def test_what_is_there_is_written_even_if_it_is_nothing_or_no(page: Page, wrong: list[str]) -> None:
    assert filled(page, "{ name: 'pug', t: 0 }") == "pug at 0 of 999"
    assert said(page, "{ name: '', t: false }") == "<b></b> at <b>false</b> of 999"
    assert wrong == []


@pytest.mark.parametrize(
    "lacking", ["{ name: 'pug' }", "{ name: 'pug', t: undefined }", "{ name: 'pug', t: null }"]
)
def test_a_missing_value_is_named_in_the_console_and_the_sentence_stays_readable(
    page: Page, wrong: list[str], lacking: str
) -> None:
    assert filled(page, lacking) == "pug at … of 999"
    assert wrong == [LACKS_T]
    assert said(page, lacking) == "<b>pug</b> at <b>…</b> of 999"
    assert wrong == [LACKS_T] * 2


def test_where_there_are_no_values_at_all_each_name_is_told(page: Page, wrong: list[str]) -> None:
    assert filled(page, "undefined") == "… at … of 999"
    assert len(wrong) == 2


def test_a_text_that_the_table_lacks_is_named_too(page: Page, wrong: list[str]) -> None:
    page.evaluate("dom.dress(document.body, { greeting: { first: 'hello' } })")
    assert page.inner_text("b") == "hello"
    assert page.get_attribute("i", "aria-label") == "…"
    page.evaluate("dom.dress(document.body, {})")
    assert page.inner_text("b") == "…"
    missing = [
        f"console: kakusan: nothing to write for greeting.{one}" for one in ("second", "first", "second")
    ]
    assert wrong == missing
