/* The loss while it falls, below the line of saying nothing. */
import { fill } from "../parts/dom.js";
import { counted } from "../parts/numbers.js";
import { makePlot } from "../parts/plot.js";

const BOX = { left: 40, right: 590, top: 14, bottom: 200 };

/* `losses` are the means of each `total / most` steps. */
export function drawCurve(plot, { losses, total, step, nothing }, words) {
  const axes = makePlot(BOX, { x: [0, total], y: [0, Math.max(1.15, nothing, ...losses)] });
  const each = losses.length ? step / losses.length : 0;
  plot.replaceChildren(
    axes.frame(),
    axes.rule(nothing, "y-nothing"),
    axes.text(BOX.right - 8, axes.y(nothing) + 20, fill(words.nothing, { nothing: nothing.toFixed(2) }), { anchor: "end" }),
    axes.beside(0, "0", { drop: 0 }),
    axes.beside(1, "1", { drop: 5 }),
    axes.line(losses.map((loss, i) => [(i + 1) * each, loss])),
    ...(losses.length ? [axes.dot(step, losses.at(-1))] : []),
    axes.under(0, "0", { anchor: "start", below: 26 }),
    axes.under(total, fill(words.steps, { total: counted(total) }), { anchor: "end", below: 26 }),
  );
}
