/* Over the stops: how like its nearest animal each picture is, and how long the latent is. Uses svg and PLOT of
   views/forward/curves.js. */
const INKS = { pixels: ["#A85500", "#E8A65C"], linear: ["#2A7A58", "#74CCA6"], spherical: ["#7B4596", "#CFA3E6"], clip: ["#2B4C7E", "#8FB0E3"] };
const DASHES = { pixels: "none", linear: "9 5", spherical: "2 4", clip: "14 4 3 4" };
const inkOf = (id) => INKS[id][kakusan.isDark() ? 1 : 0];
const NUMBER_EVERY = { pixels: 1, linear: 3, spherical: 5, clip: 8 }; // the stop at which a line bears its number

const xOf = (stop, stops) => PLOT.left + 14 + (PLOT.right - PLOT.left - 28) * stop / (stops - 1);

function lineWithNumber(id, number, values, up) {
  const group = svg("g", { style: `--lane:${inkOf(id)}` }), at = NUMBER_EVERY[id];
  const place = (stop) => `${xOf(stop, values.length).toFixed(1)} ${up(values[stop]).toFixed(1)}`;
  const middle = { x: xOf(at, values.length), y: up(values[at]) };
  group.append(
    svg("path", { class: "g-path", "stroke-dasharray": DASHES[id], d: "M" + values.map((_, stop) => place(stop)).join("L") }),
    svg("circle", { class: "g-number", cx: middle.x, cy: middle.y, r: 10 }),
    svg("text", { class: "g-digit", x: middle.x, y: middle.y + 4.5, "text-anchor": "middle" }, number),
  );
  return group;
}

/* Lines [{id, number, values}] between `low` and `high`; returns the function that moves the marker. */
function drawLines(plot, lines, [low, high], ticks, extra, ends) {
  const { left, right, top, bottom } = PLOT, stops = lines[0].values.length;
  const up = (value) => bottom - (bottom - top) * (value - low) / (high - low);
  const marker = svg("line", { class: "k-here", y1: top, y2: bottom });
  const middle = xOf((stops - 1) / 2, stops);
  plot.replaceChildren(
    svg("rect", { class: "k-frame", x: left, y: top, width: right - left, height: bottom - top }),
    svg("line", { class: "g-middle", x1: middle, x2: middle, y1: top, y2: bottom }),
    ...extra(up),
    ...ticks.map((tick) => svg("text", { x: left - 5, y: up(tick) + 4, "text-anchor": "end" }, String(tick))),
    ...lines.map(({ id, number, values }) => lineWithNumber(id, number, values, up)),
    svg("text", { x: left, y: bottom + 24 }, ends[0]),
    svg("text", { x: middle, y: bottom + 24, "text-anchor": "middle" }, ends[1]),
    svg("text", { x: right, y: bottom + 24, "text-anchor": "end" }, ends[2]),
    marker,
  );
  return (stop) => {
    for (const side of ["x1", "x2"]) marker.setAttribute(side, xOf(stop, stops));
  };
}

function drawNear(plot, lines, usual, words) {
  const all = [...lines.flatMap(({ values }) => values), usual];
  const low = Math.max(-1, Math.floor(10 * Math.min(...all) - 0.6) / 10);
  const ticks = Array.from({ length: Math.round((1 - low) * 10) + 1 }, (_, i) => Number((low + i / 10).toFixed(1))).filter((_, i, { length }) => length < 8 || i % 2 === 0);
  const band = (up) => [
    svg("line", { class: "g-usual", x1: PLOT.left, x2: PLOT.right, y1: up(usual), y2: up(usual) }),
    svg("text", { x: PLOT.right - 8, y: up(usual) + 18, "text-anchor": "end" }, words.usual),
  ];
  return drawLines(plot, lines, [low, 1], ticks, band, ["A", words.middle, "B"]);
}

function drawNorms(plot, lines, words) {
  const most = Math.max(...lines.flatMap(({ values }) => values)), step = most > 25 ? 10 : Math.max(1, Math.round(most / 4));
  const ticks = Array.from({ length: Math.floor(1.1 * most / step) + 1 }, (_, i) => i * step);
  return drawLines(plot, lines, [0, 1.15 * most], ticks, () => [], ["A", words.middle, "B"]);
}
