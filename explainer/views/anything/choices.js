/* The buttons and fields of a choice: which are pressed, which are needed, what stands in them. */
import { fill, finder, press } from "../parts/dom.js";

export const TABS = { word: "word", picture: "picture", words: "mix", word_picture: "mix", sketch: "sketch", start: "sketch", color: "color" };

/* `taken`: the kinds that go in; `nameOf(row)` is what one is called. */
export function writeChoice(element, asked, taken, nameOf, words) {
  const one = finder(element), all = (selector) => element.querySelectorAll(selector), tab = TABS[asked.kind];
  const hasSketch = taken.includes("sketch"), groups = { [tab]: true, two: taken.length === 2 && asked.kind !== "start" };
  for (const name of ["word", "other", "color"]) one(`.a-${name}`).value = asked[name];
  for (const field of all("[data-for]")) field.hidden = !taken.includes(field.dataset.for);
  press(all("[data-tab]"), ({ dataset }) => dataset.tab === tab);
  press(all("button[data-kind]"), ({ dataset }) => dataset.kind === asked.kind);
  press(all("[data-way]"), ({ dataset }) => dataset.way === asked.way);
  for (const group of all("[data-in]")) group.hidden = !groups[group.dataset.in];
  one(".a-pad").hidden = !hasSketch;
  one(".a-figure").toggleAttribute("data-pad", hasSketch);
  one(".a-slide").hidden = one(".a-strip").hidden = taken.length < 2;
  one(".a-question").textContent = words.guess.question;
  one('[data-guess="first"]').textContent = fill(words.guess.mostly, { name: nameOf({ kind: "word" }) });
  one('[data-guess="second"]').textContent = fill(words.guess.mostly, { name: nameOf({ kind: "other" }) });
}
