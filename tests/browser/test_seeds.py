"""Nine noises in a real Chromium: sorted, drawn by either network, opened in the figure above."""

import pytest
from playwright.sync_api import expect

from explainer import text
from tests.browser.conftest import UNTRAINED, Opener

pytestmark = UNTRAINED


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_nine_pictures_are_sorted_and_one_is_opened_above(opened: Opener, language: str) -> None:
    page = opened(f"/{'ja' if language == 'ja' else ''}?tab=text_to_image&section=seeds&seeds=20", width=375)
    section = page.locator("details#seeds")
    expect(section.locator(".s-body")).to_have_attribute("data-state", "done")
    cells = section.locator(".s-grid > button")
    expect(cells).to_have_count(9)
    expect(cells.first).to_contain_text("20")
    section.locator(".s-sort").click()
    near = [float(one.replace("−", "-")) for one in section.locator(".s-grid b").all_inner_texts()]
    assert near == sorted(near, reverse=True)
    seed = cells.nth(3).locator("span").inner_text().split()[1]
    cells.nth(3).click()
    expect(page.locator(".m-fields [name=seed]").first).to_have_value(seed)
    expect(page.locator(".k-text-to-image")).to_have_attribute("data-state", "done")
    expect(section.locator(".s-body")).to_have_attribute("data-state", "done")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
