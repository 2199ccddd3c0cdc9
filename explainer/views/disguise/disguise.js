/* Three acts from one noise. Each is a run of its own, so that it can be stopped, and played again. */
const TAB = "text_to_image", ACTS = ["nothing", "picture", "words"];
const CLEARLY = 0.1; // so much nearer to the words than with nothing in hand counts as believed
const FIRST_SEED = 2; // where nothing and the words come out far apart
const LONGEST_LINK = 200, LARGEST_SEED = 2 ** 32 - 1, PAUSE = 400;
const words = props.words;
const one = (name) => element.querySelector(name);
const card = (act) => one(`[data-act="${act}"]`);
const body = one(".dg-body"), field = one(".dg-word"), slider = one(".dg-at");
const link = new URLSearchParams(location.search);
let asked = { words: (link.get("disguise_word") ?? words.first).slice(0, LONGEST_LINK), seed: seedInLink() };
let toPlayAll = link.get("disguise") === "played";
let runs = 0, pair = null, results = {}, running = null, queue = [], kind = "handed", guessed = null, picture = null, at = 0, typing = 0, meetings = 0, unmet = false;

function seedInLink() {
  const seed = link.get("disguise_seed") ? Math.round(Number(link.get("disguise_seed"))) : FIRST_SEED;
  return Number.isFinite(seed) ? Math.min(Math.max(seed, 0), LARGEST_SEED) : FIRST_SEED;
}
kakusan.dress(element, props);
for (const badge of element.querySelectorAll(".k-badge")) kakusan.badge(badge, props.common);
field.value = asked.words;
const guess = makeGuess((choice) => { guessed = choice; play("words"); });

function remember() {
  const { words: word, seed } = asked, own = word.length > LONGEST_LINK ? kakusan.LEFT_OUT : word;
  kakusan.remember(TAB, { section: "disguise", disguise_word: word === words.first ? null : own, disguise_seed: seed === FIRST_SEED ? null : seed, disguise: ACTS.every((act) => results[act]) ? "played" : null });
}
function complain(sentence) {
  one(".dg-error").textContent = sentence;
  one(".dg-error").hidden = !sentence;
}
function meet() {
  unmet = false;
  if (picture !== props.picture) { results = {}; pair = null; }
  picture = props.picture;
  complain("");
  trigger("opened", { ...asked, run: ++meetings });
  show();
}

function play(act) {
  halt();
  complain("");
  clearTimeout(typing);
  delete results[act];
  running = act;
  card(act).dataset.step = "";
  trigger("play", { ...asked, act, run: ++runs });
  kakusan.say(one(".dg-now"), words.now.begun, { act: words.act[act].number });
  show();
}
function halt() {
  if (!running) return;
  trigger("stop");
  running = null;
  queue = [];
  one(".dg-now").textContent = words.now.stopped;
  show();
}
function playAll() {
  halt();
  guess.spare();
  results = {};
  queue = ACTS.slice(1);
  play(ACTS[0]);
}
function press(act) {
  const wasRunning = running;
  halt();
  if (wasRunning === act) return;
  queue = [];
  if (act === "words" && guess.isDue) { guess.ask(); return; }
  play(act);
}

/* which button is the one to press now */
const next = () => ACTS.find((act) => !results[act]);
const stateOf = (act) => (running === act ? "running" : results[act] ? "done" : "ready");
const valid = (result) => result.words === asked.words;

function show() {
  for (const act of ACTS) {
    const state = stateOf(act), place = card(act), button = place.querySelector(".dg-play"), result = results[act];
    place.dataset.state = state;
    place.querySelector(".dg-bubble").textContent = words.act[act][state];
    button.textContent = state === "running" ? words.stop : words.act[act].play;
    button.disabled = !pair;
    button.classList.toggle("k-main", state === "running" || (!running && act === next()));
    place.querySelector(".dg-took").textContent = result ? kakusan.fill(words.took, { seconds: result.seconds.toFixed(1) }) : "";
    for (const bar of place.querySelectorAll(".dg-like")) {
      const of = bar.dataset.of, near = result?.likeness[of === "picture" ? 0 : 1];
      const known = result && (of === "picture" || valid(result));
      bar.classList.toggle("dg-own", of === act);
      bar.querySelector("b").textContent = known ? signed(near) : "–";
      bar.querySelector("i").style.setProperty("--near", known ? Math.max(near, 0) : 0);
    }
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
    const result = results[act], canvas = card(act).querySelector(".dg-print"), what = card(act).querySelector(".dg-what");
    if (!result) {
      if (running !== act) { canvas.width = canvas.height = 128; what.textContent = words.not_yet; canvas.setAttribute("aria-label", words.not_yet); }
      continue;
    }
    const end = at >= result.timesteps.length, t = end ? 0 : result.timesteps[at];
    paintCell(canvas, result.cells, Math.min(at, result.timesteps.length));
    what.textContent = end ? words.came : kakusan.fill(words.mind, { t });
    const numbers = { act: words.act[act].title, picture: signed(result.likeness[0]), words: signed(result.likeness[1]), t };
    canvas.setAttribute("aria-label", kakusan.fill(end ? words.alternative.end : words.alternative.way, numbers));
    slider.setAttribute("aria-valuetext", what.textContent);
  }
}

