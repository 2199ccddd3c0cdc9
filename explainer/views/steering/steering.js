/* One of three experiments with guidance: guessed first, streamed, scrubbed, and measured. */
import { describe, fill, fillIn, findChoices, finder, makeChoices, say } from "../parts/dom.js";
import { differ, figureOf, hearRun, linkOf, remember } from "../parts/link.js";
import { LARGEST_SEED, anySeed, percent, signed } from "../parts/numbers.js";
import { loadBytes } from "../parts/paint.js";
import { onSlide, setRange } from "../parts/scrub.js";
import { makeSection } from "../parts/section.js";
import { LEAST, layCards } from "../lanes/cards.js";
import { makeRunner } from "../lanes/runner.js";
import { MODES, another, laneName, lanesOfLink, lanesToLink, strengthControl } from "./modes.js";
import { drawPush, fillMeasures, paintTwo } from "./push.js";

const TAB = "text_to_image", LONGEST = 400, SHARED = ["prompt", "steps", "seed", "scheduler"];

export default (view) => {
  const { element, props } = view, { words } = props, one = finder(element), link = linkOf(TAB);
  const turnAt = one(".g-turn-at"), negative = one(".g-negative");
  const panes = { withWords: one(".g-with"), without: one(".g-without"), difference: one(".g-difference") };
  const linked = link.has("steer"); // a link to what was shown needs no second guess
  let state = inLink(), asNoise = false, guess = linked ? link.real("steer_guess", 1, Infinity, null) : null;
  let moveMarker = null, seen = null, begun = linked;

  /* What the figure settles, and what is this section's own; `seed` null is the figure's. */
  function inLink() {
    const mode = link.choice("steer", MODES, "strengths"), lanes = lanesOfLink(link.text("steer_lanes", ""));
    negative.value = link.text("steer_not", words.avoid.first).slice(0, LONGEST);
    return {
      mode, lanes: lanes.length < LEAST ? MODES[mode] : lanes,
      turn: link.whole("steer_turn", 0, Infinity, null), seed: link.whole("steer_seed", 0, LARGEST_SEED, null),
    };
  }
  const figure = () => figureOf(TAB, props.opens, props.schedulers);
  const turnOf = ({ steps }) => Math.min(state.turn ?? Math.round(steps / 3), steps);
  function keep() {
    const { mode, lanes, turn, seed } = state, asOpened = lanesToLink(MODES[mode]);
    remember(TAB, {
      section: "steering", steer: mode, steer_lanes: lanesToLink(lanes) === asOpened ? null : lanesToLink(lanes),
      steer_turn: mode === "turn" ? turn : null, steer_seed: seed, steer_guess: guess,
      steer_not: mode === "avoid" && negative.value !== words.avoid.first ? negative.value : null,
    });
  }

  const modes = Object.keys(MODES).map((mode) => ({ value: mode, label: words.mode[mode], dataset: { mode } }));
  const markMode = makeChoices(one(".g-modes"), modes, (mode) => ask({ mode, lanes: MODES[mode] }));
  const markAs = findChoices(element, "as", (as) => {
    asNoise = as === "noise";
    runner.again();
  });
  makeChoices(one(".g-guesses"), [
    ...MODES.strengths.map(([g]) => ({ value: g, label: g === 1 ? words.guess.none : fill(words.guess.strength, { g }), class: "k-button k-main" })),
    { value: null, label: words.guess.skip, class: "k-button g-skip" },
  ], begin);
  const runner = makeRunner(view, { press: () => ask({ seed: anySeed() }), picks: [".g-which", ".n-codes"], write, load, explain, show });

  function ask(changes = {}) {
    state = { ...state, ...changes };
    const { mode, lanes, seed } = state;
    seen = figure();
    keep();
    runner.ask({
      ...Object.fromEntries(SHARED.map((key) => [key, seen[key]])), seed: seed ?? seen.seed, lanes,
      change_at: mode === "turn" ? turnOf(seen) : null, negative: mode === "avoid" ? negative.value : "",
    });
  }
  function begin(answer) {
    guess = answer;
    ask();
    one(".n-go").focus({ preventScroll: true });
  }

  function write() {
    const { mode, lanes } = state, { prompt, steps } = figure();
    one(".n-body").dataset.mode = mode;
    say(one(".g-prompt"), prompt ? words.prompt : words.no_prompt, { prompt });
    turnAt.max = steps;
    one(".g-turn-to").textContent = steps;
    sayTurn(turnOf({ steps }));
    markMode(mode);
    return layCards(one(".n-lanes"), lanes, words, {
      control: (lane, which) => strengthControl(lane, which, mode, words, (next) => ask({ lanes: lanes.map((old, i) => (i === which ? next : old)) })),
      changed: (next) => ask({ lanes: next }), another,
    });
  }
  function sayTurn(turn) {
    one(".g-turn-now").textContent = fill(words.turn.now, { turn });
    setRange(turnAt, turn, one(".g-turn-now").textContent);
  }

  async function load({ maps, kept, lanes }) {
    const { mode } = state, names = lanes.map(({ strength }) => laneName(strength, mode, words));
    return { mode, names, labels: names.map((name) => fill(words.name.lane, { name })), bytes: await loadBytes(maps.url), last: kept.length };
  }
  function explain(film) {
    const { lanes, names, cards, best } = film;
    fillMeasures(one(".g-table"), film, words);
    moveMarker = drawPush(one(".g-plot"), film, words);
    const pushes = lanes.map(({ push }, i) => fill(words.alternative.push_of, { name: names[i], first: push[0].toFixed(3), last: push.at(-1).toFixed(3) }));
    describe(one(".g-plot"), words.alternative.push, { values: pushes.join(" ") });
    cards.forEach(({ card, took }, i) => {
      card.classList.toggle("g-best", i === best);
      took.textContent = fill(words.near, { near: signed(lanes[i].similarity) });
    });
  }

  function show(film, at, end) {
    const { lanes, names, count, chosen, last } = film, here = end ? last - 1 : at, step = film.kept[here], t = film.moments[here];
    lanes.forEach(({ similarity }, i) => {
      runner.showLane(i, i * (last + 1) + at, end, { name: names[i], step: step + 1, count, t, near: signed(similarity) });
    });
    paintTwo(panes, film, here, asNoise);
    markAs(asNoise ? "noise" : "picture");
    moveMarker(step);
    const { push, strength } = lanes[chosen], avoids = film.mode === "avoid" && strength[2] && film.negative;
    const values = { t, push: push[step].toFixed(3), full: film.full[1], name: names[chosen], negative: film.negative };
    fillIn(element, words, { ...values, against: avoids ? "avoiding" : "without" });
    say(one(".n-now"), end ? ending(film) : words.now.way, end ? endValues(film) : values);
    return values;
  }
  /* Which sentences hold is chosen by what was measured. */
  function ending({ lanes, mode, best, negative: avoided }) {
    const strongest = lanes[best].strength[0], both = new Set(lanes.map(({ strength }) => strength[2])).size > 1;
    if (mode === "turn") return words.now.turn;
    if (mode === "avoid" && avoided && both) return words.now.avoid;
    const said = guess !== null && mode === "strengths" ? words.now[strongest === guess ? "right" : "other"] : "";
    return said + words.now.best + (lanes.every(({ strength }) => strength[0] >= strongest) ? words.now.weakest : "") + words.now.burnt;
  }
  function endValues({ lanes, names, best, turn, count, seconds, negative: avoided }) {
    const least = (numbers) => numbers.indexOf(Math.min(...numbers)), similarities = lanes.map(({ similarity }) => similarity);
    const strengths = lanes.map(({ strength }) => strength[0]), low = least(strengths), high = least(strengths.map((g) => -g)), worst = least(similarities);
    const plain = lanes.find(({ strength }) => !strength[2]) ?? lanes[0], avoiding = lanes.find(({ strength }) => strength[2]) ?? lanes[0];
    const unwanted = (lane) => (lane.unwanted === null ? "" : signed(lane.unwanted));
    const ends = ["contrast", "saturation", "burnt"].flatMap((key) => [low, high].map((which, i) => [key + i, percent(lanes[which][key], 1)]));
    return {
      guess, turn, count, seconds: seconds.toFixed(1), negative: avoided, lanes: lanes.length, ...Object.fromEntries(ends),
      best: names[best], near: signed(similarities[best]), worst: names[worst], far: signed(similarities[worst]), low: names[low], high: names[high],
      plain: unwanted(plain), avoiding: unwanted(avoiding), g0: plain.strength[0], g1: avoiding.strength[0],
    };
  }

  onSlide(turnAt, sayTurn, () => ask({ turn: Number(turnAt.value) }));
  one(".g-avoid").addEventListener("submit", (event) => { event.preventDefault(); ask(); });
  runner.lay();
  const section = makeSection(view, () => {
    if (begun || runner.run.state !== "waiting") ask();
    else runner.run.become("guess");
    begun = true;
  }, { tab: TAB, named: false });
  hearRun(TAB, (run) => {
    if (!seen) runner.lay();
    else if (differ(seen, run, SHARED)) section.stale();
  });
};
