/* The latent's numbers and the sheet's pictures onto their canvases. */
import { make } from "../parts/dom.js";
import { clamp } from "../parts/numbers.js";
import { paintCell, paintLevels } from "../parts/paint.js";

const TINTS = [[1, 0.45, 0.38], [0.42, 0.86, 0.5], [0.42, 0.6, 1]]; // the inks of red, green and blue

/* from −bound to +bound: 1 to 255 */
const levelsOf = (numbers, bound) => numbers.map((number) => 128 + Math.round(127 * clamp(number / bound, -1, 1)));

const channelPrint = (index) => make("div", { class: "print", dataset: { grid: "", number: index + 1 } },
  make("canvas", { role: "img" }), make("i", { class: "cell" }));

/* Each channel in `large`, to be pointed at, and in `small`, to the picture's scale. */
export function paintLatent(large, small, { latent, side, bound }) {
  if (large.children.length !== latent.length) {
    large.replaceChildren(...latent.map((_, i) => channelPrint(i)));
    small.replaceChildren(...latent.map(() => make("canvas")));
  }
  latent.forEach((numbers, i) => {
    const levels = levelsOf(numbers, bound);
    for (const canvas of [large.children[i].firstChild, small.children[i]]) paintLevels(canvas, levels, side, 1);
  });
}

/* The sheet holds the picture, what came back and the loss, side by side. */
export function paintSheet(canvases, planes, sheet) {
  for (const canvas of canvases) paintCell(canvas, sheet, Number(canvas.dataset.sheet));
  planes.forEach((plane, color) => paintPlane(plane, sheet, color));
}

/* One of the three colours alone, in that colour's ink: the numbers as the computer holds them. */
function paintPlane(canvas, sheet, color) {
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  paintCell(canvas, sheet, 0);
  const pixels = pen.getImageData(0, 0, sheet.size, sheet.size);
  for (let at = 0; at < pixels.data.length; at += 4) {
    const value = pixels.data[at + color];
    TINTS[color].forEach((tint, i) => { pixels.data[at + i] = value * tint; });
  }
  pen.putImageData(pixels, 0, 0);
}
