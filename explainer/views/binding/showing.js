/* The words to choose from, the chosen ones on their prints, the spot and the one line, at one moment.
   `at` is {side, moment, spot}: of which layers, which step (film.k is all together), where. */
import { describe, fill, finder, make, press, say } from "../parts/dom.js";
import { paintTiny } from "../parts/paint.js";
import { markSpot, paintAttention } from "./maps.js";
import { inPercent, times } from "./measure.js";
import { drawBars } from "./spot.js";

const MARKS = ["begin", "end", "padding"]; // the rows after those of the words
export const LETTERS = "AB";
const rowsOf = (film) => [...Array(film.rows).keys()];
export const countOfRows = (words) => words.length + MARKS.length;
export const finestOf = (film) => film.at(0, 0, 0).side;

/* A row's name, and the positions of its tokens. */
export const namer = (rows, words) => (row) =>
  (row < rows.length ? fill(words.quoted, { word: rows[row][0] }) : words.marks[MARKS[row - rows.length]]);
export const positionsOf = (film, row) => [...film.words.map(([, positions]) => positions), ...film.marks][row];

/* Words as buttons, in reading order and as small pictures. */
export function layWords(sentence, all, film, choose) {
  const button = (row, text, ...before) => make("button", {
    class: row < film.words.length ? "w-word" : "w-word w-mark", dataset: { row }, on: { click: () => choose(row) },
  }, ...before, make("span", { text }));
  const rows = rowsOf(film);
  sentence.replaceChildren(...rows.map((row) => button(row, film.words[row]?.[0] ?? film.nameOf(row))));
  all.replaceChildren(...rows.map((row) => button(row, film.nameOf(row), make("canvas", { width: 96, height: 96 }))));
}

/* Which words stand on which of `prints`. */
export function markWords(buttons, prints) {
  const lettersOf = ({ dataset: { row } }) => prints.map((print, i) => (print.row === Number(row) ? LETTERS[i] : "")).join("");
  for (const button of buttons) button.dataset.letters = lettersOf(button);
  press(buttons, (button) => button.dataset.letters);
}

export function drawPrint({ head, canvas, scale, row }, letter, isActive, film, at, where, words) {
  const word = film.nameOf(row), [low, high] = paintAttention(canvas, film.ground, film.at(at.side, at.moment, row)).map(inPercent);
  markSpot(canvas, at.spot, finestOf(film));
  head.querySelector("b").textContent = word;
  press([head], () => isActive);
  describe(head, words.head, { letter, word });
  const [least, most] = scale.querySelectorAll("span");
  least.textContent = low;
  most.textContent = high;
  describe(canvas, words.alternative, { word, low, high, where });
}

/* What the network expected at that step, coarse. */
export function drawInset(inset, film, moment, words) {
  inset.hidden = moment === film.k;
  if (inset.hidden) return;
  const values = { step: film.steps[moment][0] };
  paintTiny(inset, film.previews[moment]);
  describe(inset, words.inset, values);
  inset.title = fill(words.inset, values);
}

export function drawSpot(place, film, { side, moment, spot }, words) {
  const one = finder(place), finest = finestOf(film);
  const here = rowsOf(film).map((row) => {
    const { values, side: width } = film.at(side, moment, row), [x, y] = spot.map((where) => Math.floor((where * width) / finest));
    return values[y * width + x];
  });
  drawBars(one(".w-bars"), film, here, film.shares[moment]);
  const [begin, end, padding] = here.slice(film.words.length).map(inPercent);
  say(one(".w-rest"), words.rest, { begin, end, padding });
  one(".w-where-spot").textContent = fill(words.title, { column: spot[0] + 1, row: spot[1] + 1 });
}

export function sayNow(line, film, moment, row, words) {
  const look = film.looks.find(({ word }) => word === row), isWhole = moment === film.k;
  say(line, words.now[isWhole ? (look?.lift ? "color" : "whole") : "step"], {
    word: film.nameOf(row), share: inPercent(film.shares[moment][row]), step: film.steps[isWhole ? moment - 1 : moment][0],
    ...(look ? { color: words.measure.colors[look.color], inside: inPercent(look.inside[row]), area: inPercent(look.area), lift: times(look.lift) } : {}),
  });
}
