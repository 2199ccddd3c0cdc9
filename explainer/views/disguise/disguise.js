/* Three acts from one noise. Each is a run of its own, so that it can be stopped, and played again. */
import { complain, describe, fill, finder, say } from "../parts/dom.js";
import { flow } from "../parts/flow.js";
import { onEnter } from "../parts/keys.js";
import { linkable, linkOf, remember } from "../parts/link.js";
import { afterPause } from "../parts/newest.js";
import { anySeed, LARGEST_SEED, signed } from "../parts/numbers.js";
import { loadSheet, paintCell, paintTiny } from "../parts/paint.js";
import { makeRun } from "../parts/run.js";
import { makeSection } from "../parts/section.js";
import { makeGuess } from "./guess.js";
import { makeStrips, noteOf, showLikeness } from "./strips.js";

const TAB = "text_to_image", ACTS = ["nothing", "picture", "words"];
const CLEARLY = 0.1; // so much nearer to the words than with nothing in hand counts as believed
const FIRST_SEED = 0; // where nothing and the words come out far apart
const LONGEST_LINK = 200; // characters
const PAUSE = 400; // milliseconds without a key until what is written is turned into numbers
const SIDE = 128; // pixels of a print with nothing on it

export default (view) => {
  const { element, props, trigger } = view, { words } = props;
  const one = finder(element), now = one(".dg-now"), field = one(".dg-word"), slider = one(".dg-at");
  const card = (act) => finder(one(`[data-act="${act}"]`));
  const link = linkOf(TAB);
  let asked = { words: link.text("disguise_word", words.first).slice(0, LONGEST_LINK), seed: link.whole("disguise_seed", 0, LARGEST_SEED, FIRST_SEED) };
  let toPlayAll = link.text("disguise") === "played", queue = [], running = null;
  let pair = null, picture = null, isUnmet = false; // as long as it is unmet, pair is of other words
  let results = {}, at = 0, guessed = null;

  field.value = asked.words;
  const soon = afterPause(PAUSE, () => { meet(); keep(); });
  const strips = makeStrips(element, words);
  const guess = makeGuess(one(".dg-guess"), words.guess.choices, (choice) => { guessed = choice; play("words"); });
  const run = makeRun({
    view, event: "play", root: one(".dg-acts"), now, error: one(".dg-error"), words: { stopped: words.now.stopped },
    on: {
      become(state) { if (state !== "running") running = null; },
      stop: rest, fail: rest,
      met: greet,
      running({ frame, step, count, asked: { act } }) {
        paintTiny(card(act)(".dg-print"), frame);
        card(act)(".dg-what").textContent = fill(words.step, { step, count });
        say(now, words.now.running, { act: words.act[act].number, step, count });
      },
      load: loadSheet,
      done: arrive,
    },
  });

  function keep() {
    const { words: text, seed } = asked;
    remember(TAB, {
      section: "disguise", disguise_word: text === words.first ? null : linkable(text, LONGEST_LINK),
      disguise_seed: seed === FIRST_SEED ? null : seed, disguise: next() ? null : "played",
    });
  }
  /* The picture and the words are turned into numbers. */
  function meet() {
    isUnmet = true;
    if (picture !== props.picture) { results = {}; pair = null; }
    picture = props.picture;
    complain(one(".dg-error"), "");
    trigger("opened", { ...asked, run: run.number });
    show();
  }
  function greet(value) {
    isUnmet = false;
    pair = value;
    one(".dg-body").dataset.state = "met";
    Object.assign(one(".dg-picture"), { src: value.picture, alt: value.name });
    one(".dg-note").textContent = noteOf(value, words);
    if (!ACTS.some((act) => results[act])) now.textContent = words.now.ready;
    strips.show(pair);
    show();
    if (toPlayAll) playAll();
  }

  function play(act) {
    soon.cancel();
    delete results[act];
    running = act;
    run.ask({ ...asked, act });
    say(now, words.now.begun, { act: words.act[act].number });
    show();
  }
  function playAll() {
    guess.spare();
    results = {};
    queue = ACTS.slice(1);
    play(ACTS[0]);
  }
  function press(act) {
    const isRunning = running === act;
    run.stop();
    if (isRunning) return;
    queue = [];
    if (act === "words" && guess.isDue) guess.ask();
    else play(act);
  }
  function rest() {
    queue = [];
    show();
  }
  function arrive(value, cells) {
    const { act } = value.asked;
    results[act] = { ...value, words: asked.words, cells };
    at = value.timesteps.length;
    judge(act);
    show();
    if (act === "words") {
      toPlayAll = false;
      one(".dg-code").textContent = value.code;
      one(".dg-drawer").hidden = false;
    }
    keep();
    if (queue.length) play(queue.shift());
    else if (isUnmet) meet();
  }
  function judge(act) {
    const [near, toWords] = results[act].likeness, without = results.nothing && isOfTheseWords(results.nothing) ? results.nothing.likeness[1] : null;
    const said = act !== "words" ? act : without === null ? "alone" : toWords - without > CLEARLY ? "believed" : "doubted";
    say(now, (act === "words" && guessed ? words.now.guessed : "") + words.now[said], {
      picture: signed(near), words: signed(toWords), name: pair.name, text: asked.words.trim() || words.empty,
      without: without === null ? "" : signed(without), guess: guessed ? words.guess.choices[guessed] : "",
    });
  }

  const isOfTheseWords = (result) => result.words === asked.words;
  /* the act whose button is the one to press now */
  const next = () => ACTS.find((act) => !results[act]);

  function show() {
    for (const act of ACTS) {
      const part = card(act), result = results[act], state = running === act ? "running" : result ? "done" : "ready";
      one(`[data-act="${act}"]`).dataset.state = state;
      part(".dg-bubble").textContent = words.act[act][state];
      part(".dg-took").textContent = result ? fill(words.took, { seconds: result.seconds.toFixed(1) }) : "";
      const button = part(".dg-play");
      button.textContent = state === "running" ? words.stop : words.act[act].play;
      button.disabled = !pair;
      button.classList.toggle("k-main", state === "running" || (!running && act === next()));
      ["picture", "words"].forEach((of, i) => {
        const isKnown = result && (of === "picture" || isOfTheseWords(result));
        showLikeness(part(`.dg-like[data-of="${of}"]`), isKnown ? result.likeness[i] : null, of === act);
      });
    }
    one(".dg-all").disabled = one(".dg-other").disabled = !pair;
    slider.disabled = Boolean(running) || !ACTS.some((act) => results[act]);
    paint();
  }
  function paint() {
    const last = Math.max(1, ...ACTS.map((act) => results[act]?.timesteps.length ?? 0));
    slider.max = last;
    slider.value = at = Math.min(at, last);
    slider.style.setProperty("--at", at / last);
    for (const act of ACTS) {
      if (results[act]) paintMoment(act);
      else if (running !== act) {
        const canvas = card(act)(".dg-print");
        canvas.width = canvas.height = SIDE;
        card(act)(".dg-what").textContent = words.not_yet;
        describe(canvas, words.not_yet);
      }
    }
  }
  function paintMoment(act) {
    const { timesteps, likeness: [near, toWords], cells } = results[act], canvas = card(act)(".dg-print"), what = card(act)(".dg-what");
    const isEnd = at >= timesteps.length, t = isEnd ? 0 : timesteps[at];
    paintCell(canvas, cells, Math.min(at, timesteps.length));
    flow({ picture: canvas });
    what.textContent = isEnd ? words.came : fill(words.mind, { t });
    describe(canvas, isEnd ? words.alternative.end : words.alternative.way, { act: words.act[act].title, picture: signed(near), words: signed(toWords), t });
    slider.setAttribute("aria-valuetext", what.textContent);
  }

  /* Other words: the last act is to be played again, and nothing else is lost. */
  function typed() {
    run.stop();
    asked = { ...asked, words: field.value };
    delete results.words;
    one(".dg-drawer").hidden = true;
    show();
    isUnmet = true;
    soon();
  }

  for (const act of ACTS) card(act)(".dg-play").addEventListener("click", () => press(act));
  one(".dg-all").addEventListener("click", playAll);
  one(".dg-other").addEventListener("click", () => { asked = { ...asked, seed: anySeed() }; playAll(); });
  slider.addEventListener("input", () => { at = Number(slider.value); paint(); });
  field.addEventListener("input", typed);
  onEnter(field, () => press("words"));
  show();
  makeSection(view, () => { run.stop(); meet(); }, { tab: TAB, ofPicture: true });
};
