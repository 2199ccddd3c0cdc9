/* Over the stops: how like its nearest animal each picture is, and how long the latent is. */
import { isDark } from "../parts/dom.js";
import { makePlot, place, svg } from "../parts/plot.js";

const INKS = { pixels: ["#A85500", "#E8A65C"], linear: ["#2A7A58", "#74CCA6"], spherical: ["#7B4596", "#CFA3E6"], clip: ["#2B4C7E", "#8FB0E3"] };
const DASHES = { pixels: "none", linear: "9 5", spherical: "2 4", clip: "14 4 3 4" };
const NUMBER_EVERY = { pixels: 1, linear: 3, spherical: 5, clip: 8 }; // the stop at which a line bears its number
const BOX = { left: 26, right: 590, top: 14, bottom: 240 }, ROOM = 14; // between the frame and the first stop
export const inkOf = (id) => INKS[id][isDark() ? 1 : 0];

function lineWithNumber(plot, { id, number, values }) {
  const group = svg("g", { style: `--lane:${inkOf(id)}` }), line = plot.line(values.map((value, stop) => [stop, value]), "g-path");
  const at = NUMBER_EVERY[id], dot = plot.dot(at, values[at], "g-number", 10);
  line.setAttribute("stroke-dasharray", DASHES[id]);
  group.append(line, dot, plot.text(plot.x(at), plot.y(values[at]) + 4.5, number, { class: "g-digit", anchor: "middle" }));
  return group;
}

/* Lines [{id, number, values}] between `low` and `high`; returns the function that moves the marker. */
function drawLines(svgPlace, lines, y, ticks, extra, halfway) {
  const last = lines[0].values.length - 1, margin = ROOM * last / (BOX.right - BOX.left - 2 * ROOM);
  const plot = makePlot(BOX, { x: [-margin, last + margin], y }), marker = plot.here(0);
  svgPlace.replaceChildren(
    plot.frame(), plot.here(last / 2, "g-middle"), ...extra(plot),
    ...ticks.map((tick) => plot.beside(tick, String(tick), { gap: 5 })), ...lines.map((line) => lineWithNumber(plot, line)),
    plot.text(BOX.left, BOX.bottom + 24, "A"), plot.under(last / 2, halfway, { below: 24 }),
    plot.text(BOX.right, BOX.bottom + 24, "B", { anchor: "end" }), marker,
  );
  return (stop) => place(marker, { x1: plot.x(stop), x2: plot.x(stop) });
}

export function drawNear(svgPlace, lines, usual, words) {
  const all = [...lines.flatMap(({ values }) => values), usual];
  const low = Math.max(-1, Math.floor(10 * Math.min(...all) - 0.6) / 10), count = Math.round((1 - low) * 10) + 1;
  const ticks = Array.from({ length: count }, (_, i) => Number((low + i / 10).toFixed(1))).filter((_, i) => count < 8 || i % 2 === 0);
  const band = (plot) => [plot.rule(usual, "g-usual"), plot.text(BOX.right - 8, plot.y(usual) + 18, words.usual, { anchor: "end" })];
  return drawLines(svgPlace, lines, [low, 1], ticks, band, words.middle);
}

export function drawNorms(svgPlace, lines, words) {
  const most = Math.max(...lines.flatMap(({ values }) => values)), step = most > 25 ? 10 : Math.max(1, Math.round(most / 4));
  const ticks = Array.from({ length: Math.floor(1.1 * most / step) + 1 }, (_, i) => i * step);
  return drawLines(svgPlace, lines, [0, 1.15 * most], ticks, () => [], words.middle);
}
