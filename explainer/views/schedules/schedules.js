/* The reader's picture under four schedules, mixed here from one picture and one noise. */
import { makeClockSection } from "../clock/section.js";
import { badge, describe, fill, finder, make, say } from "../parts/dom.js";
import { loadBytes } from "../parts/paint.js";
import { onLoaded } from "../parts/scrub.js";
import { noiseOf, paintMixed } from "../forward/mixing.js";
import { dragTime, logShare } from "../forward/noise_curves.js";
import { drawSchedules, drowningLine, swatchOf } from "./curves.js";

const TABLES = ["signal", "noise", "abar", "snr"]; // of each schedule, one after the other in the file
const PLOTS = [".h-abar", ".h-snr"];

function setOf(value, { buffer }) {
  const { steps } = value;
  const table = (index) => new Float32Array(buffer, 4 * steps * index, steps);
  const tablesOf = (i) => Object.fromEntries(TABLES.map((name, k) => [name, table(TABLES.length * i + k)]));
  return {
    ...value,
    ...noiseOf(value, buffer, 4 * steps * TABLES.length * value.schedules.length),
    schedules: value.schedules.map((schedule, i) => ({ ...schedule, ...tablesOf(i) })),
  };
}

const abarText = (abar) => (abar > 0 && abar < 0.005 ? abar.toExponential(0) : abar.toFixed(2));

export default (view) => {
  const { element, props: { words, common } } = view, one = finder(element);
  let set = null, prints = [], moveMarkers = [];
  const clock = makeClockSection(view, ".h-t", show);

  function printOf(schedule) {
    const canvas = make("canvas", { role: "img" }), share = make("span", { class: "h-share k-math" });
    const never = set.below ? words.outlasts : words.never;
    const gone = make("span", { class: "h-gone", text: schedule.gone === null ? never : fill(words.gone, schedule) });
    const name = make("span", { class: "h-name" }, swatchOf(schedule.name), words.names[schedule.name]);
    const figure = make(
      "figure", { class: `k-figure${schedule.own ? " h-own" : ""}`, title: schedule.scheduler },
      canvas, make("figcaption", { class: "k-caption" }, name, share, gone),
    );
    return { canvas, share, figure };
  }

  function show(t) {
    set.schedules.forEach((schedule, i) => {
      const { canvas, share } = prints[i], abar = abarText(schedule.abar[t]);
      paintMixed(set, schedule.signal[t], schedule.noise[t], canvas);
      share.textContent = `ᾱ = ${abar}`;
      describe(canvas, words.alternative, { name: set.name, t, schedule: words.names[schedule.name], abar });
    });
    moveMarkers.forEach((move) => move(t));
    const order = [...set.schedules].sort((a, b) => b.abar[t] - a.abar[t]);
    const [most, least] = [order[0], order[order.length - 1]];
    say(one(".h-now"), words.now, {
      t, most: words.names[most.name], most_abar: abarText(most.abar[t]), least: words.names[least.name], least_abar: abarText(least.abar[t]),
    });
    const every = set.schedules.map(({ name, abar }) => `${words.names[name]} ${abarText(abar[t])}`).join(words.comma);
    for (const plot of PLOTS) describe(one(plot), words.curves, { t, every });
  }

  onLoaded(view, ({ file }) => loadBytes(file.url), (value, bytes) => {
    set = setOf(value, bytes);
    prints = set.schedules.map(printOf);
    one(".h-prints").replaceChildren(...prints.map(({ figure }) => figure));
    const live = make("span", { class: "k-badge" });
    badge(live, common);
    prints[0].figure.append(live);
    moveMarkers = [
      drawSchedules(one(".h-abar"), set, ({ abar }, t) => abar[t], ["1", "0"]),
      drawSchedules(one(".h-snr"), set, ({ snr }, t) => logShare(snr[t]), ["10⁵", "10⁻⁵"], drowningLine(set, words)),
    ];
    say(one(".h-detail"), set.below ? words.detail : words.flat, { below: set.below?.toPrecision(2) });
    one(".h-own-note").hidden = !set.schedules.some(({ own }) => own);
    clock.start(set.steps);
  });
  for (const plot of PLOTS) dragTime(one(plot), () => set.steps - 1, clock.move, clock.release);
};
