/* What is given, as strips of colour one above another, what goes in at last, and what it is near to. */
import { fill, make } from "../parts/dom.js";
import { signed } from "../parts/numbers.js";
import { bytesOf, paintRows } from "../parts/paint.js";

export function paintStrip(canvas, base64) {
  const levels = bytesOf(base64);
  paintRows(canvas, levels, levels.length);
}

/* A row for each kind; those that go in now are marked. `nameOf(row)` is what it is called. */
export function layRows(place, rows, taken, nameOf, words) {
  place.replaceChildren(...rows.map((row) => {
    const name = nameOf(row), line = make("div", { class: "a-row", dataset: { goes: taken.includes(row.kind) } }, make("span", { text: name }));
    if (row.missing) line.append(make("span", { class: "a-missing", text: words.strips.missing[row.kind] ?? row.missing }));
    else {
      const strip = make("canvas", { role: "img", "aria-label": fill(words.alternative.strip, { name, count: bytesOf(row.levels).length }) });
      paintStrip(strip, row.levels);
      line.append(strip);
    }
    return line;
  }));
}

/* The nearest captions with bars: [[text, similarity], …] */
export function layReads(place, reads) {
  place.replaceChildren(...reads.map(([text, near]) =>
    make("li", {}, make("span", { text }), make("i", { style: { "--share": Math.max(0, near) } }), make("b", { text: signed(near) }))));
}

/* A small picture for each of `labels`; `go(stop)` when one is pressed. */
export function layThumbs(place, labels, go) {
  place.replaceChildren(...labels.map((text, stop) => make("button", { on: { click: () => go(stop) } }, make("canvas"), make("span", { text }))));
}
