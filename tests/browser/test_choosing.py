"""A choice in a picture bar (views/parts/picture.js) that was cut off is made again, in a real Chromium."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from explainer import text
from tests.browser.conftest import PARTS

BEGIN = """async ([path, common]) => {
    const { makePictureBar } = await import(`${path}/parts/picture.js`);
    const { tell } = await import(`${path}/parts/dom.js`);
    document.body.innerHTML = "<div><div data-picture-bar></div></div>";
    const samples = ["shiba", "pug"].map((id) => ({ id, src: "data:," }));
    const view = { element: document.querySelector("div"), props: { common, samples }, upload: null };
    Object.assign(window, { tell, asked: [] });
    makePictureBar(view, "latent", (chosen) => window.asked.push(chosen.sample), () => {});
    window.choose = (index) => document.querySelectorAll(".k-samples button")[index].click();
}"""


@pytest.fixture
def bar(parts: Page, wrong: list[str]) -> Iterator[Page]:
    parts.evaluate(BEGIN, [PARTS, text.load("en").table("common")])
    yield parts
    assert wrong == []


@pytest.mark.parametrize(
    ("then", "asked"),
    [
        ("tell('unchosen', 'latent'); tell('cut')", ["pug", "pug"]),
        ("choose(0); tell('cut')", ["pug", "shiba", "shiba"]),
        ("tell('chosen', 'latent'); tell('cut')", ["pug"]),
        ("tell('chosen', 'forward'); tell('cut')", ["pug", "pug"]),
        ("tell('cut'); tell('chosen', 'latent'); tell('cut')", ["pug", "pug"]),
    ],
)
def test_a_choice_is_made_again_where_its_answer_was_cut_off(bar: Page, then: str, asked: list[str]) -> None:
    bar.evaluate(f"choose(1); {then}")
    assert bar.evaluate("asked") == asked


def test_a_choice_that_was_refused_is_not_made_again(bar: Page) -> None:
    bar.clock.install()
    bar.evaluate("choose(1); tell('unchosen', 'latent')")
    bar.clock.run_for(2000)
    bar.evaluate("tell('cut')")
    assert bar.evaluate("asked") == ["pug"]
