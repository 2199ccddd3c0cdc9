/* Asks for a slider's drawings and for what CLIP says of them; after that a drag asks nobody. */
const SKIPPED = "-";
const body = one(".z-body"), slider = one(".z-slider");
let run = 0, set = null, reading = null, at = 0, frame = 0, guess = null, moveBars = null;

kakusan.dress(element, props);
one('[data-text="prose.paragraph"]').textContent = ""; // its number comes with the map
kakusan.badge(one(".z-live"), props.common);

const inPhase = (phase) => body.dataset.phase === phase;
const become = (state) => { body.dataset.state = state; };

function ask() {
  if (!props.kept) trigger("opened");
  request(inLink.get("rel") ?? "legs", set ? stateAt(set, at) : stateInLink());
}

function request(control, state) {
  const asked = { run: ++run, control, ...state };
  reading = null;
  become("waiting");
  trigger("bend", asked);
  trigger("read", asked);
}

async function arriveDrawn() {
  const value = props.drawn;
  if (!value || value.asked.run !== run || set?.asked.run === run) return;
  const pictures = await picturesOf(value.file);
  if (value.asked.run !== run) return;
  set = { ...value, ...pictures };
  slider.max = set.values.length - 1;
  slider.setAttribute("aria-label", words.slider[set.control]);
  [".z-from", ".z-to"].forEach((name, i) => { one(name).textContent = endsOf(set)[i]; });
  one(".z-drawing").hidden = true;
  one(".z-band").replaceChildren();
  press("way", set.state.way);
  press("control", set.control);
  if (inPhase("guess")) offerWords();
  at = set.at;
  arriveSaid();
  soon();
}

function arriveSaid() {
  const value = props.value;
  if (!value?.kind || value.asked.run !== run || set?.asked.run !== run || reading) return;
  if (value.kind === "error") { become("error"); soon(); return; }
  reading = value;
  become("done");
  one(".z-wait").textContent = words.ready;
  one(".z-code").hidden = false;
  one(".z-code .k-code").textContent = value.code;
  one(".z-live").textContent = `${props.common.live} · ${value.seconds.toFixed(1)} s`;
  one(".z-math").textContent = kakusan.fill(words.prose.mathematics, { stops: set.values.length, seconds: value.seconds.toFixed(1), count: value.map.points.length, explained: value.map.explained });
  one('[data-text="prose.paragraph"]').textContent = kakusan.fill(words.prose.paragraph, { dims: value.map.dims });
  redraw();
}

/* All that is drawn once for one reading, and anew for another theme. */
function redraw() {
  if (!reading) return;
  moveBars = drawBars(one(".z-bars"), set, reading);
  drawBand(one(".z-band"), set, reading);
  explainMap(set, reading);
  sayReach();
  soon();
}

function press(group, value) {
  for (const button of element.querySelectorAll(`[data-${group}]`)) button.setAttribute("aria-pressed", button.dataset[group] === value);
}

