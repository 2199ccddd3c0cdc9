/* Bars: how like each word, which word stands highest at each stop, how far the point goes. */
import { describe, fill, make } from "../parts/dom.js";
import { highest, signed } from "../parts/numbers.js";
import { kindColor } from "../parts/shapes.js";

const INKS = ["dog", "rabbit", "elephant", "cat"]; // of the words: four colours that are easily told apart
const wordColor = (which) => kindColor(INKS[which]);
export const quoted = (word, words) => fill(words.quote, { word });

/* A mark at a share of a track; with `to`, a line from there to that share. */
export const mark = (name, share, to = null) =>
  make("i", { class: name, style: { left: `${100 * share}%`, ...(to === null ? {} : { width: `${100 * (to - share)}%` }) } });
const barOf = (name, label, track, value) =>
  make("div", { class: `z-bar ${name}`.trim(), role: "listitem" }, make("span", { class: "z-word", text: label }), make("span", { class: "z-track" }, ...track), value);

/* From the least to the most of what the bars ever show here, zero among it. */
function scaleOf({ likeness, usual }) {
  const all = [...likeness.flat(), ...usual.filter((value) => value !== null)];
  const low = Math.min(0, ...all) - 0.04, high = Math.max(0, ...all) + 0.04;
  return (value) => (value - low) / (high - low);
}

/* Draw the bars; returns the function that moves them to a stop. */
export function drawBars(holder, set, reading, words) {
  const scale = scaleOf(reading), began = reading.likeness[set.at];
  const rows = set.words.map((word, which) => {
    const bar = make("i", { class: "z-fill" }), value = make("b", { class: "z-value" });
    const usually = reading.usual[which] === null ? [] : [mark("z-usually", scale(reading.usual[which]))];
    const row = barOf("", quoted(word, words), [bar, mark("z-zero", scale(0)), mark("z-ring", scale(began[which])), ...usually], value);
    row.style.setProperty("--word", wordColor(which));
    return { row, bar, value };
  });
  holder.replaceChildren(...rows.map(({ row }) => row));
  describe(holder, words.bars.label);
  return (index) => rows.forEach(({ row, bar, value }, which) => {
    const likeness = reading.likeness[index][which], from = scale(Math.min(likeness, 0)), to = scale(Math.max(likeness, 0));
    Object.assign(bar.style, { left: `${100 * from}%`, width: `${100 * (to - from)}%` });
    value.textContent = signed(likeness);
    row.classList.toggle("z-top", which === topOf(reading, index));
    describe(row, words.alternative.bar, { word: set.words[which], value: value.textContent });
  });
}

export const topOf = ({ likeness }, index) => highest(likeness[index]);

/* Neighbouring stops with the same highest word, [word, first, last]. */
function runsOf(reading) {
  const runs = [];
  reading.likeness.forEach((_, index) => {
    const top = topOf(reading, index), last = runs.at(-1);
    if (last?.[0] === top) last[2] = index;
    else runs.push([top, index, index]);
  });
  return runs;
}

export function drawBand(holder, set, reading) {
  const last = reading.likeness.length - 1;
  holder.replaceChildren(...runsOf(reading).map(([which, from, to]) => {
    const start = Math.max(from - 0.5, 0) / last, end = Math.min(to + 0.5, last) / last, word = set.words[which];
    return make("span", {
      text: (to - from + 1) / last > 0.16 ? word : "", title: word,
      style: { left: `${100 * start}%`, width: `${100 * (end - start)}%`, background: wordColor(which) },
    });
  }));
}

export const interval = ([mean, half]) => `${signed(mean)} ± ${signed(half)}`;

/* Rows [name, value, half of its interval or 0] from zero on, with a line across all of them where one is given. */
export function drawReaches(holder, rows, words, across = null) {
  const most = 1.08 * Math.max(...rows.map(([, value, half]) => value + half), across ?? 0);
  holder.replaceChildren(...rows.map(([name, value, half, className]) => {
    const said = half ? interval([value, half]) : signed(value);
    const row = barOf(className, name, [
      make("i", { class: "z-fill", style: { width: `${(100 * value) / most}%` } }),
      ...(across === null ? [] : [mark("z-usually", across / most)]),
      ...(half ? [mark("z-whisker", (value - half) / most, (value + half) / most)] : []),
    ], make("b", { class: "z-value", text: said }));
    describe(row, words.alternative.reach, { name, value: said });
    return row;
  }));
}
