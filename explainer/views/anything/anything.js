/* Chooses what goes in, asks for the pictures, shows them while they come in, and scrubs them afterwards. */
const one = (name) => element.querySelector(name);
const all = (name) => [...element.querySelectorAll(name)];
const body = one(".a-body"), slider = one(".a-at"), line = one(".a-now");
const TABS = { word: "word", picture: "picture", words: "mix", word_picture: "mix", sketch: "sketch", start: "sketch", color: "color" };
const results = new Map(); // what was asked -> the finished run
let asked = inLink(), runs = 0, coming = null, shown = null, at = 0;
let guess = link.has("anything") ? "skip" : null, wantedAt = wholeInLink("anything_at", 0, 6);
const lastKind = { mix: "words", sketch: "sketch" };

kakusan.dress(element, props);
const pad = makePad(one(".a-pad"), words, () => { write(); showKept(); });
const remember = () => rememberAsked(shown?.asked ?? asked, shown && shown.stops.length > 1 ? at : null);
const takes = () => props.handed[asked.kind];
const isTwo = () => takes().length === 2 && asked.kind !== "start";
/* What decides the result; of all that lies on the table only what goes in. */
const keyOf = (what, sketch) => JSON.stringify([what.kind, what.seed, props.picture,
  ...props.handed[what.kind].map((name) => ({ word: what.word, other: what.other, color: what.color, sketch }[name] ?? "")),
  props.handed[what.kind].length === 2 ? what.way : ""]);
const inState = (state) => body.dataset.state === state;
const isGuessing = () => asked.kind === "words" && guess === null;

function become(state) {
  body.dataset.state = state;
  one(".a-go").textContent = state === "running" ? words.stop : words.go;
  one(".a-go").classList.toggle("m-stop", state === "running");
  body.dataset.phase = isGuessing() ? "guess" : "shown";
  slider.disabled = state !== "done" || isGuessing();
}
function complain(text) {
  one(".a-error").textContent = text;
  one(".a-error").hidden = !text;
}
function halt() {
  if (!inState("running")) return;
  trigger("stop");
  become("stopped");
  line.textContent = words.stopped;
}

const nameOf = (row) => {
  const text = row.text ?? asked[row.kind];
  if (row.kind === "word" || row.kind === "other") return text ? kakusan.fill(words.names.word, { text }) : words.fields[row.kind];
  return words.names[row.kind];
};

/* The fields that this choice needs, and which buttons are pressed. */
function write() {
  one(".a-word").value = asked.word;
  one(".a-other").value = asked.other;
  one(".a-color").value = asked.color;
  for (const field of all("[data-for]")) field.hidden = !takes().includes(field.dataset.for);
  for (const button of all("[data-tab]")) button.setAttribute("aria-pressed", button.dataset.tab === TABS[asked.kind]);
  for (const button of all("[data-kind]")) if (button.matches("button")) button.setAttribute("aria-pressed", button.dataset.kind === asked.kind);
  for (const button of all("[data-way]")) button.setAttribute("aria-pressed", button.dataset.way === asked.way);
  for (const group of all("[data-in]")) group.hidden = group.dataset.in === "two" ? !isTwo() : group.dataset.in !== TABS[asked.kind];
  one(".a-pad").hidden = !takes().includes("sketch");
  one(".a-figure").toggleAttribute("data-pad", takes().includes("sketch"));
  one(".a-slide").hidden = one(".a-strip").hidden = takes().length < 2;
  one(".a-question").textContent = words.guess.question;
  one('[data-guess="first"]').textContent = kakusan.fill(words.guess.mostly, { name: nameOf({ kind: "word" }) });
  one('[data-guess="second"]').textContent = kakusan.fill(words.guess.mostly, { name: nameOf({ kind: "other" }) });
}

/* Another choice: what is finished is shown at once, all else is asked for. */
function choose(changes) {
  halt();
  complain("");
  asked = { ...asked, ...changes };
  if (TABS[asked.kind] in lastKind) lastKind[TABS[asked.kind]] = asked.kind;
  write();
  if (!showKept()) run();
}
function showKept() {
  const kept = results.get(keyOf(asked, pad.png));
  if (kept) show(kept);
  else if (takes().includes("sketch") && !inState("running")) {
    become("asking");
    one(".a-notes").textContent = "";
    line.textContent = words.now[pad.isEmpty ? "empty_sketch" : "changed_sketch"];
  }
  return Boolean(kept);
}