function soon() { frame ||= requestAnimationFrame(draw); }
function draw() {
  frame = 0;
  if (!set || !section.isOpen()) return;
  const last = set.values.length - 1;
  slider.value = at;
  slider.style.setProperty("--at", at / last);
  slider.setAttribute("aria-valuetext", valueOf(set, at));
  showAnimal(set, at);
  const save = one(".z-save");
  if (one(".z-code").open) save.href = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(set.drawings[at])}`;
  if (inPhase("shown")) drawAnswer();
}

function drawAnswer() {
  one(".z-verdict").hidden = !reading || set.control !== "legs" || set.state.way !== "dachshund";
  if (!reading) {
    one(".z-now").textContent = body.dataset.state === "error" ? props.value.text : trail.length ? words.reading : words.waiting;
    return;
  }
  walkTo(reading.points[at]);
  moveBars(at);
  drawWalk(one(".z-walk"), set, reading, at);
  sayNow();
  sayVerdict();
}

function sayNow() {
  const { control, values } = set, measures = measuresAt(set, at), top = topOf(reading, at), before = topOf(reading, set.at);
  const kind = control === "legs" || control === "body" ? "ratio" : control in LOOKS ? "look" : control === "together" ? "together" : "part";
  kakusan.say(one(".z-now"), words.now[kind] + words.now.top + words.now[top === before ? "same" : "other"], {
    ...measures, name: words.slider[control], value: valueOf(set, at), start: valueOf(set, set.at), was: figured(reading.likeness[set.at][before]),
    ratio: (set.measures.body[at] / set.measures.legs[at]).toFixed(1), share: Math.round(100 * values[at]),
    top: quoted(set.words[top]), likeness: figured(reading.likeness[at][top]), before: quoted(set.words[before]),
  });
}

/* The reader's guess, and which word rose most between where the legs began and where they are shortest. */
function sayVerdict() {
  if (one(".z-verdict").hidden) return;
  const [short, began] = [reading.likeness[0], reading.likeness[set.at]], rises = short.map((value, which) => value - began[which]);
  const risen = rises.indexOf(Math.max(...rises));
  const tops = new Set(reading.likeness.slice(0, set.at + 1).map((_, index) => topOf(reading, index)));
  const through = [...tops].find((which) => which !== risen && which !== topOf(reading, set.at) && which !== topOf(reading, 0));
  kakusan.say(one(".z-verdict"), (guess === null ? "" : words.verdict.yours) + words.verdict[rises[risen] > 0 ? "risen" : "none"], {
    guess: guess === null ? "" : quoted(set.words[guess]), word: quoted(set.words[risen]), from: figured(began[risen]), to: figured(short[risen]),
  });
  if (through === undefined) return;
  const more = document.createElement("span");
  kakusan.say(more, words.verdict.through, { word: quoted(set.words[through]) });
  one(".z-verdict").append(more);
}

function sayReach() {
  const { reach, looks, typical } = reading, isLook = set.control in LOOKS;
  const verdict = isLook ? "" : words.reach[reach > Math.max(looks.coat, looks.place) ? "more" : reach < Math.min(looks.coat, looks.place) ? "less" : "between"] + words.joint;
  kakusan.say(one(".z-going"), words.reach[isLook ? "look" : "relation"] + verdict + words.reach.typical, {
    reach: figured(reach), coat: figured(looks.coat), place: figured(looks.place), typical: figured(typical),
  });
  const own = isLook ? [] : [[kakusan.fill(words.reach.slider, { name: words.control[set.control] }), reach, 0, "z-relation"]];
  drawReaches(one(".z-reaches"), [...own, [words.reach.coat, looks.coat, 0, "z-look"], [words.reach.place, looks.place, 0, "z-look"]], typical);
}

function offerWords() {
  const buttons = set.words.map((word, which) => {
    const button = made("button", "k-button k-main", quoted(word));
    button.type = "button";
    button.addEventListener("click", () => reveal(which));
    return button;
  });
  const skip = made("button", "k-button", words.skip);
  skip.type = "button";
  skip.addEventListener("click", () => reveal(null));
  one(".z-guesses").replaceChildren(...buttons, skip);
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

slider.addEventListener("input", () => { if (set) { at = Number(slider.value); soon(); } });
slider.addEventListener("change", () => { if (set && inPhase("shown")) release(); });
for (const button of element.querySelectorAll("[data-control]")) button.addEventListener("click", () => {
  request(button.dataset.control, stateAt(set, at));
  soon();
});
for (const button of element.querySelectorAll("[data-way]")) button.addEventListener("click", () => {
  const { coat, place } = stateAt(set, at);
  trail = [];
  request("together", { way: button.dataset.way, along: 0, coat, place });
  soon();
});
for (const button of element.querySelectorAll("[data-by]")) button.addEventListener("click", () => {
  by = button.dataset.by;
  if (reading) { explainMap(set, reading); soon(); }
});
one(".z-code").addEventListener("toggle", soon);
new ResizeObserver(soon).observe(one(".z-walk"));
window.addEventListener("kakusan:theme", redraw);

if (inLink.has("rel")) {
  body.dataset.phase = "shown"; // a link to what was shown needs no second guess
  const named = Number(inLink.get("rel_guess") ?? NaN);
  guess = Number.isInteger(named) && named >= 0 && named < 4 ? named : null;
}
const section = kakusan.section(element, ask, { props, tab: TAB });
showRecorded(props.kept);
arriveDrawn();
watch("drawn", arriveDrawn);
watch("value", arriveSaid);
watch("kept", () => showRecorded(props.kept));
one("details").addEventListener("toggle", soon);
