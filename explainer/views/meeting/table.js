/* A table of words (rows) against pictures or words (columns), for all three figures of the section. */
import { fill, make } from "../parts/dom.js";
import { paintCell } from "../parts/paint.js";

/* Where the page's own language stands in a pair of words. */
export const ownOfPair = () => (document.documentElement.lang.startsWith("ja") ? 1 : 0);

/* Words as somebody wrote them keep their direction to themselves, and turn nothing else around. */
const upright = (text, words) => text.replace(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "") || words.nothing;
export const quoted = (text, words) => fill(words.quoted, { text: `\u2068${upright(text, words)}\u2069` });
export const spoken = (text, words, lang = "") => make("bdi", { class: "w-word", text: upright(text, words), ...(lang && { lang }) });

export function pictureHead(sheet, index, name) {
  const canvas = make("canvas", { "aria-hidden": true });
  paintCell(canvas, sheet, index);
  return make("th", { class: "w-picture", scope: "col" }, canvas, make("span", { text: name }));
}

/* `heads`: one <th> a column; `rows`: [<th>, cells…]. */
export const tableOf = (caption, heads, rows) => make("table", {},
  make("caption", { class: "k-hidden", text: caption }),
  make("thead", {}, make("tr", {}, make("td", { class: "w-corner" }), ...heads)),
  make("tbody", {}, ...rows.map((cells) => make("tr", {}, ...cells))));

/* Mark a cell for the eye with a class, and for a screen reader with what it means. */
export function mark(cell, name, meaning) {
  cell.classList.add(name);
  cell.append(make("span", { class: "k-hidden", text: meaning }));
}
