/* PSNR by the number of squares, the means over many pictures from the pack's card, and this picture's own. */
import { clamp, counted } from "../parts/numbers.js";
import { makePlot, pathOf, svg } from "../parts/plot.js";

const BOX = { left: 52, right: 744, top: 34, bottom: 236 };
const ROOM = 60; // for half of the words under the marker

/* Which line is which: in the upper right, where the falling curves leave room. */
function legend(plot, words, size) {
  const right = BOX.right - 12;
  return [["k-line", words.steps], ["u-dotted", words.at_once], ["k-line2", words.stamped]].flatMap(([name, text], i) => {
    const y = BOX.top + size * (1.3 + 1.5 * i);
    return [svg("path", { class: name, d: `M${right - 34} ${y - size / 3}H${right}` }), plot.text(right - 42, y, text, { anchor: "end" })];
  });
}

/* `curves` {stamped, at_once, steps}: number of squares -> {value, low, high}; `here` {count, psnr}. */
export function drawCurves(place, curves, here, words) {
  const counts = Object.keys(curves.steps).map(Number).sort((a, b) => a - b), least = counts[0], most = counts.at(-1);
  const all = Object.values(curves).flatMap((curve) => Object.values(curve).flatMap(({ low, high }) => [low, high]));
  const lowest = Math.floor(Math.min(...all, here.psnr ?? Infinity) / 5) * 5;
  const highest = Math.ceil(Math.max(...all, here.psnr ?? 0) / 5) * 5;
  const plot = makePlot(BOX, { x: [Math.log(least), Math.log(most)], y: [lowest, highest] });
  const across = (count) => Math.log(clamp(count, least, most));
  const points = (curve, key) => counts.map((count) => [across(count), curve[count][key]]);
  const band = [...points(curves.steps, "low"), ...points(curves.steps, "high").reverse()];
  place.replaceChildren(
    plot.frame(),
    plot.rule(highest, "u-exactly"),
    plot.text(BOX.right, BOX.top - 9, words.exactly, { anchor: "end" }),
    svg("path", { class: "u-band", d: `${pathOf(band.map(([x, y]) => [plot.x(x), plot.y(y)]))}Z` }),
    plot.line(points(curves.stamped, "value"), "k-line2"),
    plot.line(points(curves.at_once, "value"), "u-dotted"),
    plot.line(points(curves.steps, "value")),
    ...[lowest, (lowest + highest) / 2, highest].map((psnr) => plot.beside(psnr, String(psnr), { gap: 6, drop: 5 })),
    ...counts.filter((count) => Number.isInteger(Math.log10(count)))
      .map((count) => plot.under(across(count), counted(count), { anchor: count === least ? "start" : "middle", below: 22 })),
    ...legend(plot, words, parseFloat(getComputedStyle(place).fontSize)),
    plot.here(across(here.count)),
    ...(here.psnr === null ? [] : [plot.dot(across(here.count), here.psnr)]),
    plot.text(clamp(plot.x(across(here.count)), BOX.left + ROOM, BOX.right - ROOM), BOX.bottom + 48, words.here, { anchor: "middle", class: "k-here-text" }),
  );
}
