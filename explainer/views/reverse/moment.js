/* The three panes as one picture to take along: what it is now − what is taken for noise → what lies beneath. */
import { make } from "../parts/dom.js";

const SIDE = 384, BETWEEN = 56, EDGE = 20;

export function together(panes) {
  const canvas = make("canvas", { width: 3 * SIDE + 2 * BETWEEN + 2 * EDGE, height: SIDE + 2 * EDGE });
  const pen = canvas.getContext("2d"), style = getComputedStyle(panes.x);
  pen.fillStyle = style.getPropertyValue("--paper");
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.fillStyle = style.getPropertyValue("--muted");
  Object.assign(pen, { font: "30px serif", textAlign: "center", textBaseline: "middle" });
  for (const [i, pane] of Object.values(panes).entries()) {
    const x = EDGE + i * (SIDE + BETWEEN);
    pen.imageSmoothingEnabled = pane.style.imageRendering !== "pixelated";
    pen.drawImage(pane, x, EDGE, SIDE, SIDE);
    if (i < 2) pen.fillText("−→"[i], x + SIDE + BETWEEN / 2, EDGE + SIDE / 2);
  }
  return canvas;
}
