/* A network learns while one watches; then its dots are scrubbed from noise to the shape. */
import { badge, complain, describe, fill, fillIn, findChoices, finder, hear, say } from "../parts/dom.js";
import { LEFT_OUT, linkOf, remember } from "../parts/link.js";
import { LARGEST_SEED, anySeed, counted, percent } from "../parts/numbers.js";
import { loadBytes } from "../parts/paint.js";
import { makePlayer, oncePerFrame } from "../parts/scrub.js";
import { makeSection } from "../parts/section.js";
import { drawCurve } from "./curve.js";
import { UNIT, inksOf, paintAges, paintArrows, paintDots, sheetOf } from "./dots.js";
import { makeDrawing } from "./drawing.js";

const TAB = "reverse", OPENS_WITH = "dog";
const FOUND = 0.8, PARTLY = 0.4; // shares of the dots that lie on the shape

function filmOf(value, numbers) {
  const { dots, across, timesteps } = value, last = timesteps.length, pushes = numbers.subarray((last + 1) * dots * 2);
  return {
    last, across, unit: value.finest,
    places: (i) => numbers.subarray(i * dots * 2, (i + 1) * dots * 2),
    pushes: (i) => pushes.subarray(i * across * across * 2, (i + 1) * across * across * 2),
    time: (i) => (i < last ? timesteps[i] : 0),
  };
}
/* what can be said of where the dots arrived */
const arrival = ({ arrived }) => (arrived >= FOUND ? "end" : arrived >= PARTLY ? "partly" : "lost");

