"""Bringing one's own picture and taking things along, in a real browser."""

import re
from pathlib import Path

from PIL import Image
from playwright.sync_api import expect

from explainer import text
from tests.browser.conftest import UNTRAINED, Opener, press_while

pytestmark = UNTRAINED

WORDS = text.load("en")


def test_the_moment_a_film_and_the_link_can_be_taken_along(opened: Opener, tmp_path: Path) -> None:
    page = opened("/?tab=forward&t=300&section=take")
    expect(page.locator(".f-check b").first).to_be_attached()
    with page.expect_download() as download:
        page.locator(".t-png").click()
    download.value.save_as(tmp_path / "moment.png")
    with Image.open(tmp_path / "moment.png") as picture:
        assert picture.size == (128, 128)
    assert download.value.suggested_filename == "kakusan-t300.png"
    with page.expect_download() as download:
        page.get_by_text(WORDS("take.film.gif")).click()
    download.value.save_as(tmp_path / "film.gif")
    with Image.open(tmp_path / "film.gif") as film:
        assert getattr(film, "n_frames", 1) > 10
    expect(page.locator(".t-done")).to_contain_text("GIF")


def test_a_film_can_be_stopped_and_made_again(opened: Opener) -> None:
    page = opened("/?tab=forward&section=take")
    expect(page.locator(".f-check b").first).to_be_attached()
    page.get_by_text(WORDS("take.film.webp")).click()
    press_while(page, ".t-progress:not([hidden])", ".t-stop")
    expect(page.locator(".t-done")).to_have_text(WORDS("take.stopped"))
    with page.expect_download() as download:
        page.get_by_text(WORDS("take.film.webp")).click()
    assert download.value.suggested_filename.endswith(".webp")


def test_a_link_that_cannot_carry_all_says_so_when_it_is_copied(opened: Opener) -> None:
    page = opened("/?tab=text_to_image&steps=1&prompt=dog&section=take")
    done = page.locator('.k-text-to-image[data-state="done"]')
    expect(done).to_be_visible()
    page.evaluate("navigator.clipboard.writeText = async () => {}")
    copy, said = page.locator("#take-text_to_image .t-link"), page.locator("#take-text_to_image .t-done")
    copy.click()
    expect(said).to_have_text(WORDS("take.copied"))
    page.locator(".i-prompt").fill("a dog " * 100)
    page.locator(".i-prompt").press("Enter")
    expect(page).not_to_have_url(re.compile("prompt="))
    copy.click()
    expect(said).to_have_text(WORDS("take.copied_without_text"))
    expect(done).to_be_visible()


def test_a_square_is_cut_out_of_a_wide_picture(opened: Opener, tmp_path: Path) -> None:
    wide = Image.new("RGB", (300, 100), (20, 20, 200))
    wide.paste((200, 20, 20), (200, 0, 300, 100))
    wide.save(tmp_path / "wide.png")
    page = opened("/?tab=forward&t=0")
    page.locator(".k-forward [data-picture-bar] input[type=file]").set_input_files(tmp_path / "wide.png")
    frame = page.locator(".k-cut")
    frame.focus()
    for _ in range(60):
        page.keyboard.press("ArrowRight")
    page.get_by_text(WORDS("common.picture.use")).click()
    expect(page.locator(".f-what")).to_contain_text(WORDS("common.picture.yours"))
    middle = "c => [...c.getContext('2d').getImageData(64, 64, 1, 1).data]"
    page.wait_for_function(f"() => ({middle})(document.querySelector('.f-print'))[0] > 150", timeout=20_000)


def test_cutting_can_be_left_and_nothing_is_lost(opened: Opener, tmp_path: Path) -> None:
    Image.new("RGB", (300, 100)).save(tmp_path / "wide.png")
    page = opened("/?tab=forward&sample=pug")
    page.locator(".k-forward [data-picture-bar] input[type=file]").set_input_files(tmp_path / "wide.png")
    expect(page.locator("dialog.k-sheet")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("dialog.k-sheet")).to_have_count(0)
    expect(page.locator(".f-what")).to_contain_text(WORDS("common.sample.pug"))


