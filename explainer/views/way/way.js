/* Asks for a run, lets the reader guess when it decides for an animal, and then walks its way over the map. */
const TAB = "latent", words = props.words, SPACES = ["clip", "vae"], LONGEST_LINK = 400, LARGEST_SEED = 2 ** 32 - 1;
const one = (name) => element.querySelector(name);
const body = one(".y-body"), scrubber = one(".m-at"), guessing = one(".y-at-guess"), promptField = one(".y-prompt");
const STILL_NOW = matchMedia("(prefers-reduced-motion: reduce)");
const link = new URLSearchParams(location.search).get("tab") === TAB ? new URLSearchParams(location.search) : new URLSearchParams();
const whole = (key, low, high) => Math.min(Math.max(Math.round(Number(link.get(key)) || 0), low), high);
let asked = { prompt: link.get("way_prompt") ?? words.first_prompt, seed: whole("way_seed", 0, LARGEST_SEED), run: 0 };
let space = SPACES.includes(link.get("way_space")) ? link.get("way_space") : "clip";
let guess = link.has("way_guess") ? whole("way_guess", 0, 100) : null; // 0: just shown
let film = null, at = 0, playing = 0;

kakusan.dress(element, props);
promptField.value = asked.prompt;
const inState = (state) => body.dataset.state === state;
function become(state) {
  body.dataset.state = state;
  one(".y-go").textContent = state === "running" ? words.stop : words.go;
  one(".y-go").classList.toggle("m-stop", state === "running");
}
function complain(text) {
  one(".y-error").textContent = text;
  one(".y-error").hidden = !text;
}
function remember() {
  kakusan.remember(TAB, {
    section: "way", way_prompt: asked.prompt === words.first_prompt ? null : asked.prompt.length > LONGEST_LINK ? kakusan.LEFT_OUT : asked.prompt,
    way_seed: asked.seed || null, way_space: space === "clip" ? null : space, way_guess: guess,
  });
}

function halt() {
  pause();
  if (!inState("running")) return;
  trigger("stop");
  become("stopped");
  one(".y-now").textContent = words.stopped;
}
function run(changes = {}) {
  halt();
  complain("");
  one(".y-unknown").hidden = true;
  if (asked.run) guess = guess === 0 ? 0 : null; // who skipped once is not asked again
  asked = { ...asked, ...changes, run: asked.run + 1 };
  film = null;
  remember();
  become("running");
  one(".y-now").textContent = words.waiting;
  trigger("run", asked);
}

const arrivals = {
  ask: () => run(),
  running(value) {
    if (!inState("running")) return;
    paintTiny(one(".y-frame"), value.frame);
    kakusan.say(one(".y-now"), words.running, value);
  },
  async done(value) {
    const { animals } = value;
    const [image, herd, data] = await Promise.all([loadImage(value.sheet.url), loadImage(animals.sheet.url), fetch(animals.data.url).then((answer) => answer.json())]);
    if (value.asked.run !== asked.run || inState("stopped")) return;
    film = { ...value, ...data, herd, last: value.timesteps.length, cells: { image, columns: value.columns, size: value.size } };
    scrubber.max = film.last;
    guessing.max = film.last;
    one(".y-code").textContent = film.code;
    one(".y-unknown").hidden = !film.unknown.length;
    one(".y-unknown").textContent = kakusan.fill(words.unknown, { words: film.unknown.join(words.comma) });
    if (guess === null) ask();
    else show();
  },
  error(value) {
    become("stopped");
    one(".y-now").textContent = "";
    complain(value.text);
  },
};

function ask() {
  become("guess");
  one(".y-now").textContent = kakusan.fill(words.ready, { count: film.last });
  one(".y-question").textContent = kakusan.fill(words.guess.question, { count: film.last });
  guessing.value = Math.round(film.last / 2);
  sayGuess();
}
function sayGuess() {
  guessing.style.setProperty("--at", (guessing.value - 1) / (guessing.max - 1 || 1));
  one(".y-here").textContent = kakusan.fill(words.guess.here, { step: guessing.value });
}
function guessed(step) {
  guess = step;
  remember();
  show();
  goTo(0);
  play();
  one(".m-play").focus({ preventScroll: true });
}

function show() {
  become("shown");
  drawStrip(one(".y-strip"), (i) => { pause(); goTo(i); });
  kakusan.badge(one(".y-badge"), props.common);
  goTo(film.last);
}
const cellOf = (step) => (space === "vae" ? film.last + 1 : 0) + step; // what is there, or what is expected
const nameOf = (index) => film.animals.names[`${featureOf("coat", index)} ${featureOf("breed", index)}`];

