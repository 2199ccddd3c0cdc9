/* A mosaic over any region, laid while it is dragged; on release the server tries to take it off. */
import { describe, fill, fillIn, finder, say } from "../parts/dom.js";
import { flow } from "../parts/flow.js";
import { arrowOf } from "../parts/keys.js";
import { linkOf, remember } from "../parts/link.js";
import { afterPause } from "../parts/newest.js";
import { counted } from "../parts/numbers.js";
import { loadBytes } from "../parts/paint.js";
import { makeRun } from "../parts/run.js";
import { onLoaded, onSlide, setRange } from "../parts/scrub.js";
import { makeSection } from "../parts/section.js";
import { dragRegion, lay, sensible } from "./laying.js";

const TAB = "forward";
const PLAIN = ["nearest", "bicubic"];
const STEP = 2; // pixels that an arrow key moves the region
const RESTING = 500; // milliseconds after the last key

export default (view) => {
  const { element, props, trigger, watch } = view, { words } = props;
  const one = finder(element);
  const print = one(".s-print"), slider = one(".s-cell"), frame = one(".s-region");
  let picture = null, region = null, cell = 0, errors = {}, plainCame = (_) => {}, plainly = null;

  makeSection(view, () => trigger("opened", picture ? { cell } : linkOf(TAB).texts("region", "cell")), { tab: TAB, ofPicture: true });
  const run = makeRun({
    view, event: "asked", prop: "network", root: one(".s-body"), now: one(".s-progress"), error: one(".s-error"), words,
    on: {
      running: (value) => { one(".s-progress").textContent = fill(words.progress, value); },
      load: () => plainly,
      done(value) {
        one(".s-progress").textContent = "";
        showTry("network", value.network);
        one(`[data-try=${value.closest}]`).setAttribute("data-closest", "");
        say(one(".s-now"), words.now[value.closest], errors);
        one(".s-how").textContent = fill(words.how, value);
      },
    },
  });

  const releaseSoon = afterPause(RESTING, release);
  const written = () => `${region.left}.${region.top}.${region.width}.${region.height}`;

  function layMosaic(next, side) {
    region = sensible(next, picture);
    cell = side;
    lay(picture, region, cell, print);
    flow({ paper: print });
    for (const [edge, length] of Object.entries(region)) frame.style[edge] = `${100 * length / picture.size}%`;
    setRange(slider, cell, `${cell} × ${cell}`);
    const cells = Math.ceil(region.width / cell) * Math.ceil(region.height / cell);
    const numbers = { name: picture.name, cell, cells: counted(cells), inside: counted(region.width * region.height), ...region };
    fillIn(element, words, numbers);
    /* What is shown of another mosaic is faint until this one's attempts arrive. */
    for (const name of [...PLAIN, "network"]) {
      one(`[data-try=${name}]`).setAttribute("data-old", "");
      one(`[data-try=${name}]`).removeAttribute("data-closest");
    }
  }

  function ask() {
    releaseSoon.cancel();
    say(one(".s-now"), words.now.waiting, {});
    errors = {};
    plainly = new Promise((resolve) => { plainCame = resolve; });
    run.ask({ region: written(), cell });
  }
  function release() {
    remember(TAB, { region: written(), cell });
    ask();
  }

  function showTry(name, attempt) {
    const figure = one(`[data-try=${name}]`), image = figure.querySelector("img");
    image.src = attempt.file.url;
    image.alt = fill(words.attempt, { ...attempt, name: words[name] });
    figure.querySelector("b").textContent = fill(words.error, attempt);
    figure.removeAttribute("data-old");
    errors[name] = attempt.mean;
  }
  /* Not what was asked of a picture that is no longer, or not yet, the one shown. */
  function showPlain() {
    const { plain } = props;
    if (plain?.asked.run !== run.number || plain.of !== picture?.of) return;
    for (const name of PLAIN) showTry(name, plain[name]);
    plainCame(null);
  }

  /* Arrows move the region, with Shift its lower right corner. */
  function step(event) {
    const move = arrowOf(event)?.map((way) => way * STEP);
    if (!move || !picture) return;
    event.preventDefault();
    const [across, down] = move, { left, top, width, height } = region;
    if (event.shiftKey) layMosaic({ left, top, width: width + across, height: height + down }, cell);
    else layMosaic({ left: left + across, top: top + down, width, height }, cell);
    releaseSoon();
  }

  dragRegion(print, () => picture?.size, (next) => layMosaic(next, cell), release);
  print.addEventListener("keydown", step);
  onSlide(slider, (side) => { if (picture) layMosaic(region, side); }, () => { if (picture) release(); });

  watch("plain", showPlain);
  onLoaded(view, ({ file }) => loadBytes(file.url), (value, pixels) => {
    const [left, top, width, height] = value.region;
    [slider.min, slider.max] = value.cells;
    if (picture && picture.of !== value.of) remember(TAB, { region: null });
    picture = { ...value, pixels, image: new ImageData(value.size, value.size) };
    layMosaic({ left, top, width, height }, value.cell);
    lay(picture, region, 1, one(".s-truth"));
    describe(one(".s-truth"), "{name}", value);
    ask();
  });
};
