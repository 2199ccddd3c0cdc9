/* CLIP's likeness to the word as t grows, with noise's floor, the half way, and who stops where. */
import { signed } from "../parts/numbers.js";
import { pathOf, svg } from "../parts/plot.js";
import { BOX, overTime } from "../forward/noise_curves.js";

const ROOM = 0.12; // of the height, above and below what is drawn

function plotOf({ likeness, floor, start, steps }) {
  const all = [...likeness.flat(), floor, start];
  const low = Math.min(...all), high = Math.max(...all), room = ROOM * (high - low || 1);
  return overTime(steps, [low - room, high + room]);
}

/* Straight between the timesteps that were measured. */
export function between(timesteps, values, t) {
  const after = Math.max(1, timesteps.findIndex((one) => one >= t));
  const share = (t - timesteps[after - 1]) / (timesteps[after] - timesteps[after - 1]);
  return values[after - 1] + share * (values[after] - values[after - 1]);
}

export const likenessAt = (set, t) => between(set.timesteps, set.likeness.map(([, mean]) => mean), t);

function mark(plot, t, text, name, row) {
  const x = plot.x(t), toLeft = x > (BOX.left + BOX.right) / 2, y = BOX.top + 22 + 26 * row;
  return [
    plot.here(t, `l-mark ${name}`),
    plot.text(x + (toLeft ? -7 : 7), y, text, { class: `l-mark-text ${name}`, anchor: toLeft ? "end" : "start" }),
  ];
}

/* Draw it all, with the reader's `guess` (or null); returns the function that moves the marker to t. */
export function drawLikeness(place, set, guess, words) {
  const plot = plotOf(set), marker = plot.marker(undefined, words.here), { timesteps, likeness, stops, floor } = set;
  const through = (which) => timesteps.map((t, i) => [t, likeness[i][which]]);
  const edges = [...through(0), ...through(2).reverse()].map(([t, value]) => [plot.x(t), plot.y(value)]);
  place.replaceChildren(
    plot.frame(), plot.rule(floor, "l-floor"),
    ...(stops === null ? [] : [plot.rule(set.middle, "l-middle")]),
    svg("path", { class: "l-band", d: `${pathOf(edges)}Z` }), plot.line(through(1)),
    plot.text(BOX.left + 8, plot.y(floor) + 20, `${words.floor} ${signed(floor)}`, { class: "l-faint" }),
    ...plot.ends(20),
    ...(stops === null ? [] : mark(plot, stops, `${words.machine} ${stops}`, "l-machine", 0)),
    ...(guess === null ? [] : mark(plot, guess, `${words.you} ${guess}`, "l-you", 1)),
    marker.node,
  );
  return (t) => marker.move(t, [likenessAt(set, t)]);
}
