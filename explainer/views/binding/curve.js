/* Each word's share of all attention over the steps, with those of A and B named; and what the marks take. */
import { describe, fill, make, say } from "../parts/dom.js";
import { sum } from "../parts/numbers.js";
import { makePlot, place } from "../parts/plot.js";
import { inPercent } from "./measure.js";

const BOX = { left: 46, right: 590, top: 12, bottom: 214 };
const APART = 22; // of two names

/* `chosen` are rows with their letters, [[row, "A"], …]; returns the function that moves the marker. */
export function drawShares(figure, film, chosen, words) {
  const last = film.k - 1, rows = [...new Set([...film.words.keys(), ...chosen.map(([row]) => row)])];
  const sharesOf = (row) => film.shares.slice(0, film.k).map((shares) => shares[row]);
  const most = 1.1 * Math.max(...rows.flatMap(sharesOf));
  const plot = makePlot(BOX, { x: last ? [0, last] : [-1, 1], y: [0, most] });
  const line = (row, name) => plot.line(sharesOf(row).map((share, i) => [i, share]), name);
  const here = plot.here(0);
  const ends = chosen.map(([row, letter]) => [plot.y(film.shares[last][row]), `${letter} ${film.nameOf(row)}`]).sort((a, b) => a[0] - b[0]);
  if (ends.length > 1 && ends[1][0] - ends[0][0] < APART) ends[1][0] = ends[0][0] + APART;
  figure.replaceChildren(
    plot.frame(), ...rows.map((row) => line(row, "w-faint")),
    ...chosen.map(([row, letter]) => line(row, letter === "A" ? "k-line" : "k-line w-second")),
    plot.beside(most, inPercent(most), { gap: 6, drop: 6 }), plot.beside(0, "0 %", { gap: 6, drop: 0 }),
    plot.text(BOX.left, BOX.bottom + 24, fill(words.first, { t: film.steps[0][1] })),
    plot.text(BOX.right, BOX.bottom + 24, fill(words.last, { t: film.steps[last][1] }), { anchor: "end" }),
    here,
    ...ends.map(([height, name]) => plot.text(BOX.right - 8, Math.max(BOX.top + 16, height - 8), name, { anchor: "end", class: "k-of-line" })),
  );
  figure.setAttribute("aria-label", chosen.map(([row]) =>
    fill(words.alternative, { word: film.nameOf(row), first: inPercent(film.shares[0][row]), last: inPercent(film.shares[last][row]) })).join(" "));
  return (moment) => place(here, { visibility: moment < film.k ? "visible" : "hidden", x1: plot.x(moment), x2: plot.x(moment) });
}

/* So much of all attention goes to the words, and so much to the marks that stand around them. */
export function drawParts(figure, sentence, film, moment, { parts, marks }) {
  const shares = film.shares[moment], count = film.words.length;
  const all = [sum(shares.slice(0, count)), ...shares.slice(count)], names = [parts.words, marks.begin, marks.end, marks.padding];
  figure.replaceChildren(...all.map((share, i) => make("span", {
    class: `w-part${i}`, text: share > 0.12 ? names[i] : "", title: `${names[i]}: ${inPercent(share)}`, style: { "flex-grow": share },
  })));
  const [ofWords, begin, end, padding] = all.map(inPercent);
  const values = { words: ofWords, begin, end, padding };
  say(sentence, parts.special, values);
  describe(figure, parts.special, values);
}
