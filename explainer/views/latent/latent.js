/* One picture, its latent and what comes back; a position picked in one of them is shown in all. */
import { badge, dataFinder, describe, fillIn, hear, make, tell } from "../parts/dom.js";
import { flow } from "../parts/flow.js";
import { arrowOf, shareAt } from "../parts/keys.js";
import { linkOf, remember } from "../parts/link.js";
import { afterPause } from "../parts/newest.js";
import { clamp, plus } from "../parts/numbers.js";
import { loadImage, loadStrip, paintImage } from "../parts/paint.js";
import { firstLook, makePictureBar } from "../parts/picture.js";
import { onValue } from "../parts/scrub.js";
import { together } from "./moment.js";
import { paintLatent, paintSheet } from "./paint.js";

const TAB = "latent";
const REST = 250; // milliseconds until a position is worth an address

/* The square that a link names: ?cell=3.12, across and down. */
function linkedSpot() {
  const named = linkOf(TAB).text("cell", "").match(/^(\d{1,3})\.(\d{1,3})$/);
  return named ? { across: Number(named[1]), down: Number(named[2]) } : null;
}

export default (view) => {
  const { element, props, trigger } = view, { words } = props;
  const root = element.querySelector(".latent"), find = dataFinder(root);
  const sheets = root.querySelectorAll("[data-sheet]");
  const keepSoon = afterPause(REST, (cell) => remember(TAB, { cell }));
  let spot = linkedSpot();

  function point(across, down) {
    const { side, latent } = props.value, last = side - 1;
    spot = { across: clamp(across, 0, last), down: clamp(down, 0, last) };
    root.style.setProperty("--across", spot.across);
    root.style.setProperty("--down", spot.down);
    const at = spot.down * side + spot.across;
    find("numbers").replaceChildren(...latent.map((channel) => make("b", { text: plus(channel[at]) })));
    publish(Math.floor(side / 2));
  }
  /* What can be taken along, and, once it rests, where in the address it is found again. */
  function publish(middle) {
    const { across, down } = spot;
    tell("moment", { tab: TAB, get canvas() { return together(root, spot, props.value.side); }, name: "kakusan-latent" });
    keepSoon(across === middle && down === middle ? null : `${across}.${down}`);
  }
  function follow(event) {
    const print = event.target.closest?.("[data-grid]");
    if (!print || !props.value) return;
    const [across, down] = shareAt(print, event).map((share) => Math.floor(share * props.value.side));
    point(across, down);
  }
  function step(event) {
    const move = arrowOf(event);
    if (!move || !props.value) return;
    event.preventDefault();
    point(spot.across + move[0], spot.down + move[1]);
  }

  function explain({ facts, channels }) {
    fillIn(root, words, facts);
    channels.forEach((range, i) => describe(find("channels").children[i].firstChild, words.alt.channel, range));
  }
  async function draw(value, isNewest) {
    root.dataset.state = "shown";
    badge(find("badge"), props.common, value.made);
    root.style.setProperty("--cells", value.side);
    root.style.setProperty("--shrink", value.shrink);
    paintLatent(find("channels"), find("small"), value);
    explain(value);
    const middle = Math.floor(value.side / 2);
    point(spot?.across ?? middle, spot?.down ?? middle);
    tell("run", { tab: TAB, ...spot });
    const sheet = await loadStrip(value.sheet);
    if (!isNewest()) return;
    paintSheet(sheets, root.querySelectorAll(".planes canvas"), sheet);
    flow({ paper: sheets[0], latent: [...find("channels").querySelectorAll("canvas")], picture: sheets[1] });
  }
  const preview = async (src) => paintImage(sheets[0], await loadImage(src));

  makePictureBar(view, TAB, (chosen) => trigger("choose", chosen), preview);
  root.addEventListener("pointermove", follow);
  root.addEventListener("pointerdown", follow);
  find("channels").addEventListener("keydown", step);
  find("now").textContent = words.waiting;
  hear("theme", () => { if (props.value) paintLatent(find("channels"), find("small"), props.value); });
  if (!props.value) preview(firstLook(props.samples));
  onValue(view, draw);
};
