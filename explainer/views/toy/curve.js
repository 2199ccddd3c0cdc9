/* The loss while it falls, below the line of saying nothing. */
const PLOT = { left: 40, right: 590, top: 14, bottom: 200 };

function svg(name, attributes, text) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text !== undefined) made.textContent = text;
  return made;
}

/* `losses` are the means of each `total / most` steps. */
function drawCurve(plot, { losses, total, step, nothing }, words) {
  const { left, right, top, bottom } = PLOT;
  const high = Math.max(1.15, nothing, ...losses);
  const x = (at) => left + (right - left) * at / total, y = (loss) => bottom - (bottom - top) * loss / high;
  const each = losses.length ? step / losses.length : 0;
  const way = losses.map((loss, i) => `${i ? "L" : "M"}${x((i + 1) * each).toFixed(1)} ${y(loss).toFixed(1)}`).join("");
  const last = losses.length ? [svg("circle", { class: "k-dot", r: 6, cx: x(step), cy: y(losses.at(-1)) })] : [];
  plot.replaceChildren(
    svg("rect", { class: "k-frame", x: left, y: top, width: right - left, height: bottom - top }),
    svg("line", { class: "y-nothing", x1: left, x2: right, y1: y(nothing), y2: y(nothing) }),
    svg("text", { x: right - 8, y: y(nothing) + 20, "text-anchor": "end" }, kakusan.fill(words.nothing, { nothing: nothing.toFixed(2) })),
    svg("text", { x: left - 8, y: bottom, "text-anchor": "end" }, "0"),
    svg("text", { x: left - 8, y: y(1) + 5, "text-anchor": "end" }, "1"),
    svg("path", { class: "k-line", d: way || "M0 0" }),
    ...last,
    svg("text", { x: left, y: bottom + 26 }, "0"),
    svg("text", { x: right, y: bottom + 26, "text-anchor": "end" }, kakusan.fill(words.steps, { total: total.toLocaleString(document.documentElement.lang) })),
  );
}
