"""The door of the tabs (views/door/door.js) asks again for what was not filled, in a real Chromium."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import PARTS

SILENCE, SOON = 300, 60
SEVERAL = 4 * SILENCE

BEGIN = """async ([path, silence, soon]) => {
    const { default: begin } = await import(`${path}/door/door.js`);
    const { opened } = await import(`${path}/parts/link.js`);
    const { tell } = await import(`${path}/parts/dom.js`);
    const asks = { forward: "fill_forward", latent: "fill_latent" }, watching = [];
    const props = { asks, silence, soon, value: null };
    Object.assign(window, { asked: [], opened, tell });
    const trigger = (event) => window.asked.push(event);
    begin({ props, trigger, watch: (_, listener) => watching.push(listener) });
    window.come = () => { props.value = { picture: "shiba" }; watching.forEach((listener) => listener()); };
}"""


@pytest.fixture
def door(parts: Page, wrong: list[str]) -> Iterator[Page]:
    parts.evaluate(BEGIN, [PARTS, SILENCE, SOON])
    parts.evaluate("opened('forward')")
    yield parts
    assert wrong == []


def asked(page: Page) -> list[Any]:
    return page.evaluate("window.asked")


def test_nothing_is_asked_before_the_page_knows_its_picture(door: Page) -> None:
    door.evaluate("tell('unfilled', 'forward')")
    door.wait_for_timeout(SEVERAL)
    assert asked(door) == []


def test_a_tab_that_was_filled_is_not_asked_for_again(door: Page) -> None:
    door.evaluate("come(); tell('filled', 'forward')")
    door.wait_for_timeout(SEVERAL)
    assert asked(door) == ["fill_forward"]


def test_a_tab_without_any_news_is_asked_for_again_until_it_is_filled(door: Page) -> None:
    door.evaluate("come()")
    door.wait_for_function("window.asked.length >= 3")
    count = door.evaluate("tell('filled', 'forward'), window.asked.length")
    door.wait_for_timeout(SEVERAL)
    assert asked(door) == ["fill_forward"] * count


def test_a_tab_that_could_not_be_filled_is_asked_for_again_sooner(door: Page) -> None:
    door.evaluate(BEGIN, [PARTS, 10**6, SOON])  # silence alone would not have it asked
    door.evaluate("come(); tell('unfilled', 'forward')")
    door.wait_for_function("window.asked.length === 2")
    door.evaluate("tell('unfilled', 'forward')")
    door.wait_for_function("window.asked.length === 3")


def test_a_tab_that_is_not_open_any_more_waits_until_it_is_opened(door: Page) -> None:
    door.evaluate("come(); opened('latent'); tell('filled', 'latent'); tell('unfilled', 'forward')")
    door.wait_for_timeout(SEVERAL)
    assert asked(door) == ["fill_forward", "fill_latent"]
    door.evaluate("opened('forward')")
    assert asked(door)[-1] == "fill_forward"


def test_a_picture_that_was_chosen_has_what_is_in_sight_filled_again(door: Page) -> None:
    door.evaluate("come(); tell('filled', 'forward'); tell('chosen', 'forward')")
    assert asked(door) == ["fill_forward"] * 2
