"""The story: scenes with the tabs' own figures, kept progress, and the machine above them all."""

import re

import pytest
from playwright.sync_api import Page, expect

from explainer.tabs.story import SCENES
from explainer.text import load
from tests.browser.conftest import UNTRAINED, Opener

pytestmark = UNTRAINED

t = load("en")


def title(page: Page, scene: str):
    expect(page.locator(".st-title")).to_have_text(t(f"story.scene.{scene}.title"))


def lent(page: Page, view: str):
    return page.locator(f".st-slot .m-lent.k-view-{view}")


def told(page: Page) -> str | None:
    return page.locator(".k-story").get_attribute("data-told")


def open_scene(page: Page, index: int):
    page.locator(".st-step").nth(index).click()


def test_an_address_without_a_tab_opens_the_story_at_its_first_scene(opened: Opener):
    page = opened("/")
    title(page, SCENES[0].name)
    expect(page.locator("#tab-story")).to_be_visible()
    assert SCENES[0].view
    expect(lent(page, SCENES[0].view.__name__)).to_be_visible()
    expect(page).to_have_url(re.compile(f"tab=story.*scene={SCENES[0].name}"))


def test_every_scene_shows_the_figure_of_its_tab_and_fits_a_phone(opened: Opener):
    page = opened("/?tab=story", width=375)
    for index, scene in enumerate(SCENES):
        open_scene(page, index)
        title(page, scene.name)
        if scene.view:
            expect(lent(page, scene.view.__name__)).to_be_visible()
            expect(page.locator(".st-waiting")).to_have_text("")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert page.locator(".m-lent").count() == (1 if scene.view else 0)


def test_doing_something_to_the_figure_tells_what_it_leads_to(opened: Opener):
    page = opened("/?tab=story&scene=stamp")
    expect(page.locator(".q-print")).to_be_visible()
    expect(page.locator(".q-waiting")).to_have_count(0)
    assert told(page) == "no"
    page.locator(".q-at").press("ArrowRight")
    expect(page.locator(".st-after p").first).to_have_text(t("story.scene.stamp.after").split("\n")[0])
    assert told(page) == "yes"
    expect(page.locator(".st-go")).to_have_text(t("story.next"))


def test_arrows_turn_the_page_unless_they_move_a_slider(opened: Opener):
    page = opened("/?tab=story&scene=stamp")
    title(page, "stamp")
    page.keyboard.press("ArrowRight")
    expect(page.locator(".st-after p").first).to_be_visible()
    page.keyboard.press("ArrowRight")
    title(page, "peel")
    expect(page.locator(".st-slot .q-waiting")).to_have_count(0)
    page.locator(".q-at").press("ArrowLeft")
    title(page, "peel")
    page.locator(".st-title").focus()
    page.keyboard.press("ArrowLeft")
    title(page, "stamp")


def test_a_figure_goes_back_to_its_place_and_its_section_leads_to_the_scene(opened: Opener):
    page = opened("/?tab=story&scene=stamp")
    expect(lent(page, "SquaresView")).to_be_visible()
    expect(page.locator(".st-slot .q-waiting")).to_have_count(0)
    page.locator("#tab-forward-button").click()
    expect(page.locator("#tab-forward > .column > .k-view-SquaresView")).to_be_visible()
    expect(page.locator("#squares")).not_to_have_attribute("open", "")
    order = page.locator("#tab-forward details.k-deeper[id]").evaluate_all("all => all.map((one) => one.id)")
    assert order[:3] == ["squares", "mosaic", "left"]
    page.locator("#squares > summary").click()
    page.locator("#squares .k-to-story button").click()
    title(page, "stamp")
    expect(lent(page, "SquaresView")).to_be_visible()


def test_deeper_opens_the_section_of_the_scene(opened: Opener):
    page = opened("/?tab=story&scene=mosaic")
    expect(lent(page, "MosaicView")).to_be_visible()
    page.locator(".st-deeper").click()
    expect(page.locator("#tab-forward #mosaic")).to_have_attribute("open", "")
    expect(page.locator("#tab-forward #mosaic .s-print")).to_be_visible()


FIRST = SCENES[0].name


