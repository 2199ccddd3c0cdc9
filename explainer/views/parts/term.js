/* Terms: a special word, at its first use in a view's prose, opens one plain sentence in its place.

   The glossary has of each term the forms to find, with commas between, and what it says. `explain(paragraphs)` marks
   each term once in all of these, whose text has to stand fast; what came before the glossary is marked when it is there. */
import { CLOSING, make } from "./dom.js";

const waiting = [];
let terms = null, made = 0;

/** @param {Record<string, { find: string, says: string }>} glossary */
export function setTerms(glossary) {
  terms = Object.values(glossary).map(({ find, says }) => ({ says, sought: soughtOf(find.split(", ")) }));
  waiting.splice(0).forEach(explain);
}

/* Whole words where words have ends, the longest form first. */
function soughtOf(forms) {
  const longest = [...forms].sort((a, b) => b.length - a.length);
  const whole = longest.map((form) => (/^[\w’]+$/.test(form) ? `\\b${form}(?![\\w’])` : form)).join("|");
  return new RegExp(whole, /^[a-z]/.test(forms[0]) ? "i" : "");
}

/** @param {Iterable<Element>} paragraphs */
export function explain(paragraphs) {
  if (!terms) { waiting.push(paragraphs); return; }
  let left = terms;
  for (const paragraph of paragraphs) {
    if (!paragraph.querySelector(".k-term")) left = left.filter((term) => !isMarked(paragraph, term));
  }
}

/* Mark a term where it stands in a paragraph for the first time; whether it does. */
function isMarked(paragraph, term) {
  const walk = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const text = /** @type {Text} */ (walk.currentNode), match = term.sought.exec(text.data);
    if (!match || text.parentElement.closest("math, .k-term, .k-term-says")) continue;
    const word = text.splitText(match.index), rest = word.splitText(match[0].length), [closing] = CLOSING.exec(rest.data);
    const mark = markOf(paragraph, match[0], term);
    rest.data = rest.data.slice(closing.length);
    word.replaceWith(closing ? make("span", { class: "k-held" }, mark, closing) : mark);
    return true;
  }
  return false;
}

function markOf(paragraph, text, { says }) {
  const id = `k-term-${++made}`;
  const mark = make("button", { class: "k-term", text, "aria-expanded": "false", "aria-controls": id });
  const note = make("span", { class: "k-term-says", id, role: "note", text: says, hidden: true });
  const open = (isOpen) => {
    for (const other of paragraph.querySelectorAll(".k-term")) other.setAttribute("aria-expanded", "false");
    for (const other of paragraph.querySelectorAll(".k-term-says")) other.hidden = true;
    mark.setAttribute("aria-expanded", String(isOpen));
    note.hidden = !isOpen;
  };
  mark.addEventListener("click", () => open(note.hidden));
  mark.addEventListener("keydown", (event) => { if (event.key === "Escape") open(false); });
  paragraph.append(note);
  return mark;
}
