/* Asks for the lanes, shows them while they come in, and scrubs all of them together afterwards. */
const TAB = "reverse", SAME = 30; // dB from which two ends count as one picture, as the lesson groups them
const words = props.words;
const one = (name) => element.querySelector(name);
const body = one(".n-body"), scrubber = one(".m-at"), range = one(".n-steps");
const STILL_NOW = matchMedia("(prefers-reduced-motion: reduce)");
const OPENS_WITH = { lanes: ["ddim", "dpmpp", "euler_a", "ddpm"], steps: 20, seed: 0, from: "noise" };
const LARGEST_SEED = 2 ** 32 - 1, LARGEST_T = 999;
let asked = { ...inLink(), run: 0 }, cards = [], film = null, at = 0, shown = 1, playing = 0;

function inLink() {
  const link = new URLSearchParams(location.search), figure = kakusan.runs[TAB];
  const whole = (key, low, high, otherwise) => {
    const number = link.get(key) ? Math.round(Number(link.get(key))) : NaN;
    return Number.isNaN(number) ? otherwise : Math.min(Math.max(number, low), high);
  };
  const lanes = (link.get("lanes") ?? "").split(".").filter((id) => id in words.schedulers).slice(0, MOST);
  return {
    lanes: lanes.length < LEAST ? OPENS_WITH.lanes : lanes,
    steps: whole("lanes_steps", 1, Number(range.max), OPENS_WITH.steps),
    seed: whole("lanes_seed", 0, LARGEST_SEED, OPENS_WITH.seed),
    from: link.get("lanes_from") === "picture" ? "picture" : "noise",
    t: whole("lanes_t", 0, LARGEST_T, figure?.t ?? whole("t", 0, LARGEST_T, 400)),
  };
}

/* What the figure above last showed, if it has shown anything. */
function ofFigure() {
  const figure = kakusan.runs[TAB];
  return figure ? { t: figure.t, seed: figure.seed } : {};
}

function remember() {
  const differs = (key, value) => (String(OPENS_WITH[key]) === String(asked[key]) ? null : value);
  kakusan.remember(TAB, {
    section: "lanes", lanes: differs("lanes", asked.lanes.join(".")), lanes_steps: differs("steps", asked.steps),
    lanes_seed: differs("seed", asked.seed), lanes_from: differs("from", asked.from),
    lanes_t: asked.from === "picture" ? asked.t : null,
  });
}

kakusan.dress(element, props);
const inState = (state) => body.dataset.state === state;
function become(state) {
  body.dataset.state = state;
  one(".n-go").textContent = state === "running" ? words.stop : words.again;
  one(".n-go").classList.toggle("m-stop", state === "running");
  scrubber.disabled = one(".m-play").disabled = state !== "done";
}
function complain(text) {
  one(".n-error").textContent = text;
  one(".n-error").hidden = !text;
}
function halt() {
  pause();
  if (!inState("running")) return;
  trigger("stop");
  become("stopped");
  kakusan.say(one(".n-now"), words.now.stopped, {});
}

function run(changes = {}) {
  halt();
  complain("");
  asked = { ...asked, ...changes, run: asked.run + 1 };
  film = null;
  write();
  remember();
  become("running");
  one(".n-now").textContent = words.waiting;
  trigger("run", asked);
}
function write() {
  range.value = asked.steps;
  sayRange();
  one(".n-of-picture").textContent = kakusan.fill(words.from.picture, { t: asked.t });
  for (const button of element.querySelectorAll("[data-from]")) button.setAttribute("aria-pressed", button.dataset.from === asked.from);
  for (const button of element.querySelectorAll("[data-show]")) button.setAttribute("aria-pressed", Number(button.dataset.show) === shown);
  cards = layCards(one(".n-lanes"), asked.lanes, words, chooseSchedulers(asked.lanes, words, (lanes) => run({ lanes })));
}
function sayRange() {
  range.style.setProperty("--at", (range.value - 1) / (range.max - 1));
  one(".n-steps-now").textContent = range.value;
}

const arrivals = {
  ask: () => run(),
  running(value) {
    if (!inState("running")) return;
    value.frames.forEach((frame, i) => {
      if (frame) paintTiny(cards[i].canvas, frame);
      cards[i].step.textContent = kakusan.fill(words.step, { step: Math.min(value.step, value.calls[i]), calls: value.calls[i] });
    });
    kakusan.say(one(".n-now"), words.now.running, { step: value.step, calls: Math.max(...value.calls), lanes: value.calls.length });
  },
  async done(value) {
    const [image, stamps] = await Promise.all([loadImage(value.sheet.url), loadImage(value.pictures.url)]);
    if (value.asked.run !== asked.run || inState("stopped")) return;
    film = { ...value, last: value.moments.length, stamps, cells: { image, columns: value.columns, size: value.size } };
    scrubber.max = film.last;
    become("done");
    kakusan.badge(one(".n-badge"), props.common);
    explain();
    goTo(film.last);
  },
  error(value) {
    become("stopped");
    one(".n-now").textContent = "";
    complain(value.text);
  },
};

const nameOf = (which) => words.schedulers[film.lanes[which].scheduler];
const between = ([i, j]) => film.pairs.find(([a, b]) => a === i && b === j)[2].toFixed(1);

