/* A word's attention over the greyed picture: one hue, from the least to the most it has on that map. */
import { make } from "../parts/dom.js";
import { bytesOf, colorOf, paintTiny, putPixels } from "../parts/paint.js";

const WHOLE = 65535;

/* The maps of a run: `at(side, moment, row)` gives {side, values} with values in 0..1. */
export function readMaps(bytes, sides, moments, rows) {
  const view = new DataView(bytes.buffer), begins = new Map();
  let begin = 0;
  for (const [side, width] of sides) {
    begins.set(side, { begin, width });
    begin += moments * rows * width * width;
  }
  return (side, moment, row) => {
    const { begin: first, width } = begins.get(side), count = width * width, from = first + (moment * rows + row) * count;
    return { side: width, values: Float32Array.from({ length: count }, (_, i) => view.getUint16(2 * (from + i), true) / WHOLE) };
  };
}

/* The picture without its colours, pale enough that the hue is seen on black as well. */
export function greyed({ width, height, rgb }) {
  const bytes = bytesOf(rgb), image = new ImageData(width, height);
  for (let i = 0; i < width * height; i++) {
    const light = 0.299 * bytes[3 * i] + 0.587 * bytes[3 * i + 1] + 0.114 * bytes[3 * i + 2];
    const grey = 70 + light * 0.7;
    image.data.set([grey, grey, grey, 255], 4 * i);
  }
  return canvasOf(image);
}

export function coloured(tiny) {
  const canvas = make("canvas");
  paintTiny(canvas, tiny);
  return canvas;
}

function canvasOf(image) {
  const canvas = make("canvas");
  putPixels(canvas, image, false);
  return canvas;
}

/* Lays `map` over `ground`; what it has least is clear, what it has most nearly covers. Returns both. */
export function paintAttention(canvas, ground, { side, values }) {
  const pen = canvas.getContext("2d"), low = Math.min(...values), high = Math.max(...values), color = colorOf("seal");
  const image = new ImageData(side, side);
  values.forEach((value, i) => image.data.set([...color, 235 * (high > low ? (value - low) / (high - low) : 0)], 4 * i));
  pen.imageSmoothingEnabled = true;
  pen.imageSmoothingQuality = "high";
  pen.clearRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(ground, 0, 0, canvas.width, canvas.height);
  pen.drawImage(canvasOf(image), 0, 0, canvas.width, canvas.height);
  return [low, high];
}

export function markSpot(canvas, spot, count) {
  const pen = canvas.getContext("2d"), size = canvas.width / count;
  for (const [width, color] of [[5, "#fff"], [2, "#17171C"]]) {
    pen.lineWidth = width;
    pen.strokeStyle = color;
    pen.strokeRect(spot[0] * size, spot[1] * size, size, size);
  }
}
