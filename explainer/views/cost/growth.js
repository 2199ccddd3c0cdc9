/* Operations over positions, both as powers of ten: what is done for each, and what is done for all pairs.
   Uses svg and PLOT of curves.js. */
const tens = Math.log10;

function scaleOf(sizes) {
  const all = sizes.flatMap(({ each, pairs }) => [each, pairs]).filter((one) => one > 0);
  const low = Math.floor(tens(Math.min(...all))), high = Math.ceil(tens(Math.max(...all)));
  const ends = [sizes[0], sizes.at(-1)].map(({ side }) => tens(side * side));
  const left = PLOT.left + 78, room = 26;
  return {
    low, high, left,
    x: (side) => left + room + (PLOT.right - left - 2 * room) * (tens(side * side) - ends[0]) / (ends[1] - ends[0]),
    y: (operations) => PLOT.bottom - (PLOT.bottom - PLOT.top) * (tens(Math.max(operations, 1)) - low) / (high - low),
  };
}

/* `named(operations)` -> text; `strong`: the sides that are written bold. */
function drawGrowth(plot, sizes, strong, named) {
  const scale = scaleOf(sizes), { left } = scale;
  const line = (key) => "M" + sizes.map((one) => `${scale.x(one.side).toFixed(1)} ${scale.y(one[key]).toFixed(1)}`).join("L");
  const powers = Array.from({ length: scale.high - scale.low + 1 }, (_, i) => scale.low + i);
  plot.replaceChildren(
    svg("rect", { class: "k-frame", x: left, y: PLOT.top, width: PLOT.right - left, height: PLOT.bottom - PLOT.top }),
    ...powers.flatMap((power) => [
      svg("line", { class: "o-grid", x1: left, x2: PLOT.right, y1: scale.y(10 ** power), y2: scale.y(10 ** power) }),
      svg("text", { x: left - 6, y: scale.y(10 ** power) + 4, "text-anchor": "end" }, named(10 ** power)),
    ]),
    svg("path", { class: "o-each", d: line("each") }),
    svg("path", { class: "o-pairs", d: line("pairs") }),
    ...sizes.flatMap((one) => [
      svg("circle", { class: "o-mark-each", r: 3.5, cx: scale.x(one.side), cy: scale.y(one.each) }),
      svg("circle", { class: "o-mark", r: 4.5, cx: scale.x(one.side), cy: scale.y(one.pairs) }),
      svg("text", { x: scale.x(one.side), y: PLOT.bottom + 20, "text-anchor": "middle", class: strong.includes(one.side) ? "o-strong" : "" }, `${one.side}²`),
    ]),
  );
}
