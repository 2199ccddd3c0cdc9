/* The figure as one picture to take along: the picture → its four channels → what comes back, with the square. */
import { make } from "../parts/dom.js";

const SIDE = 384, BETWEEN = 56, EDGE = 20, GAP = 8;

/* `root` is the figure; `spot` the square among `cells` a side. */
export function together(root, spot, cells) {
  const canvas = make("canvas", { width: 3 * SIDE + 2 * BETWEEN + 2 * EDGE, height: SIDE + 2 * EDGE });
  const pen = canvas.getContext("2d"), style = getComputedStyle(root);
  pen.fillStyle = style.getPropertyValue("--paper");
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.strokeStyle = style.getPropertyValue("--seal");
  pen.lineWidth = 3;
  const lay = (source, x, y, size) => {
    pen.drawImage(source, x, y, size, size);
    pen.strokeRect(x + spot.across * size / cells, y + spot.down * size / cells, size / cells, size / cells);
  };
  const left = (i) => EDGE + i * (SIDE + BETWEEN), small = (SIDE - GAP) / 2;
  lay(root.querySelector('[data-sheet="0"]'), left(0), EDGE, SIDE);
  lay(root.querySelector('[data-sheet="1"]'), left(2), EDGE, SIDE);
  pen.imageSmoothingEnabled = false;
  root.querySelectorAll("[data-channels] canvas").forEach((channel, i) => {
    lay(channel, left(1) + (i % 2) * (small + GAP), EDGE + Math.floor(i / 2) * (small + GAP), small);
  });
  pen.fillStyle = style.getPropertyValue("--muted");
  Object.assign(pen, { font: "30px serif", textAlign: "center", textBaseline: "middle" });
  for (const i of [1, 2]) pen.fillText("→", left(i) - BETWEEN / 2, EDGE + SIDE / 2);
  return canvas;
}
