/* The pieces of a sentence, and its rows: one marks the other. Readers' text is put in as text alone. */
import { fill, make } from "../parts/dom.js";
import { signed } from "../parts/numbers.js";
import { bytesOf, paintRows } from "../parts/paint.js";

const codeOf = (mark) => `U+${mark.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
/* Marks that turn or hide text, as what they are: U+202E. */
export const seen = (text) => text.trim().replace(/[\p{Cc}\p{Cf}]/gu, codeOf) || "␣";
/* What a piece shows: its text, or the bytes that it is where it is only a part of a character. */
export const nameOf = (piece, words) => (piece.bytes ? fill(words.piece.bytes, { bytes: piece.bytes, text: seen(piece.text) }) : seen(piece.text));

const label = (text) => make("span", { text, dir: "auto" });
/* Some of a sentence's numbers as one row of colours. */
function strip(levels, width, alternative) {
  const canvas = make("canvas", { role: "img", "aria-label": alternative });
  paintRows(canvas, levels, width);
  return canvas;
}
/* Each of `events` marks row `at`. */
const marking = (mark, at, ...events) => Object.fromEntries(events.map((event) => [event, () => mark(at)]));

export function layPieces(place, pieces, words, mark) {
  place.replaceChildren(...pieces.map((piece, i) => {
    const name = nameOf(piece, words), { known, bytes, id } = piece;
    return make("li", {}, make("button", {
      class: "wn-piece", dir: "auto", dataset: { ...(known ? {} : { unknown: "" }), ...(bytes ? { partial: "" } : {}) },
      title: bytes ? name : known ? "" : words.piece.unknown, "aria-label": fill(words.piece.alternative, { text: name, id }),
      on: marking(mark, i + 1, "pointerenter", "focus", "click"),
    }, bytes || seen(piece.text), make("small", { text: id })));
  }));
}

/* Row by row: bos, the pieces, eos. Returns the levels of what only fills up the length. */
export function layRows(place, { rows, width, pieces }, words, mark) {
  const bytes = bytesOf(rows), names = [words.row.start, ...pieces.map((piece) => nameOf(piece, words)), words.row.end];
  place.replaceChildren(...names.map((name, at) => make("div", {
    class: "wn-row", dataset: at === 0 || at === names.length - 1 ? { special: "" } : {}, on: marking(mark, at, "pointerenter", "click"),
  }, label(name), strip(bytes.subarray(at * width, (at + 1) * width), width, fill(words.row.alternative, { name, width })))));
  return bytes.subarray(names.length * width);
}

/* The same piece in both sentences: its two rows, one under the other, and their cosine. */
export function layShared(place, { first, second, shared }, words) {
  const { width } = first, rows = [bytesOf(first.rows), bytesOf(second.rows)];
  place.replaceChildren(...shared.map(([i, j, likeness]) => {
    const name = nameOf(first.pieces[i], words), cosine = signed(likeness);
    const strips = [i, j].map((at, which) => strip(rows[which].subarray((at + 1) * width, (at + 2) * width), width,
      fill(words.other.alternative, { name, place: at + 1, which: which + 1, cosine })));
    return make("div", { class: "wn-pair" }, label(name), make("div", {}, ...strips), make("b", { text: cosine }));
  }));
}
