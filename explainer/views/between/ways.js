/* The ways as prints beside each other, and what is said of the middle of each. */
import { describe, fill, make, said, say } from "../parts/dom.js";
import { percent, signed } from "../parts/numbers.js";
import { paintCell } from "../parts/paint.js";
import { inkOf } from "./plots.js";

const laneOf = (id) => ({ "--lane": inkOf(id) });

export function layWays(place, ids, words, lack) {
  const cards = ids.map((id, i) => {
    const canvas = make("canvas", { width: 128, height: 128, role: "img" }), animal = make("canvas", { width: 48, height: 48, role: "img" });
    const text = make("p"), share = make("figcaption", { class: "g-share" });
    const head = make("h4", { dataset: { mark: words.yours } }, make("i", { text: i + 1 }), make("span", { text: words.ways[id].name }));
    const card = make("figure", { class: "k-figure g-way", style: laneOf(id) }, head, canvas, make("div", { class: "g-most" }, animal, text), share);
    return { id, card, canvas, animal, text, share };
  });
  place.replaceChildren(...cards.map(({ card }) => card), ...(lack ? [make("p", { class: "g-lack", text: lack })] : []));
  return cards;
}

/* A button a way, with what it mixes. */
export function layGuesses(place, ids, words, chosen) {
  place.replaceChildren(...ids.map((id) =>
    make("button", { style: laneOf(id), on: { click: () => chosen(id) } }, make("b", { text: words.ways[id].name }), words.ways[id].what)));
}

/* One stop of one way: which animal it is most like, and how much of A and of B is in it. */
export function describeStop(card, way, stop, set, words) {
  const [animal, similarity] = way.near[stop], [a, b] = way.likeness[stop];
  const values = {
    name: set.animals[animal], similarity: signed(similarity), a: signed(a), b: signed(b), contrast: way.contrast[stop],
    share: percent(stop / (set.stops - 1)), way: words.ways[way.id].name,
  };
  paintCell(card.animal, set.stamps, animal);
  describe(card.animal, values.name);
  say(card.text, words.most, values);
  card.share.textContent = fill(words.shares, values);
  describe(card.canvas, words.alternative.stop, values);
}

/* What is in the middle of each way, in its own numbers. */
export function fillMiddles(list, { gone, middle, stops }, words) {
  const last = stops - 1;
  list.replaceChildren(...gone.flatMap(({ id, norms, likeness, contrast, leap: [leap, kept] }, i) => {
    const [a, b] = likeness[middle].map((one) => signed(one));
    const text = said("dd", words.ways[id].middle, {
      a, b, contrast: contrast[middle], norm: norms && percent(2 * norms[middle] / (norms[0] + norms[last])), length: norms?.[middle].toFixed(1),
      leap: percent(leap / last), before: percent((leap - 1) / last), kept: signed(kept), first: signed(likeness[0][0]), final: signed(likeness[last][1]),
    });
    return [make("dt", {}, make("i", { text: i + 1, style: laneOf(id) })), text];
  }));
}

/* A small picture for each sample, to be the second one. */
export function laySamples(place, samples, names, chosen) {
  place.append(...samples.map(({ id, src }) =>
    make("button", { dataset: { id }, title: names[id], on: { click: () => chosen(id) } }, make("img", { src, alt: names[id] }))));
}
