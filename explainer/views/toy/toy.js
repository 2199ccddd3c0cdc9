/* A network learns while one watches; then its dots are scrubbed from noise to the shape. */
const TAB = "reverse", UNIT = 100; // whole numbers to the unit in the JSON
const words = props.words;
const one = (name) => element.querySelector(name);
const body = one(".y-body"), print = one(".y-print"), scrubber = one(".y-at");
const STILL = matchMedia("(prefers-reduced-motion: reduce)");
const LARGEST_SEED = 2 ** 32 - 1;
const link = new URLSearchParams(location.search), seedInLink = Math.round(Number(link.get("toy_seed"))) || 0;
let asked = { shape: link.get("toy") in words.shape && link.get("toy") !== "own" ? link.get("toy") : "dog", seed: Math.min(Math.max(seedInLink, 0), LARGEST_SEED) };
let truth = [], seen = null, film = null, at = 0, frame = 0, playing = 0;

kakusan.dress(element, props);
inks = inksOfPage();
const drawing = makeDrawing(print, () => inState("drawing"), soon);

const counted = (number) => (number ?? 0).toLocaleString(document.documentElement.lang);
const inState = (state) => body.dataset.state === state;
function become(state) {
  body.dataset.state = state;
  one(".y-go").textContent = { learning: words.stop, begun: words.stop, drawing: words.train }[state] ?? words.again;
  one(".y-go").classList.toggle("m-stop", state === "learning" || state === "begun");
  print.tabIndex = state === "drawing" ? 0 : -1;
  for (const button of element.querySelectorAll("[data-shape]")) button.setAttribute("aria-pressed", button.dataset.shape === asked.shape);
}

function ask(changes = {}) {
  if (inState("learning") || inState("begun")) trigger("stop", { run: "" });
  pause();
  complain("");
  const { shape, seed } = { ...asked, ...changes };
  const linked = { own: kakusan.LEFT_OUT, dog: null }[shape];
  if (changes.shape || "seed" in changes) kakusan.remember(TAB, { toy: linked === undefined ? shape : linked, toy_seed: seed || null });
  asked = { ...asked, ...changes, run: `${Date.now()}-${Math.random().toString(36).slice(2)}` };
  seen = film = null;
  one(".y-ages").replaceChildren();
  become("waiting");
  trigger("opened", asked);
}
function complain(text) {
  one(".y-error").textContent = text;
  one(".y-error").hidden = !text;
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
    seen = value;
    become("learning");
    paintAges(one(".y-ages"), value.clouds, UNIT, words.age, words.alternative.age);
    soon();
  },
  async done(value) {
    const bytes = await (await fetch(value.file.url)).arrayBuffer();
    if (value.run !== asked.run) return;
    film = filmOf(value, new Int16Array(bytes));
    truth = value.truth;
    seen = value;
    scrubber.max = film.last;
    become("done");
    kakusan.badge(one(".k-badge"), props.common, value.made);
    one(".y-code").textContent = value.code;
    one(".y-from").textContent = kakusan.fill(words.from, { t: value.timesteps[0] });
    paintAges(one(".y-ages"), value.clouds, UNIT, words.age, words.alternative.age);
    goTo(film.last);
  },
  error(value) {
    complain(value.text);
    become(asked.shape === "own" ? "drawing" : "done");
    soon();
  },
};

function filmOf(value, numbers) {
  const { dots, across, timesteps } = value, last = timesteps.length, pushes = numbers.subarray((last + 1) * dots * 2);
  return {
    last, across, unit: value.finest,
    places: (i) => numbers.subarray(i * dots * 2, (i + 1) * dots * 2),
    pushes: (i) => pushes.subarray(i * across * across * 2, (i + 1) * across * across * 2),
    time: (i) => (i < last ? timesteps[i] : 0),
  };
}