def test_a_camera_that_is_not_there_or_refused_gets_one_sentence(opened: Opener) -> None:
    page = opened("/?tab=forward")
    page.get_by_role("button", name=WORDS("common.picture.camera")).first.click()
    refused, missing = WORDS("common.picture.camera_refused"), WORDS("common.picture.camera_missing")
    said = page.locator(".k-forward .k-error")
    expect(said).to_be_visible()
    assert said.text_content() in (refused, missing)


def test_the_camera_gives_a_picture_to_cut(opened: Opener) -> None:
    page = opened("/?tab=forward&t=0")
    page.evaluate("""() => { navigator.mediaDevices.getUserMedia = async () => {
        const canvas = Object.assign(document.createElement("canvas"), { width: 320, height: 240 });
        const pen = canvas.getContext("2d");
        setInterval(() => { pen.fillStyle = "rgb(20, 160, 40)"; pen.fillRect(0, 0, 320, 240); }, 30);
        return canvas.captureStream(30);
    }; }""")
    page.get_by_role("button", name=WORDS("common.picture.camera")).first.click()
    page.get_by_text(WORDS("common.picture.shoot")).click()
    page.get_by_text(WORDS("common.picture.use")).click()
    expect(page.locator(".f-what")).to_contain_text(WORDS("common.picture.yours"))


def test_a_picture_of_too_many_pixels_is_refused_in_one_sentence(opened: Opener, tmp_path: Path) -> None:
    Image.new("1", (6000, 5000)).save(tmp_path / "huge.png")
    page = opened("/?tab=forward&sample=pug")
    page.locator(".k-forward [data-picture-bar] input[type=file]").set_input_files(tmp_path / "huge.png")
    expect(page.locator(".k-forward .k-error")).to_have_text(
        WORDS("common.picture.too_large", megapixels="30", limit="25")
    )
    expect(page.locator(".f-what")).to_contain_text(WORDS("common.sample.pug"))


def test_latent_space_is_taken_along_with_its_square(opened: Opener, tmp_path: Path) -> None:
    page = opened("/?tab=latent&section=take&cell=3.12")
    expect(page.locator(".latent [data-numbers] b")).to_have_count(4)
    numbers = page.locator(".latent [data-numbers]").inner_text()
    page.locator(".latent [data-channels]").press("ArrowRight")
    expect(page).to_have_url(re.compile(r"cell=4\.12"))
    assert page.locator(".latent [data-numbers]").inner_text() != numbers
    assert page.evaluate("kakusan.load('parts/link.js').then((link) => link.lastRun('latent').down)") == 12
    here = page.locator("details#take-latent")
    for kind in ("png", "webp"):
        with page.expect_download() as download:
            here.locator(f".t-{kind}").click()
        download.value.save_as(tmp_path / f"moment.{kind}")
        with Image.open(tmp_path / f"moment.{kind}") as picture:
            assert picture.width > 3 * 384 and picture.format == kind.upper()
    with page.expect_download() as download:
        here.get_by_text(WORDS("take.film.webp")).click()
    assert download.value.suggested_filename == "kakusan-shiba.webp"


def test_a_drawing_is_taken_along_with_its_seed(opened: Opener, tmp_path: Path) -> None:
    page = opened("/?tab=text_to_image&section=take&prompt=a%20brown%20dog&steps=3&seed=8")
    expect(page.locator('.k-text-to-image[data-state="done"]')).to_be_visible()
    here = page.locator("details#take-text_to_image")
    with page.expect_download() as download:
        here.locator(".t-png").click()
    download.value.save_as(tmp_path / "moment.png")
    with Image.open(tmp_path / "moment.png") as picture:
        assert picture.size == (128, 128)
    with page.expect_download() as download:
        here.get_by_text(WORDS("take.film.webp")).click()
    assert download.value.suggested_filename == "kakusan-seed8.webp"
