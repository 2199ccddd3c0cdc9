"""What other browsers' keyboards, fingers and files do to the page, in a real Chromium."""

from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page, expect

from tests.browser.conftest import Opener

IN_SAFARI = """(field) => field.dispatchEvent(new KeyboardEvent("keydown", {
    key: "Enter", keyCode: 229, isComposing: false, bubbles: true, cancelable: true }))"""


def painted(page: Page) -> None:
    expect(page.locator(".k-text-to-image")).to_have_attribute("data-state", "done")


def prompt_in_address(page: Page) -> list[str]:
    return parse_qs(urlsplit(page.url).query, keep_blank_values=True)["prompt"]


def test_an_enter_that_confirms_an_input_method_paints_nothing(opened: Opener) -> None:
    page = opened("/ja?tab=text_to_image&steps=3&prompt=dog")
    painted(page)
    prompt = page.locator(".i-prompt")
    prompt.fill("黒い猫")
    assert prompt.evaluate(IN_SAFARI), "the browser may go on with its own business"
    assert prompt_in_address(page) == ["dog"], "what is painted is in the address at once"
    prompt.press("Enter")
    assert prompt_in_address(page) == ["黒い猫"]
    painted(page)
