"""Word and picture in a real Chromium: own rows, the switch, the game, and what a link keeps."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from explainer import text
from tests.browser.conftest import Opener

OVERRIDE = "\u202e"


def drawn(opened: Opener, more: str = "", language: str = "en", width: int = 1280) -> tuple[Page, Locator]:
    page = opened(f"/{'ja' if language == 'ja' else ''}?tab=latent&section=meeting{more}", width=width)
    section = page.locator("details#meeting")
    expect(section.locator(".w-table").first.locator("tbody tr").first).to_be_visible()
    expect(section.locator('.w-game:is([data-phase="guess"], [data-phase="shown"])')).to_be_visible()
    return page, section


def test_ones_own_words_become_rows_and_are_text_alone(opened: Opener) -> None:
    page, section = drawn(opened)
    field, rows = section.locator(".w-field"), section.locator(".w-table").first.locator("tbody tr")
    before = rows.count()
    field.press("Enter")
    expect(section.locator(".w-error")).to_have_text(text.load("en")("meeting.field.empty"))
    for count, written in enumerate(["<img src=x onerror=alert(1)> shibe", f"{OVERRIDE}reversed", "ねこ"], 1):
        field.fill(written)
        field.press("Enter")
        expect(rows).to_have_count(before + count)
        expect(section.locator(".w-now b").first).to_have_text(f"“\u2068{written.lstrip(OVERRIDE)}\u2069”")
    expect(section.locator(".w-error")).to_be_hidden()
    expect(rows.nth(0).locator(".w-word")).to_have_text("ねこ")
    expect(section.locator("img[src=x]")).to_have_count(0)
    expect(section.locator(".w-notes")).to_contain_text("shibe")
    expect(rows.nth(1).locator(".w-word")).to_have_css("unicode-bidi", "isolate")
    kept = parse_qs(urlsplit(page.url).query)["words"]
    assert kept == [f"ねこ\n{OVERRIDE}reversed\n<img src=x onerror=alert(1)> shibe"]
    rows.nth(1).locator(".w-away").click()
    expect(rows).to_have_count(before + 2)
    numbers = rows.nth(0).locator("td").all_inner_texts()
    section.locator(".w-switch button").nth(1).click()
    expect(page).to_have_url(re.compile("likeness=centered"))
    assert rows.nth(0).locator("td").all_inner_texts() != numbers


def test_the_reader_pairs_first_and_then_sees_whose_diagonal_wins(opened: Opener) -> None:
    page, section = drawn(opened)
    board, done = section.locator(".w-board"), section.locator(".w-done")
    expect(section.locator(".w-loss")).to_be_hidden()
    expect(done).to_be_disabled()
    for row in range(4):
        board.locator("tbody tr").nth(row).locator("input").nth(3 - row).check()
    expect(done).to_be_enabled()
    done.click()
    expect(board.locator(".w-you")).to_have_count(4)
    expect(board.locator(".w-true")).to_have_count(4)
    expect(section.locator(".w-loss")).to_contain_text("1.386")
    section.locator(".w-sizes button").nth(1).click()
    expect(board.locator(".w-true")).to_have_count(8)
    expect(page).to_have_url(re.compile("pairs=8"))
    section.locator(".w-others").click()
    expect(section.locator(".w-skip")).to_be_visible()
    section.locator(".w-skip").click()
    expect(board.locator(".w-you")).to_have_count(0)


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_a_link_brings_words_switch_and_game_back_on_a_phone(opened: Opener, language: str) -> None:
    more = "&words=%E8%99%8E%0Aa+dog&likeness=centered&game=3&pairs=8"
    page, section = drawn(opened, more, language, width=375)
    expect(section.locator(".w-word").first).to_have_text("虎")
    expect(section.locator(".w-switch button").nth(1)).to_have_attribute("aria-pressed", "true")
    expect(section.locator(".w-board .w-true")).to_have_count(8)
    expect(section.locator(".w-game")).to_have_attribute("data-phase", "shown")
    assert page.evaluate("document.documentElement.scrollWidth") == 375
