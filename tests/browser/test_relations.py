"""Relations, not looks, in a real Chromium: guessed, bent without a request, followed by point and bars."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from explainer import text
from explainer.lessons.latent import relations
from tests.browser.conftest import Opener, note_work


def looked(opened: Opener, more: str = "", language: str = "en", width: int = 1280) -> tuple[Page, Locator]:
    page = opened(f"/{'ja' if language == 'ja' else ''}?tab=latent&section=relations{more}", width=width)
    section = page.locator("details#relations")
    expect(section.locator(".z-animal img")).to_be_visible()
    expect(section.locator('.z-body[data-state="done"]')).to_be_visible()
    return page, section


def test_the_reader_guesses_and_then_drags_without_a_request(opened: Opener) -> None:
    page, section = looked(opened)
    slider, animal = section.locator(".z-slider"), section.locator(".z-animal img")
    expect(section.locator(".z-bars")).to_be_hidden()
    standing = animal.get_attribute("src")
    slider.focus()
    slider.press("ArrowLeft")
    expect(animal).not_to_have_attribute("src", standing or "")
    section.locator(".z-guesses button").nth(3).click()
    expect(section.locator(".z-verdict")).to_contain_text("“a cat”")
    expect(section.locator(".z-bar").first).to_be_visible()
    page.wait_for_timeout(500)
    asked: list[str] = []
    page.on("request", lambda request: note_work(asked, request))
    said, drawn = section.locator(".z-value").all_inner_texts(), animal.get_attribute("src")
    point = section.locator(".z-walk").get_attribute("aria-label")
    slider.press("Home")
    expect(animal).not_to_have_attribute("src", drawn or "")
    expect(section.locator(".z-walk")).not_to_have_attribute("aria-label", point or "")
    assert section.locator(".z-value").all_inner_texts() != said
    page.wait_for_timeout(300)
    assert asked == []
    shortest = re.escape(f"{relations.limits('legs')[0]:g}")
    expect(page).to_have_url(re.compile(rf"rel=legs.*rel_legs={shortest}.*rel_guess=3"))


def test_another_slider_goes_on_from_the_animal_as_it_stands(opened: Opener) -> None:
    page, section = looked(opened, "&rel=legs&rel_legs=8")
    expect(section.locator(".z-measures")).to_contain_text("legs 8")
    section.locator('[data-control="coat"]').click()
    expect(section.locator('[data-control="coat"]')).to_have_attribute("aria-pressed", "true")
    expect(section.locator('.z-body[data-state="done"]')).to_be_visible()
    expect(section.locator(".z-measures")).to_contain_text("legs 8")
    section.locator(".z-slider").press("Home")
    expect(section.locator(".z-now")).to_contain_text("white")
    section.locator('[data-way="siamese"]').click()
    expect(section.locator(".z-to")).to_have_text("Siamese cat")
    expect(section.locator('.z-body[data-state="done"]')).to_be_visible()
    section.locator(".z-slider").press("End")
    expect(page).to_have_url(re.compile(r"rel=together.*rel_way=siamese.*rel_along=1.*rel_coat=white"))
    said = section.locator(".z-now").inner_text()
    again = opened(address=page.url).locator("details#relations")
    expect(again.locator('.z-body[data-state="done"]')).to_be_visible()
    assert (
        again.locator(".z-value").all_inner_texts()[:4] == section.locator(".z-value").all_inner_texts()[:4]
    )
    assert "100 %" in said


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_a_link_out_of_range_opens_on_a_phone_in_both_languages(opened: Opener, language: str) -> None:
    more = "&rel=body&rel_body=1e9&rel_way=x&rel_coat=%3Cb%3E&rel_guess=77"
    page, section = looked(opened, more, language, width=375)
    expect(section.locator(".z-now b").first).to_be_visible()
    expect(section.locator(".z-found")).not_to_be_empty()
    expect(section.locator(".z-legend .z-chip")).to_have_count(4)
    section.locator('[data-by="coat"]').click()
    expect(section.locator(".z-legend .z-chip")).to_have_count(6)
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
