/* Every step as a column: above what it expects, below the animal that CLIP finds nearest to that. */
import { fill, make } from "../parts/dom.js";
import { paintCell } from "../parts/paint.js";
import { kindColor } from "../parts/shapes.js";
import { featureOf } from "../map/world.js";
import { stampAnimal } from "./chart.js";

export const nameOf = (film, index) => film.animals.names[`${featureOf(film, "coat", index)} ${featureOf(film, "breed", index)}`];

export function drawStrip(place, film, words, chosen) {
  place.replaceChildren(...film.places.clip.map(({ index, near }, i) => {
    const expected = make("canvas"), isEnd = i === film.last;
    const animal = make("canvas", { class: featureOf(film, "kind", index) === "dog" ? "y-round" : "" });
    paintCell(expected, film.cells, i);
    paintAnimal(animal, film, index);
    return make("button", {
      class: i === film.decided.kind ? "y-decides" : "", on: { click: () => chosen(i) },
      "aria-label": fill(words.alternative[isEnd ? "end" : "step"], { step: i + 1, name: nameOf(film, index), near }),
    }, expected, animal, make("span", { text: isEnd ? words.end : String(i + 1) }));
  }));
}

export function paintAnimal(canvas, film, index) {
  const { cell } = film.animals;
  canvas.width = canvas.height = cell;
  canvas.style.setProperty("--of", kindColor(featureOf(film, "kind", index)));
  stampAnimal(canvas.getContext("2d"), film, index, 0, 0, cell);
}
