"""A special word opens one plain sentence in its place, in a real Chromium."""

import pytest
from playwright.sync_api import Page, expect

from explainer import text
from tests.browser.conftest import PARTS, UNTRAINED, Opener

pytestmark = UNTRAINED

GLOSSARY = {
    "latent": {"find": "latent, latents", "says": "Latent: few numbers."},
    "clip": {"find": "CLIP", "says": "CLIP: two networks."},
}


def explained(parts: Page, *paragraphs: str) -> Page:
    parts.set_content("".join(f"<p>{one}</p>" for one in paragraphs))
    parts.evaluate(
        f"""async (glossary) => {{
            const {{ explain, setTerms }} = await import("{PARTS}/parts/term.js");
            explain(document.querySelectorAll("p"));
            setTerms(glossary);
        }}""",
        GLOSSARY,
    )
    return parts


def test_a_term_is_marked_once_as_a_whole_word_and_nothing_of_the_text_is_lost(parts: Page) -> None:
    said = ("A relatent clip.", "Two Latents, read by CLIP, and a latent.", "CLIP again.")
    page = explained(parts, *said)
    assert page.locator(".k-term").all_inner_texts() == ["Latents", "CLIP"]
    assert [one.split("\n")[0].strip() for one in page.locator("p").all_inner_texts()] == list(said)


def test_no_line_begins_with_the_sign_after_a_term(parts: Page) -> None:
    page = explained(parts, "Two latents. CLIP、latent")
    assert page.locator(".k-held").all_inner_texts() == ["latents.", "CLIP、"]


def test_one_sentence_is_open_at_a_time_and_escape_closes_it(parts: Page) -> None:
    page = explained(parts, "A latent, read by CLIP.")
    first, second = page.locator(".k-term").all()
    first.click()
    expect(page.locator(".k-term-says:not([hidden])")).to_have_text(["Latent: few numbers."])
    second.focus()
    second.press("Enter")
    expect(page.locator(".k-term-says:not([hidden])")).to_have_text(["CLIP: two networks."])
    assert [one.get_attribute("aria-expanded") for one in (first, second)] == ["false", "true"]
    second.press("Escape")
    expect(page.locator(".k-term-says:not([hidden])")).to_have_count(0)


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_a_tabs_first_sentence_and_its_figure_explain_their_words(opened: Opener, language: str) -> None:
    says = [term["says"] for term in text.load(language).table("glossary").values()]
    page = opened(f"/{'ja' if language == 'ja' else ''}?tab=latent", width=375)
    lede = page.locator("#tab-latent .k-lede")
    lede.locator(".k-term").first.click()
    assert lede.locator(".k-term-says:not([hidden])").inner_text() in says
    figure = page.locator("#tab-latent .latent")
    figure.locator(".k-term").first.click()
    assert figure.locator(".k-term-says:not([hidden])").inner_text() in says
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
