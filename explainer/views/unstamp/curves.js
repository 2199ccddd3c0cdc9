/* PSNR by the number of squares, the means over many pictures from the pack's card, and this picture's own. */
const FIELD = { left: 52, right: 744, top: 34, bottom: 236 };

function drawn(name, attributes, text) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text !== undefined) made.textContent = text;
  return made;
}

/* Which line is which: in the upper right, where the falling curves leave room. */
function legend(words, size) {
  const right = FIELD.right - 12;
  return [["k-line", words.steps], ["u-dotted", words.at_once], ["k-line2", words.stamped]].flatMap(([kind, text], i) => {
    const y = FIELD.top + size * (1.3 + 1.5 * i);
    return [
      drawn("path", { class: kind, d: `M${right - 34} ${y - size / 3}H${right}` }),
      drawn("text", { x: right - 42, y, "text-anchor": "end" }, text),
    ];
  });
}

/* `curves` {stamped, at_once, steps}: number of squares -> {value, low, high}; `here` {count, psnr}. */
function drawCurves(plot, curves, here, words) {
  const { left, right, top, bottom } = FIELD;
  const counts = Object.keys(curves.steps).map(Number).sort((a, b) => a - b);
  const [least, most] = [counts[0], counts.at(-1)].map(Math.log);
  const all = Object.values(curves).flatMap((curve) => Object.values(curve).flatMap(({ low, high }) => [low, high]));
  const lowest = Math.floor(Math.min(...all, here.psnr ?? Infinity) / 5) * 5;
  const highest = Math.ceil(Math.max(...all, here.psnr ?? 0) / 5) * 5;
  const across = (count) => left + (right - left) * Math.min(Math.max((Math.log(count) - least) / (most - least), 0), 1);
  const up = (psnr) => bottom - (bottom - top) * (psnr - lowest) / (highest - lowest);
  const line = (curve, key, order = counts) => order.map((count) => `${across(count).toFixed(1)} ${up(curve[count][key]).toFixed(1)}`).join("L");
  const band = `M${line(curves.steps, "low")}L${line(curves.steps, "high", [...counts].reverse())}Z`;
  const x = across(here.count);
  plot.replaceChildren(
    drawn("rect", { class: "k-frame", x: left, y: top, width: right - left, height: bottom - top }),
    drawn("line", { class: "u-exactly", x1: left, x2: right, y1: top, y2: top }),
    drawn("text", { x: right, y: top - 9, "text-anchor": "end" }, words.exactly),
    drawn("path", { class: "u-band", d: band }),
    drawn("path", { class: "k-line2", d: `M${line(curves.stamped, "value")}` }),
    drawn("path", { class: "u-dotted", d: `M${line(curves.at_once, "value")}` }),
    drawn("path", { class: "k-line", d: `M${line(curves.steps, "value")}` }),
    ...[lowest, (lowest + highest) / 2, highest].map((psnr) => drawn("text", { x: left - 6, y: up(psnr) + 5, "text-anchor": "end" }, String(psnr))),
    ...counts.filter((count) => Number.isInteger(Math.log10(count))).map((count) => drawn("text", { x: across(count), y: bottom + 22, "text-anchor": count === counts[0] ? "start" : "middle" }, count.toLocaleString(document.documentElement.lang))),
    ...legend(words, parseFloat(getComputedStyle(plot).fontSize)),
    drawn("line", { class: "k-here", x1: x, x2: x, y1: top, y2: bottom }),
    ...(here.psnr === null ? [] : [drawn("circle", { class: "k-dot", cx: x, cy: up(here.psnr), r: 6 })]),
    drawn("text", { class: "k-here-text", x: Math.min(Math.max(x, left + 60), right - 60), y: bottom + 48, "text-anchor": "middle" }, words.here),
  );
}
