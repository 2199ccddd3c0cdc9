/* Asks for the figure's run taken apart, and scrubs it: one slider over the steps, no request. */
import { fill, fillIn, finder, hear, makeChoices, say, write } from "../parts/dom.js";
import { differ, hearRun, lastRun, linkOf, remember } from "../parts/link.js";
import { clamp, finePercent, nearest } from "../parts/numbers.js";
import { makeRun } from "../parts/run.js";
import { onSlide, oncePerFrame, setRange } from "../parts/scrub.js";
import { makeSection } from "../parts/section.js";
import { keep, paintStep } from "./prints.js";

const TAB = "reverse";
const OF_RUN = ["t", "steps", "seed", "scheduler"];
const OPENS_AT = 0.15; // of the way back, as the figure above
const LATE = 150; // as in the figure above: from here on little of what is wrong is noise

export default (view) => {
  const { element, props } = view, { words, samplers } = props, { names } = words;
  const one = finder(element), slider = one(".n-at"), asNumbers = one(".n-numbers");
  const link = linkOf(TAB);
  let by = link.choice("inside", samplers, null); // null: as the figure
  let wantedAt = link.whole("inside_at", 1, Infinity, null), asked = null, film = null, at = 0;

  const mark = makeChoices(one(".n-by"), samplers.map((value) => ({ value, label: names[value], dataset: { by: value } })), choose);
  const run = makeRun({
    view, event: "opened", root: one(".n-body"), go: one(".n-go"), press: start, now: one(".n-now"), error: one(".n-error"), words,
    on: {
      become(state) {
        one(".n-go").hidden = state === "waiting";
        mark(asked?.by);
      },
      running: (value) => say(one(".n-now"), words.progress, value),
      load: keep,
      done(value, arrived) {
        const where = film && wantedAt === null ? at / Math.max(film.k - 1, 1) : OPENS_AT;
        film = arrived;
        asked = { ...asked, by: value.asked.by };
        mark(asked.by);
        one(".n-body").dataset.filled = "";
        slider.max = film.k - 1;
        slider.disabled = film.k < 2;
        one(".n-from").textContent = fill(words.from, { t: film.moments[0].t });
        sayAbout();
        goTo(wantedAt === null ? Math.round(where * (film.k - 1)) : nearest(film.moments.map(({ index }) => index), wantedAt - 1));
        wantedAt = null;
      },
      fail() { one(".n-now").textContent = words.stopped; },
    },
  });
  const soon = oncePerFrame(show);
  const section = makeSection(view, start, { tab: TAB, ofPicture: true });

  /* What the figure above shows: as it told, or before its first run is done as the address has it, or as it opens. */
  function figuresRun() {
    const now = linkOf(TAB), told = lastRun(TAB);
    return Object.fromEntries(OF_RUN.map((key) => [key, String((told ? told[key] : now.text(key)) ?? props.opens_with[key])]));
  }
  /* The same sampler as the figure's, where it can be taken apart, or the first that can. */
  function start() {
    const of = figuresRun();
    asked = { ...of, by: by ?? (samplers.includes(of.scheduler) ? of.scheduler : samplers[0]) };
    run.ask(asked);
  }
  function choose(sampler) {
    by = sampler;
    remember(TAB, { inside: sampler });
    start();
  }
  function goTo(position) {
    at = clamp(position, 0, film.k - 1);
    soon();
  }

  function show() {
    if (!film) return;
    const moment = film.moments[at], numbers = numbersOf(moment);
    paintStep(element, film, at, asNumbers.checked);
    fillIn(element, words, numbers);
    setRange(slider, at, fill(words.value, numbers));
    one(".n-back").toggleAttribute("data-nothing", !moment.back);
    sayNow(moment, numbers);
    one(".n-code").textContent = film.code.replace("STEP", String(numbers.index));
  }
  const numbersOf = (moment) => ({
    index: moment.index + 1, count: film.count, t: moment.t,
    following: moment.following === null ? words.end : `t = ${moment.following}`, name: film.name,
    keep: moment.keep.toFixed(4), remove: moment.remove.toFixed(4), back: moment.back.toFixed(4), put: moment.back.toFixed(2),
    removed: finePercent(moment.removed), guessed: finePercent(Math.max(0, moment.guessed)),
    mistake: moment.mistake.toFixed(2), wrong: `± ${moment.mistake.toFixed(2)}`,
    closeness: moment.closeness.toFixed(1), apart: film.apart, by: names[film.asked.by],
    put_back: moment.back ? "fresh" : "nothing", formula: moment.back ? "with" : "without",
    check: film.asked.by === "ddpm" ? "check_ddpm" : "check_ddim",
  });
  function sayNow(moment, numbers) {
    const putBack = moment.back ? words.now.back : moment.following === null ? words.now.last : words.now.none;
    const guess = moment.guessed > 0 ? words.now.guessed : moment.t < LATE ? words.now.lost : words.now.missed;
    say(one(".n-now"), words.now.step + putBack + guess, numbers);
  }
  function sayAbout() {
    const { scheduler: figures, by: own } = film.asked;
    const other = figures === own ? "" : fill(words.other, { figures: names[figures] ?? figures, by: names[own] });
    one(".n-about").textContent = words.prose[own] + other;
    write(one(".n-source"), words.numbers[own]);
  }

  onSlide(slider, goTo, () => { if (film) remember(TAB, { inside_at: film.moments[at].index + 1 }); });
  asNumbers.addEventListener("change", soon);
  hear("theme", soon);
  hearRun(TAB, () => { if (asked && differ(asked, figuresRun(), OF_RUN)) section.stale(); });
};
