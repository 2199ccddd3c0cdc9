/* Sentences that quote numbers are filled in when the numbers are there. */
import { fill, write } from "../parts/dom.js";
import { onValue } from "../parts/scrub.js";

export default (view) => {
  const { element, props } = view;
  const wordsAt = (path) => path.split(".").reduce((table, key) => table[key], props.words);
  onValue(view, ({ facts, code }) => {
    for (const one of element.querySelectorAll("[data-fill]")) write(one, fill(wordsAt(one.dataset.fill), facts));
    element.querySelector("[data-code]").textContent = code;
  });
};
