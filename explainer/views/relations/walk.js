/* The map of the animals, small, with a point that walks on it and leaves a trail. */
import { describe, fill, make, say } from "../parts/dom.js";
import { signed } from "../parts/numbers.js";
import { ink, sharpPen } from "../parts/paint.js";
import { disc, strokeThrough } from "../parts/pens.js";
import { makeLens } from "../parts/plot.js";
import { kindColor, legendIcon, traceOf } from "../parts/shapes.js";
import { breedsOf } from "./animal.js";

const COATS = { white: "#FBF8F1", black: "#35343C", gray: "#949AA6", brown: "#855334", golden: "#E9B84F", orange: "#D9652F" };
const PLACES = { meadow: "#7DBB63", beach: "#E3BC74", snow: "#C9DBF0", night: "#1D2A56", room: "#E59A78" };
const SORTED = { kind: null, coat: COATS, place: PLACES };
const DOT = 4.2, TRAIL = 90, MARGIN = 14;

/** @type {(...given: any[]) => any} */
function dot(pen, kind, [x, y], color, which) {
  traceOf(kind, pen, x, y, which < 0 || color ? DOT : DOT + 1.2);
  pen.globalAlpha = color || which >= 0 ? 1 : 0.3;
  pen.lineWidth = which === 0 && !color ? 2.6 : 1;
  pen.strokeStyle = color ? ink("muted") : kindColor(kind);
  if (color || which === 1) {
    pen.fillStyle = color ?? kindColor(kind);
    pen.fill();
  }
  pen.stroke();
  pen.globalAlpha = 1;
}

/* What the dots mean, sorted by their kind or their looks, and in what near ones are alike. */
export function explainDots(one, set, map, by, words) {
  const colors = SORTED[by], names = { kind: words.kinds, coat: words.coats, place: words.places }[by];
  const swatch = (value) => (colors ? make("i", { style: { background: colors[value] } }) : legendIcon(value));
  const chips = Object.keys(colors ?? names).map((value) => make("span", { class: "z-chip" }, swatch(value), names[value]));
  const [first, last] = breedsOf(set).map((breed) => words.breeds[breed]);
  const legend = fill(words.map[colors ? "legend_other" : "legend"], { count: map.points.length, first, last });
  one(".z-legend").replaceChildren(...chips, make("span", { text: legend }));
  const orders = Object.entries(map.orders).flatMap(([name, [share, chance]]) => [[name, share], [`${name}_chance`, chance]]);
  say(one(".z-order"), words.map.order, Object.fromEntries(orders));
}

/* The map in `canvas`. `walkTo(point)` lengthens the trail, `leave()` takes it away. */
export function makeWalk(canvas, words) {
  let trail = [];
  return {
    walkTo(point) { if (trail.at(-1)?.join() !== point.join()) trail = [...trail, point].slice(-TRAIL); },
    leave() { trail = []; },
    hasWalked: () => trail.length > 0,
    draw(set, { map, points }, index, by) {
      const pen = sharpPen(canvas), breeds = breedsOf(set), colors = SORTED[by];
      if (!pen) return;
      const place = makeLens([...map.points, ...points], canvas.clientWidth, canvas.clientHeight, MARGIN);
      const order = map.points.map((_, i) => i).sort((i, j) => breeds.includes(map.breed[i]) - breeds.includes(map.breed[j]));
      for (const i of order) dot(pen, map.kind[i], place(map.points[i]), colors?.[map[by][i]], breeds.indexOf(map.breed[i]));
      const seal = ink("seal"), way = trail.map(place);
      pen.lineJoin = pen.lineCap = "round";
      strokeThrough(pen, points.map(place), { ink: seal, alpha: 0.35 });
      for (let i = 1; i < way.length; i++) strokeThrough(pen, way.slice(i - 1, i + 1), { ink: seal, width: 3.5, alpha: i / way.length });
      disc(pen, place(points[index]), 8, seal, ink("card"));
      const [[x, y], [x0, y0]] = [points[index], points[set.at]].map((point) => point.map((value) => signed(value)));
      describe(canvas, words.map.alternative, { count: map.points.length, x, y, x0, y0 });
    },
  };
}