function run(changes = {}) {
  halt();
  complain("");
  asked = { ...asked, ...changes };
  shown = null;
  write();
  remember();
  if (takes().includes("sketch") && pad.isEmpty) {
    become("asking");
    line.textContent = words.now.empty_sketch;
    return;
  }
  const sketch = pad.png;
  coming = { asked, run: ++runs, key: keyOf(asked, sketch), rows: null, places: null };
  become("running");
  line.textContent = words.waiting;
  one(".a-notes").textContent = "";
  trigger("run", { ...asked, sketch, run: runs });
}

const arrivals = {
  ask: () => { if (!showKept()) run(); },
  laid(value) {
    Object.assign(coming, { rows: value.rows, mixed: value.mixed, places: value.stops });
    at = Math.min(wantedAt ?? Math.floor((value.stops.length - 1) / 2), value.stops.length - 1);
    layTable(coming);
    layThumbs(coming);
  },
  running(value) {
    if (!coming.rows) return;
    value.frames.forEach((frame, i) => {
      if (!frame || isHidden(i, value.frames.length)) return;
      paintTiny(thumbs()[i], frame);
      if (i === at) paintTiny(one(".a-print"), frame);
    });
    kakusan.say(line, words.now[isGuessing() ? "guessing" : "running"], { step: value.step, calls: Math.max(...value.calls), pictures: value.frames.length });
  },
  async done(value) {
    const mine = coming, image = await loadImage(value.sheet.url);
    if (mine !== coming || inState("stopped")) return;
    const taken = props.handed[value.asked.kind].map((kind) => mine.rows.find((row) => row.kind === kind));
    const result = { ...value, ...mine, taken, cells: { image, columns: value.columns, size: value.size } };
    results.set(mine.key, result);
    show(result);
  },
  error(value) {
    become("stopped");
    line.textContent = "";
    complain(value.text);
  },
};

/* While the reader guesses, what is between the two ends stays covered. */
const isHidden = (stop, count) => isGuessing() && stop > 0 && stop < count - 1;
const thumbs = () => all(".a-strip canvas");

function layTable({ rows, mixed, asked: { kind } }) {
  layRows(one(".a-rows"), rows, props.handed[kind], nameOf, words);
  one(".a-notes").textContent = notesOf(rows.filter((row) => props.handed[kind].includes(row.kind)), nameOf, words);
  paintStrip(one(".a-handed"), mixed[at]);
}
function layThumbs({ places, asked: { kind } }) {
  one(".a-strip").replaceChildren(...places.map((place, i) => {
    const button = document.createElement("button"), canvas = document.createElement("canvas"), label = document.createElement("span");
    button.type = "button";
    label.textContent = kind === "start" ? `t = ${place}` : `${Math.round(100 * place)} %`;
    button.append(canvas, label);
    button.addEventListener("click", () => { if (shown && !isGuessing()) { goTo(i); keepPlace(); } });
    return button;
  }));
  slider.max = places.length - 1;
  const taken = props.handed[kind];
  one(".a-from").textContent = kind === "start" ? words.ends.near : nameOf({ kind: taken[0] });
  one(".a-to").textContent = kind === "start" ? words.ends.far : nameOf({ kind: taken.at(-1) });
  slider.setAttribute("aria-label", words.ends[kind === "start" ? "start" : "mix"]);
  const brush = one(".a-print").getContext("2d");
  brush.clearRect(0, 0, one(".a-print").width, one(".a-print").height);
}

