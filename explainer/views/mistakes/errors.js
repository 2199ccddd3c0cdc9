/* Curves of mistakes on a scale where each line is a tenth of the one above. */
import { clamp } from "../parts/numbers.js";
import { makePlot, pathOf, svg } from "../parts/plot.js";

export const BOX = { left: 26, right: 590, top: 14, bottom: 240 };
const ROOM = 58; // for half of the words under the marker, at a plot’s ends
const LEAST = 1e-6;
const KINDS = ["network", "only_mean", "zero"];

/* Three figures at most, for a mistake of any size: 0.795, 0.0132, 0.0034. */
export function figured(value) {
  if (value === undefined || value === null) return "–";
  return value.toFixed(value >= 0.995 ? 2 : value >= 0.1 ? 3 : 4);
}

const logOf = (value) => Math.log10(Math.max(value, LEAST));

/* A plot of 0 to `last` across, and up it of values as small and as large as those of `all`; null is no value.

   sheet(from, to)     frame, a line for each tenth, and the ends of the axis
   line(points, name)  through [x, value] points;  band(lower, upper, name) between two such lines
   marker(words)       its `node`, and move(x, value) with the dot at that value */
export function makeLogPlot(last, all) {
  const low = logOf(Math.min(...all)) - 0.12, high = Math.log10(Math.max(...all, 1)) + 0.16;
  const plot = makePlot(BOX, { x: [0, last], y: [low, high] });
  const up = (value) => clamp(logOf(value), low, high);
  const placed = (points) => points.map(([x, value]) => [plot.x(x), plot.y(up(value))]);
  const powers = Array.from({ length: Math.floor(high) - Math.ceil(low) + 1 }, (_, i) => Math.floor(high) - i);

  function marker(words) {
    const { node, move } = plot.marker(undefined, words, { below: 46, edge: ROOM });
    const dot = node.querySelector(".k-dot");
    return {
      node,
      move(x, value) {
        dot.setAttribute("visibility", value === null ? "hidden" : "visible");
        move(x, [value === null ? low : up(value)]);
      },
    };
  }
  return {
    ...plot, marker,
    sheet: (from, to) => [
      plot.frame(),
      ...powers.flatMap((power) => [
        plot.rule(power, "e-tenth"),
        plot.text(BOX.left + 6, plot.y(power) - 5, (10 ** power).toFixed(Math.max(0, -power)), { class: "e-tick" }),
      ]),
      plot.under(0, from, { anchor: "start", below: 25 }),
      plot.under(last, to, { anchor: "end", below: 25 }),
    ],
    line: (points, name) => svg("path", { class: name, d: pathOf(placed(points.filter(([, value]) => value !== undefined && value !== null))) }),
    band: (lower, upper, name) => svg("path", { class: name, d: `${pathOf(placed([...upper, ...lower.reverse()]))}Z` }),
  };
}

/* Draw what is measured so far; `moments` has a hole for what is not. Returns what moves the marker to a moment. */
export function drawErrors(place, { moments, timesteps, world }, words) {
  const last = timesteps.at(-1), there = moments.filter(Boolean);
  const measured = there.flatMap((moment) => KINDS.map((kind) => moment[kind])).filter((one) => one !== undefined);
  const plot = makeLogPlot(last, [...measured, ...(world ? world.network.flatMap(([, , low, high]) => [low, high]) : [])]);
  const ofKind = (kind) => there.map((moment) => [moment.t, moment[kind]]);
  const ofWorld = (which) => world.timesteps.map((t, i) => [t, world.network[i][which]]);
  const marker = plot.marker(words.here);
  place.replaceChildren(
    ...plot.sheet("t = 0", String(last)),
    ...(world ? [plot.band(ofWorld(2), ofWorld(3), "e-band"), plot.line(ofWorld(0), "e-worlds")] : []),
    plot.line(ofKind("zero"), "e-zero"), plot.line(ofKind("only_mean"), "e-only"), plot.line(ofKind("network"), "e-mine"),
    marker.node,
  );
  return (index) => marker.move(timesteps[index], moments[index]?.network ?? null);
}
