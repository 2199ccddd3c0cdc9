"""From moving the slider of the latent's channels to the decoded picture, against what it cannot do without.

That is one bare decode, timed in this process, and a round trip through the page: the same slider brought
to where nothing is changed, which the server answers without decoding.
"""

from collections.abc import Iterator
from pathlib import Path

import torch
from playwright.sync_api import Browser, Page

from explainer.core.images import to_tensor
from explainer.core.pack import ModelPack, decode, encode, load_pack
from explainer.world.painter import render
from explainer.world.scene import sample
from tests.bench.ratio import Measure, seconds
from tests.bench.serving import app, served

ADDRESS = "/?tab=latent&sample=pug&section=channels"
ROUNDS, LIMIT = 25, 1.15
MOVE = """(amount) => new Promise((resolve) => {
    const body = document.querySelector("#channels .z-body"), slider = body.querySelector(".z-amount");
    const watching = new MutationObserver(() => {
        watching.disconnect();
        resolve(performance.now() - began);
    });
    watching.observe(body, { attributes: true, attributeFilter: ["data-shown"] });
    const began = performance.now();
    slider.value = amount;
    slider.dispatchEvent(new Event("input"));
})"""


def measures(browser: Browser, pack: Path) -> Iterator[Measure]:
    """The ratio, both sides taken in turn and each by its quickest round."""
    model = load_pack(pack)
    latent = encode(model, to_tensor(render(sample(1), 128)))
    with served(*app(pack)) as running:
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.goto(running.url + ADDRESS)
        page.locator("#channels .z-body[data-shown]").wait_for(timeout=120_000)
        page.wait_for_timeout(3000)
        rounds = [_round(page, model, latent, 0.5 + k / ROUNDS) for k in range(1 + ROUNDS)][1:]
        page.close()
    moved, trip, bare = (1e3 * min(one) for one in zip(*rounds, strict=True))
    note = f"{moved:.1f} ms against {bare:.1f} + {trip:.1f} ms"
    yield Measure("slider to decoded picture / a decode and a round trip", moved / (bare + trip), LIMIT, note)
    yield Measure("slider to decoded picture", moved, None, f"{ROUNDS} rounds", "ms")


def _round(page: Page, model: ModelPack, latent: torch.Tensor, amount: float) -> tuple[float, float, float]:
    moved = page.evaluate(MOVE, amount) / 1e3
    trip = page.evaluate(MOVE, 0) / 1e3
    return moved, trip, seconds(lambda: decode(model, latent))
