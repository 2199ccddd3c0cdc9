/* Dog and cat, each in two languages and drawn, against each other: six by six. */
import { fill, make } from "../parts/dom.js";
import { signed } from "../parts/numbers.js";
import { ownOfPair, pictureHead, quoted, spoken, tableOf } from "./table.js";

export function drawAlike(place, meeting, sheet, matrix, words, warm) {
  const labels = meeting.words.flatMap((pair, kind) => [...pair, kind]); // word, word, the kind's number: drawn
  const drawnName = (kind) => fill(words.alike.drawn, { word: meeting.words[kind][ownOfPair()] });
  const isDrawn = (label) => typeof label === "number";
  const head = (label) => (isDrawn(label) ? pictureHead(sheet, label, drawnName(label)) : make("th", { class: "w-across", scope: "col" }, spoken(label, words)));
  const side = (label) => make("th", { scope: "row" }, isDrawn(label) ? drawnName(label) : spoken(label, words));
  const low = Math.min(...matrix.flat());
  const cellOf = (number) => {
    const cell = make("td", { text: signed(number) });
    warm(cell, (number - low) / (1 - low));
    return cell;
  };
  place.replaceChildren(tableOf(words.alike.caption, labels.map(head), labels.map((label, i) => [side(label), ...matrix[i].map(cellOf)])));
}

/* The numbers that its sentence quotes, from the word in the page's language. */
export function alikeNumbers(meeting, matrix, words) {
  const own = ownOfPair(), other = 1 - own, row = matrix[own], quote = (kind, language) => quoted(meeting.words[kind][language], words);
  return {
    own: quote(0, own), other: quote(0, other), cat: quote(1, own),
    to_other: signed(row[other]), to_cat: signed(row[3 + own]), drawn: signed(row[2]), drawn_cats: signed(row[5]),
    cat_drawn: signed(matrix[3 + own][5]), cat_drawn_dogs: signed(matrix[3 + own][2]), among: signed(matrix[2][2]),
    right: meeting.right[own], right_other: meeting.right[other], all: 2 * meeting.each, each: meeting.each,
  };
}
