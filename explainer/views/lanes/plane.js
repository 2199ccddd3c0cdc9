/* The paths on their plane, over the world's pictures; numbers stand where the lanes are now. */
import { disc, stamp, strokeThrough } from "../parts/pens.js";
import { makeLens } from "../parts/plot.js";
import { inkOf } from "./cards.js";

const DASHES = [[], [12, 7], [3, 6], [14, 5, 3, 5]];
const MARGIN = 84, STAMP = 40;

/* From the plane's units to pixels, the same along both axes, with all paths in view; where they are one point,
   all landmarks. */
function lensOf(canvas, film) {
  const paths = film.lanes.flatMap(({ points }) => points);
  const still = paths.every(([x, y]) => Math.hypot(x - paths[0][0], y - paths[0][1]) < 0.05);
  return makeLens(still ? [...film.landmarks, ...paths] : paths, canvas.width, canvas.height, MARGIN);
}

function stampLandmarks(pen, film, place) {
  const sheet = { image: film.stamps, columns: film.across, size: film.cell };
  pen.globalAlpha = 0.5;
  film.landmarks.forEach((point, i) => {
    const [x, y] = place(point);
    stamp(pen, sheet, i, x - STAMP / 2, y - STAMP / 2, STAMP);
  });
  pen.globalAlpha = 1;
}

/** @type {(...given: any[]) => any} */
function standAt(pen, [x, y], text, ink, card) {
  disc(pen, [x, y], 15, ink, card);
  Object.assign(pen, { fillStyle: card, font: "700 18px sans-serif", textAlign: "center", textBaseline: "middle" });
  pen.fillText(text, x, y + 1);
}

/* `reached[i]` is how many of lane i's points it has come to, at least 1. */
export function drawPlane(canvas, film, reached) {
  const pen = canvas.getContext("2d"), place = lensOf(canvas, film);
  const card = getComputedStyle(canvas).getPropertyValue("--card").trim();
  pen.clearRect(0, 0, canvas.width, canvas.height);
  stampLandmarks(pen, film, place);
  film.lanes.forEach(({ points }, i) => {
    const path = points.map(place), ink = inkOf(i), dash = DASHES[i];
    strokeThrough(pen, path, { ink: card, width: 8, alpha: 0.8 });
    strokeThrough(pen, path, { ink, width: 3.5, dash, alpha: 0.35 });
  });
  film.lanes.forEach(({ points }, i) =>
    strokeThrough(pen, points.slice(0, reached[i]).map(place), { ink: inkOf(i), width: 4.5, dash: DASHES[i] }));
  film.lanes.forEach(({ points }, i) => standAt(pen, apart(film, reached, i, place(points[reached[i] - 1]), place), i + 1, inkOf(i), card));
}

/* Marks that would cover each other stand in a row beside the first of them. */
/** @type {(...given: any[]) => any} */
function apart(film, reached, which, [x, y], place) {
  const covered = film.lanes.slice(0, which).map(({ points }, i) => place(points[reached[i] - 1])).filter(([a, b]) => Math.hypot(a - x, b - y) < 32);
  return covered.length ? [covered[0][0] + 32 * covered.length, covered[0][1]] : [x, y];
}
