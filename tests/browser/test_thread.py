"""The thread through the tabs in a real Chromium: three groups, and the way on to the next tab."""

from itertools import pairwise

import pytest
from playwright.sync_api import expect

from explainer import text
from tests.browser.conftest import UNTRAINED, Opener

pytestmark = UNTRAINED

ORDER = ("forward", "reverse", "latent", "text_to_image", "forward")


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_each_tab_ends_on_what_the_next_one_answers(opened: Opener, language: str) -> None:
    t = text.load(language)
    page = opened(f"/{'ja' if language == 'ja' else ''}?tab=forward", width=375)
    for tab, onward in pairwise(ORDER):
        here = page.locator(f"#tab-{tab}")
        named = [t(f"thread.{group}.title") for group in ("way", "deeper", "workshop")]
        expect(here.locator(".k-group > span")).to_have_text(named)
        button = here.locator(".k-onward > button")
        expect(button).to_have_text(t(f"thread.{tab}.go"))
        assert page.evaluate("document.documentElement.scrollWidth") <= 375
        button.click()
        expect(page.locator(f"#tab-{onward} .k-headline")).to_be_in_viewport()
        assert f"tab={onward}" in page.url
