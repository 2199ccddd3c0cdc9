/* Asks what could differ, runs the lanes, and scrubs them with their differences. */
import { describe, fill, finder, make, makeChoices, say } from "../parts/dom.js";
import { LEFT_OUT, differ, figureOf, hearRun, linkOf, remember } from "../parts/link.js";
import { clamp, signed } from "../parts/numbers.js";
import { loadSheet, paintCell } from "../parts/paint.js";
import { makeSection } from "../parts/section.js";
import { LEAST, MOST, layCards } from "../lanes/cards.js";
import { makeRunner } from "../lanes/runner.js";
import { KINDS, LONGEST, another, drawWords, isNumber, lanesOf, sensible, valueControl } from "./kinds.js";

const TAB = "text_to_image", LONGEST_NAME = 40;

export default (view) => {
  const { element, props, trigger, watch } = view, { words, schedulers } = props, one = finder(element), link = linkOf(TAB);
  const figure = () => figureOf(TAB, props.opens, schedulers);
  let kind = link.choice("compare", KINDS, "word"), which = link.whole("compare_word", 0, Infinity, 0);
  let lanes = lanesInLink(), own = lanes !== null; // own: not as it opens
  let parts = props.parts, waits = false, seen = null, laid = null;

  function lanesInLink() {
    const values = link.text("compare_lanes", "").split("|").map((text) => {
      try { return sensible(kind, decodeURIComponent(text), schedulers); } catch { return undefined; }
    });
    const known = values.filter((value) => value !== undefined).slice(0, MOST);
    return known.length < LEAST ? null : known;
  }
  /* A sentence that could not be said in the other language; elsewhere no words at all are a prompt like any other. */
  const isMissing = (value) => kind === "language" && value === "";
  function keep() {
    const long = lanes.join("").length > 4 * LONGEST;
    remember(TAB, {
      section: "compare", compare: kind, compare_word: kind === "word" ? which || null : null,
      compare_lanes: !own ? null : long ? LEFT_OUT : lanes.map(encodeURIComponent).join("|"),
    });
  }

  const kinds = Object.keys(KINDS).map((id) => ({ value: id, label: words.kind[id], dataset: { kind: id } }));
  const markKind = makeChoices(one(".x-kinds"), kinds, (id) => choose({ kind: id }));
  const runner = makeRunner(view, { press: prepare, write, load, explain, show });

  /* What holds for this prompt must be known before lanes can be laid out. */
  function prepare() {
    const { prompt } = figure();
    waits = true;
    if (parts?.prompt === prompt.slice(0, LONGEST)) begin();
    else trigger("read", { prompt });
  }
  function begin() {
    if (!waits || !parts) return;
    waits = false;
    which = clamp(which, 0, Math.max(parts.words.length - 1, 0));
    if (!lanes) lanes = lanesOf(kind, figure(), parts, which, words);
    if (lanes.length >= LEAST && !lanes.some(isMissing)) ask();
    else lack();
  }
  function ask() {
    const { prompt, seed, steps, scheduler, guidance } = seen = figure();
    keep();
    runner.ask({ lanes: lanes.map((value) => ({ prompt, seed, steps, scheduler, guidance, [KINDS[kind]]: value })) });
  }
  function lack() {
    runner.run.stop();
    runner.clear();
    runner.run.become("stopped");
    one(".n-now").textContent = kind === "word" ? words.word.none : words.language.none;
  }
  function choose(changes) {
    if ("kind" in changes) [kind, which, lanes, own] = [changes.kind, 0, null, false];
    if ("which" in changes) [which, lanes, own] = [changes.which, null, false];
    if ("lanes" in changes) [lanes, own] = [changes.lanes, true];
    prepare();
  }

  function optionsOf() {
    if (kind === "scheduler") return Object.entries(schedulers).map(([id, name]) => [name, id]);
    if (kind !== "word" || !parts.words[which]) return null;
    const [start, end, others] = parts.words[which], { prompt } = figure();
    const known = [[prompt.slice(start, end), prompt], ...others];
    return [...known, ...lanes.filter((value) => !known.some(([, whole]) => whole === value)).map((value) => [value, value])];
  }
  /* A lane's value in words, short. */
  function nameOf(value, i, options) {
    if (kind === "scheduler") return schedulers[value];
    if (kind === "prompt" || kind === "language") return fill(words.lane, { lane: i + 1 });
    if (isNumber(kind)) return fill(words.name[kind], { value });
    const text = options?.find(([, whole]) => whole === value)?.[0] ?? value;
    return text.length > LONGEST_NAME ? `${text.slice(0, LONGEST_NAME)}…` : text;
  }
  function write() {
    const { prompt, seed, steps, scheduler } = figure(), options = optionsOf();
    one(".n-body").dataset.kind = kind;
    markKind(kind);
    say(one(".x-shared"), words.shared[KINDS[kind]], { prompt: prompt || "—", seed, steps, scheduler: schedulers[scheduler] });
    one(".x-note").textContent = kind === "language" ? words.language[parts.whole ? "whole" : "part"] : kind === "word" ? words.word.note : "";
    drawWords(one(".x-words"), prompt, parts, which, (index) => choose({ which: index }));
    laid = { kind, names: lanes.map((value, i) => nameOf(value, i, options)) };
    const cards = layCards(one(".n-lanes"), lanes, words, {
      control: (value, i) => [valueControl(kind, value, fill(words.choose, { lane: i + 1 }), options, (text) => change(i, text))],
      changed: (next) => choose({ lanes: next }),
      another: () => another(kind, lanes, parts, which, schedulers),
    });
    return cards.map((card, i) => {
      const apart = i ? make("canvas", { class: "x-apart", width: 128, height: 128, role: "img" }) : make("p", { class: "x-first", text: words.first });
      const said = make("p", { class: "x-said" });
      card.card.append(apart, said);
      return { ...card, apart, said };
    });
  }
  function change(i, text) {
    const value = sensible(kind, text, schedulers);
    if (value === undefined || isMissing(value)) runner.lay();
    else choose({ lanes: lanes.map((old, at) => (at === i ? value : old)) });
  }

  async function load(value) {
    return { ...laid, last: value.moments.length, maps: await loadSheet({ ...value, sheet: value.maps }) };
  }
  function explain({ cards, lanes: ran, full }) {
    one(".x-scale").textContent = fill(words.scale, { full });
    cards.forEach(({ took }, i) => { took.textContent = fill(words.near, { near: signed(ran[i].similarity) }); });
  }
  function show(film, at, end) {
    const t = end ? 0 : film.moments[at];
    film.lanes.forEach((lane, i) => {
      const { apart, said } = film.cards[i], cell = i * (film.last + 1) + at;
      const values = { name: film.names[i], step: lane.steps[at], count: lane.steps.at(-1), t, apart: lane.apart[at].toFixed(1), near: signed(lane.similarity) };
      runner.showLane(i, cell, end, values);
      if (!i) return;
      paintCell(apart, film.maps, cell);
      describe(apart, words.alternative.apart, values);
      said.textContent = fill(words.apart, values);
    });
    compare(film, at, end, t);
    return { t };
  }
  /* Which of the lanes went farthest from the first, and which matches its words best. */
  function compare({ lanes: ran, names, kind: of, seconds }, at, end, t) {
    const others = ran.slice(1).map((lane) => lane.apart[at]), similarities = ran.map(({ similarity }) => similarity);
    const far = others.indexOf(Math.max(...others)) + 1, close = others.indexOf(Math.min(...others)) + 1;
    const best = similarities.indexOf(Math.max(...similarities));
    const ending = (others.length > 1 ? words.now.end + words.now.close : words.now.two) + words.now[KINDS[of] === "prompt" ? "words" : "picture"];
    say(one(".n-now"), end ? ending : words.now.way, {
      t, first: names[0], far: names[far], most: others[far - 1].toFixed(1), close: names[close], least: others[close - 1].toFixed(1),
      best: names[best], near: signed(similarities[best]), seconds: seconds.toFixed(1),
      own: signed(similarities[far]), to_first: signed(ran[far].to_first),
    });
  }

  const section = makeSection(view, prepare, { tab: TAB, named: false });
  hearRun(TAB, (run) => {
    if (!seen || !differ(seen, run)) return;
    if (seen[KINDS[kind]] !== run[KINDS[kind]]) [lanes, own, which] = [null, false, 0];
    section.stale();
  });
  watch("parts", () => {
    parts = props.parts;
    begin();
  });
};
