/* Up to the noise and down again, for one number of steps; then the others, one by one, for the curve. */
import { badge, describe, fill, fillIn, finder, hear, make, makeChoices, say } from "../parts/dom.js";
import { linkOf, ownPicture, remember } from "../parts/link.js";
import { decibels, percent, signed } from "../parts/numbers.js";
import { bytesOf, loadMaps, loadSheet, paintCell, paintLevels } from "../parts/paint.js";
import { makeRun } from "../parts/run.js";
import { makeSection } from "../parts/section.js";
import { drawCurve, drawGaps } from "./plots.js";

const TAB = "reverse";
const EXPECTED = [0, 1, 0]; // of normal noise: mean, deviation, neighbours

const numbersOf = (run) => ({
  steps: run.steps, name: run.name, seconds: run.seconds.toFixed(1),
  psnr: decibels(run.psnr), own: decibels(run.own), ceiling: decibels(run.ceiling), other: decibels(run.other_psnr),
  lost: Math.max(0, run.ceiling - run.psnr).toFixed(1), most: percent(Math.max(...run.gaps)), least: percent(Math.min(...run.gaps), 1),
  worst: run.timesteps[run.gaps.indexOf(Math.max(...run.gaps))],
});

export default (view) => {
  const { element, props } = view, { words, choices } = props;
  const one = finder(element);
  let steps = Number(linkOf(TAB).choice("inversion", choices, props.opens_with));
  let shown = null, points = [], picture = null;

  const mark = makeChoices(one(".v-steps"), choices.map((count) => ({ value: count, label: String(count) })), choose);
  for (const [i, button] of [...one(".v-steps").children].entries()) button.dataset.steps = choices[i];
  const run = makeRun({
    view, event: "opened", root: one(".v-body"), go: one(".v-go"), press: start, now: one(".v-now"), error: one(".v-error"), words,
    on: {
      become: () => mark(steps),
      running(value) {
        const half = value.count / 2;
        say(one(".v-now"), value.up ? words.now.up : words.now.down, { done: value.up ? value.done : value.done - half, count: half });
        paintLevels(one(value.up ? ".v-noise" : ".v-back"), bytesOf(value.latent), value.side, value.channels);
      },
      load: (value) => Promise.all([loadSheet(value), loadMaps(value)]),
      done(value, [sheet, { map }]) {
        shown = { ...value, k: value.levels.length, sheet, own_noise: map(0), fresh: map(1) };
        badge(one(".k-badge"), props.common, value.made);
        paint();
        explain(numbersOf(value), value);
        one(".v-own-file").hidden = !ownPicture();
        addPoint(value);
        askNext();
      },
      quiet(value) { addPoint(value); askNext(); },
    },
  });
  const section = makeSection(view, start, { tab: TAB, ofPicture: true });

  function ask(count, options) {
    if (picture !== props.picture) points = [];
    picture = props.picture;
    run.ask({ steps: count }, options);
  }
  function start() { ask(steps); }
  function askNext() {
    const missing = choices.find((count) => !points.some((point) => point.steps === count));
    if (missing && section.isOpen() && element.offsetParent && !document.hidden) ask(missing, { quiet: true });
  }
  function choose(count) {
    steps = count;
    remember(TAB, { inversion: count === props.opens_with ? null : count });
    start();
  }

  function paint() {
    if (!shown) return;
    const { k, sheet, side, channels } = shown;
    paintCell(one(".v-a"), sheet, 2 * k);
    paintCell(one(".v-back"), sheet, 2 * k + 2);
    paintCell(one(".v-other"), sheet, 2 * k + 3);
    for (const name of ["noise", "own"]) paintLevels(one(`.v-${name}`), shown.own_noise, side, channels);
    paintLevels(one(".v-fresh"), shown.fresh, side, channels);
    paintStrip(one(".v-up"), 0);
    paintStrip(one(".v-down"), k);
  }
  /* the latents between the picture and the noise, which stand at the ends of the row themselves */
  function paintStrip(strip, from) {
    strip.replaceChildren(...shown.levels.slice(1, -1).map((t, i) => {
      const canvas = make("canvas");
      paintCell(canvas, shown.sheet, from + i + 1);
      return make("figure", {}, canvas, make("figcaption", { text: `t = ${t}` }));
    }));
  }

  function explain(numbers, value) {
    const gone = value.ceiling - value.psnr < 0.1 ? words.now.nothing : words.now.lost;
    say(one(".v-now"), words.now.back + gone, numbers);
    fillIn(element, words, { ...numbers, code: value.code });
    drawGaps(one(".v-gaps"), value, words.plots);
    judgeNoise(value.noises);
  }
  function judgeNoise({ own, fresh }) {
    [...element.querySelectorAll(".v-table tbody tr")].forEach((row, i) => {
      const cells = row.querySelectorAll("td");
      [own, fresh].forEach((noise, of) => {
        cells[of].textContent = signed(noise.values[i]);
        cells[of].toggleAttribute("data-off", Math.abs(noise.values[i] - EXPECTED[i]) > 3 * noise.errors[i]);
      });
      cells[2].textContent = `${EXPECTED[i]} ± ${(3 * own.errors[i]).toFixed(2)}`;
    });
    one(".v-verdict").textContent = own.normal ? words.normal.is : words.normal.is_not;
  }
  function addPoint({ steps: count, psnr, own, ceiling }) {
    points = [...points.filter((point) => point.steps !== count), { steps: count, psnr, own }].sort((a, b) => a.steps - b.steps);
    drawCurve(one(".v-curve"), points, choices, { steps, ceiling }, words.plots);
    const list = points.map((point) => fill(words.alternative.point, { steps: point.steps, own: decibels(point.own) })).join(words.comma);
    describe(one(".v-curve"), words.alternative.curve, { list, ceiling: decibels(ceiling) });
  }

  hear("theme", paint);
  one("details").addEventListener("toggle", () => { if (section.isOpen() && run.state === "done") askNext(); });
};