export default (view) => {
  const { element, props, trigger, watch } = view, { words } = props, one = finder(element), link = linkOf(TAB);
  const body = one(".y-body"), print = one(".y-print"), shapes = Object.keys(words.shape).filter((shape) => shape !== "own");
  let asked = { shape: link.choice("toy", shapes, OPENS_WITH), seed: link.whole("toy_seed", 0, LARGEST_SEED, 0) };
  let inks = inksOf(element), truth = [], seen = null, film = null;

  const soon = oncePerFrame(() => { paint(); explain(); });
  const markShape = findChoices(element, "shape", choose);
  const drawing = makeDrawing(print, () => inState("drawing"), soon);
  const player = makePlayer(element, words, soon, { keys: false });

  /* waiting; begun, in the line for the bench; learning; done; or drawing */
  const inState = (state) => body.dataset.state === state;
  const isUnderWay = () => inState("begun") || inState("learning");
  function become(state) {
    body.dataset.state = state;
    one(".y-go").textContent = isUnderWay() ? words.stop : state === "drawing" ? words.train : words.again;
    one(".y-go").classList.toggle("m-stop", isUnderWay());
    print.tabIndex = state === "drawing" ? 0 : -1;
    markShape(asked.shape);
  }
  /* What is shown is given up, and what is under way with it. */
  function leave(changes) {
    if (isUnderWay()) trigger("stop", { run: "" });
    player.pause();
    complain(one(".y-error"), "");
    asked = { ...asked, ...changes };
    seen = film = null;
    one(".y-ages").replaceChildren();
  }
  function ask(changes = {}) {
    leave({ ...changes, run: `${Date.now()}-${Math.random().toString(36).slice(2)}` });
    const { shape, seed } = asked, linked = { own: LEFT_OUT, [OPENS_WITH]: null }[shape];
    if ("seed" in changes) remember(TAB, { toy: linked === undefined ? shape : linked, toy_seed: seed || null });
    become("waiting");
    trigger("opened", asked);
  }
  function choose(shape) {
    if (shape !== "own") { ask({ shape, points: undefined, seed: 0 }); return; }
    leave({ shape, run: "" });
    become("drawing");
    one(".y-plot").replaceChildren();
    soon();
    print.focus({ preventScroll: true });
  }
  function go() {
    if (isUnderWay()) trigger("stop", asked); // which is answered with what it has learned by now
    else if (inState("drawing")) ask({ points: drawing.points, seed: 0 });
    else ask({ seed: anySeed() });
  }
  function fail(text) {
    complain(one(".y-error"), text);
    become(asked.shape === "own" ? "drawing" : "done");
    soon();
  }

  const arrivals = {
    begun(value) {
      truth = value.truth;
      seen = { ...value, step: 0, losses: [], nothing: 1, clouds: [], seconds: 0 };
      become("begun");
      soon();
      trigger("train", asked);
    },
    learning(value) {
      if (!isUnderWay()) return;
      seen = value;
      become("learning");
      showAges();
      soon();
    },
    async done(value) {
      const bytes = await loadBytes(value.file.url);
      if (value.asked.run !== asked.run) return;
      film = filmOf(value, new Int16Array(bytes.buffer));
      truth = value.truth;
      seen = value;
      become("done");
      badge(one(".k-badge"), props.common, value.made);
      one(".y-code").textContent = value.code;
      one(".y-from").textContent = fill(words.from, { t: value.timesteps[0] });
      showAges();
      player.extend(film.last + 1);
      player.goTo(film.last);
    },
    error: ({ text }) => fail(text),
  };
  const showAges = () => paintAges(one(".y-ages"), seen.clouds, inks.indigo, words);

  function paint() {
    const sheet = sheetOf(print), { at } = player;
    if (inState("drawing")) { paintDrawn(sheet); return; }
    paintDots(sheet, truth, UNIT, film ? 2 : 3, film ? inks.seal : inks.ink, film ? 0.4 : 0.55);
    if (film) {
      if (one(".y-arrows").checked && at < film.last) paintArrows(sheet, film.pushes(at), film.unit, film.across, inks.muted);
      paintDots(sheet, film.places(at), film.unit, 4, inks.indigo, 0.9);
    } else if (seen?.clouds.length) paintDots(sheet, seen.clouds.at(-1).dots, UNIT, 4, inks.indigo, 0.9);
    if (seen) drawCurve(one(".y-plot"), seen, words.plot);
  }
  function paintDrawn(sheet) {
    paintDots(sheet, drawing.points.flat(), 1, 4, inks.ink);
    if (drawing.pen.shown) paintDots(sheet, [drawing.pen.x, drawing.pen.y], 1, 7, inks.seal, 0.7);
  }

  function explain() {
    const { at } = player, numbers = numbersNow();
    const key = inState("drawing") || isUnderWay() ? body.dataset.state : !film ? null : at === film.last ? arrival(seen) : at ? "way" : "noise";
    if (!key) { one(".y-now").textContent = words.waiting; return; }
    say(one(".y-now"), words.now[key] + (film ? words.joint + words.now.learned : ""), numbers);
    fillIn(element, words, { ...numbers, shown: film ? "way" : key });
    if (seen) describe(one(".y-plot"), words.alternative.plot, numbers);
    player.say(`t = ${numbers.t}`);
  }
  function numbersNow() {
    return {
      t: film?.time(player.at), arrived: percent(seen?.arrived ?? 0), near: seen?.near, dots: counted(seen?.dots),
      points: counted(inState("drawing") ? drawing.points.length : truth.length / 2),
      step: counted(seen?.step), total: counted(seen?.total), weights: counted(seen?.weights), seconds: seen?.seconds.toFixed(1),
      loss: (seen?.losses.at(-1) ?? seen?.nothing)?.toFixed(2), nothing: seen?.nothing.toFixed(2),
      shape: words.shape[asked.shape], age: counted(seen?.clouds.at(-1)?.age),
    };
  }

  one(".y-go").addEventListener("click", go);
  one(".y-clear").addEventListener("click", () => { complain(one(".y-error"), ""); drawing.clear(); });
  one(".y-arrows").addEventListener("change", soon);
  hear("lost", (text) => { if (isUnderWay()) fail(text); });
  hear("cut", () => { if (isUnderWay()) trigger.again(); });
  hear("theme", () => {
    inks = inksOf(element);
    if (seen) showAges();
    soon();
  });
  function draw() {
    const { value } = props;
    if (value?.kind && value.asked?.run === asked.run) arrivals[value.kind]?.(value);
  }
  makeSection(view, () => ask(), { tab: TAB });
  draw();
  watch("value", draw);
};