function soon() { frame ||= requestAnimationFrame(() => { frame = 0; paint(); describe(); }); }
function paint() {
  const sheet = sheetOf(print);
  if (inState("drawing")) return paintDrawn(sheet);
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

function describe() {
  const numbers = numbersNow();
  const key = inState("drawing") ? "drawing" : inState("begun") ? "begun" : inState("learning") ? "learning" : !film ? null : at === film.last ? arrival() : at ? "way" : "noise";
  if (!key) { one(".y-now").textContent = words.waiting; return; }
  kakusan.say(one(".y-now"), words.now[key] + (film ? words.joint + words.now.learned : ""), numbers);
  one(".y-what").textContent = kakusan.fill(words.caption[film ? "way" : key], numbers);
  print.setAttribute("aria-label", kakusan.fill(words.alternative[film ? "way" : key], numbers));
  if (seen) one(".y-plot").setAttribute("aria-label", kakusan.fill(words.alternative.plot, numbers));
  scrubber.setAttribute("aria-valuetext", `t = ${numbers.t}`);
}
/* what can be said of where the dots arrived */
const FOUND = 0.8, PARTLY = 0.4; // shares of the dots that lie on the shape
const arrival = () => (seen.arrived >= FOUND ? "end" : seen.arrived >= PARTLY ? "partly" : "lost");
function numbersNow() {
  return {
    t: film?.time(at), arrived: Math.round(100 * (seen?.arrived ?? 0)), near: seen?.near, dots: counted(seen?.dots), points: counted(inState("drawing") ? drawing.points.length : truth.length / 2),
    step: counted(seen?.step), total: counted(seen?.total), weights: counted(seen?.weights), seconds: seen?.seconds.toFixed(1),
    loss: (seen?.losses.at(-1) ?? seen?.nothing)?.toFixed(2), nothing: seen?.nothing.toFixed(2),
    shape: words.shape[asked.shape], age: counted(seen?.clouds.at(-1)?.age),
  };
}

function goTo(position) {
  at = position;
  scrubber.value = at;
  scrubber.style.setProperty("--at", at / film.last);
  soon();
}
function play() {
  if (at === film.last) goTo(0);
  const from = at, begun = performance.now(), lasts = STILL.matches ? 12000 : 4000;
  const step = (now) => {
    const to = Math.min(from + Math.floor((now - begun) / lasts * film.last), film.last);
    if (to !== at) goTo(to);
    if (to < film.last) playing = requestAnimationFrame(step);
    else pause();
  };
  playing = requestAnimationFrame(step);
  one(".y-play").textContent = words.pause;
}
function pause() {
  cancelAnimationFrame(playing);
  playing = 0;
  one(".y-play").textContent = words.play;
}

function choose(shape) {
  if (shape !== "own") return ask({ shape, points: undefined, seed: 0 });
  if (inState("learning") || inState("begun")) trigger("stop", { run: "" });
  pause();
  complain("");
  asked = { ...asked, shape, run: "" };
  seen = film = null;
  become("drawing");
  one(".y-ages").replaceChildren();
  one(".y-plot").replaceChildren();
  soon();
  print.focus({ preventScroll: true });
}
function go() {
  if (inState("learning") || inState("begun")) trigger("stop", asked);
  else if (inState("drawing")) ask({ points: drawing.points, seed: 0 });
  else ask({ seed: Math.floor(Math.random() * 100000) });
}

for (const button of element.querySelectorAll("[data-shape]")) button.addEventListener("click", () => choose(button.dataset.shape));
one(".y-go").addEventListener("click", go);
one(".y-clear").addEventListener("click", () => { complain(""); drawing.clear(); });
one(".y-play").addEventListener("click", () => (playing ? pause() : play()));
one(".y-arrows").addEventListener("change", soon);
scrubber.addEventListener("input", () => { if (film) { pause(); goTo(Number(scrubber.value)); } });
window.addEventListener("kakusan:theme", () => { inks = inksOfPage(); if (seen) paintAges(one(".y-ages"), seen.clouds, UNIT, words.age, words.alternative.age); soon(); });
function draw() {
  const value = props.value;
  if (value?.kind && value.run === asked.run) arrivals[value.kind]?.(value);
}
pause();
kakusan.section(element, () => ask(), { props, tab: TAB });
draw();
watch("value", draw);
