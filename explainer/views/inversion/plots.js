/* Two small plots: how near it comes with more steps, and how far the two ways' guesses lie apart. */
const PLOT = { left: 52, right: 590, top: 14, bottom: 254 };
const ROOM = 6; // decibels above and below what is drawn
const REACH = 24; // so much above the ceiling there is room from the start

function svg(name, attributes, text) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text !== undefined) made.textContent = text;
  return made;
}
const frameOf = () => svg("rect", { class: "k-frame", x: PLOT.left, y: PLOT.top, width: PLOT.right - PLOT.left, height: PLOT.bottom - PLOT.top });
const up = (share) => PLOT.bottom - (PLOT.bottom - PLOT.top) * share;
const pathOf = (points) => (points.length ? `M${points.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join("L")}` : "M0 0");

/* `points` are {steps, psnr, own} for those of `choices` that are there; the choices stand at equal distances. */
function drawCurve(plot, points, choices, { steps, ceiling }, words) {
  const across = (count) => PLOT.left + (PLOT.right - PLOT.left) * (choices.indexOf(count) + 0.5) / choices.length;
  const all = [...points.flatMap(({ psnr, own }) => [psnr, own]), ceiling].filter((one) => one !== null);
  const low = Math.min(...all) - ROOM, high = Math.max(Math.max(...all) + ROOM, ceiling + REACH);
  const y = (decibels) => up(decibels === null ? 1 : (decibels - low) / (high - low));
  const line = (key) => points.map((point) => [across(point.steps), y(point[key])]);
  const dots = (key, name) => points.map((point) => svg("circle", { class: `${name}${key === "own" && point.steps === steps ? " v-now-dot" : ""}`, r: 6, cx: across(point.steps), cy: y(point[key]) }));
  plot.replaceChildren(
    frameOf(),
    svg("line", { class: "v-ceiling", x1: PLOT.left, x2: PLOT.right, y1: y(ceiling), y2: y(ceiling) }),
    svg("path", { class: "v-to-a", d: pathOf(line("psnr")) }),
    svg("path", { class: "k-line", d: pathOf(line("own")) }),
    ...dots("psnr", "v-of-a"), ...dots("own", "v-own-dot"),
    ...choices.map((count) => svg("text", { x: across(count), y: PLOT.bottom + 26, "text-anchor": "middle" }, String(count))),
    ...points.map((point) => svg("text", { x: across(point.steps), y: y(point.own) - 14, "text-anchor": "middle" }, point.own === null ? "∞" : point.own.toFixed(1))),
    svg("text", { x: PLOT.left + 8, y: y(ceiling) - 10 }, kakusan.fill(words.ceiling, { ceiling: ceiling.toFixed(1) })),
    svg("text", { class: "k-of-line", x: PLOT.left + 8, y: PLOT.top + 24 }, words.own),
    svg("text", { x: PLOT.right - 8, y: PLOT.bottom - 10, "text-anchor": "end" }, words.to_a),
    svg("text", { x: PLOT.left - 8, y: PLOT.top + 12, "text-anchor": "end" }, "dB"),
  );
}

/* The gap at each timestep, from the clean picture on the left to noise on the right. */
function drawGaps(plot, { timesteps, gaps, steps }, words) {
  const last = timesteps.at(-1), most = Math.max(...gaps);
  const points = timesteps.map((t, i) => [PLOT.left + (PLOT.right - PLOT.left) * t / last, up(gaps[i] / (1.12 * most))]);
  plot.replaceChildren(
    frameOf(),
    svg("path", { class: "k-line", d: pathOf(points) }),
    svg("text", { x: PLOT.left - 8, y: PLOT.bottom, "text-anchor": "end" }, "0"),
    svg("text", { x: PLOT.left - 8, y: up(1 / 1.12) + 5, "text-anchor": "end" }, `${(100 * most).toFixed(0)} %`),
    svg("text", { x: PLOT.left, y: PLOT.bottom + 26 }, words.clean),
    svg("text", { x: PLOT.right, y: PLOT.bottom + 26, "text-anchor": "end" }, kakusan.fill(words.noise, { t: last })),
    svg("text", { x: PLOT.right - 8, y: PLOT.top + 24, "text-anchor": "end" }, kakusan.fill(words.with, { steps })),
  );
}
