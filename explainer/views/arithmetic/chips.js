/* The sum as the reader writes it: a chip a term. In an address, and in an example, the terms of a sum read
   "+pug_-dog_+cat", the reader's picture being @. */
import { fill, make } from "../parts/dom.js";
import { sum } from "../parts/numbers.js";

const OWN = "@", BETWEEN = "_";
export const signOf = (sign) => (sign < 0 ? "−" : "+");

export function termsOf(written) {
  return written.split(BETWEEN).filter(Boolean).map((term) => {
    const sign = /^[-−]/.test(term) ? -1 : 1, text = term.replace(/^[+−-]/, "");
    return text === OWN ? { sign, picture: true } : { sign, text };
  });
}
export const writtenOf = (terms) => terms.map(({ sign, text, picture }) =>
  `${sign < 0 ? "-" : "+"}${picture ? OWN : text.replaceAll(BETWEEN, " ")}`).join(BETWEEN);
export const shownOf = (terms, words) => terms.map(({ sign, text, picture }, i) =>
  `${i || sign < 0 ? `${signOf(sign)} ` : ""}${picture ? words.picture : text}`).join(" ");

/* Japanese letters are twice as wide. */
const widthOf = (text) => 1.4 + sum([...text].map((letter) => (letter > "\u2e80" ? 1.06 : 0.58)));

/* Chips for `terms`, which they keep up to date; `changed()` after a sign or a term was changed. */
export function layChips(place, terms, words, longest, changed) {
  place.replaceChildren(...terms.map((term, i) => {
    const sign = signOf(term.sign), name = term.picture ? words.picture : term.text;
    const turn = () => { term.sign = -term.sign; changed(i); };
    const drop = () => { terms.splice(i, 1); changed(null); };
    return make("div", { class: "a-chip", dataset: { sign: term.sign } },
      make("button", { class: "a-sign", text: sign, "aria-label": fill(words.turn, { sign, term: name }), on: { click: turn } }),
      term.picture ? make("span", { class: "a-picture", text: words.picture }) : field(term, i, words, longest),
      make("button", { class: "a-drop", text: "×", "aria-label": fill(words.drop, { term: name }), on: { click: drop } }));
  }));
}

function field(term, i, words, maxLength) {
  const widen = () => input.style.setProperty("--letters", `${widthOf(input.value)}em`);
  const input = make("input", {
    class: "a-word", type: "text", value: term.text, maxLength, autocomplete: "off", spellcheck: false,
    "aria-label": fill(words.term, { number: i + 1 }), on: { input() { term.text = input.value; widen(); } },
  });
  widen();
  return input;
}
