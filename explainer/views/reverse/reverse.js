/* Asks for a run, shows it while it comes in, and scrubs it afterwards. */
import { badge, fill, finder, hear, make, say, tell } from "../parts/dom.js";
import { flow } from "../parts/flow.js";
import { linkOf, openingSample, remember } from "../parts/link.js";
import { afterPause } from "../parts/newest.js";
import { anySeed } from "../parts/numbers.js";
import { loadImage, paintImage } from "../parts/paint.js";
import { makePictureBar } from "../parts/picture.js";
import { makeRun } from "../parts/run.js";
import { makePlayer, makeSettings, onSlide, scrolling, setRange } from "../parts/scrub.js";
import { triptych } from "../parts/triptych.js";
import { keep, makePanes } from "./panes.js";

const TAB = "reverse";
const REST = 250; // milliseconds until a position is kept in the address

export default (view) => {
  const { element, props, trigger } = view, { words } = props;
  const one = finder(element), root = one(".k-reverse"), depth = one(".r-depth-range"), now = one(".r-now");
  let asked = null, frames = [], film = null;
  let goesTo = linkOf(TAB).whole("at", 0, Infinity, null); // where a link was scrubbed to

  const { panes, paintStreamed, paintKept, compare } = makePanes(element, words, props.others);
  const player = makePlayer(root, words, show);
  const keepSoon = afterPause(REST, (at) => remember(TAB, { at }));
  const settings = makeSettings(one(".m-fields"), { scheduler: words.schedulers }, start);
  const bar = makePictureBar(view, TAB, (picture) => { run.stop(); trigger("choose", picture); }, showAtOnce);
  const go = make("button", { class: "k-button k-main r-run" });
  bar.buttons.querySelector(".k-main")?.classList.remove("k-main");
  bar.buttons.prepend(go);

  const run = makeRun({
    view, root, go, now, error: one(".r-error"), words: { stop: words.stop, again: words.again },
    press() {
      settings.write({ seed: anySeed() });
      start();
    },
    on: {
      ask(value) {
        fillIn(value.asked);
        start();
      },
      running(value) {
        frames[value.moment.index] = value;
        player.extend(value.count, true);
        player.goTo(value.moment.index);
      },
      load: keep,
      done(value, arrived) {
        const at = film ? player.at : value.at; // the recorded opening gives way to the live one
        if (value.asked.run) asked = value.asked;
        else fillIn(value.asked);
        film = { ...arrived, opensAt: value.at ?? arrived.k };
        compare(film);
        badge(one(".r-badge"), props.common, film.made);
        one(".r-code").textContent = film.code;
        one(".r-own-file").hidden = Boolean(film.asked.picture.sample);
        player.extend(film.k + 1);
        player.goTo(goesTo ?? at ?? film.k);
        goesTo = null;
        tell("run", { tab: TAB, ...asked });
      },
      stop() {
        rest();
        if (frames.length) say(now, words.stopped, { index: frames.length });
      },
      fail: rest,
    },
  });

  function start() {
    player.pause();
    keepSoon.cancel();
    film = null;
    frames = [];
    player.extend(0);
    asked = { ...asked, ...settings.read(), t: Number(depth.value) };
    remember(TAB, { t: asked.t, seed: asked.seed, steps: asked.steps, scheduler: asked.scheduler, at: null });
    run.ask(asked);
  }
  /* what has come by then can be scrubbed */
  function rest() {
    frames = frames.filter(Boolean);
    player.extend(frames.length);
    if (frames.length) player.goTo(frames.length - 1);
  }

  /* one position of what there is: streamed frames, or the finished run */
  function show(position) {
    const frame = frames[position];
    if (film) paintKept(film, position);
    else if (frame) paintStreamed(frame);
    else return;
    const t = film ? film.moments[position]?.t ?? 0 : frame.moment.t;
    one(".m-where").textContent = fill(words.where, { t });
    player.say(now.textContent);
    flow({ noise: panes.x, network: panes.eps, picture: panes.x0 });
    if (film) offer(position, t);
  }
  const together = () => triptych(root, "−→", Object.values(panes).map((pane) => (pen, left, top, side) => {
    pen.imageSmoothingEnabled = pane.style.imageRendering !== "pixelated";
    pen.drawImage(pane, left, top, side, side);
  }));
  /* What can be taken along, and, once it rests, where in the address it is found again. */
  function offer(position, t) {
    const { t: from, steps, seed, scheduler } = film.asked;
    tell("moment", { tab: TAB, get canvas() { return together(); }, name: `kakusan-t${t}`, t: from, steps, seed, scheduler });
    keepSoon(position === film.opensAt ? null : position);
  }

  function fillIn(values) {
    asked = values;
    settings.write(asked);
    setDepth(asked.t);
  }
  function setDepth(t) {
    setRange(depth, t, `t = ${t}`);
    one(".r-t-now").textContent = `t = ${t}`;
  }
  async function showAtOnce(src) {
    paintImage(one(".r-a"), await loadImage(src), one(".r-a").width);
  }

  one(".r-to").textContent = fill(words.to, { t: depth.max });
  one(".r-compared").textContent = fill(words.why.compared, { others: props.others });
  showAtOnce(openingSample(props.samples).src);
  now.textContent = words.waiting;
  onSlide(depth, setDepth, start);
  /* A section below asks for another way back. */
  hear("depart", ({ tab, t, ...others }) => {
    if (tab !== TAB) return;
    settings.write(others);
    setDepth(t);
    start();
    root.scrollIntoView(scrolling());
  });
  hear("theme", () => { show(player.at); if (film) compare(film); });
};
