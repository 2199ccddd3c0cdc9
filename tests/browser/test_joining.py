"""A question that comes just as the server ends the page's stream of news, in a real Chromium."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import UNTRAINED, Opener, note_work

pytestmark = UNTRAINED

HELD = """() => {
    /* The end of the first stream reaches the page only after a question asked behind it was let in. */
    const plain = window.fetch, END = 'data: {"msg":"close_stream"';
    let letEnd = null;
    function open() {
        const section = document.querySelector("details#steps");
        if (section && section.offsetParent) section.open = true;
        else setTimeout(open, 20);
    }
    window.joined = 0;
    window.fetch = async (what, given) => {
        const path = what?.url ?? String(what), answer = await plain(what, given);
        if (path.includes("/queue/join") && letEnd) {
            window.joined += 1;
            setTimeout(letEnd, 300);
        }
        if (!path.includes("/queue/data")) return answer;
        const reading = new TextDecoder(), writing = new TextEncoder();
        const holding = new TransformStream({ async transform(chunk, out) {
            const text = reading.decode(chunk, { stream: true }), at = text.indexOf(END);
            if (at < 0 || letEnd) { out.enqueue(chunk); return; }
            out.enqueue(writing.encode(text.slice(0, at)));
            const held = new Promise((go) => { letEnd = go; });
            open();
            await held;
            out.enqueue(writing.encode(text.slice(at)));
        } });
        const { status, headers } = answer;
        return new Response(answer.body.pipeThrough(holding), { status, headers });
    };
}"""


def test_what_is_asked_while_the_stream_ends_is_answered(opened: Opener) -> None:
    page = opened("/robots.txt")
    page.add_init_script(f"({HELD})()")
    page.goto(page.url.replace("/robots.txt", "/?tab=forward"))
    expect(page.locator('details#steps [data-text="waiting"]')).to_be_hidden()
    expect(page.locator("details#steps canvas").first).to_be_visible()
    assert page.evaluate("window.joined") >= 1


@pytest.mark.parametrize("wait", [0, 5, 20, 60, 150])
def test_what_is_asked_right_after_a_stop_is_answered_at_once(opened: Opener, wait: int) -> None:
    page, asked = opened("/?tab=text_to_image&steps=100"), list[str]()
    figure = page.locator(".k-text-to-image")
    expect(figure).to_have_attribute("data-state", "done")
    page.on("request", lambda request: note_work(asked, request))
    page.evaluate(
        """async (wait) => {
            const figure = document.querySelector(".k-text-to-image");
            const button = figure.querySelector(".i-run");
            const pause = (milliseconds) => new Promise((go) => setTimeout(go, milliseconds));
            button.click();
            for (let round = 0; round < 5; round++) {
                await pause(400);
                if (figure.dataset.state === "running") button.click();
                await pause(wait);
                if (figure.dataset.state !== "running") button.click();
            }
        }""",
        wait,
    )
    expect(figure).to_have_attribute("data-state", "done")
    assert len(asked) == 6  # none of them was asked a second time for want of news
