"""What other browsers' keyboards, fingers and files do to the page, in a real Chromium."""

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from explainer import text
from tests.browser.conftest import UNTRAINED, Opener

pytestmark = UNTRAINED

IN_SAFARI = """(field) => field.dispatchEvent(new KeyboardEvent("keydown", {
    key: "Enter", keyCode: 229, isComposing: false, bubbles: true, cancelable: true }))"""

BOTTOM = "document.querySelector(button).getBoundingClientRect().bottom"
PAST = f"button => {{ scrollBy(0, {BOTTOM} + 10); return {BOTTOM} < 0; }}"
"""Scrolls just past the button; again, should the page still have been growing."""
DONE = '.k-text-to-image[data-state="done"]'


def painted(page: Page) -> None:
    expect(page.locator(DONE)).to_be_visible()


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


@pytest.mark.parametrize(
    ("tab", "line", "button"),
    [("forward", ".f-t", ".f-play"), ("text_to_image", ".k-text-to-image .m-at", ".k-text-to-image .m-play")],
)
def test_space_plays_what_is_in_sight_and_scrolls_past_what_is_not(
    opened: Opener, tab: str, line: str, button: str
) -> None:
    page = opened(f"/?tab={tab}&steps=3")
    expect(page.locator(line)).to_be_enabled()
    expect(page.locator(".f-plot .k-line").first if tab == "forward" else page.locator(DONE)).to_be_visible()
    label = page.locator(button).inner_text()
    page.set_viewport_size({"width": 1280, "height": 300})
    page.wait_for_function(PAST, arg=button)
    page.keyboard.press("Space")
    page.wait_for_function(f"button => {BOTTOM} < -100", arg=button)
    expect(page.locator(button)).to_have_text(label)
    page.locator(line).evaluate("one => one.scrollIntoView({ block: 'center' })")
    page.keyboard.press("Space")
    expect(page.locator(button)).not_to_have_text(label)
    page.keyboard.press("Space")
    expect(page.locator(button)).to_have_text(label)


@pytest.mark.parametrize(
    ("link", "also"),
    [
        ("tab=forward", "input[type=range]"),
        ("tab=reverse&t=600&steps=1&section=lanes&lanes_steps=1", ".n-head > select"),
        ("tab=latent&section=arithmetic", ".a-chip > input.a-word"),
        ("tab=text_to_image&steps=1&section=compare", ".x-value"),
        ("tab=text_to_image&steps=1&section=steering&steer_guess=skip", ".g-strength > input"),
        ("tab=text_to_image&steps=1&section=origin&origin=0", ".o-which"),
    ],
)
def test_no_field_is_so_small_that_a_telephone_zooms_into_it(opened: Opener, link: str, also: str) -> None:
    page = opened(f"/?{link}", width=390)
    expect(page.locator(also).first).to_be_attached()
    sizes = page.locator("input, textarea, select").evaluate_all(
        "all => all.map(one => [one.outerHTML, parseFloat(getComputedStyle(one).fontSize)])"
    )
    assert len(sizes) > 3
    assert [field for field in sizes if field[1] < 16] == []


DROP = """(target, [name, type]) => {
    const data = new DataTransfer();
    if (name) data.items.add(new File(["a dog"], name, { type }));
    else data.setData("text/plain", "a dog");
    return ["dragover", "drop"].map((event) => target.dispatchEvent(
        new DragEvent(event, { dataTransfer: data, bubbles: true, cancelable: true })));
}"""
KEPT, LEFT_TO_THE_BROWSER = [False, False], [True, True]


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_a_file_dropped_beside_its_place_is_answered_in_one_sentence(opened: Opener, language: str) -> None:
    page = opened(f"/{'ja' if language == 'ja' else ''}?tab=forward")
    words = text.load(language).table("common.picture")
    expect(page.locator(".f-plot .k-line").first).to_be_visible()
    assert page.locator(".k-header").evaluate(DROP, ["dog.png", "image/png"]) == KEPT
    expect(page.get_by_role("alert").and_(page.locator(".k-missed"))).to_have_text(words["drop_here"])
    page.locator("#tab-text_to_image-button").click()
    painted(page)
    assert page.locator(".i-prompt").evaluate(DROP, ["dog.pdf", "application/pdf"]) == KEPT
    expect(page.locator(".k-missed")).to_have_text(words["drop_elsewhere"])
    assert page.locator(".i-prompt").evaluate(DROP, ["", ""]) == LEFT_TO_THE_BROWSER


def test_what_is_dropped_on_the_figure_and_is_no_file_gets_a_sentence(opened: Opener) -> None:
    page = opened("/?tab=forward")
    expect(page.locator(".f-plot .k-line").first).to_be_visible()
    assert page.locator(".f-print").evaluate(DROP, ["", ""]) == KEPT
    expect(page.locator("[data-picture-bar] .k-error").first).to_have_text(
        text.load("en")("common.picture.no_file")
    )
    expect(page.locator(".k-missed")).to_have_count(0)


def test_a_hand_shows_once_that_the_slider_moves(opened: Opener) -> None:
    page = opened("/?tab=forward&t=300")
    expect(page.locator(".f-plot .k-line").first).to_be_visible()
    assert not page.locator(".f-hand").is_visible()
    page.emulate_media(reduced_motion="no-preference")
    page.goto(page.url.split("?")[0] + "?tab=forward")
    page.wait_for_function("() => document.querySelector('.f-hand')?.hidden === false")
    expect(page.locator(".f-hand")).to_be_hidden()
    expect(page.locator(".f-t")).to_have_value("200")
    assert "t=200" in page.url