/* What holds of the whole run, wherever one looks. */
function explain() {
  fillEnds(one(".n-ends"), film.lanes, film.pairs, SAME, words);
  const single = film.lanes.reduce((sum, { alone }) => sum + alone, 0);
  kakusan.say(one(".n-time"), words.time[single > film.seconds ? "saved" : "equal"], { seconds: film.seconds.toFixed(1), apart: single.toFixed(1), lanes: film.lanes.length });
  one(".n-student").hidden = !film.lanes.some(({ student }) => student);
  one(".n-what").textContent = kakusan.fill(words.plane[film.explained[0] ? "paths" : "still"], { paths: film.explained[0], world: film.explained[1] || "< 1" });
  one(".n-own-file").hidden = film.t === null || !props.picture || !props.picture.includes("/");
  one(".n-codes").replaceChildren(...film.lanes.map((lane, i) => {
    const button = made("button", "k-button", `${i + 1}  ${nameOf(i)}`);
    button.type = "button";
    button.addEventListener("click", () => showCode(i));
    return button;
  }));
  showCode(0);
}
function showCode(which) {
  one(".n-code").textContent = film.lanes[which].code;
  [...one(".n-codes").children].forEach((button, i) => button.setAttribute("aria-pressed", i === which));
}

function goTo(position) {
  at = position;
  scrubber.value = at;
  scrubber.style.setProperty("--at", film.last ? at / film.last : 1);
  const end = at === film.last;
  const numbers = end ? {} : { t: film.moments[at][0], snr: film.moments[at][1].toFixed(1).replace("-", "−") };
  film.lanes.forEach((lane, i) => {
    const { canvas, step, took, card } = cards[i], made = end ? lane.calls : lane.steps[at];
    paintCell(canvas, film.cells, end ? lane.end : lane.at[at][shown]);
    card.dataset.ended = String(!end && made === lane.calls && film.lanes.some(({ steps, calls }) => steps[at] < calls));
    step.textContent = kakusan.fill(words.step, { step: made, calls: lane.calls });
    took.textContent = kakusan.fill(words.took, { seconds: lane.alone.toFixed(1) });
    canvas.setAttribute("aria-label", kakusan.fill(words.alternative[end ? "end" : "lane"], { name: nameOf(i), step: made, calls: lane.calls, ...numbers }));
  });
  drawPlane(one(".n-plane"), film, film.lanes.map(({ steps, points }) => (end ? points.length : steps[at])));
  one(".n-where").textContent = kakusan.fill(end ? words.where.end : words.where.way, numbers);
  scrubber.setAttribute("aria-valuetext", one(".n-where").textContent);
  say(end, numbers);
}

/* Which sentence holds is chosen by the measured distances of the ends. */
function say(end, numbers) {
  const { groups, nearest, farthest, lanes } = film, alike = groups.filter((group) => group.length > 1);
  const values = {
    ...numbers, lanes: lanes.length, pictures: groups.length, same: SAME, near: between(nearest), far: between(farthest),
    a: nameOf(nearest[0]), b: nameOf(nearest[1]), c: nameOf(farthest[0]), d: nameOf(farthest[1]),
    names: alike.map((group) => group.map(nameOf).join(words.with)).join(words.comma),
  };
  const verdict = groups.length === 1 ? "one" : alike.length ? "some" : "none";
  kakusan.say(one(".n-now"), end ? words.now[verdict] : words.now.way, values);
  one(".n-plane").setAttribute("aria-label", kakusan.fill(words.alternative.plane, { lanes: lanes.length, verdict: kakusan.fill(words.now[verdict], values) }));
}

function play() {
  if (at === film.last) goTo(0);
  playing = setInterval(() => {
    goTo(at + 1);
    if (at === film.last) pause();
  }, STILL_NOW.matches ? 900 : 260);
  one(".m-play").textContent = words.pause;
}
function pause() {
  clearInterval(playing);
  playing = 0;
  one(".m-play").textContent = words.play;
}

one(".n-go").addEventListener("click", () => (inState("running") ? halt() : run({ seed: anySeed() })));
one(".m-play").addEventListener("click", () => (playing ? pause() : play()));
scrubber.addEventListener("input", () => { pause(); goTo(Number(scrubber.value)); });
range.addEventListener("input", sayRange);
range.addEventListener("change", () => run({ steps: Number(range.value) }));
for (const button of element.querySelectorAll("[data-from]")) {
  button.addEventListener("click", () => run({ from: button.dataset.from, ...(button.dataset.from === "picture" ? ofFigure() : {}) }));
}
for (const button of element.querySelectorAll("[data-show]")) {
  button.addEventListener("click", () => {
    shown = Number(button.dataset.show);
    for (const other of element.querySelectorAll("[data-show]")) other.setAttribute("aria-pressed", other === button);
    if (film) goTo(at);
  });
}
window.addEventListener("kakusan:run", ({ detail }) => {
  if (detail.tab !== TAB) return;
  const { t, seed } = asked;
  asked = { ...asked, ...(asked.from === "picture" ? ofFigure() : { t: detail.t }) };
  one(".n-of-picture").textContent = kakusan.fill(words.from.picture, { t: asked.t });
  if (asked.from === "picture" && (t !== asked.t || seed !== asked.seed)) section.stale();
});
window.addEventListener("kakusan:theme", () => {
  cards.forEach(({ card }, i) => card.style.setProperty("--lane", inkOf(i)));
  if (film) { explain(); goTo(at); }
});
function draw() {
  const value = props.value;
  if (!value?.kind || (value.kind !== "ask" && value.asked.run !== asked.run)) return;
  arrivals[value.kind]?.(value);
}
write();
become("waiting");
pause();
const section = kakusan.section(element, () => { halt(); trigger("opened", asked); }, { props, tab: TAB });
draw();
watch("value", draw);
watch("picture", () => { if (asked.from === "picture" || !props.value) section.stale(); });
