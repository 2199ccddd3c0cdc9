/* Curves of mistakes on a scale where each line is a tenth of the one above. Uses svg, across, upOf and PLOT of
   views/forward/curves.js. */

const ROOM = 58; // for half of the words under the marker, at a plot’s ends

/* Three figures at most, for a mistake of any size: 0.795, 0.0132, 0.0034. */
const figured = (value) => (value === undefined || value === null ? "–" : value >= 0.995 ? value.toFixed(2) : value >= 0.1 ? value.toFixed(3) : value.toFixed(4));

/* From 0 at the bottom to 1 at the top, for values between the least and most of `all`. */
function logScale(all) {
  const least = Math.log10(Math.max(Math.min(...all), 1e-6)) - 0.12, most = Math.log10(Math.max(...all, 1)) + 0.16;
  const share = (value) => (Math.log10(Math.max(value, 1e-6)) - least) / (most - least);
  const lines = [];
  for (let power = Math.floor(most); power >= least; power--) lines.push(10 ** power);
  return { up: (value) => upOf(Math.min(Math.max(share(value), 0), 1)), lines };
}

/* Frame, a line for each tenth, and the ends of the axis. */
function sheetOf({ up, lines }, from, to) {
  const { left, right, top, bottom } = PLOT;
  return [
    svg("rect", { class: "k-frame", x: left, y: top, width: right - left, height: bottom - top }),
    ...lines.flatMap((value) => [
      svg("line", { class: "e-tenth", x1: left, x2: right, y1: up(value), y2: up(value) }),
      svg("text", { class: "e-tick", x: left + 6, y: up(value) - 5 }, value >= 1 ? String(value) : value.toFixed(Math.round(-Math.log10(value)))),
    ]),
    svg("text", { x: left, y: bottom + 25 }, from),
    svg("text", { x: right, y: bottom + 25, "text-anchor": "end" }, to),
  ];
}

const lineThrough = (points) => points.map(([x, y], i) => `${i ? "L" : "M"}${x.toFixed(1)} ${y.toFixed(1)}`).join("");

/* The marker over a plot; returns the function that moves it to x, with its dot at y (null: no dot). */
function makeMarker(words) {
  const { left, right, top, bottom } = PLOT;
  const line = svg("line", { class: "k-here", y1: top, y2: bottom }), dot = svg("circle", { class: "k-dot", r: 6 });
  const here = svg("text", { class: "k-here-text", y: bottom + 46, "text-anchor": "middle" }, words);
  const move = (x, y) => {
    line.setAttribute("x1", x);
    line.setAttribute("x2", x);
    here.setAttribute("x", Math.min(Math.max(x, left + ROOM), right - ROOM));
    dot.setAttribute("visibility", y === null ? "hidden" : "visible");
    dot.setAttribute("cx", x);
    if (y !== null) dot.setAttribute("cy", y);
  };
  return { parts: [line, dot, here], move };
}

/* Draw what is measured so far; `moments` has a hole for what is not. Returns what moves the marker to a moment. */
function drawErrors(plot, { moments, timesteps, world }, words) {
  const steps = timesteps.at(-1) + 1, there = moments.filter(Boolean);
  const kinds = ["network", "only_mean", "zero"];
  const ofWorld = world ? world.network.flatMap(([, , low, high]) => [low, high]) : [];
  const scale = logScale([...there.flatMap((moment) => kinds.map((kind) => moment[kind]).filter((one) => one !== undefined)), ...ofWorld]);
  const at = (t, value) => [across(t, steps), scale.up(value)];
  const line = (className, kind) => svg("path", { class: className, d: lineThrough(there.filter((one) => one[kind] !== undefined).map((one) => at(one.t, one[kind]))) || "M0 0" });
  const marker = makeMarker(words.here);
  plot.replaceChildren(
    ...sheetOf(scale, "t = 0", String(steps - 1)),
    ...(world ? worldLines(world, at) : []),
    line("e-zero", "zero"), line("e-only", "only_mean"), line("e-mine", "network"),
    ...marker.parts,
  );
  return (index) => marker.move(across(timesteps[index], steps), moments[index] ? scale.up(moments[index].network) : null);
}

function worldLines({ timesteps, network }, at) {
  const edge = (which) => timesteps.map((t, i) => at(t, network[i][which]));
  return [
    svg("path", { class: "e-band", d: `${lineThrough(edge(3))}L${lineThrough(edge(2).reverse()).slice(1)}Z` }),
    svg("path", { class: "e-worlds", d: lineThrough(edge(0)) }),
  ];
}