function verdict(act) {
  const result = results[act], without = results.nothing && valid(results.nothing) ? results.nothing.likeness[1] : null;
  const numbers = {
    picture: signed(result.likeness[0]), words: signed(result.likeness[1]), name: pair.name, text: pair.words || words.empty,
    without: without === null ? "" : signed(without), guess: guessed ? words.guess.choices[guessed] : "",
  };
  if (act !== "words") return kakusan.say(one(".dg-now"), words.now[act], numbers);
  const said = without === null ? "alone" : result.likeness[1] - without > CLEARLY ? "believed" : "doubted";
  return kakusan.say(one(".dg-now"), (guessed ? words.now.guessed : "") + words.now[said], numbers);
}

const arrivals = {
  met(value) {
    if (value.asked.run !== meetings) return;
    pair = value;
    body.dataset.state = "met";
    one(".dg-picture").src = value.picture;
    one(".dg-picture").alt = value.name;
    one(".dg-note").textContent = noteOf(value);
    if (!ACTS.some((act) => results[act])) one(".dg-now").textContent = words.now.ready;
    showPair(pair, kind);
    show();
    if (toPlayAll) playAll();
  },
  running(value) {
    if (value.asked.run !== runs || running !== value.asked.act) return;
    const place = card(running);
    paintTiny(place.querySelector(".dg-print"), value.frame);
    place.querySelector(".dg-what").textContent = kakusan.fill(words.step, value);
    kakusan.say(one(".dg-now"), words.now.running, { act: words.act[running].number, step: value.step, count: value.count });
  },
  async done(value) {
    const image = await loadImage(value.sheet.url), act = value.asked.act;
    if (value.asked.run !== runs || running !== act) return;
    results[act] = { ...value, words: asked.words, cells: { image, columns: value.columns, size: value.size } };
    running = null;
    at = value.timesteps.length;
    verdict(act);
    show();
    if (act === "words") {
      toPlayAll = false;
      one(".dg-code").textContent = value.code;
      one(".dg-drawer").hidden = false;
    }
    remember();
    if (queue.length) play(queue.shift());
    else if (unmet) meet();
  },
  error(value) {
    if (value.asked.run !== (value.asked.act ? runs : meetings)) return;
    running = null;
    queue = [];
    if (!pair) one(".dg-now").textContent = "";
    complain(value.text);
    show();
  },
};
function draw() {
  const value = props.value;
  if (value?.kind) arrivals[value.kind]?.(value);
}

/* Other words: the last act is to be played again, and nothing else is lost. */
function typed() {
  halt();
  asked = { ...asked, words: field.value };
  delete results.words;
  one(".dg-drawer").hidden = true;
  show();
  unmet = true;
  clearTimeout(typing);
  typing = setTimeout(() => { meet(); remember(); }, PAUSE);
}

for (const act of ACTS) card(act).querySelector(".dg-play").addEventListener("click", () => press(act));
one(".dg-all").addEventListener("click", playAll);
one(".dg-other").addEventListener("click", () => { asked = { ...asked, seed: anySeed() }; playAll(); });
slider.addEventListener("input", () => { at = Number(slider.value); paint(); });
field.addEventListener("input", typed);
field.addEventListener("keydown", (event) => {
  if (!kakusan.isEnter(event) || event.shiftKey) return;
  event.preventDefault();
  press("words");
});
for (const button of element.querySelectorAll("button[data-kind]")) {
  button.addEventListener("click", () => { kind = button.dataset.kind; if (pair) showPair(pair, kind); });
}
window.addEventListener("kakusan:theme", () => { if (pair) showPair(pair, kind); });
show();
const section = kakusan.section(element, () => { halt(); meet(); }, { props, tab: TAB });
draw();
watch("value", draw);
watch("picture", section.stale);