function show(result) {
  shown = coming = result;
  become("done");
  at = Math.min(wantedAt ?? Math.floor((result.stops.length - 1) / 2), result.stops.length - 1);
  layThumbs(result);
  thumbs().forEach((canvas, i) => { if (!isHidden(i, result.stops.length)) paintCell(canvas, result.cells, i); });
  kakusan.badge(one(".a-badge"), props.common);
  one(".a-took").textContent = kakusan.fill(words.took, { seconds: result.seconds.toFixed(1) });
  one(".a-own").hidden = !props.handed[asked.kind].includes("picture") || !props.picture?.includes("/");
  one(".a-save").hidden = !takes().includes("sketch");
  if (takes().includes("sketch")) one(".a-saving").href = pad.png;
  goTo(at);
  remember();
}

function goTo(stop) {
  at = stop;
  const { stops, places, mixed, asked: { kind } } = shown, here = stops[at], last = stops.length - 1;
  slider.value = at;
  slider.style.setProperty("--at", last ? at / last : 0);
  thumbs().forEach((canvas, i) => canvas.parentElement.setAttribute("aria-pressed", i === at && !isGuessing()));
  layTable(shown);
  const told = { share: Math.round(100 * places[at]), rest: 100 - Math.round(100 * places[at]), t: places[at], a: nameOf(shown.taken[0]), b: nameOf(shown.taken.at(-1)) };
  const caption = kakusan.fill(words.caption[kind === "start" ? "start" : last ? "mix" : "one"], told);
  if (isGuessing()) {
    line.textContent = words.now.guess;
    one(".a-what").textContent = "";
    one(".a-reads-of").textContent = "";
    one(".a-reads").replaceChildren();
    return;
  }
  paintCell(one(".a-print"), shown.cells, at);
  one(".a-what").textContent = caption;
  slider.setAttribute("aria-valuetext", caption);
  one(".a-print").setAttribute("aria-label", kakusan.fill(words.alternative.picture, { caption, near: here.near.map(twoPlaces).join(" / ") }));
  one(".a-handed").setAttribute("aria-label", kakusan.fill(words.alternative.strip, { name: caption, count: bytesOf(mixed[at]).length }));
  one(".a-length").textContent = here.length < 0.995 ? kakusan.fill(words.strips.length, { length: twoPlaces(here.length) }) : "";
  one(".a-reads-of").textContent = words.strips[kind === "start" ? "reads_sketch" : "reads"];
  layReads(one(".a-reads"), here.reads);
  one(".a-code").textContent = here.code;
  sayResult(line, shown, at, guess, nameOf, words);
}
function keepPlace() {
  wantedAt = at;
  remember();
}

function draw() {
  const value = props.value;
  if (!value?.kind) return;
  if (value.kind !== "ask" && (value.asked.run !== runs || !inState("running"))) return; // given up
  arrivals[value.kind]?.(value);
}

for (const button of all("[data-tab]")) button.addEventListener("click", () => { wantedAt = null; choose({ kind: lastKind[button.dataset.tab] ?? button.dataset.tab }); });
for (const button of all("button[data-kind]")) button.addEventListener("click", () => { wantedAt = null; choose({ kind: button.dataset.kind }); });
for (const button of all("[data-way]")) button.addEventListener("click", () => choose({ way: button.dataset.way }));
for (const button of all("[data-guess]")) button.addEventListener("click", () => {
  guess = button.dataset.guess;
  if (shown) show(shown);
  else become(body.dataset.state);
});
one(".a-color").addEventListener("change", ({ target }) => choose({ color: target.value }));
for (const name of ["word", "other"]) {
  one(`.a-${name}`).addEventListener("input", ({ target }) => { asked = { ...asked, [name]: target.value }; });
  one(`.a-${name}`).addEventListener("keydown", (event) => { if (kakusan.isEnter(event)) choose({}); });
}
one(".a-go").addEventListener("click", () => (inState("running") ? halt() : run()));
one(".a-noise").addEventListener("click", () => choose({ seed: anySeed() }));
slider.addEventListener("input", () => { if (shown) goTo(Number(slider.value)); });
slider.addEventListener("change", keepPlace);
window.addEventListener("kakusan:theme", () => { if (shown) goTo(at); else if (coming?.rows) layTable(coming); });
write();
become("waiting");
const section = kakusan.section(element, () => trigger("opened", {}), { props, tab: TAB });
draw();
watch("value", draw);
watch("picture", () => section.stale());
