/* A word's attention over the greyed picture: one hue, from the least to the most it has on that map. */
const WHOLE = 65535;

const made = (tag, className, text) => {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  return node;
};

/* The maps of a run: `at(side, moment, row)` gives {side, values} with values in 0..1. */
function readMaps(buffer, sides, moments, rows) {
  const view = new DataView(buffer), begins = new Map();
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
function greyed({ width, height, rgb }) {
  const bytes = bytesOf(rgb), image = new ImageData(width, height);
  for (let i = 0; i < width * height; i++) {
    const light = 0.299 * bytes[3 * i] + 0.587 * bytes[3 * i + 1] + 0.114 * bytes[3 * i + 2];
    const grey = 70 + light * 0.7;
    image.data.set([grey, grey, grey, 255], 4 * i);
  }
  return canvasOf(image);
}

function coloured({ width, height, rgb }) {
  const canvas = document.createElement("canvas");
  paintTiny(canvas, { width, height, rgb });
  return canvas;
}

function canvasOf(image) {
  const canvas = document.createElement("canvas");
  putPixels(canvas, image, false);
  return canvas;
}

const hue = () => {
  const color = getComputedStyle(element).getPropertyValue("--seal").trim();
  return [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16));
};

const rangeOf = (values) => values.reduce(([low, high], one) => [Math.min(low, one), Math.max(high, one)], [1, 0]);

/* Lays `map` over `ground`; what it has least is clear, what it has most nearly covers. */
function paintAttention(canvas, ground, map) {
  const pen = canvas.getContext("2d"), [low, high] = rangeOf(map.values), color = hue();
  const image = new ImageData(map.side, map.side);
  map.values.forEach((value, i) => image.data.set([...color, 235 * (high > low ? (value - low) / (high - low) : 0)], 4 * i));
  pen.imageSmoothingEnabled = true;
  pen.imageSmoothingQuality = "high";
  pen.clearRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(ground, 0, 0, canvas.width, canvas.height);
  pen.drawImage(canvasOf(image), 0, 0, canvas.width, canvas.height);
  return [low, high];
}

function markSpot(canvas, spot, count) {
  const pen = canvas.getContext("2d"), size = canvas.width / count;
  for (const [width, color] of [[5, "#fff"], [2, "#17171C"]]) {
    pen.lineWidth = width;
    pen.strokeStyle = color;
    pen.strokeRect(spot[0] * size, spot[1] * size, size, size);
  }
}
