"""The map of the animals in a real Chromium: three spaces, words looked for, a guess and what was so."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from explainer import text
from tests.browser.conftest import Opener

SPACES = ("clip", "vae", "pixels")


def shown(page: Page) -> Locator:
    chart = page.locator(".map")
    expect(chart).to_have_attribute("data-state", "shown")
    expect(chart.locator(".closest button").first).to_be_visible()
    return chart


def address(page: Page) -> dict[str, str]:
    return {key: values[0] for key, values in parse_qs(urlsplit(page.url).query).items()}


def drawn(chart: Locator) -> str:
    return chart.locator("[data-canvas]").evaluate("one => one.toDataURL()")


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_each_space_draws_its_own_map_and_names_its_own_neighbours(opened: Opener, language: str) -> None:
    words = text.load(language).table("map")
    page = opened(f"{'/ja' if language == 'ja' else '/'}?tab=latent&sample=pug&space=vae")
    chart = shown(page)
    expect(chart.locator('[data-space="vae"]')).to_have_attribute("aria-pressed", "true")
    maps, lists = set(), set()
    for space in SPACES:
        chart.locator(f'[data-space="{space}"]').click()
        expect(chart.locator("[data-now]")).to_contain_text(words["space"][space])
        page.wait_for_timeout(100)
        maps.add(drawn(chart))
        lists.add(chart.locator("[data-side]").inner_text())
    assert len(maps) == len(lists) == 3
    assert address(page)["space"] == "pixels"


def test_words_light_the_animals_that_they_name_and_get_a_place(opened: Opener) -> None:
    words = text.load("en").table("map.search")
    page = opened("/?tab=latent&sample=pug")
    chart = shown(page)
    before, field = drawn(chart), chart.locator("[data-words]")
    field.fill("a blakc 犬")
    answer = chart.locator("[data-heard]")
    expect(answer).to_contain_text("blakc")
    expect(answer.locator("p").first).to_contain_text(re.compile(r"^[\d,]+ of [\d,]+"))
    expect(chart.locator(".closest h3")).to_have_count(2)
    expect(chart.locator(".map-code")).to_be_visible()
    page.wait_for_timeout(100)
    assert drawn(chart) != before
    answer.get_by_role("button", name="black", exact=True).click()
    expect(field).to_have_value("black")
    expect(answer).not_to_contain_text("blakc")
    chart.locator('[data-space="pixels"]').click()
    expect(answer).to_contain_text(words["only_clip"])
    assert address(page)["word"] == "black"
    answer.get_by_role("button", name=words["clear"]).click()
    expect(answer).to_contain_text(words["try"])
    expect(chart.locator(".closest h3")).to_have_count(1)
    assert "word" not in address(page)


def test_the_last_of_many_quick_words_is_the_one_answered(opened: Opener) -> None:
    page = opened("/?tab=latent&sample=pug&word=cat")
    chart = shown(page)
    field = chart.locator("[data-words]")
    expect(chart.locator("[data-heard] p").first).to_contain_text("“cat”")
    for word in ("pug", "poodle", "elephant", "rabbit"):
        field.fill(word)
        field.press("Enter")
    expect(chart.locator("[data-heard] p").first).to_contain_text("“rabbit”")
    page.wait_for_timeout(1500)
    expect(chart.locator("[data-heard] p").first).to_contain_text("“rabbit”")


def test_what_was_measured_is_shown_after_a_guess_and_a_link_needs_none(opened: Opener) -> None:
    words = text.load("en").table("map")
    page = opened("/?tab=latent&sample=pug")
    chart = shown(page)
    panel = chart.locator("[data-compare]")
    expect(panel.locator(".map-bar")).to_have_count(0)
    assert "%" in chart.locator("[data-now]").inner_text()
    panel.get_by_role("button", name=words["space"]["pixels"]).click()
    expect(panel.locator(".map-bar")).to_have_count(15)
    expect(panel).to_contain_text(words["compare"]["yours"].format(guess=words["space"]["pixels"]))
    again = opened("/?" + urlsplit(page.url).query)
    expect(shown(again).locator(".map-bar")).to_have_count(15)


def test_zoomed_past_the_picture_an_arrow_is_left_and_zero_shows_all_again(opened: Opener) -> None:
    page = opened("/?tab=latent&sample=pug&word=%E7%8A%AC&map_words=1&__theme=dark", width=375)
    chart = shown(page)
    expect(chart.locator("[data-heard] p").first).to_be_visible()
    whole = drawn(chart)
    field = chart.locator("[data-canvas]")
    field.focus()
    for key in "++++++":
        field.press(key)
    page.wait_for_timeout(200)
    assert drawn(chart) != whole
    field.press("0")
    field.press("Escape")
    page.wait_for_timeout(200)
    assert drawn(chart) == whole
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
