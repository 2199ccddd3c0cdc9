/* The curve of how near the picture in mind is to the words, and a few such pictures to go to. */
import { describe, fill, make, press } from "../parts/dom.js";
import { nearest, signed } from "../parts/numbers.js";
import { paintCell } from "../parts/paint.js";
import { makePlot } from "../parts/plot.js";

export const FRAME = { left: 40, right: 350, top: 14, bottom: 168 };
const STRIP = 6;

/* Draws the curve of `film`; returns the function that moves the marker to a position. */
export function drawCurve(figure, { near, k, similarity }, words) {
  const least = Math.min(0, ...near), most = Math.max(0.1, ...near), air = (most - least) * 0.08;
  const plot = makePlot(FRAME, { x: [0, k], y: [least - air, most + air] });
  const marker = plot.marker();
  const round = Math.floor(most * 10) / 10;
  figure.replaceChildren(
    plot.frame(), plot.line(near.map((value, position) => [position, value])), plot.rule(0, "i-zero"),
    ...(round > 0 ? [0, round] : [0]).map((value) => plot.beside(value, value.toFixed(1), { gap: 7 })),
    plot.under(0, words.from, { anchor: "start", below: 18 }), plot.under(k, words.to, { anchor: "end", below: 18 }),
    marker.node,
  );
  describe(figure, words.alternative.curve, { first: signed(near[0]), last: signed(similarity) });
  return (position) => marker.move(position, [near[position]]);
}

/* A few of the predicted pictures; a click goes there. Returns the function that marks the nearest. */
export function drawStrip(strip, { k, steps, sheet }, words, go) {
  const count = Math.min(STRIP, k + 1);
  const positions = Array.from({ length: count }, (_, i) => (count > 1 ? Math.round((i * k) / (count - 1)) : k));
  const buttons = positions.map((position) => {
    const canvas = make("canvas"), t = steps[position]?.t;
    paintCell(canvas, sheet, k + position);
    return make("button", { "aria-label": fill(words.stage, { t: t ?? 0 }), on: { click: () => go(position) } },
      canvas, make("span", { text: t ?? words.to }));
  });
  strip.replaceChildren(...buttons);
  return (position) => press(buttons, (_, i) => i === nearest(positions, position));
}
