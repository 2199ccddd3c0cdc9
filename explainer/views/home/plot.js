/* PSNR and SSIM of A′ over the starting t, as far as they are known. Uses svg, across, upOf, PLOT of curves.js. */
const LEAST = 8, ROOM_ABOVE = 2; // dB: the foot of the plot, and what is left free above the ceiling

const heightOf = (set, psnr) => upOf(Math.min(Math.max((psnr - LEAST) / (set.ceiling + ROOM_ABOVE - LEAST), 0), 1));
const placeOf = (set, index) => across(set.starts[index], set.steps);

function lineOf(set, height) {
  const known = set.home.filter(Boolean);
  return known.length ? "M" + known.map((one) => `${placeOf(set, one.index).toFixed(1)} ${height(one).toFixed(1)}`).join("L") : "";
}

function sign(set, t, text, className, row) {
  const x = across(t, set.steps), toLeft = x > (PLOT.left + PLOT.right) / 2;
  const group = svg("g", { class: className });
  group.append(
    svg("line", { class: "h-sign", x1: x, x2: x, y1: PLOT.top, y2: PLOT.bottom }),
    svg("text", { x: x + (toLeft ? -7 : 7), y: PLOT.bottom - 38 + 24 * row, "text-anchor": toLeft ? "end" : "start" }, text),
  );
  return group;
}

/* The names of the two lines where they end, the upper one above. */
function named(set, last, words) {
  const psnr = heightOf(set, last.psnr), ssim = upOf(Math.max(last.ssim, 0)), x = placeOf(set, last.index) - 6;
  const beside = (y, other) => (y <= other ? y - 10 : y + 24);
  return [
    svg("text", { class: "h-faint", x, y: beside(ssim, psnr - 1), "text-anchor": "end" }, words.ssim),
    svg("text", { class: "k-of-line", x, y: beside(psnr, ssim), "text-anchor": "end" }, words.psnr),
  ];
}

/* Draw what is known; returns the function that moves the marker to the start of that index. */
function drawHome(plot, set, words) {
  const { left, right, top, bottom } = PLOT, ceiling = heightOf(set, set.ceiling);
  const marker = svg("line", { class: "k-here", y1: top, y2: bottom }), dot = svg("circle", { class: "k-dot", r: 6 });
  const ticks = [10, 15, 20, 25, 30].filter((psnr) => heightOf(set, psnr) > top && psnr < set.ceiling + ROOM_ABOVE);
  const last = set.home.filter(Boolean).at(-1);
  plot.replaceChildren(
    svg("rect", { class: "k-frame", x: left, y: top, width: right - left, height: bottom - top }),
    svg("line", { class: "h-ceiling", x1: left, x2: right, y1: ceiling, y2: ceiling }),
    svg("text", { class: "h-faint", x: right - 8, y: ceiling - 7, "text-anchor": "end" }, `${words.ceiling} ${set.ceiling.toFixed(1)} dB`),
    ...ticks.map((psnr) => svg("text", { x: left - 6, y: heightOf(set, psnr) + 4, "text-anchor": "end" }, String(psnr))),
    svg("path", { class: "k-line2", d: lineOf(set, (one) => upOf(Math.max(one.ssim, 0))) }),
    svg("path", { class: "k-line", d: lineOf(set, (one) => heightOf(set, one.psnr)) }),
    ...set.home.filter(Boolean).map((one) => svg("circle", { class: one.another ? "h-lost" : "h-safe", r: 4.5, cx: placeOf(set, one.index), cy: heightOf(set, one.psnr) })),
    svg("text", { x: left, y: bottom + 20 }, "t = 0"),
    svg("text", { x: right, y: bottom + 20, "text-anchor": "end" }, String(set.steps - 1)),
    ...(last ? named(set, last, words) : []),
    marker, dot,
    ...(set.lost == null ? [] : [sign(set, set.lost, `${words.machine} ${set.lost}`, "h-machine", 0)]),
    ...(set.guess === null ? [] : [sign(set, set.guess, `${words.you} ${set.guess}`, "h-you", 1)]),
  );
  return (index) => {
    const x = placeOf(set, index), one = set.home[index];
    marker.setAttribute("x1", x);
    marker.setAttribute("x2", x);
    dot.setAttribute("cx", x);
    dot.setAttribute("cy", one ? heightOf(set, one.psnr) : bottom);
  };
}
