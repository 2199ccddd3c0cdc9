"""The search for a picture's like in a real Chromium: guessed first, searched, stopped, and never seen."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from explainer import text
from tests.bench.serving import app, served
from tests.browser.conftest import Opener, best_pack, press_while


@pytest.fixture(scope="module")
def url(pack_folder: Path) -> Iterator[str]:
    """An app that has searched nothing yet: what it searched once, it knows."""
    with served(*app(best_pack(pack_folder))) as running:
        yield running.url


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_the_reader_guesses_and_training_is_searched_until_stopped(opened: Opener, language: str) -> None:
    page = opened(f"/{'ja' if language == 'ja' else ''}?tab=text_to_image&section=origin&origin=2", width=375)
    section = page.locator("details#origin")
    body = section.locator(".o-body")
    expect(body).to_have_attribute("data-phase", "guess")
    expect(section.locator(".o-seen input")).to_have_count(2)
    section.locator('[data-guess="copy"]').click()
    expect(section.locator(".o-near img")).to_have_count(8)
    expect(section.locator(".o-near em").first).to_be_visible()
    press_while(page, '#origin [data-phase="searching"] .o-near em', "#origin .o-stop")
    expect(body).to_have_attribute("data-phase", "stopped")
    said = section.locator(".o-now").inner_text()
    page.wait_for_timeout(1500)
    assert section.locator(".o-now").inner_text() == said
    section.locator(".o-go").click()
    page.wait_for_function("old => document.querySelector('.o-now').innerText !== old", arg=said)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_another_combination_is_drawn_without_a_second_guess(opened: Opener) -> None:
    page = opened("/?tab=text_to_image&section=origin&origin=0")
    section = page.locator("details#origin")
    section.locator(".o-skip").click()
    expect(section.locator(".o-near img")).to_have_count(8)
    page.evaluate(
        """() => {
            const body = document.querySelector("#origin .o-body");
            window.phases = [];
            const note = new MutationObserver(() => window.phases.push(body.dataset.phase));
            note.observe(body, { attributeFilter: ["data-phase"] });
        }"""
    )
    chosen = section.locator(".o-which option[value='5']").inner_text()
    section.locator(".o-which").select_option("5")
    page.wait_for_function("() => window.phases.includes('searching')")
    assert section.locator(".o-said").inner_text() in chosen
    expect(section.locator(".o-near img")).to_have_count(8)
    assert "guess" not in page.evaluate("window.phases")
    assert "origin=5" in page.url
