"""What older browsers lack, taken from a real Chromium: the page looks and works the same."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import Opener

LOOKS = """() => [...document.querySelectorAll(".gradio-container *")].map((one) => {
    const style = getComputedStyle(one);
    const names = ["display", "position", "font", "color", "backgroundColor", "opacity", "margin", "padding",
        "border", "gridTemplateColumns", "flex", "visibility", "transform"];
    return [one.className, ...names.map((name) => style[name])];
})"""
UNNEST = """(text, unnested) => {
    const style = document.createElement("style");
    style.textContent = unnested(text);
    document.querySelector('link[rel="stylesheet"][href*="/kakusan/"]').replaceWith(style);
    for (const one of document.querySelectorAll("style")) one.textContent = unnested(one.textContent);
    return [...style.sheet.cssRules].filter((rule) => rule.cssRules?.length && rule.selectorText).length;
}"""
FETCH = """async () => (await fetch(document.querySelector('link[href*="/views.css"]').href)).text()"""


def ready(page: Page) -> None:
    expect(page.locator(".f-plot .k-line").first).to_be_visible()
    expect(page.locator(".k-loading")).to_be_hidden()


def test_styles_written_out_for_who_knows_no_nesting_look_the_same(opened: Opener) -> None:
    page = opened("/?tab=forward", width=390)
    ready(page)
    text = page.evaluate(FETCH)
    before, nested, after = page.evaluate(
        f"""async text => {{
            const {{ unnested }} = await kakusan.load("look/older.js");
            return [({LOOKS})(), ({UNNEST})(text, unnested), ({LOOKS})()];
        }}""",
        text,
    )
    assert "{" in text and nested == 0
    assert [pair for pair in zip(before, after, strict=True) if pair[0] != pair[1]] == []


def test_what_a_browser_has_no_at_for_is_found_all_the_same(opened: Opener) -> None:
    page = opened("/?tab=forward")
    page.add_init_script(
        "for (const { prototype } of [Array, String, Object.getPrototypeOf(Uint8Array)]) delete prototype.at"
    )
    page.reload()
    ready(page)
    assert page.evaluate("[[3, 4].at(-1), 'dog'.at(0), Uint8Array.of(5, 6).at(-2), [].at(-1) ?? null]") == [
        4,
        "d",
        5,
        None,
    ]
    assert page.evaluate("Object.keys(Array.prototype)") == []


def test_an_address_that_the_browser_refuses_for_a_while_arrives_later(opened: Opener) -> None:
    page = opened("/?tab=forward&t=100")
    ready(page)
    page.evaluate("""async () => {
        const { remember, setDark } = await kakusan.load("parts/link.js");
        const allowed = history.replaceState;
        history.replaceState = () => { throw new DOMException("too often", "SecurityError"); };
        setTimeout(() => { history.replaceState = allowed; }, 500);
        remember("forward", { t: 7 });
        setDark(true);
    }""")
    page.wait_for_url("**/?*t=7*")
    assert "__theme=dark" in page.url
