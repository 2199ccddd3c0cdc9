/* The lanes as prints beside each other: a mark, what is chosen, a picture, and what is said of it. */
import { fill, isDark, make } from "../parts/dom.js";

const INKS = [["#2B4C7E", "#8FB0E3"], ["#A85500", "#E8A65C"], ["#2A7A58", "#74CCA6"], ["#7B4596", "#CFA3E6"]];
export const inkOf = (which) => INKS[which][isDark() ? 1 : 0];
export const MOST = 4, LEAST = 2;

/* A lane's mark as the head of a table's row or column. */
export const markOf = (which, name) => make("th", {}, make("i", { text: which + 1, title: name, style: { "--lane": inkOf(which) } }));

/* Cards for `items` in `place`. `control(item, which)` makes what stands in a lane's head, `changed(items)` is
   called when a lane was dropped or added, and `another(items)` is the one to add. */
export function layCards(place, items, words, { control, changed, another }) {
  const cards = items.map((item, which) => {
    const canvas = make("canvas", { width: 128, height: 128, role: "img" }), step = make("span"), took = make("span");
    const drop = make("button", {
      text: "×", hidden: items.length <= LEAST, "aria-label": fill(words.drop, { lane: which + 1 }),
      on: { click: () => changed(items.filter((_, i) => i !== which)) },
    });
    const head = make("div", { class: "n-head" }, make("i", { text: which + 1 }), ...control(item, which), drop);
    const card = make("figure", { class: "k-figure n-lane", style: { "--lane": inkOf(which) } },
      head, canvas, make("figcaption", { class: "k-caption" }, step, took));
    return { card, canvas, step, took };
  });
  const add = make("button", { class: "n-add", text: words.add, on: { click: () => changed([...items, another(items)]) } });
  place.replaceChildren(...cards.map(({ card }) => card), ...(items.length < MOST ? [add] : []));
  return cards;
}
