/* How what stays wrong grows with the number of stamps; the number of stamps in steps of ten times. */
import { fill } from "../parts/dom.js";
import { counted } from "../parts/numbers.js";
import { makePlot, pathOf, svg } from "../parts/plot.js";

const BOX = { left: 44, right: 590, top: 14, bottom: 240 };
const ROOM = 1.12; // of the highest mean
const MARKS = [10, 20]; // the means written beside

/* Draw the chart with the server's curves; returns the function that moves its own curve and marker. */
export function drawGrowth(chart, { counts, growth }, words) {
  const logs = counts.map(Math.log10), last = counts.length - 1;
  const highest = ROOM * Math.max(...growth.flatMap(({ means }) => means), 1);
  const plot = makePlot(BOX, { x: [logs[0], logs[last]], y: [0, highest] });
  const up = (mean) => Math.min(mean, highest), points = (means) => means.map((mean, i) => [logs[i], up(mean)]);
  const live = svg("path", { class: "k-line" }), marker = plot.marker(undefined, "", { edge: 40 });
  const anchors = { 0: "start", [last]: "end" };
  const tens = [...counts.keys()].filter((i) => Number.isInteger(logs[i]));
  chart.replaceChildren(
    plot.frame(), ...growth.map(({ means }) => plot.line(points(means), "k-line2")), live,
    ...growth.map(({ share, means }) => plot.text(BOX.right - 8, plot.y(means[last]) - 6, `${100 * share} %`, { class: "q-share", anchor: "end" })),
    ...tens.map((i) => plot.under(logs[i], counted(counts[i]), { anchor: anchors[i] })),
    plot.beside(0, "0"), ...MARKS.filter((mean) => mean < highest).map((mean) => plot.beside(mean, String(mean))),
    plot.text(BOX.left + 8, BOX.top + 20, words.error_axis, { class: "q-axis" }), marker.node,
  );
  return (means, count, mean) => {
    live.setAttribute("d", pathOf(points(means).map(([x, y]) => [plot.x(x), plot.y(y)])));
    marker.move(Math.log10(Math.max(count, counts[0])), [up(mean)], fill(words.here, { count: counted(count) }));
  };
}
