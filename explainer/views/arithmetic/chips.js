/* The sum as the reader writes it: a chip a term. In an address, and in an example, the terms of a sum read
   "+pug_-dog_+cat", the reader's picture being @. */
const OWN = "@", BETWEEN = "_";
const signOf = (sign) => (sign < 0 ? "−" : "+");

function made(tag, className, text) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  if (tag === "button") node.type = "button";
  return node;
}

function termsOf(written) {
  return written.split(BETWEEN).filter(Boolean).map((term) => {
    const sign = /^[-−]/.test(term) ? -1 : 1, text = term.replace(/^[+−-]/, "");
    return text === OWN ? { sign, picture: true } : { sign, text };
  });
}
const writtenOf = (terms) => terms.map(({ sign, text, picture }) =>
  `${sign < 0 ? "-" : "+"}${picture ? OWN : text.replaceAll(BETWEEN, " ")}`).join(BETWEEN);
const shownOf = (terms, words) => terms.map(({ sign, text, picture }, i) =>
  `${i || sign < 0 ? `${signOf(sign)} ` : ""}${picture ? words.picture : text}`).join(" ");

/* Japanese letters are twice as wide. */
const widthOf = (text) => [...text].reduce((sum, letter) => sum + (letter > "\u2e80" ? 1.06 : 0.58), 1.4);

/* Chips for `terms`, which they keep up to date; `changed()` after a sign or a term was changed. */
function layChips(place, terms, words, longest, changed) {
  place.replaceChildren(...terms.map((term, i) => {
    const chip = made("div", "a-chip"), sign = made("button", "a-sign", signOf(term.sign)), drop = made("button", "a-drop", "×");
    const name = term.picture ? words.picture : term.text;
    chip.dataset.sign = term.sign;
    sign.setAttribute("aria-label", kakusan.fill(words.turn, { sign: signOf(term.sign), term: name }));
    drop.setAttribute("aria-label", kakusan.fill(words.drop, { term: name }));
    sign.addEventListener("click", () => { term.sign = -term.sign; changed(i); });
    drop.addEventListener("click", () => { terms.splice(i, 1); changed(null); });
    chip.append(sign, term.picture ? made("span", "a-picture", words.picture) : field(term, i, words, longest), drop);
    return chip;
  }));
}

function field(term, i, words, longest) {
  const input = made("input", "a-word");
  input.type = "text";
  input.value = term.text;
  input.maxLength = longest;
  input.autocomplete = "off";
  input.spellcheck = false;
  input.setAttribute("aria-label", kakusan.fill(words.term, { number: i + 1 }));
  const widen = () => input.style.setProperty("--letters", `${widthOf(input.value)}em`);
  input.addEventListener("input", () => { term.text = input.value; widen(); });
  widen();
  return input;
}
