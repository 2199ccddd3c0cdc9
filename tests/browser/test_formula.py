"""Formulas (views/parts/formula.js) in a real Chromium: drawn, said, and what a mistake does."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page

from explainer.text import LANGUAGES, load
from explainer.views.look import theme
from tests.browser.conftest import PARTS

BEGIN = """async (home) => {
    window.dom = await import(`${home}/parts/dom.js`);
    window.formula = (await import(`${home}/parts/formula.js`)).formula;
    document.body.innerHTML = "<p data-text=noised></p>";
    window.place = document.querySelector("p");
}"""
NOISED = "x_t = sqrt(ᾱ_t) x_0 + sqrt(1 − ᾱ_t) ε"
FORMULA = re.compile(r"\$([^$]*)\$")


@pytest.fixture
def page(parts: Page) -> Page:
    """The parts' page with the formulas' part in it."""
    parts.evaluate(BEGIN, PARTS)
    return parts


def words(language: str) -> dict[str, Any]:
    return load(language).table("common.math")


def drawn(page: Page, text: str) -> str:
    """The MathML without its root and without attributes."""
    inner = page.evaluate("(text) => formula(text, null).innerHTML", text)
    return re.sub(r' [a-z]+="[^"]*"', "", inner)


def said(page: Page, language: str, text: str) -> str:
    ask = "([text, words]) => formula(text, words).getAttribute('aria-label')"
    return page.evaluate(ask, [text, words(language)])


def formulas(language: str) -> list[str]:
    """Every formula of the language's tables."""
    texts = load(language)
    tables = {key.rpartition(".")[0] for key in texts.keys()}  # noqa: SIM118
    sentences = [one for key in tables for one in texts.table(key).values() if isinstance(one, str)]
    return sorted({formula for sentence in sentences for formula in FORMULA.findall(sentence)})


@pytest.mark.parametrize(
    ("text", "mathml"),
    [
        ("x_t", "<mrow><msub><mi>x</mi><mi>t</mi></msub></mrow>"),
        ("σ_t^2", "<mrow><msubsup><mi>σ</mi><mi>t</mi><mn>2</mn></msubsup></mrow>"),
        ("d^2", "<mrow><msup><mi>d</mi><mn>2</mn></msup></mrow>"),
        ("sqrt(d)", "<mrow><msqrt><mi>d</mi></msqrt></mrow>"),
        (
            "(a + b)/2",
            "<mrow><mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mn>2</mn></mfrac></mrow>",
        ),
        ("ε̂", "<mrow><mover><mi>ε</mi><mo>^</mo></mover></mrow>"),
        ("ᾱ", "<mrow><mover><mi>α</mi><mo>¯</mo></mover></mrow>"),
        ("x_t′", "<mrow><msub><mi>x</mi><mrow><mi>t</mi><mo>′</mo></mrow></msub></mrow>"),
        ("‖x‖", "<mrow><mrow><mo>‖</mo><mi>x</mi><mo>‖</mo></mrow></mrow>"),
        ("ln x", "<mrow><mi>ln</mi><mspace></mspace><mi>x</mi></mrow>"),
        ("μ_絵", "<mrow><msub><mi>μ</mi><mtext>絵</mtext></msub></mrow>"),
        ("Σ_i e", "<mrow><msub><mo>∑</mo><mi>i</mi></msub><mi>e</mi></mrow>"),
        ("a = −b", "<mrow><mi>a</mi></mrow><mrow><mo>=</mo><mo>−</mo><mi>b</mi></mrow>"),
    ],
)
def test_it_is_drawn_as_it_is_written(page: Page, wrong: list[str], text: str, mathml: str) -> None:
    assert drawn(page, text) == mathml
    assert wrong == []


@pytest.mark.parametrize(
    ("language", "text", "sentence"),
    [
        (
            "en",
            NOISED,
            "x sub t equals square root of alpha bar sub t times x sub 0"
            " plus square root of 1 minus alpha bar sub t, end root, times epsilon",
        ),
        (
            "ja",
            NOISED,
            "x t は ルート アルファバー t かける x 0 足す "
            "ルート 1 引く アルファバー t、ルート終わり、かける イプシロン",
        ),
        ("en", "x_t′ = R(x̂_0)", "x sub t prime equals R of x hat sub 0"),
        ("ja", "x_t′ = R(x̂_0)", "x tダッシュ は R xハット 0"),
        ("en", "1/τ < −ε̂", "1 over tau is less than minus epsilon hat"),
        ("ja", "1/τ < −ε̂", "タウ 分の 1 小なり マイナス イプシロンハット"),
        ("en", "‖e − μ‖^2", "the norm of e minus mu, end norm, squared"),
        ("ja", "‖e − μ‖^2", "ノルム e 引く ミュー、ノルム終わり、の 2 乗"),
        ("en", "f (x, t)", "f times open bracket x, t close bracket"),
        ("en", "f(x, t)", "f of open bracket x, t close bracket"),
        ("en", "Q K^T", "Q times K transposed"),
        ("en", "Σ_i cos θ_i", "the sum over i of cosine theta sub i"),
        ("en", "(A)^(−1)", "open bracket A close bracket to the power of minus 1"),
    ],
)
def test_it_is_said_as_a_teacher_reads_it(page: Page, language: str, text: str, sentence: str) -> None:
    assert said(page, language, text) == sentence


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        ("sqrt(ᾱ_t x_0", "no )"),
        ("x)", ") where a term belongs"),
        ("‖x", "no ‖"),
        ("x_", "it ends too early"),
        ("a / / b", "/ where a term belongs"),
        ("sqrt x", "no ( after sqrt"),
        ("2 § 3", "§ where a term belongs"),
        ("", "nothing where something belongs"),
    ],
)
def test_a_mistake_is_told_and_the_text_is_shown(
    page: Page, wrong: list[str], text: str, mistake: str
) -> None:
    page.evaluate("(text) => dom.say(place, `See $${text}$.`, {})", text)
    assert page.inner_text("p") == f"See ${text}$."
    assert wrong == [f'console: kakusan: no formula in "${text}$": {mistake}']


