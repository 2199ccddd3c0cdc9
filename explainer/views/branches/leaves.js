/* The leaf at the end of each line: what that line, or the one it came from, has in mind at the place looked at. */
import { describe, fill, make } from "../parts/dom.js";
import { nearest } from "../parts/numbers.js";
import { paintCell, paintTiny } from "../parts/paint.js";

/* `layOut(plan)` puts the leaves into `place`, `paint(plan, chosen, at)` paints them; `pick(number)` when one is pressed. */
export function makeLeaves(place, words, { nameOf, numbersOf, hasLikeness }, pick) {
  let shown = "";

  function layOut({ order, lines }) {
    const now = JSON.stringify([order, lines.map((line) => line.likeness)]);
    if (now !== shown) place.replaceChildren(...order.map((number) => leafOf(lines[number])));
    shown = now;
  }
  function leafOf(line) {
    const { number } = line, isJudged = hasLikeness(line);
    const near = make("b", { text: isJudged ? fill(words.near, numbersOf(line)) : "" });
    return make("button", { dataset: { line: number }, on: { click: () => pick(number) } },
      make("canvas", { role: "img" }),
      make("span", {}, near, isJudged ? fill(words.near_psnr, numbersOf(line)) : number ? "" : words.the_trunk));
  }
  function paint(plan, chosen, at) {
    const isEnd = at >= plan.last;
    for (const leaf of place.children) {
      const number = Number(leaf.dataset.line), canvas = leaf.querySelector("canvas");
      leaf.setAttribute("aria-pressed", String(number === chosen));
      describe(canvas, isEnd ? words.alternative.leaf_end : words.alternative.leaf, { name: nameOf(plan.lines[number]), t: plan.tOf(at) });
      paintLine(canvas, plan.lines[plan.holder(number, at)], plan, at);
    }
  }
  function paintLine(canvas, { number, image, shown: steps, size, x0 }, plan, at) {
    if (!image) return x0 && paintTiny(canvas, x0);
    const index = at >= plan.last ? steps.length : nearest(steps, at - plan.begins[number]);
    paintCell(canvas, { image, columns: steps.length + 1, size }, index);
  }
  return { layOut, paint };
}
