/* Chooses what goes in, asks for the pictures, shows them while they come in, and scrubs them afterwards. */
import { complain, describe, fill, fillIn, finder, hear, press, say } from "../parts/dom.js";
import { flow } from "../parts/flow.js";
import { onEnter } from "../parts/keys.js";
import { ownPicture } from "../parts/link.js";
import { anySeed, percent, signed } from "../parts/numbers.js";
import { bytesOf, loadSheet, paintCell, paintTiny } from "../parts/paint.js";
import { makePad } from "../parts/pad.js";
import { makeRun } from "../parts/run.js";
import { onSlide, setRange } from "../parts/scrub.js";
import { makeSection } from "../parts/section.js";
import { inLink, keep, TAB } from "./asking.js";
import { TABS, writeChoice } from "./choices.js";
import { notesOf, sayResult, sharesOf } from "./saying.js";
import { layReads, layRows, layThumbs, paintStrip } from "./strips.js";

export default (view) => {
  const { element, props, trigger } = view, { words } = props;
  const one = finder(element), all = (selector) => [...element.querySelectorAll(selector)];
  const body = one(".a-body"), slider = one(".a-at"), line = one(".a-now"), print = one(".a-print");
  const results = new Map(); // what was asked -> the finished run
  const lastKind = { mix: "words", sketch: "sketch" };
  const link = inLink(props);
  let { asked, at: wantedAt } = link, guess = link.isGuessed ? "skip" : null;
  let coming = null, shown = null, at = 0;

  const pad = makePad(one(".a-pad"), props.pad, () => { write(); showKept(); });
  const run = makeRun({
    view, root: body, go: one(".a-go"), press: start, now: line, error: one(".a-error"),
    words: { stop: words.stop, again: words.go, waiting: words.waiting, stopped: words.stopped },
    on: {
      become(state) {
        body.dataset.phase = isGuessing() ? "guess" : "shown";
        slider.disabled = state !== "done" || isGuessing();
      },
      ask() { if (!showKept()) start(); },
      laid({ rows, mixed, places }) {
        Object.assign(coming, { rows, mixed, places });
        lay(coming);
        layTable(coming);
      },
      running(value) {
        if (!coming.rows) return; // what was laid came at once with this, and was not seen
        value.frames.forEach((frame, i) => {
          if (!frame || isHidden(i, value.frames.length)) return;
          paintTiny(thumbs()[i], frame);
          if (i === at) paintTiny(print, frame);
        });
        say(line, words.now[isGuessing() ? "guessing" : "running"], { step: value.step, calls: Math.max(...value.calls), pictures: value.frames.length });
      },
      load: loadSheet,
      done(value, cells) {
        const taken = props.handed[value.asked.kind].map((kind) => value.rows.find((row) => row.kind === kind));
        results.set(coming.key, { ...value, ...coming, taken, cells });
        show(results.get(coming.key));
      },
    },
  });

  const takes = (kind = asked.kind) => props.handed[kind];
  const takesSketch = () => takes().includes("sketch");
  const isGuessing = () => asked.kind === "words" && guess === null;
  /* While the reader guesses, what is between the two ends stays covered. */
  const isHidden = (stop, count) => isGuessing() && stop > 0 && stop < count - 1;
  const thumbs = () => all(".a-strip canvas");
  /* What decides the result; of all that lies on the table only what goes in. */
  const keyOf = ({ kind, seed, word, other, color, way }, sketch) => JSON.stringify([
    kind, seed, props.picture, ...takes(kind).map((name) => ({ word, other, color, sketch }[name] ?? "")), takes(kind).length === 2 ? way : "",
  ]);
  function nameOf({ kind, text = asked[kind] }) {
    if (kind !== "word" && kind !== "other") return words.names[kind];
    return text ? fill(words.names.word, { text }) : words.fields[kind];
  }
  const remember = () => keep(shown?.asked ?? asked, shown?.stops.length > 1 ? at : null, takesSketch() && !pad.isEmpty, words);

  const write = () => writeChoice(element, asked, takes(), nameOf, words);

  /* Another choice: what is finished is shown at once, all else is asked for. */
  function choose(changes) {
    run.stop();
    complain(one(".a-error"), "");
    asked = { ...asked, ...changes };
    if (TABS[asked.kind] in lastKind) lastKind[TABS[asked.kind]] = asked.kind;
    write();
    if (!showKept()) start();
  }
  function showKept() {
    const kept = results.get(keyOf(asked, pad.png));
    if (kept) {
      run.stop();
      show(kept);
    } else if (takesSketch() && !run.isUnderWay()) {
      run.become("asking");
      one(".a-notes").textContent = "";
      line.textContent = words.now[pad.isEmpty ? "empty_sketch" : "changed_sketch"];
    }
    return Boolean(kept);
  }
  function start() {
    complain(one(".a-error"), "");
    shown = null;
    write();
    remember();
    if (takesSketch() && pad.isEmpty) {
      run.stop();
      run.become("asking");
      line.textContent = words.now.empty_sketch;
      return;
    }
    const sketch = pad.png;
    coming = { asked, key: keyOf(asked, sketch) };
    one(".a-notes").textContent = "";
    run.ask({ ...asked, sketch });
  }

  /* The strip of small pictures, and the slider, for the places of `result`. */
  function lay({ places, asked: { kind } }) {
    const middle = Math.floor((places.length - 1) / 2), taken = takes(kind), isStart = kind === "start";
    at = Math.min(wantedAt ?? middle, places.length - 1);
    layThumbs(one(".a-strip"), places.map((place) => (isStart ? `t = ${place}` : `${percent(place)} %`)), (stop) => {
      if (shown && !isGuessing()) { goTo(stop); keepPlace(); }
    });
    slider.max = places.length - 1;
    one(".a-from").textContent = isStart ? words.ends.near : nameOf({ kind: taken[0] });
    one(".a-to").textContent = isStart ? words.ends.far : nameOf({ kind: taken.at(-1) });
    describe(slider, words.ends[isStart ? "start" : "mix"]);
    print.getContext("2d").clearRect(0, 0, print.width, print.height);
  }
  function layTable({ rows, mixed, asked: { kind } }) {
    layRows(one(".a-rows"), rows, takes(kind), nameOf, words);
    one(".a-notes").textContent = notesOf(rows.filter((row) => takes(kind).includes(row.kind)), nameOf, words);
    paintStrip(one(".a-handed"), mixed[at]);
  }
  function show(result) {
    shown = coming = result;
    run.become("done");
    lay(result);
    thumbs().forEach((canvas, i) => { if (!isHidden(i, result.stops.length)) paintCell(canvas, result.cells, i); });
    one(".a-took").textContent = fill(words.took, { seconds: result.seconds.toFixed(1) });
    one(".a-own").hidden = !takes().includes("picture") || !ownPicture();
    one(".a-save").hidden = !takesSketch();
    if (takesSketch()) one(".a-saving").href = pad.png;
    goTo(at);
    remember();
  }
  function goTo(stop) {
    at = stop;
    const { stops, places, mixed, taken, asked: { kind } } = shown, here = stops[at], last = stops.length - 1;
    const caption = fill(words.caption[kind === "start" ? kind : last ? "mix" : "one"], {
      ...sharesOf(places[at]), t: places[at], a: nameOf(taken[0]), b: nameOf(taken.at(-1)),
    });
    setRange(slider, at, isGuessing() ? "" : caption);
    press(all(".a-strip button"), (_, i) => i === at && !isGuessing());
    layTable(shown);
    if (isGuessing()) {
      line.textContent = words.now.guess;
      one(".a-what").textContent = one(".a-reads-of").textContent = "";
      layReads(one(".a-reads"), []);
      return;
    }
    paintCell(print, shown.cells, at);
    flow({ picture: print });
    fillIn(body, words, {
      caption, name: caption, near: here.near.map((near) => signed(near)).join(" / "), count: bytesOf(mixed[at]).length,
      reads: kind === "start" ? "reads_sketch" : "reads", code: here.code,
    });
    one(".a-length").textContent = here.length < 0.995 ? fill(words.strips.length, { length: signed(here.length) }) : "";
    layReads(one(".a-reads"), here.reads);
    sayResult(line, shown, at, guess, nameOf, words);
  }
  function keepPlace() {
    wantedAt = at;
    remember();
  }
  function chooseKind(kind) {
    wantedAt = null;
    choose({ kind });
  }

  for (const button of all("[data-tab]")) button.addEventListener("click", () => chooseKind(lastKind[button.dataset.tab] ?? button.dataset.tab));
  for (const button of all("button[data-kind]")) button.addEventListener("click", () => chooseKind(button.dataset.kind));
  for (const button of all("[data-way]")) button.addEventListener("click", () => choose({ way: button.dataset.way }));
  for (const button of all("[data-guess]")) button.addEventListener("click", () => {
    guess = button.dataset.guess;
    if (shown) show(shown);
    else run.become(run.state);
  });
  one(".a-color").addEventListener("change", ({ target }) => choose({ color: target.value }));
  for (const name of ["word", "other"]) {
    one(`.a-${name}`).addEventListener("input", ({ target }) => { asked = { ...asked, [name]: target.value }; });
    onEnter(one(`.a-${name}`), () => choose({}));
  }
  one(".a-noise").addEventListener("click", () => choose({ seed: anySeed() }));
  onSlide(slider, (stop) => { if (shown) goTo(stop); }, keepPlace);
  hear("theme", () => { if (shown) goTo(at); else if (coming?.rows) layTable(coming); });
  write();
  makeSection(view, () => trigger("opened", {}), { tab: TAB, ofPicture: true });
};
