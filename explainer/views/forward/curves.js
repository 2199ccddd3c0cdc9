/* The two curves, ᾱ_t and log SNR, with a marker that can be dragged as well. */
const PLOT = { left: 26, right: 590, top: 14, bottom: 240 };
const SNR_RANGE = [-5, 5]; // of log10

function svg(name, attributes, text) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text !== undefined) made.textContent = text;
  return made;
}

const across = (t, steps) => PLOT.left + (PLOT.right - PLOT.left) * t / (steps - 1);
const upOf = (share) => PLOT.bottom - (PLOT.bottom - PLOT.top) * share;
const logShare = (snr) => {
  const log = Math.min(Math.max(Math.log10(Math.max(snr, 1e-30)), SNR_RANGE[0]), SNR_RANGE[1]);
  return (log - SNR_RANGE[0]) / (SNR_RANGE[1] - SNR_RANGE[0]);
};

function pathOf(noising, heightOf) {
  const step = Math.max(1, Math.floor(noising.steps / 250));
  let path = "";
  for (let t = 0; t < noising.steps; t += step) path += `${t ? "L" : "M"}${across(t, noising.steps).toFixed(1)} ${upOf(heightOf(t)).toFixed(1)}`;
  return path + `L${across(noising.steps - 1, noising.steps)} ${upOf(heightOf(noising.steps - 1)).toFixed(1)}`;
}

/* The name of the first curve, below it where it has fallen to a quarter. */
function abarLabel(noising, words) {
  const quarter = Math.max(noising.abar.findIndex((abar) => abar < 0.25), 0);
  const label = svg("text", { class: "k-of-line", x: across(quarter, noising.steps) - 100, y: upOf(0.2), "text-anchor": "end" });
  label.append(svg("tspan", { class: "k-math" }, "ᾱ"), svg("tspan", { dx: 6 }, words));
  return label;
}

/* Draw the curves of `noising` into `plot`; returns the function that moves the marker to t. */
function drawCurves(plot, noising, words) {
  const { left, right, top, bottom } = PLOT;
  const abarAt = (t) => noising.abar[t];
  const snrAt = (t) => logShare(shares(noising, t).snr);
  const marker = svg("g", {});
  const line = svg("line", { class: "k-here", y1: top, y2: bottom });
  const dot = svg("circle", { class: "k-dot", r: 6 });
  const dot2 = svg("circle", { class: "k-dot2", r: 4 });
  const here = svg("text", { class: "k-here-text", y: bottom + 44, "text-anchor": "middle" }, words.here);
  marker.append(line, dot2, dot, here);
  plot.replaceChildren(
    svg("rect", { class: "k-frame", x: left, y: top, width: right - left, height: bottom - top }),
    svg("path", { class: "k-line2", d: pathOf(noising, snrAt) }),
    svg("path", { class: "k-line", d: pathOf(noising, abarAt) }),
    svg("text", { x: left - 8, y: top + 5, "text-anchor": "end" }, "1"),
    svg("text", { x: left - 8, y: bottom + 4, "text-anchor": "end" }, "0"),
    svg("text", { x: left, y: bottom + 20 }, "t = 0"),
    svg("text", { x: right, y: bottom + 20, "text-anchor": "end" }, String(noising.steps - 1)),
    svg("text", { x: right - 8, y: upOf(snrAt(Math.round(noising.steps * 0.62))) - 14, "text-anchor": "end" }, words.log_snr),
    marker,
    abarLabel(noising, words.abar),
  );
  return (t) => {
    const x = across(t, noising.steps);
    line.setAttribute("x1", x);
    line.setAttribute("x2", x);
    here.setAttribute("x", Math.min(Math.max(x, left + 30), right - 30));
    dot.setAttribute("cx", x);
    dot.setAttribute("cy", upOf(abarAt(t)));
    dot2.setAttribute("cx", x);
    dot2.setAttribute("cy", upOf(snrAt(t)));
  };
}

/* Call `move(t)` while the plot is dragged and `release()` at the end. */
function dragCurves(plot, stepsOf, move, release) {
  const at = (event) => {
    const box = plot.getBoundingClientRect();
    const x = (event.clientX - box.left) * 600 / box.width;
    const share = Math.min(Math.max((x - PLOT.left) / (PLOT.right - PLOT.left), 0), 1);
    return Math.round(share * (stepsOf() - 1));
  };
  plot.addEventListener("pointerdown", (event) => { plot.setPointerCapture(event.pointerId); move(at(event)); });
  plot.addEventListener("pointermove", (event) => { if (plot.hasPointerCapture(event.pointerId)) move(at(event)); });
  plot.addEventListener("pointerup", release);
}