@pytest.mark.parametrize(("asked", "found"), [("99", "end"), ("0", FIRST), ("nowhere", FIRST)])
def test_a_link_to_no_scene_opens_the_nearest(opened: Opener, asked: str, found: str):
    title(opened(f"/?tab=story&scene={asked}"), found)


def test_progress_is_kept_and_what_is_scribbled_over_is_forgotten(opened: Opener, url: str):
    page = opened("/?tab=story&scene=noise")
    title(page, "noise")
    page.goto(f"{url}/")
    title(page, "noise")
    for scribbled in ("{", '{"version": 0, "scene": "end"}', '{"version": 1, "scene": 7, "met": "all"}'):
        page.evaluate("text => localStorage.setItem('kakusan.story', text)", scribbled)
        page.goto(f"{url}/?again={len(scribbled)}")
        title(page, SCENES[0].name)


def test_the_story_is_told_where_a_frame_is_refused_storage(opened: Opener, url: str):
    page = opened("/?tab=forward")
    refused = "get() { throw new Error('refused'); }"
    page.add_init_script(f"Object.defineProperty(window, 'localStorage', {{ {refused} }})")
    page.goto(f"{url}/?tab=story&scene=stamp")
    page.locator(".st-go").click()
    page.locator(".st-go").click()
    title(page, "peel")


def test_the_whole_story_can_be_read_as_text(opened: Opener):
    page = opened("/?tab=story&scene=stamp")
    page.locator(".st-alone").click()
    for scene in SCENES:
        expect(page.locator(".st-words h2", has_text=t(f"story.scene.{scene.name}.title"))).to_be_visible()
    expect(page.locator(".m-lent")).to_have_count(0)
    assert "{" not in page.locator(".st-words").inner_text()
    page.locator(".st-alone").click()
    expect(lent(page, "SquaresView")).to_be_visible()


def test_a_scene_can_be_embedded(opened: Opener):
    page = opened("/?tab=story&scene=stamp&view=embed")
    expect(lent(page, "SquaresView").locator(".q-print")).to_be_visible()
    expect(page.locator(".k-machine")).to_be_hidden()
    expect(page.locator(".st-go")).to_be_visible()


def test_the_end_tells_of_the_whole_machine_and_leads_on(opened: Opener):
    page = opened("/?tab=story&scene=end")
    page.locator(".st-go").click()
    expect(page.locator(".st-way")).to_have_count(3)
    page.locator(".st-way").last.click()
    expect(page.locator("#tab-text_to_image .k-view-TakeView details")).to_have_attribute("open", "")


def test_parts_of_the_machine_are_grey_until_they_are_met(opened: Opener):
    page = opened("/?tab=story&scene=noise")
    noise = page.locator('.mc-part[data-part="noise"]')
    expect(noise).to_have_attribute("aria-label", t("machine.not_met", name=t("machine.part.noise")))
    expect(noise).to_have_attribute("aria-current", "step")
    page.locator(".st-go").click()
    expect(noise).to_have_attribute("data-met", "")
    expect(page.locator('.mc-part[data-part="door"]')).not_to_have_attribute("data-met", "")
    page.locator(".mc-all").click()
    expect(page.locator(".mc-part[data-met]")).to_have_count(9)
    expect(page.locator(".mc-all")).to_be_hidden()


def test_a_part_opens_where_it_is_at_work_and_back_is_the_same_place(opened: Opener):
    page = opened("/?tab=story&scene=noise")
    title(page, "noise")
    page.locator('.mc-part[data-part="tower"]').click()
    expect(page.locator("#tab-latent #meeting")).to_have_attribute("open", "")
    expect(page.locator('.mc-part[data-part="latent"]')).to_have_attribute("aria-current", "step")
    page.locator(".mc-back").click()
    title(page, "noise")
    expect(page.locator(".mc-back")).to_be_hidden()


def test_the_readers_own_pictures_pass_through_the_machine(opened: Opener):
    page = opened("/?tab=story&scene=stamp")
    expect(page.locator(".st-slot .q-waiting")).to_have_count(0)
    paper = page.locator('.mc-part[data-part="paper"] canvas')
    before = paper.evaluate("one => one.toDataURL()")
    page.locator(".q-at").press("End")
    page.wait_for_function(
        "before => document.querySelector('[data-part=paper] canvas').toDataURL() !== before", arg=before
    )
