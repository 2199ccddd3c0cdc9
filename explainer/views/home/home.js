/* First the reader's own guess (or "just show me"), then all come home at once. Nothing is scored.

   The body's data-phase: "guess", "running", "stopped", "shown". */
import { fill, fillIn, finder, hear, make, press, say, tell } from "../parts/dom.js";
import { flow } from "../parts/flow.js";
import { differ, figureOf, hearRun, lastRun, linkOf, remember } from "../parts/link.js";
import { nearest } from "../parts/numbers.js";
import { loadImage, loadSheet, paintCell, paintImage } from "../parts/paint.js";
import { dragAcross } from "../parts/plot.js";
import { makeRun } from "../parts/run.js";
import { onSlide, setRange } from "../parts/scrub.js";
import { makeSection } from "../parts/section.js";
import { BOX, drawHome } from "./plot.js";

const TAB = "reverse";

export default (view) => {
  const { element, props, trigger } = view, { words } = props;
  const one = finder(element), body = one(".c-body"), print = one(".h-print"), slider = one(".h-t"), strip = one(".h-strip");
  const link = linkOf(TAB);
  let set = null, at = 0, moveMarker = null, departing = null;
  let atOnce = link.names("home"); // a link to what was shown needs no second guess; until it is shown

  const inPhase = (phase) => body.dataset.phase === phase;
  const enter = (phase) => { body.dataset.phase = phase; };

  const run = makeRun({
    view, event: "go", root: body, now: one(".h-now"), words: {},
    on: {
      async departed(value) {
        departing = value;
        const sheet = await loadSheet(value), { starts } = value;
        if (departing !== value || value.asked.run !== run.number) return;
        set = { ...value, sheet, steps: starts.at(-1) + 1, home: [], lost: null, guess: null };
        enter("guess");
        one(".h-to").textContent = fill(words.to, { t: starts.at(-1) });
        body.classList.remove("c-waiting");
        slider.max = starts.length - 1;
        at = nearest(starts, atOnce ? link.real("home", 0, Infinity, 0) : lastRun(TAB)?.t ?? props.opens.t);
        drawStrip();
        redraw();
        if (atOnce) go(link.names("home_guess") ? starts[nearest(starts, link.real("home_guess", 0, Infinity, 0))] : null);
      },
      async coming(value) {
        const mine = set;
        one(".h-stop").style.setProperty("--share", value.share);
        const entries = await Promise.all(value.home.map(async (entry) => ({ ...entry, picture: await loadImage(entry.src) })));
        if (mine === set && inPhase("running")) welcome(entries);
      },
      load: ({ sheet }) => loadSheet({ ...set.sheet, sheet }),
      done(value, sheet) {
        Object.assign(set, { lost: value.lost, complete: true });
        welcome(value.home.map((entry, cell) => ({ ...entry, picture: cellOf(sheet, cell) })));
        one(".h-code .k-code").textContent = value.code;
        atOnce = false;
        enter("shown");
        redraw();
        release();
      },
      stop: rest,
      fail(text) {
        const isOnTheWay = inPhase("running");
        rest();
        body.classList.toggle("c-waiting", !isOnTheWay);
        one(isOnTheWay ? ".h-now" : ".h-waiting").textContent = text;
      },
    },
  });
  /* The noise and the steps are the figure's. */
  const section = makeSection(view, () => {
    const { seed, steps } = figureOf(TAB, props.opens);
    run.stop();
    trigger("opened", { seed, steps, run: run.number });
  }, { tab: TAB, ofPicture: true });

  function rest() {
    if (!inPhase("running")) return;
    enter("stopped");
    redraw();
  }
  function go(guess) {
    set.guess = guess;
    if (set.complete) {
      enter("shown");
      redraw();
      release();
      return;
    }
    enter("running");
    run.ask({ seed: set.asked.seed, steps: set.asked.steps });
    redraw();
    one(".h-stop").focus({ preventScroll: true });
  }
  /* those who are home */
  function welcome(entries) {
    for (const entry of entries) {
      set.home[entry.index] = entry;
      const cell = strip.children[entry.index + 1];
      paintImage(cell.querySelector("canvas"), entry.picture, set.sheet.size);
      cell.dataset.home = "";
      cell.classList.toggle("h-other", entry.another);
    }
    redraw();
  }

  function goTo(index) {
    at = index;
    setRange(slider, at, `t = ${set.starts[at]}`);
    const here = set.home[at];
    const isHome = !inPhase("guess") && here;
    if (isHome) paintImage(print, here.picture, set.sheet.size);
    else paintCell(print, set.sheet, at);
    flow({ [isHome ? "picture" : "noise"]: print });
    moveMarker(at);
    press(strip.children, (_, i) => i === at + 1);
    sayHere(here);
  }
  function redraw() {
    moveMarker = drawHome(one(".h-plot"), set, words);
    goTo(at);
  }
  function release() {
    if (!inPhase("guess")) remember(TAB, { home: set.starts[at], home_guess: set.guess });
  }

  function numbers() {
    const here = set.home[at], known = set.home.filter(Boolean);
    const deeper = known.filter(({ index, another }) => set.lost !== null && set.starts[index] > set.lost && !another);
    return {
      t: set.starts[at], name: set.name, psnr: here?.psnr.toFixed(1), ssim: here?.ssim.toFixed(2), lost: set.lost, guess: set.guess,
      deepest: set.starts.at(-1), count: set.starts.length, home: known.length, others: props.others, back: deeper.length,
      own: here?.own.toFixed(2), rivals: here?.rivals.toFixed(2), ceiling: set.ceiling.toFixed(1), steps: set.asked.steps,
    };
  }
  function sayHere(here) {
    const isShown = !inPhase("guess") && here, values = { ...numbers(), shown: isShown ? "home" : "noised" };
    one(".h-numbers").textContent = isShown ? `${values.psnr} dB` : "";
    fillIn(element, words, values);
    say(one(".h-now"), sentences(here, values), values);
    one(".h-plot").setAttribute("aria-label", one(".h-now").textContent);
  }
  function sentences(here, { back }) {
    const own = here ? words.now + (here.another ? words.now_another : words.now_same) : "";
    if (inPhase("running")) return words.running + own;
    if (inPhase("stopped")) return words.stopped + own;
    const found = set.lost === null ? words.never : words.lost + (back ? words.back : "");
    return found + (set.guess === null ? "" : words.yours) + own;
  }

  /* A, then each A′ as it comes home, x_t before */
  function drawStrip() {
    strip.replaceChildren(...[null, ...set.starts].map((t, i) => {
      const label = i ? String(t) : words.original;
      const pick = () => { goTo(i - 1); release(); };
      return make("button", { disabled: !i, "aria-label": i ? `t = ${t}` : label, on: { click: pick } },
        cellOf(set.sheet, i ? i - 1 : set.starts.length), make("span", { text: label }));
    }));
  }
  function cellOf(sheet, index) {
    const canvas = make("canvas");
    paintCell(canvas, sheet, index);
    return canvas;
  }

  onSlide(slider, goTo, release);
  one(".h-here").addEventListener("click", () => go(set.starts[at]));
  one(".h-skip").addEventListener("click", () => go(null));
  one(".h-stop").addEventListener("click", () => { atOnce = false; run.stop(); });
  one(".h-again").addEventListener("click", () => { enter("guess"); redraw(); slider.focus(); });
  one(".h-above").addEventListener("click", () => tell("depart", { tab: TAB, t: set.starts[at], scheduler: "ddim" }));
  dragAcross(one(".h-plot"), BOX, (share) => set && goTo(nearest(set.starts, share * (set.steps - 1))), release);
  hear("theme", () => { if (set) redraw(); });
  hearRun(TAB, (figure) => { if (set && differ(figure, set.asked, ["seed", "steps"])) section.stale(); });
};
