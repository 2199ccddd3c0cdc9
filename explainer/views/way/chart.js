/* The map under the way: all animals, small and faint, and the path of the steps over them. */
import { isDark, make } from "../parts/dom.js";
import { ink, sharpPen } from "../parts/paint.js";
import { stamp, strokeThrough } from "../parts/pens.js";
import { makeLens } from "../parts/plot.js";
import { framed } from "../parts/shapes.js";
import { featureOf } from "../map/world.js";

const SMALL = 6.5, PRINT = 24, HERE = 58, MARGIN = 36;

/* The index in the sheet of what is there at a step of the way through `space`, or of what is expected. */
export const cellOf = (film, space, step) => (space === "vae" ? film.last + 1 : 0) + step;
/* The picture of the animal of that index, drawn with `pen`. */
export const stampAnimal = (pen, { animals: { cell, columns }, herd }, ...place) =>
  stamp(pen, { image: herd, columns, size: cell }, ...place);

/** @type {(...given: any[]) => any} */
function layAnimal(pen, film, index, [x, y], r) {
  const lay = () => stampAnimal(pen, film, index, x - 1.3 * r, y - 1.4 * r, 2.6 * r);
  framed(featureOf(film, "kind", index), pen, x, y, r, r > SMALL ? 3 : 1.2, lay);
}

/** @type {(...given: any[]) => any} */
function print(pen, sheet, index, [x, y], side, edge) {
  pen.fillRect(x - side / 2 - edge, y - side / 2 - edge, side + 2 * edge, side + 2 * edge);
  stamp(pen, sheet, index, x - side / 2, y - side / 2, side);
}

/* The function that draws the map into `canvas`: the film's way through `space`, as far as step `at`. */
export function makeChart(canvas) {
  let ground = null; // the animals, drawn once for each space, size and theme

  function layGround(film, space, places) {
    const key = [space, canvas.width, canvas.height, isDark(), film.asked.run].join();
    if (ground?.key === key) return ground.image;
    const image = make("canvas", { width: canvas.width, height: canvas.height }), pen = image.getContext("2d");
    const dense = canvas.width / canvas.clientWidth;
    pen.scale(dense, dense);
    pen.globalAlpha = 0.42;
    places.forEach((place, i) => layAnimal(pen, film, i, place, SMALL));
    ground = { key, image };
    return image;
  }

  return (film, space, at) => {
    const pen = sharpPen(canvas), places = film.places[space], { clientWidth: width, clientHeight: height } = canvas;
    if (!pen) return;
    const points = film.points[space], pointOf = (index) => points.slice(2 * index, 2 * index + 2);
    const all = Array.from({ length: points.length / 2 }, (_, i) => pointOf(i));
    const toScreen = makeLens([...all, ...places.map(({ point }) => point)], width, height, MARGIN);
    pen.drawImage(layGround(film, space, all.map(toScreen)), 0, 0, width, height);
    const path = places.map(({ point }) => toScreen(point)), { index } = places[at], animal = toScreen(pointOf(index));
    const seal = pen.fillStyle = ink("seal");
    strokeThrough(pen, path.slice(at), { ink: seal, dash: [2, 5] });
    strokeThrough(pen, path.slice(0, at + 1), { ink: seal });
    path.slice(0, at).forEach((point, i) => print(pen, film.cells, cellOf(film, space, i), point, PRINT, 1.5));
    strokeThrough(pen, [path[at], animal], { ink: seal });
    layAnimal(pen, film, index, animal, 15);
    print(pen, film.cells, cellOf(film, space, at), path[at], HERE, 4);
  };
}