def test_a_dollar_sign_alone_is_told_and_the_sentence_is_shown(page: Page, wrong: list[str]) -> None:
    page.evaluate("dom.say(place, '$x$ costs {n} $', { n: 5 })")
    assert page.inner_html("p") == "$x$ costs <b>5</b> $"
    assert wrong == ['console: kakusan: a dollar sign alone in "$x$ costs {n} $"']


def test_a_sentence_has_its_formulas_and_its_values(page: Page, wrong: list[str]) -> None:
    page.evaluate(
        "(words) => { dom.setCommon({ math: words });"
        " dom.say(place, 'At {t}: $x_{t} = {share} · x_0$, or <b>$ε$</b>.', { t: 42, share: '0.9' }); }",
        words("en"),
    )
    assert page.locator("p > b").all_inner_texts() == ["42"]
    labels = page.locator("math").evaluate_all("all => all.map((one) => one.ariaLabel)")
    assert labels == ["x sub 42 equals 0.9 times x sub 0", "epsilon"]
    assert page.locator("math mn").all_text_contents() == ["42", "0.9", "0"]
    assert page.inner_text("p").endswith("</b>.")
    assert wrong == []


def test_a_value_that_is_missing_in_a_formula_is_told_once(page: Page, wrong: list[str]) -> None:
    page.evaluate(
        "(words) => { dom.setCommon({ math: words }); dom.say(place, '$x_{t}$', {}); }", words("en")
    )
    assert page.locator("math").get_attribute("aria-label") == "x sub …"
    assert wrong == ['console: kakusan: nothing to write for {t} in "$x_{t}$"']


def test_templates_and_filled_sentences_have_formulas_too(page: Page, wrong: list[str]) -> None:
    page.evaluate("dom.dress(document.body, { noised: 'It is $x_t$.' })")
    assert page.locator("p math > mrow > msub").count() == 1
    page.evaluate("dom.write(place, dom.fill('$x_{t}$ of {name}', { t: 3, name: '{pug}' }))")
    assert page.locator("p math mn").text_content() == "3"
    assert page.locator("p").evaluate("(one) => one.lastChild.textContent") == " of {pug}"
    page.evaluate("dom.write(place, 'no formula')")
    assert page.inner_html("p") == "no formula"
    assert wrong == []


def test_no_line_begins_with_what_closes_a_formula(page: Page) -> None:
    page.evaluate("dom.write(place, 'まっすぐ（$x$）。弧は $y$、次へ')")
    assert page.locator(".k-held").all_text_contents() == ["x）。", "y、"]
    assert page.text_content("p") == "まっすぐ（x）。弧は y、次へ"


def test_what_was_written_before_the_words_came_is_said_with_them(page: Page) -> None:
    page.evaluate("dom.write(place, '$σ = 0$')")
    assert page.locator("math").get_attribute("aria-label") is None
    page.evaluate("(words) => dom.setCommon({ math: words })", words("ja"))
    assert page.locator("math").get_attribute("aria-label") == "シグマ は 0"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_formula_of_the_tables_is_drawn_and_said_and_none_is_wider_than_a_telephone(
    page: Page, wrong: list[str], language: str
) -> None:
    known = formulas(language)
    assert len(known) > 100
    page.add_style_tag(content=theme.palette_css() + theme.styles())
    labels = page.evaluate(
        """([known, words]) => {
            dom.setCommon({ math: words });
            document.body.className = "gradio-container";
            document.body.style = "margin: 0; box-sizing: border-box";
            document.body.innerHTML = known.map(() => "<p></p>").join("");
            const places = [...document.querySelectorAll("p")];
            places.forEach((one, index) => dom.write(one, `$${known[index]}$`));
            return places.map((one) => one.querySelector("math").getAttribute("aria-label"));
        }""",
        [known, words(language)],
    )
    assert wrong == []
    assert [label for label in labels if not label or re.search(r"undefined|null|\{[abfn]\}", label)] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
    boxes = "all => all.filter((one) => one.scrollWidth > one.clientWidth + 1).map((one) => one.textContent)"
    assert page.locator(".k-math-line").evaluate_all(boxes) == []
