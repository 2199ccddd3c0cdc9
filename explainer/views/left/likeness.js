/* CLIP's likeness to the word as t grows, with noise's floor, the half way, and who stops where.
   Uses svg, across, upOf and PLOT of views/forward/curves.js. */
const signed = (number) => number.toFixed(2).replace("-", "−").replace("−0.00", "0.00");
const ROOM = 0.12; // of the height, above and below what is drawn

function scaleOf({ likeness, floor, start }) {
  const all = [...likeness.flat(), floor, start];
  const low = Math.min(...all), high = Math.max(...all), room = ROOM * (high - low || 1);
  return (value) => upOf((value - low + room) / (high - low + 2 * room));
}

/* Straight between the timesteps that were measured. */
function between(timesteps, values, t) {
  const after = Math.max(1, timesteps.findIndex((one) => one >= t));
  const share = (t - timesteps[after - 1]) / (timesteps[after] - timesteps[after - 1]);
  return values[after - 1] + share * (values[after] - values[after - 1]);
}

const level = (className, y) => svg("line", { class: className, x1: PLOT.left, x2: PLOT.right, y1: y, y2: y });

function mark(set, t, text, className, row) {
  const x = across(t, set.steps), toLeft = x > (PLOT.left + PLOT.right) / 2;
  const group = svg("g", {});
  group.append(
    svg("line", { class: `l-mark ${className}`, x1: x, x2: x, y1: PLOT.top, y2: PLOT.bottom }),
    svg("text", { class: `l-mark-text ${className}`, x: x + (toLeft ? -7 : 7), y: PLOT.top + 22 + 26 * row, "text-anchor": toLeft ? "end" : "start" }, text),
  );
  return group;
}

/* Draw it all, with the reader's `guess` (or null); returns the function that moves the marker to t. */
function drawLikeness(plot, set, guess, words) {
  const { left, right, top, bottom } = PLOT;
  const up = scaleOf(set), { timesteps, likeness } = set;
  const line = (which, order) => order.map((i) => `${across(timesteps[i], set.steps).toFixed(1)} ${up(likeness[i][which]).toFixed(1)}`).join("L");
  const forth = timesteps.map((_, i) => i), back = [...forth].reverse();
  const marker = svg("line", { class: "k-here", y1: top, y2: bottom }), dot = svg("circle", { class: "k-dot", r: 6 });
  const here = svg("text", { class: "k-here-text", y: bottom + 44, "text-anchor": "middle" }, words.here);
  plot.replaceChildren(
    svg("rect", { class: "k-frame", x: left, y: top, width: right - left, height: bottom - top }),
    level("l-floor", up(set.floor)),
    ...(set.stops === null ? [] : [level("l-middle", up(set.middle))]),
    svg("path", { class: "l-band", d: `M${line(0, forth)}L${line(2, back)}Z` }),
    svg("path", { class: "k-line", d: `M${line(1, forth)}` }),
    svg("text", { class: "l-faint", x: left + 8, y: up(set.floor) + 20 }, `${words.floor} ${signed(set.floor)}`),
    svg("text", { x: left, y: bottom + 20 }, "t = 0"),
    svg("text", { x: right, y: bottom + 20, "text-anchor": "end" }, String(set.steps - 1)),
    ...(set.stops === null ? [] : [mark(set, set.stops, `${words.machine} ${set.stops}`, "l-machine", 0)]),
    ...(guess === null ? [] : [mark(set, guess, `${words.you} ${guess}`, "l-you", 1)]),
    marker, dot, here,
  );
  return (t) => {
    const x = across(t, set.steps);
    marker.setAttribute("x1", x);
    marker.setAttribute("x2", x);
    dot.setAttribute("cx", x);
    dot.setAttribute("cy", up(likenessAt(set, t)));
    here.setAttribute("x", Math.min(Math.max(x, left + 30), right - 30));
  };
}

const likenessAt = (set, t) => between(set.timesteps, set.likeness.map(([, mean]) => mean), t);
