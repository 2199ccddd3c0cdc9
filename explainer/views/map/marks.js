/* What lies above the animals: the reader's picture and words, lines to their neighbours, the words of the world. */
import { fill } from "../parts/dom.js";
import { clamp } from "../parts/numbers.js";
import { outline } from "../parts/shapes.js";
import { widthOf } from "./stickers.js";

const EDGE = 26;
/* where a label may stand beside its point, the best first */
const SHIFTS = [[0, -16], [0, 16], [0, -38], [0, 38], [-62, 0], [62, 0], [-62, -27], [62, -27], [-62, 27], [62, 27], [0, -60], [0, 60], [-110, 0], [110, 0], [0, 0]];

const overlap = (a, b) => a.left < b.left + b.wide + 2 && b.left < a.left + a.wide + 2 && a.top < b.top + b.high + 2 && b.top < a.top + a.high + 2;

/* A line from `from` to each of `ends`. */
function tie(pen, from, ...ends) {
  pen.beginPath();
  for (const end of ends) {
    pen.moveTo(...from);
    pen.lineTo(...end);
  }
  pen.stroke();
}

/** @type {(...given: any[]) => any} */
function arrow(pen, [x, y], angle, away, ink) {
  pen.save();
  pen.translate(x, y);
  pen.rotate(angle);
  pen.beginPath();
  for (const corner of [[away + 13, 0], [away + 1, -8], [away + 1, 8]]) pen.lineTo(...corner);
  pen.closePath();
  pen.fillStyle = ink;
  pen.fill();
  pen.restore();
}

/* `root` has the colours and the font. */
export function makeMarks(root, world, camera, points, words) {
  let inks = {};
  const inkOf = (variable) => (inks[variable] ??= getComputedStyle(root).getPropertyValue(variable).trim());

  /* where a point is drawn: itself, or the nearest spot at the edge of the field, and then the way it lies */
  function atEdge([x, y]) {
    if (!camera.isOutside([x, y])) return { spot: [x, y], angle: null };
    const { width, height } = camera.field();
    const spot = [clamp(x, EDGE, width - EDGE), clamp(y, EDGE, height - EDGE)];
    return { spot, angle: Math.atan2(y - spot[1], x - spot[0]) };
  }
  /* lines to the neighbours of a place, rings about them, and an arrow where it lies outside; returns its spot */
  function mark(pen, r, stickers, { point, neighbors }, ink, away, dash = []) {
    const there = camera.toScreen(point), { spot, angle } = atEdge(there);
    pen.strokeStyle = ink;
    pen.lineWidth = 1.5;
    pen.setLineDash(dash);
    tie(pen, there, ...neighbors.map(({ index }) => points.placeOf(index)));
    pen.setLineDash([]);
    for (const { index } of neighbors) ring(pen, stickers, index, r, 1.2, 2);
    if (angle !== null) arrow(pen, spot, angle, away, ink);
    return spot;
  }
  function ring(pen, stickers, index, r, grow = 1.5, width = 3) {
    const [x, y] = points.placeOf(index);
    stickers.layLarge(pen, index, x, y, widthOf(grow * r));
    outline(world.kindOf(index), pen, x, y, 1.15 * grow * r, width, inkOf("--seal"));
  }

  /** @type {(...given: any[]) => any} */
  function labelBox(pen, text, [x, y], size, bold = false) {
    pen.font = `${bold ? 600 : 400} ${size}px ${getComputedStyle(root).fontFamily}`;
    const wide = pen.measureText(text).width + 12, high = size + 8;
    return { left: Math.max(2, Math.min(camera.field().width - wide - 2, x - wide / 2)), top: y - high / 2, wide, high };
  }
  function label(pen, text, { left, top, wide, high }, ink, width) {
    pen.textAlign = "center";
    pen.textBaseline = "middle";
    pen.fillStyle = inkOf("--card");
    pen.fillRect(left, top, wide, high);
    pen.strokeStyle = pen.fillStyle = ink;
    pen.lineWidth = width;
    pen.strokeRect(left, top, wide, high);
    pen.fillText(text, left + wide / 2, top + high / 2 + 1);
  }

  function drawOwn(pen, r, stickers) {
    const seal = inkOf("--seal"), side = clamp(2.6 * r, 26, 64);
    const [x, y] = mark(pen, r, stickers, world.place, seal, side / 2 + 2);
    pen.fillStyle = seal;
    pen.fillRect(x - side / 2 - 4, y - side / 2 - 4, side + 8, side + 8);
    pen.drawImage(world.own, x - side / 2, y - side / 2, side, side);
  }
  function drawWord(pen, r, stickers) {
    const ink = inkOf("--seal-ink"), text = fill(words.quote, { text: world.heard.text });
    const spot = mark(pen, r, stickers, world.wordPlace, ink, 14, [4, 3]);
    label(pen, text, labelBox(pen, text, spot, 15, true), ink, 2);
  }
  /* the world's own words, each beside its point, the two languages of a word tied together */
  function drawLandmarks(pen) {
    const pairs = new Map(), laid = [], size = camera.field().width < 500 ? 11 : 13;
    const placed = world.map.landmarks.map((one) => {
      const there = camera.toScreen(one.point);
      const boxes = SHIFTS.map(([x, y]) => labelBox(pen, one.text, [there[0] + x, there[1] + y], size));
      const box = boxes.find((free) => !laid.some((other) => overlap(free, other))) ?? boxes.at(-1);
      laid.push(box);
      pairs.set(one.value, [...(pairs.get(one.value) ?? []), there]);
      return { one, there, box };
    });
    pen.strokeStyle = pen.fillStyle = inkOf("--ink");
    pen.lineWidth = 1;
    for (const [first, second] of pairs.values()) tie(pen, first, second ?? first);
    for (const { there, box } of placed) {
      tie(pen, there, [box.left + box.wide / 2, box.top + box.high / 2]);
      pen.fillRect(there[0] - 3, there[1] - 3, 6, 6);
    }
    for (const { one, box } of placed) label(pen, one.text, box, inkOf(one.language === "en" ? "--indigo" : "--ink"), 1);
  }

  return {
    draw(pen, r, stickers) {
      if (world.wordsShown) drawLandmarks(pen);
      drawOwn(pen, r, stickers);
      if (world.wordPlace) drawWord(pen, r, stickers);
      if (world.current !== null) ring(pen, stickers, world.current, r);
    },
    /* Other colours. */
    inkAnew() { inks = {}; },
  };
}
