/* Where the sum ends: how near to each term, which animals are there. */
import { fill, make, said } from "../parts/dom.js";
import { signed } from "../parts/numbers.js";
import { paintCell } from "../parts/paint.js";
import { signOf } from "./chips.js";

export const nameOf = (term, words) => term.text ?? words.picture;

export function layBars(place, { terms }, words) {
  const top = Math.max(...terms.map(({ near }) => near));
  place.replaceChildren(...terms.flatMap((term) => {
    const label = make("span", { text: `${signOf(term.sign)} ${nameOf(term, words)}` });
    if (term.caption && term.caption !== term.text) label.append(make("small", { text: fill(words.as, { caption: term.caption }) }));
    const bar = make("div", { class: "a-bar", style: { "--near": term.near }, dataset: { top: term.near === top } }, make("i"));
    return [label, bar, make("span", { text: signed(term.near) })];
  }));
}

export function layRows(place, value, stamps, words) {
  const { rows, names, shared } = value, first = nameOf(value.terms[value.first], words);
  const alone = new Set(rows.alone.map(([animal]) => animal)), same = JSON.stringify(rows.fresh) === JSON.stringify(rows.sum);
  const animalOf = (key, [animal, near]) => {
    const similarity = signed(near), name = names[animal];
    const canvas = make("canvas", { role: "img", "aria-label": fill(words.alternative.animal, { name, similarity }) });
    paintCell(canvas, stamps, animal);
    return make("li", { dataset: { shared: key === "sum" && alone.has(animal) } }, canvas, make("b", { text: similarity }), name);
  };
  place.replaceChildren(...Object.entries(rows).map(([key, animals]) => {
    const lacks = key === "fresh" && same, sentence = words.rows[lacks ? "fresh_same" : key];
    const list = make("ol", { class: "a-animals" }, ...(lacks ? [] : animals.map((one) => animalOf(key, one))));
    return make("div", { class: "a-row" }, said("p", sentence, { first, shared, count: animals.length }), list);
  }));
}

/* Words that CLIP never met, each with a button that puts the nearest known one in its place. */
export function layUnknown(place, unknown, words, replace) {
  place.hidden = !unknown.length;
  place.replaceChildren(...unknown.flatMap(([word, near]) => [
    fill(words.unknown, { word, near }),
    make("button", { class: "k-button", text: fill(words.instead, { near }), on: { click: () => replace(word, near) } }),
  ]));
}
