/* Operations over positions, both as powers of ten: what is done for each, and what is done for all pairs. */
import { makePlot } from "../parts/plot.js";

const BOX = { left: 104, right: 590, top: 14, bottom: 240 };
const ROOM = 26; // beside the outermost sizes
const tens = (number) => Math.log10(Math.max(number, 1));

/* `named(operations)` -> text; `strong`: the sides that are written bold. */
export function drawGrowth(figure, sizes, strong, named) {
  const all = sizes.flatMap(({ each, pairs }) => [each, pairs]).filter((one) => one > 0).map(tens);
  const low = Math.floor(Math.min(...all)), high = Math.ceil(Math.max(...all));
  const across = ({ side }) => tens(side * side), [first, last] = [sizes[0], sizes.at(-1)].map(across);
  const room = ((last - first) * ROOM) / (BOX.right - BOX.left - 2 * ROOM);
  const plot = makePlot(BOX, { x: [first - room, last + room], y: [low, high] });
  const powers = Array.from({ length: high - low + 1 }, (_, i) => low + i);
  const line = (key, name) => plot.line(sizes.map((size) => [across(size), tens(size[key])]), name);
  figure.replaceChildren(
    plot.frame(), ...powers.flatMap((power) => [plot.rule(power, "o-grid"), plot.beside(power, named(10 ** power), { gap: 6 })]),
    line("each", "o-each"), line("pairs", "o-pairs"),
    ...sizes.flatMap((size) => [
      plot.dot(across(size), tens(size.each), "o-mark-each", 3.5), plot.dot(across(size), tens(size.pairs), "o-mark", 4.5),
      plot.text(plot.x(across(size)), BOX.bottom + 20, `${size.side}²`, { anchor: "middle", class: strong.includes(size.side) ? "o-strong" : "" }),
    ]),
  );
}
