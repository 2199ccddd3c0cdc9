"""The squares game in a real Chromium: stamped by hand, scrubbed, taken off, and compared with the core."""

import re

import numpy as np
from playwright.sync_api import Locator, Page, expect

from explainer import text
from explainer.core import squares as core
from explainer.lessons.forward import squares
from explainer.tabs import samples
from tests.browser.conftest import Opener, note_work

WORDS = text.load("en").table("squares")
PIXELS = """canvas => [...canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data]"""


def section(page: Page) -> Locator:
    """The section, once its game is there and confirmed."""
    found = page.locator("#squares")
    expect(found.locator(".q-check")).to_contain_text("Checked")
    return found


def pixels(canvas: Locator) -> np.ndarray:
    """What the canvas shows, (SIZE, SIZE, 3) uint8."""
    return np.array(canvas.evaluate(PIXELS), np.uint8).reshape(core.SIZE, core.SIZE, 4)[..., :3]


def truth() -> np.ndarray:
    return squares.pixels_of(samples.open_image(samples.sample("pug")))


def test_a_square_stamped_by_hand_is_a_row_of_the_list_and_the_link_keeps_it(opened: Opener) -> None:
    found = section(page := opened("/?tab=forward&section=squares&sample=pug&stamps=40"))
    found.locator(".q-print").click(position={"x": 30, "y": 40})
    row = found.locator(".q-row[data-state=here]")
    expect(row.locator(".q-number")).to_have_text("41")
    x, y = map(int, row.locator(".q-where").inner_text().split(", "))
    for kept in ("stamps=41", rf"placed=41\.{x}\.{y}"):
        expect(page).to_have_url(re.compile(rf"[?&]{kept}(&|$)"))
    stamps = core.moved(core.listing(41, squares.SEED), [(41, x, y)])
    assert np.array_equal(pixels(found.locator(".q-print")), core.stamp(truth(), stamps).picture)


def test_taken_off_with_slips_the_browser_gets_what_the_core_gets(opened: Opener) -> None:
    address = "/?tab=forward&section=squares&sample=pug&stamps=2345&slip=5&placed=3.60.60"
    found = section(opened(address))
    stamps = core.moved(core.listing(2345, squares.SEED), [(3, 60, 60)])
    stamped = core.stamp(truth(), stamps)
    assert np.array_equal(pixels(found.locator(".q-print")), stamped.picture)
    restored = core.take_off(stamped, core.misread(stamps, 0.05, squares.SEED))
    assert np.array_equal(pixels(found.locator(".q-back")), restored)
    found.locator(".q-off").click()
    expect(found.locator(".q-at")).to_have_value("0")
    assert np.array_equal(pixels(found.locator(".q-print")), restored)
    wrong = f"{core.error(truth(), restored).differing:,}"
    expect(found.locator(".q-now")).to_contain_text(f"{wrong} of 49,152")


def test_ten_thousand_are_scrubbed_without_a_request_and_come_off_to_the_bit(opened: Opener) -> None:
    found = section(page := opened("/?tab=forward&section=squares&sample=pug&stamps=99999"))
    asked: list[str] = []
    page.on("request", lambda request: note_work(asked, request))
    scrubber = found.locator(".q-at")
    scrubber.fill("3333")
    expected = core.stamp(truth(), core.listing(3333, squares.SEED)).picture
    assert np.array_equal(pixels(found.locator(".q-print")), expected)
    expect(found.locator(".q-row[data-state=here] .q-number")).to_have_text("3,333")
    assert found.locator(".q-list .q-row").count() < 20
    found.locator(".q-off").click()
    expect(found.locator(".q-now")).to_have_text(
        WORDS["now"]["off_exact"].format(count="10,000", differing="0", values="49,152")
    )
    assert np.array_equal(pixels(found.locator(".q-print")), truth())
    assert asked == []


def test_without_a_list_it_goes_on_in_the_next_tab(opened: Opener) -> None:
    page = opened("/ja?tab=forward&section=squares")
    expect(page.locator("#squares .q-check b").first).to_be_visible()
    page.locator("#squares .q-next").click()
    expect(page.get_by_role("tab", name=text.load("ja")("reverse.tab"))).to_have_attribute(
        "aria-selected", "true"
    )
