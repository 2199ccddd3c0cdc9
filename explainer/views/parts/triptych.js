/* Three prints beside each other, as one picture to take along. */
import { make } from "./dom.js";

const SIDE = 384, BETWEEN = 56, EDGE = 20;

/* `lay(pen, left, top, side)` of each print draws it, one of `signs` stands between two; the colours are `root`'s. */
export function triptych(root, signs, lays) {
  const canvas = make("canvas", { width: 3 * SIDE + 2 * BETWEEN + 2 * EDGE, height: SIDE + 2 * EDGE });
  const pen = canvas.getContext("2d"), style = getComputedStyle(root);
  pen.fillStyle = style.getPropertyValue("--paper");
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.fillStyle = style.getPropertyValue("--muted");
  pen.strokeStyle = style.getPropertyValue("--seal");
  Object.assign(pen, { font: "30px serif", textAlign: "center", textBaseline: "middle", lineWidth: 3 });
  lays.forEach((lay, i) => {
    const left = EDGE + i * (SIDE + BETWEEN);
    lay(pen, left, EDGE, SIDE);
    if (i) pen.fillText(signs[i - 1], left - BETWEEN / 2, EDGE + SIDE / 2);
  });
  return canvas;
}
