/* Asks for a slider's drawings and for what CLIP says of them; after that a drag asks nobody. */
import { fill, findChoices, finder, hear, make, said, say, write } from "../parts/dom.js";
import { linkOf } from "../parts/link.js";
import { highest, percent, signed } from "../parts/numbers.js";
import { makeNewest } from "../parts/newest.js";
import { onSlide, oncePerFrame, setRange } from "../parts/scrub.js";
import { makeSection } from "../parts/section.js";
import { TAB, addressOf, animalAt, endsOf, isLook, keep, measuresAt, picturesOf, stateAt, stateInLink, valueOf } from "./animal.js";
import { drawBand, drawBars, drawReaches, quoted, topOf } from "./bars.js";
import { showRecorded } from "./probes.js";
import { explainDots, makeWalk } from "./walk.js";

const SKIPPED = "-", MOST_WORDS = 4;
const PATIENCE = 20_000; // milliseconds until it is asked again what CLIP says
const KINDS = { legs: "ratio", body: "ratio", coat: "look", place: "look", together: "together" }; // of what is said; else "part"

export default (view) => {
  const { element, props, trigger, watch } = view, { words, common } = props;
  const one = finder(element);
  const body = one(".z-body"), slider = one(".z-slider"), verdict = one(".z-verdict"), link = linkOf(TAB);
  let run = 0, set = null, reading = null, at = 0, guess = null, moveBars = null, by = "kind", bent = null, line = "";

  one('[data-text="prose.paragraph"]').textContent = ""; // its number comes with the map
  const walk = makeWalk(one(".z-walk"), words);

  const newest = makeNewest((question) => trigger("read", question), PATIENCE);
  const soon = oncePerFrame(draw);
  const isShown = () => body.dataset.phase === "shown";
  const become = (state) => { body.dataset.state = state; };

  function ask() {
    if (!props.kept) trigger("opened");
    request(link.text("rel", "legs"), set ? stateAt(set, at) : stateInLink(link));
  }
  function request(control, state) {
    reading = null;
    become("waiting");
    bent = { run: ++run, control, ...state };
    trigger("bend", bent);
    newest.want({ control, ...state });
  }
  const areDrawn = () => set?.asked.run === run;

  async function arriveDrawn() {
    const value = props.drawn;
    if (!value || value.asked.run !== run || areDrawn()) return;
    const pictures = await picturesOf(value.file);
    if (value.asked.run !== run) return;
    set = { ...value, ...pictures };
    slider.max = set.values.length - 1;
    slider.setAttribute("aria-label", words.slider[set.control]);
    [one(".z-from").textContent, one(".z-to").textContent] = endsOf(set, words);
    one(".z-drawing").hidden = true;
    one(".z-band").replaceChildren();
    markWay(set.state.way);
    markControl(set.control);
    if (!isShown()) offerWords();
    at = set.at;
    arriveSaid();
    soon();
  }

  function hearSaid() {
    const value = props.value;
    if (value?.kind === "waiting") {
      line = newest.waits(value) ?? line;
      if (line) one(".z-wait").textContent = line;
      soon();
      return;
    }
    if (!value?.kind) return;
    line = "";
    newest.answered(value.asked.run);
    arriveSaid();
  }
  const isAlike = (a, b) => JSON.stringify({ ...a, run: 0 }) === JSON.stringify({ ...b, run: 0 });
  function arriveSaid() {
    const value = props.value;
    if (!value?.kind || value.kind === "waiting" || reading || !areDrawn() || !isAlike(value.asked, set.asked)) return;
    if (value.kind === "error") { become("error"); soon(); return; }
    reading = value;
    become("done");
    const seconds = value.seconds.toFixed(1), { points, explained, dims } = value.map;
    one(".z-wait").textContent = words.ready;
    one(".z-code").hidden = false;
    one(".z-code .k-code").textContent = value.code;
    one(".z-live").textContent = `${common.live} · ${seconds} s`;
    write(one(".z-math"), fill(words.prose.mathematics, { stops: set.values.length, seconds, count: points.length, explained }));
    one('[data-text="prose.paragraph"]').textContent = fill(words.prose.paragraph, { dims });
    redraw();
  }

  function explainMap() {
    explainDots(one, set, reading.map, by, words);
    markBy(by);
  }
  /* All that is drawn once for one reading, and anew for another theme. */
  function redraw() {
    if (!reading) return;
    moveBars = drawBars(one(".z-bars"), set, reading, words);
    drawBand(one(".z-band"), set, reading);
    explainMap();
    sayReach();
    soon();
  }

  function draw() {
    if (!set || !section.isOpen()) return;
    setRange(slider, at, valueOf(set, at, words));
    one(".z-animal").replaceChildren(animalAt(set, at, words));
    one(".z-measures").textContent = fill(words.measures, measuresAt(set, at));
    if (one(".z-code").open) one(".z-save").href = addressOf(set.drawings[at]);
    if (isShown()) drawAnswer();
  }

  function drawAnswer() {
    verdict.hidden = !reading || set.control !== "legs" || set.state.way !== "dachshund";
    if (!reading) {
      one(".z-now").textContent = body.dataset.state === "error" ? props.value.text : line || (walk.hasWalked() ? words.reading : words.waiting);
      return;
    }
    walk.walkTo(reading.points[at]);
    moveBars(at);
    walk.draw(set, reading, at, by);
    sayNow();
    if (!verdict.hidden) sayVerdict();
  }

  function sayNow() {
    const { control, values, measures } = set, top = topOf(reading, at), before = topOf(reading, set.at);
    say(one(".z-now"), words.now[KINDS[control] ?? "part"] + words.now.top + words.now[top === before ? "same" : "other"], {
      ...measuresAt(set, at), name: words.slider[control], value: valueOf(set, at, words), start: valueOf(set, set.at, words),
      was: signed(reading.likeness[set.at][before]), ratio: (measures.body[at] / measures.legs[at]).toFixed(1), share: percent(values[at]),
      top: quoted(set.words[top], words), likeness: signed(reading.likeness[at][top]), before: quoted(set.words[before], words),
    });
  }

  /* The reader's guess, and which word rose most between where the legs began and where they are shortest. */
  function sayVerdict() {
    const [short, began] = [reading.likeness[0], reading.likeness[set.at]], rises = short.map((value, which) => value - began[which]);
    const risen = highest(rises), wordOf = (which) => quoted(set.words[which], words);
    const tops = new Set(reading.likeness.slice(0, set.at + 1).map((_, index) => topOf(reading, index)));
    const through = [...tops].find((which) => ![risen, topOf(reading, set.at), topOf(reading, 0)].includes(which));
    say(verdict, (guess === null ? "" : words.verdict.yours) + words.verdict[rises[risen] > 0 ? "risen" : "none"], {
      guess: guess === null ? "" : wordOf(guess), word: wordOf(risen), from: signed(began[risen]), to: signed(short[risen]),
    });
    if (through !== undefined) verdict.append(said("span", words.verdict.through, { word: wordOf(through) }));
  }

  function sayReach() {
    const { reach, looks: { coat, place }, typical } = reading, look = isLook(set), far = words.reach;
    const compared = look ? "" : far[reach > Math.max(coat, place) ? "more" : reach < Math.min(coat, place) ? "less" : "between"] + words.joint;
    say(one(".z-going"), far[look ? "look" : "relation"] + compared + far.typical, {
      reach: signed(reach), coat: signed(coat), place: signed(place), typical: signed(typical),
    });
    const own = look ? [] : [[fill(far.slider, { name: words.control[set.control] }), reach, 0, "z-relation"]];
    drawReaches(one(".z-reaches"), [...own, [far.coat, coat, 0, "z-look"], [far.place, place, 0, "z-look"]], words, typical);
  }

  function offerWords() {
    const offer = (name, text, which) => make("button", { class: name, text, on: { click: () => reveal(which) } });
    const buttons = set.words.map((word, which) => offer("k-button k-main", quoted(word, words), which));
    one(".z-guesses").replaceChildren(...buttons, offer("k-button", words.skip, null));
  }
  function reveal(which) {
    guess = which;
    body.dataset.phase = "shown";
    release();
    redraw();
    soon();
    slider.focus({ preventScroll: true });
  }
  const release = () => keep(set, at, guess ?? SKIPPED);

  onSlide(slider, (index) => { if (set) { at = index; soon(); } }, () => { if (set && isShown()) release(); });
  const markControl = findChoices(element, "control", (control) => {
    request(control, stateAt(set, at));
    soon();
  });
  const markWay = findChoices(element, "way", (way) => {
    const { coat, place } = stateAt(set, at);
    walk.leave();
    request("together", { way, along: 0, coat, place });
    soon();
  });
  const markBy = findChoices(element, "by", (name) => {
    by = name;
    if (reading) { explainMap(); soon(); }
  });
  one(".z-code").addEventListener("toggle", soon);
  new ResizeObserver(soon).observe(one(".z-walk"));
  hear("theme", redraw);
  hear("cut", () => { if (bent && !areDrawn()) trigger("bend", bent); });

  if (link.names("rel")) {
    body.dataset.phase = "shown"; // a link to what was shown needs no second guess
    const known = Array.from({ length: MOST_WORDS }, (_, which) => which), named = link.choice("rel_guess", known, null);
    guess = named === null ? null : Number(named);
  }
  const section = makeSection(view, ask, { tab: TAB });
  showRecorded(one, props.kept, words, common);
  arriveDrawn();
  watch("drawn", arriveDrawn);
  watch("value", hearSaid);
  watch("kept", () => showRecorded(one, props.kept, words, common));
  one("details").addEventListener("toggle", soon);
};
