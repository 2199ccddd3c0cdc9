/* Asks for a run, lets the reader guess, and shows each word's attention over the picture, step by step. */
import { badge, complain, describe, fill, finder, hear, makeChoices, say } from "../parts/dom.js";
import { onEnter } from "../parts/keys.js";
import { clamp, LARGEST_SEED } from "../parts/numbers.js";
import { loadBytes, paintTiny } from "../parts/paint.js";
import { makeRun } from "../parts/run.js";
import { makePlayer } from "../parts/scrub.js";
import { makeSection } from "../parts/section.js";
import { askedInLink, isSameRun, keep, ofFigure, settingsOf, shownInLink, TAB } from "./asking.js";
import { drawParts, drawShares } from "./curve.js";
import { coloured, greyed, markSpot, paintAttention, readMaps } from "./maps.js";
import { drawTable, inPercent, sayVerdict, showKept } from "./measure.js";
import { countOfRows, drawInset, drawPrint, drawSpot, finestOf, layWords, LETTERS, markWords, namer, positionsOf, sayNow } from "./showing.js";
import { watchSpots } from "./spot.js";

const SIDE = 384; // pixels of a print

export default (view) => {
  const { element, props, trigger, watch } = view, { words, opens } = props;
  const one = finder(element), body = one(".w-body"), now = one(".w-now");
  const prints = [".w-a", ".w-b"].map((name) => ({
    head: one(`${name} .w-head`), canvas: one(`${name} .w-canvas`), scale: one(`${name} .w-scale`), row: 0,
  }));
  /** @type {any} */
  let wanted = shownInLink();
  let asked = askedInLink(opens), film = null;
  let active = 0, side = 0, said = "", spot = [4, 8], moveMarker = null;

  const player = makePlayer(one(".w-player"), words, () => { said = ""; redraw(); }, { keys: false, settled: keepShown });
  const run = makeRun({
    view, root: body, go: one(".w-go"), press: () => start(readFields()), now, error: one(".w-error"),
    words: { stop: words.stop, again: words.go, waiting: words.waiting, stopped: words.stopped },
    on: {
      become(state) { body.dataset.phase = state; },
      ask: () => start({}, wanted),
      running(value) {
        for (const { canvas } of prints) {
          paintTiny(canvas, value.frame);
          describe(canvas, words.running, value);
        }
        say(now, words.running, value);
      },
      load: (value) => loadBytes(value.maps.url),
      done: arrive,
    },
  });
  const isIn = (phase) => run.state === phase;

  function start(changes, shown = {}) {
    player.pause();
    asked = { ...asked, ...changes };
    wanted = shown;
    film = null;
    one(".w-prompt").value = asked.prompt;
    one(".w-seed").value = asked.seed;
    offerFigure();
    keep(asked, opens);
    run.ask(asked);
  }
  function readFields() {
    return { prompt: one(".w-prompt").value, seed: clamp(Math.round(Number(one(".w-seed").value)) || 0, 0, LARGEST_SEED) };
  }
  function offerFigure() {
    const figure = ofFigure();
    one(".w-figure").hidden = !figure || isSameRun(asked, figure);
  }

  /* Which words are looked at first: those of the address, else those that name colours. */
  function arrive(value, bytes) {
    const k = value.steps.length, rows = countOfRows(value.words);
    film = {
      ...value, k, rows, at: readMaps(bytes, value.sides, k + 1, rows), nameOf: namer(value.words, words),
      ground: greyed(value.picture), plain: coloured(value.picture),
    };
    const isRow = (row) => row !== undefined && row !== null && row < rows;
    const looks = [...film.looks].sort((a, b) => Number(!a.lift) - Number(!b.lift) || a.area - b.area); // the smallest place first
    const first = isRow(wanted.word) ? wanted.word : looks[0]?.word ?? 0;
    prints[0].row = first;
    prints[1].row = isRow(wanted.other) ? wanted.other : looks.find(({ word }) => word !== first)?.word ?? film.words.length + 1;
    active = side = 0;
    for (const { canvas } of prints) canvas.width = canvas.height = SIDE;
    badge(one(".w-badge"), props.common);
    one(".w-badge").textContent += ` ${film.seconds.toFixed(1)} s`;
    complain(one(".w-lost"), film.lost ? fill(words.lost, { count: film.lost }) : "");
    layWords(one(".w-sentence"), one(".w-all"), film, (row) => { if (isIn("guess")) reveal(); choose(row); });
    laySides();
    player.extend(k + 1);
    player.goTo(wanted.step ?? k);
    if (film.words.length && !isRow(wanted.word)) guess();
    else reveal();
  }
  function laySides() {
    const label = ([id, width]) => (id ? fill(words.sides.one, { side: width }) : words.sides.all);
    const items = film.sides.map((one) => ({ value: one[0], label: label(one) }));
    const mark = makeChoices(one(".w-sides"), items, (id) => { side = id; mark(id); redraw(); });
    mark(side);
  }

  /* The guess: where will this word look? */
  function guess() {
    run.become("guess");
    const values = { word: film.nameOf(prints[0].row) };
    one(".w-question").textContent = fill(words.guess.question, values);
    describe(prints[0].canvas, words.guess.question, values);
    now.textContent = "";
    showGuess();
  }
  function showGuess() {
    for (const { canvas } of prints) canvas.getContext("2d").drawImage(film.plain, 0, 0, SIDE, SIDE);
    markSpot(prints[0].canvas, spot, finestOf(film));
  }
  function answer() {
    const { values, side: width } = film.at(0, film.k, prints[0].row), here = values[spot[1] * width + spot[0]];
    const below = values.filter((value) => value < here).length / (values.length - 1);
    reveal(fill(words.guess[below >= 0.9 ? "right" : below >= 0.5 ? "near" : "wrong"], { word: film.nameOf(prints[0].row), below: inPercent(below) }));
  }
  function reveal(sentence = "") {
    run.become("shown");
    said = sentence;
    drawTable(one(".w-table"), film, words.measure);
    sayVerdict(one(".w-verdict"), film, words.measure);
    choose(prints[active].row);
  }

  function choose(row) {
    prints[active].row = row;
    moveMarker = drawShares(one(".w-curve"), film, prints.map((print, i) => [print.row, LETTERS[i]]), words.curve);
    markWords(element.querySelectorAll(".w-word"), prints);
    const [before, after] = film.code, { row: first } = prints[0];
    one(".w-code").textContent = `${before}[${positionsOf(film, first).join(", ")}]${after}`;
    one(".w-code-of").textContent = fill(words.code.of, { word: film.nameOf(first) });
    redraw();
  }
  function redraw() {
    if (!film || !isIn("shown")) return;
    const moment = player.at, isWhole = moment === film.k, [step, t] = film.steps[Math.min(moment, film.k - 1)], at = { side, moment, spot };
    const where = fill(isWhole ? words.where.all : words.where.step, { step, t, steps: film.asked.steps });
    one(".w-where").textContent = where;
    player.say(where);
    prints.forEach((print, i) => drawPrint(print, LETTERS[i], i === active, film, at, where, words));
    for (const button of element.querySelectorAll(".w-all > .w-word")) {
      paintAttention(button.querySelector("canvas"), film.ground, film.at(side, moment, Number(button.dataset.row)));
    }
    drawInset(one(".w-inset"), film, moment, words);
    moveMarker(moment);
    drawParts(one(".w-parts"), one(".w-special"), film, moment, words);
    drawSpot(one(".w-spot"), film, at, words.spot);
    sayNow(now, film, moment, prints[active].row, words);
    complain(one(".w-said"), said);
  }
  function keepShown() {
    if (film) keep(asked, opens, { word: prints[0].row, other: prints[1].row, step: player.at === film.k ? null : player.at });
  }
  function recall() {
    showKept(one(".w-kept"), props.kept, props.common, words.kept, ({ prompt, seed }) => start({ prompt, seed, ...settingsOf(opens) }));
  }

  one(".w-skip").addEventListener("click", () => reveal());
  one(".w-figure").addEventListener("click", () => start(ofFigure()));
  for (const name of ["prompt", "seed"]) onEnter(one(`.w-${name}`), () => start(readFields()));
  prints.forEach(({ head, canvas }, which) => {
    head.addEventListener("click", () => { if (isIn("shown")) { active = which; redraw(); } });
    watchSpots(canvas, () => (film ? finestOf(film) : 1), () => spot, (next) => {
      if (!film || (isIn("guess") && which) || String(next) === String(spot)) return;
      spot = next;
      if (isIn("guess")) showGuess();
      else redraw();
    }, () => { if (isIn("guess") && !which) answer(); });
  });
  /* The scrubber of the figure above leads this one, as long as both show one run. */
  hear("moment", ({ tab, t }) => {
    if (tab !== TAB || !film || !isIn("shown") || player.isPlaying || !isSameRun(asked, ofFigure())) return;
    const step = film.steps.findIndex(([, at]) => at <= t);
    player.goTo(t === 0 || step < 0 ? film.k : step);
  });
  hear("run", ({ tab }) => { if (tab === TAB) offerFigure(); });
  hear("theme", () => { if (film && isIn("shown")) choose(prints[active].row); });
  one(".w-prompt").value = asked.prompt;
  one(".w-seed").value = asked.seed;
  offerFigure();
  recall();
  makeSection(view, () => trigger("opened", asked), { tab: TAB });
  watch("kept", recall);
};
