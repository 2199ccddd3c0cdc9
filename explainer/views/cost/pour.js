/* Numbers poured out one by one, colour beside colour: each is one cell of its plane. */
import { make } from "../parts/dom.js";
import { sum } from "../parts/numbers.js";
import { divergingColors } from "../parts/paint.js";
import { makeMotion, still } from "../parts/scrub.js";

const CELL = 2, GAP = 6; // pixels of a cell on its canvas, and cells between two planes
const POUR_SECONDS = 5; // for the picture; the latent goes at the same pace
const TINTS = [[1, 0.45, 0.38], [0.42, 0.86, 0.5], [0.42, 0.6, 1]]; // a colour's numbers in its own ink
export const planesWidth = (planes, side) => planes * side + (planes - 1) * GAP;

/* `colorOf(plane, place)` -> [r, g, b]; the number `index` is that of position index / planes. */
export function makeSheet(canvas, planes, side, colorOf) {
  canvas.width = planesWidth(planes, side) * CELL;
  canvas.height = side * CELL;
  const pen = canvas.getContext("2d");
  let poured = 0;
  return {
    total: planes * side * side,
    pour(until) {
      for (; poured < until; poured++) {
        const plane = poured % planes, place = Math.floor(poured / planes);
        pen.fillStyle = `rgb(${colorOf(plane, place).map(Math.round).join(" ")})`;
        pen.fillRect((plane * (side + GAP) + place % side) * CELL, Math.floor(place / side) * CELL, CELL, CELL);
      }
    },
  };
}

export function pictureColors(image, size) {
  const pen = make("canvas", { width: size, height: size }).getContext("2d", { willReadFrequently: true });
  pen.drawImage(image, 0, 0);
  const { data } = pen.getImageData(0, 0, size, size);
  return (plane, place) => TINTS[plane].map((tint) => tint * data[4 * place + plane]);
}

export function latentColors(levels, side) {
  const colors = divergingColors();
  return (plane, place) => colors[levels[plane * side * side + place]];
}

/* Pour one sheet after the other at one pace; `told(counts, done)` on each frame. Returns what ends it at once. */
export function pourOut(sheets, told) {
  const total = sum(sheets.map((sheet) => sheet.total)), pace = sheets[0].total / POUR_SECONDS;
  const upTo = (number) => {
    let left = number;
    const counts = sheets.map((sheet) => {
      const here = Math.min(left, sheet.total);
      sheet.pour(here);
      left -= here;
      return here;
    });
    told(counts, number >= total);
  };
  const motion = makeMotion(upTo);
  if (still()) upTo(total);
  else motion.start(0, total, 1000 * total / pace);
  return () => { motion.stop(); upTo(total); };
}
