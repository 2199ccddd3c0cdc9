/* Numbers while one types: one asking at a time, and after its answer the newest, so that the last is never lost. */
import { complain, describe, fill, fillIn, finder, hear, say } from "../parts/dom.js";
import { LEFT_OUT, linkOf, remember } from "../parts/link.js";
import { makeNewest } from "../parts/newest.js";
import { clamp, signed } from "../parts/numbers.js";
import { bytesOf, paintRows } from "../parts/paint.js";
import { fitPrompt } from "../parts/prompt.js";
import { makeSection } from "../parts/section.js";
import { layPieces, layRows, layShared, nameOf, seen } from "./pieces.js";

const TAB = "text_to_image", LONGEST_LINK = 200, PATIENCE = 10_000;

export default (view) => {
  const { element, props, trigger, watch } = view, { words } = props, one = finder(element);
  const prompt = one(".wn-prompt"), other = one(".wn-other"), link = linkOf(TAB);
  const newest = makeNewest((question) => trigger("opened", question), PATIENCE);
  let shown = null, here = -1;

  const fit = () => [prompt, other].forEach(fitPrompt);
  function ask() {
    fit();
    newest.want({ prompt: prompt.value, other: other.value });
  }
  function keep() {
    const own = (text, first) => (text === first ? null : text.length > LONGEST_LINK ? LEFT_OUT : text);
    remember(TAB, { section: "numbers", numbers: own(prompt.value, words.first), numbers_other: own(other.value, words.second) });
  }

  function mark(at) {
    const { pieces, length, width } = shown.first, piece = pieces[at - 1];
    here = at;
    [...one(".wn-rows").children].forEach((row, i) => row.toggleAttribute("data-here", i === at));
    element.querySelectorAll(".wn-piece").forEach((button, i) => button.toggleAttribute("data-here", i + 1 === at));
    const kind = piece ? (piece.bytes ? "bytes" : piece.known ? "piece" : "unknown") : at === 0 ? "start" : "end";
    const numbers = { name: piece ? seen(piece.text) : "", id: piece?.id, bytes: piece?.bytes, place: at + 1, length, width };
    say(one(".wn-row-now"), words.row.now[kind], numbers);
  }
  function noteOf({ nearest, unknown, cut_off, room, prompt: written, pieces }) {
    const notes = [];
    if (!written) notes.push(words.note.empty);
    if (cut_off) notes.push(fill(words.note.cut_off, { room, last: pieces.length ? seen(pieces.at(-1).text) : "" }));
    for (const [word, near] of nearest) notes.push(fill(near ? words.note.near : words.note.unknown, { word, near }));
    if (unknown > nearest.length) notes.push(fill(words.note.more, { count: unknown - nearest.length }));
    if (pieces.some((piece) => piece.bytes)) notes.push(words.note.bytes);
    return notes.join(" ");
  }

  function showFirst(first) {
    const { pieces, room, length, width, padding, size } = first;
    const numbers = { count: pieces.length, room, length, width, padding, all: length * width, size };
    fillIn(element, words, numbers);
    one(".wn-note").textContent = noteOf(first);
    layPieces(one(".wn-pieces"), pieces, words, mark);
    const rest = layRows(one(".wn-rows"), first, words, mark);
    one(".wn-rest").hidden = !padding; // what only fills up the length, in grey and all in one
    if (padding) {
      paintRows(one(".wn-pad"), rest, width);
      one(".wn-padding").textContent = fill(words.row.padding, { count: padding });
      describe(one(".wn-pad"), words.row.padding, { count: padding });
    }
    paintRows(one(".wn-embedding"), bytesOf(first.embedding), size);
    mark(clamp(here, pieces.length ? 1 : 0, pieces.length + 1));
  }
  function show() {
    const { first, shared, alike, code } = shown;
    showFirst(first);
    layShared(one(".wn-shared"), shown, words);
    const low = shared.reduce((least, pair) => (!least || pair[2] < least[2] ? pair : least), null);
    const values = low ? { name: nameOf(first.pieces[low[0]], words), cosine: signed(low[2]) } : {};
    say(one(".wn-compared"), low ? words.other.now : words.other.none, { ...values, count: shared.length, alike: signed(alike) });
    one(".wn-code").textContent = code;
    one(".wn-body").classList.remove("c-waiting");
  }
  function arrived() {
    const value = props.value;
    if (value?.kind === "waiting") {
      one(".wn-now").textContent = newest.waits(value) || one(".wn-now").textContent;
      return;
    }
    if (!value?.kind || !newest.answered(value.asked.run)) return;
    complain(one(".wn-error"), value.kind === "error" ? value.text : "");
    if (value.kind === "error") return;
    shown = value;
    show();
    if (!newest.isBusy()) keep();
  }

  prompt.value = link.text("numbers", words.first).slice(0, LONGEST_LINK);
  other.value = link.text("numbers_other", words.second).slice(0, LONGEST_LINK);
  for (const field of [prompt, other]) field.addEventListener("input", ask);
  hear("theme", () => { if (shown) show(); });
  watch("value", arrived);
  makeSection(view, ask, { tab: TAB });
};