function goTo(position) {
  at = position;
  const { index, near } = film.places.clip[at], end = at === film.last, t = end ? 0 : film.timesteps[at];
  const values = { step: at + 1, count: film.last, t, name: nameOf(index), near };
  scrubber.value = at;
  scrubber.style.setProperty("--at", at / film.last);
  paintCell(one(".y-expected"), film.cells, cellOf(at));
  paintAnimal(one(".y-nearest"), index);
  one(".y-step").textContent = kakusan.fill(end ? words.caption.end : words.caption[space === "vae" ? "there" : "expected"], values);
  one(".y-name").textContent = kakusan.fill(words.caption.nearest, values);
  one(".y-where").textContent = kakusan.fill(end ? words.where_end : words.where, values);
  scrubber.setAttribute("aria-valuetext", one(".y-where").textContent);
  [...one(".y-strip").children].forEach((button, i) => button.setAttribute("aria-pressed", String(i === at)));
  kakusan.say(one(".y-now"), end ? verdict() : words.now[space], { ...values, ...latentNearest(), ...decision() });
  describe(values);
  drawChart(one(".y-map"));
}

function latentNearest() {
  const { index, near } = film.places.vae[at];
  return { latent_name: nameOf(index), distance: near };
}

/* Which sentences hold is chosen by what was measured. */
function verdict() {
  const of = (feature) => { const place = film.decided[feature]; return place === 0 ? "first" : place === film.last ? "last" : "later"; };
  return words.now.end + words.decided.kind[of("kind")] + words.decided.breed[of("breed")] + (guess ? words.yours : "");
}
function decision() {
  const final = film.places.clip[film.last].index;
  return { kind: words.kinds[featureOf("kind", final)], kind_step: film.decided.kind + 1, breed_step: film.decided.breed + 1, guess };
}

function describe(values) {
  one(".y-expected").setAttribute("aria-label", one(".y-step").textContent);
  one(".y-nearest").setAttribute("aria-label", one(".y-name").textContent);
  one(".y-map").setAttribute("aria-label", kakusan.fill(words.alternative.map, { ...values, total: film.total, now: one(".y-now").textContent }));
  one(".y-what").textContent = kakusan.fill(words.what[space] + words.took, { explained: film.explained[space], total: film.total, count: film.last, seconds: film.seconds });
  for (const button of element.querySelectorAll("[data-space]")) button.setAttribute("aria-pressed", String(button.dataset.space === space));
}

function play() {
  if (at === film.last) goTo(0);
  playing = setInterval(() => {
    goTo(at + 1);
    if (at === film.last) pause();
  }, STILL_NOW.matches ? 900 : 320);
  one(".m-play").textContent = words.pause;
}
function pause() {
  clearInterval(playing);
  playing = 0;
  one(".m-play").textContent = words.play;
}

one(".y-ask").addEventListener("submit", (event) => {
  event.preventDefault();
  if (inState("running")) halt();
  else run({ prompt: promptField.value });
});
one(".y-other").addEventListener("click", () => run({ prompt: promptField.value, seed: anySeed() }));
guessing.addEventListener("input", sayGuess);
one(".y-here").addEventListener("click", () => guessed(Number(guessing.value)));
one(".y-skip").addEventListener("click", () => guessed(0));
one(".m-play").addEventListener("click", () => (playing ? pause() : play()));
scrubber.addEventListener("input", () => { pause(); goTo(Number(scrubber.value)); });
for (const button of element.querySelectorAll("[data-space]")) {
  button.addEventListener("click", () => { space = button.dataset.space; remember(); goTo(at); });
}
new ResizeObserver(() => { if (film && inState("shown")) drawChart(one(".y-map")); }).observe(one(".y-map"));
window.addEventListener("kakusan:theme", () => { if (film && inState("shown")) show(); });

const section = kakusan.section(element, () => trigger("opened", asked), { props, tab: TAB });
function arrived() {
  const value = props.value;
  if (!value?.kind || (value.kind !== "ask" && value.asked?.run !== asked.run)) return;
  arrivals[value.kind]?.(value);
}
pause();
become("waiting");
watch("value", arrived);
arrived();
watch("picture", () => { if (!props.value) section.stale(); }); // opened before the page knew its picture
