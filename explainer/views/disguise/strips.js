/* Embeddings as strips of colour: one band a number, indigo below zero, the seal's red above. */
import { describe, fill, fillIn, findChoices, finder, hear, say } from "../parts/dom.js";
import { signed } from "../parts/numbers.js";
import { bytesOf, paintRows } from "../parts/paint.js";

/* Both strips and the numbers beside them, raw or as handed over; `show(pair)`. */
export function makeStrips(element, words) {
  const one = finder(element), mark = findChoices(element, "kind", (name) => { kind = name; draw(); });
  let kind = "handed", pair = null;

  function draw() {
    if (!pair) return;
    const numbers = { raw: signed(pair.raw), centered: signed(pair.centered), gap: pair.gap.toFixed(2) };
    mark(kind);
    for (const canvas of element.querySelectorAll(".dg-strip")) {
      paintRows(canvas, bytesOf(pair.strips[kind][canvas.dataset.of]), pair.size);
      const of = canvas.dataset.of === "0" ? pair.name : pair.words;
      describe(canvas, words.strips.alternative, { of, size: pair.size, near: kind === "raw" ? numbers.raw : numbers.centered });
    }
    fillIn(one(".dg-both"), words, { ...numbers, name: pair.name, words: pair.words || words.empty, size: pair.size });
    say(one(".dg-meaning"), words.meaning[kind], numbers);
  }

  hear("theme", draw);
  return { show(next) { pair = next; draw(); } };
}

/* What is to be said of the words before they are handed over. */
export function noteOf(pair, { note }) {
  const notes = [];
  if (!pair.words) notes.push(note.empty);
  if (pair.cut_off) notes.push(fill(note.cut_off, { room: pair.room }));
  if (pair.unknown.length) notes.push(fill(note.unknown, { words: pair.unknown.join(note.and) }));
  return notes.join(" ");
}

/* How near a picture came to what a `bar` is of, or null; it is marked where that was handed over. */
export function showLikeness(bar, near, isOwn) {
  bar.classList.toggle("dg-own", isOwn);
  bar.querySelector("b").textContent = near === null ? "–" : signed(near);
  bar.querySelector("i").style.setProperty("--near", Math.max(near ?? 0, 0));
}
