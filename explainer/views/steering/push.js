/* The two predictions, their difference, how large it was step by step, and what the guidance did. */
import { fill, make } from "../parts/dom.js";
import { percent, signed } from "../parts/numbers.js";
import { paintLevels, paintRgb } from "../parts/paint.js";
import { makePlot, pathOf, place, svg } from "../parts/plot.js";
import { inkOf, markOf } from "../lanes/cards.js";

const BOX = { left: 44, right: 350, top: 12, bottom: 166 };
const DASHES = ["", "9 5", "2.5 4", "10 4 2.5 4"];

/* Parts of the file `maps` of one lane at one kept step; see the view's `finished`. */
function partsOf(film, which, at) {
  const [c, h, w] = film.shape, k = film.kept.length, map = c * h * w, picture = 3 * h * w;
  const begin = which * k * (3 * map + 2 * picture), seen = begin + 3 * k * map;
  const levels = (part) => film.bytes.subarray(begin + (part * k + at) * map, begin + (part * k + at + 1) * map);
  const rgb = (part) => film.bytes.subarray(seen + (part * k + at) * picture, seen + (part * k + at + 1) * picture);
  return { without: levels(0), withWords: levels(1), difference: levels(2), seenWithout: rgb(0), seenWith: rgb(1) };
}

/* The two answers of the chosen lane at one kept step, and their difference. */
export function paintTwo({ withWords, without, difference }, film, at, asNoise) {
  const [c, h, w] = film.shape, parts = partsOf(film, film.chosen, at);
  if (asNoise) {
    paintLevels(withWords, parts.withWords, h, c);
    paintLevels(without, parts.without, h, c);
  } else {
    paintRgb(withWords, parts.seenWith, w, h);
    paintRgb(without, parts.seenWithout, w, h);
  }
  paintLevels(difference, parts.difference, h, c);
}

/* A curve a lane; returns the function that moves the marker to a step. */
export function drawPush(plot, { lanes, count }, words) {
  const most = Math.max(...lanes.flatMap(({ push }) => push), 1e-6) * 1.08;
  const { left, top } = BOX, axes = makePlot(BOX, { x: [0, Math.max(count - 1, 1)], y: [0, most] }), marker = axes.here(0);
  plot.replaceChildren(
    axes.frame(),
    ...lanes.map(({ push }, i) => svg("path", {
      d: pathOf(push.map((value, at) => [axes.x(at), axes.y(value)])), style: `stroke: ${inkOf(i)}`, "stroke-dasharray": DASHES[i],
    })),
    ...lanes.map(({ push }, i) => {
      const step = Math.round((count - 1) * (i + 1) / (lanes.length + 1)); // apart, where curves lie close
      return axes.text(axes.x(step), axes.y(push[step]) - 6, String(i + 1), { class: "g-mark", anchor: "middle", style: `fill: ${inkOf(i)}` });
    }),
    axes.beside(0, "0", { gap: 6 }),
    axes.text(left - 6, top + 9, most.toPrecision(2), { anchor: "end" }),
    axes.under(0, words.push.from, { anchor: "start" }),
    axes.under(Math.max(count - 1, 1), words.push.to, { anchor: "end" }),
    marker,
  );
  return (step) => place(marker, { x1: axes.x(step), x2: axes.x(step) });
}

/* What each lane's picture measures; the most of a column stands out. */
export function fillMeasures(table, { lanes, names, negative }, words) {
  const share = (value) => `${percent(value, 1)} %`;
  /** @type {any[]} */
  const columns = [["similarity", signed], ...(negative ? [["unwanted", signed]] : []), ["contrast", share], ["saturation", share], ["burnt", share]];
  const titles = columns.map(([key]) => make("th", { text: fill(words.measured[key], { negative }) }));
  const rows = lanes.map((lane, i) => make("tr", {}, markOf(i, names[i]), ...columns.map(([key, write]) => {
    const most = Math.max(...lanes.map((other) => other[key]));
    return make("td", { class: lane[key] === most ? "g-most" : "", text: write(lane[key]) });
  })));
  table.replaceChildren(make("thead", {}, make("tr", {}, make("th"), ...titles)), make("tbody", {}, ...rows));
}
