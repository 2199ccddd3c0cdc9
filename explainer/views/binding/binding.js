/* Asks for a run, lets the reader guess, and shows each word's attention over the picture, step by step. */
const body = one(".w-body"), scrubber = one(".m-at"), plot = one(".w-curve");
const prints = [".w-a", ".w-b"].map((name) => ({
  head: one(`${name} .w-head`), canvas: one(`${name} .w-canvas`), scale: one(`${name} .w-scale`), row: 0,
}));
let asked = { ...inLink(), run: 0 }, wanted = shownInLink(), film = null;
let active = 0, moment = 0, side = 0, said = "", spot = [4, 8], playing = 0, moveMarker = null;

kakusan.dress(element, props);
const inPhase = (...phases) => phases.includes(body.dataset.phase);
function become(phase) {
  body.dataset.phase = phase;
  one(".w-go").textContent = phase === "running" ? words.stop : words.go;
  one(".w-go").classList.toggle("m-stop", phase === "running");
}
function complain(text) {
  one(".w-error").textContent = text;
  one(".w-error").hidden = !text;
}
function halt() {
  pause();
  if (!inPhase("running")) return;
  trigger("stop");
  become("stopped");
  one(".w-now").textContent = words.stopped;
}

function run(changes, shown = {}) {
  halt();
  complain("");
  asked = { ...asked, ...changes, run: asked.run + 1 };
  wanted = shown;
  film = null;
  writeFields();
  remember(asked);
  become("running");
  one(".w-now").textContent = words.waiting;
  trigger("run", asked);
}
function writeFields() {
  one(".w-prompt").value = asked.prompt;
  one(".w-seed").value = asked.seed;
  offerFigure();
}
function readFields() {
  const seed = Math.min(Math.max(Math.round(Number(one(".w-seed").value)) || 0, 0), LARGEST_SEED);
  return { prompt: one(".w-prompt").value, seed };
}
function offerFigure() {
  const figure = ofFigure();
  one(".w-figure").hidden = !figure || sameRun(asked, figure);
}

const arrivals = {
  ask: () => run({}, wanted),
  running(value) {
    if (!inPhase("running")) return;
    for (const { canvas } of prints) {
      paintTiny(canvas, value.frame);
      canvas.setAttribute("aria-label", kakusan.fill(words.running, value));
    }
    kakusan.say(one(".w-now"), words.running, value);
  },
  async done(value) {
    const buffer = await (await fetch(value.maps.url)).arrayBuffer();
    if (value.asked.run !== asked.run || inPhase("stopped")) return;
    const rows = value.words.length + MARKS.length, k = value.steps.length;
    film = {
      ...value, k, rows, at: readMaps(buffer, value.sides, k + 1, rows), ground: greyed(value.picture), plain: coloured(value.picture),
      nameOf: (row) => (row < value.words.length ? kakusan.fill(words.quoted, { word: value.words[row][0] }) : words.marks[MARKS[row - value.words.length]]),
    };
    arrive();
  },
  error(value) {
    become("stopped");
    one(".w-now").textContent = "";
    complain(value.text);
  },
};

/* Which words are looked at first: those of the address, else those that name colours. */
function arrive() {
  const { k } = film, valid = (row) => Number.isInteger(row) && row < film.rows;
  const looks = [...film.looks].sort((a, b) => !a.lift - !b.lift || a.area - b.area); // the smallest place first
  const first = valid(wanted.word) ? wanted.word : looks[0]?.word ?? 0;
  prints[0].row = first;
  prints[1].row = valid(wanted.other) ? wanted.other : looks.find(({ word }) => word !== first)?.word ?? film.words.length + 1;
  moment = Number.isInteger(wanted.step) ? Math.min(wanted.step, k) : k;
  active = side = 0;
  scrubber.max = k;
  for (const { canvas } of prints) canvas.width = canvas.height = 384;
  kakusan.badge(one(".w-badge"), props.common);
  one(".w-badge").textContent += ` ${film.seconds.toFixed(1)} s`;
  one(".w-lost").hidden = !film.lost;
  one(".w-lost").textContent = kakusan.fill(words.lost, { count: film.lost });
  layWords();
  laySides();
  if (film.words.length && wanted.word == null) return ask();
  reveal();
}

/* The guess: where will this word look? */
function ask() {
  become("guess");
  one(".w-question").textContent = kakusan.fill(words.guess.question, { word: film.nameOf(prints[0].row) });
  one(".w-now").textContent = "";
  showGuess();
  prints[0].canvas.setAttribute("aria-label", one(".w-question").textContent);
}
function showGuess() {
  for (const { canvas } of prints) canvas.getContext("2d").drawImage(film.plain, 0, 0, 384, 384);
  markSpot(prints[0].canvas, spot, film.at(0, 0, 0).side);
}
function answer() {
  if (!inPhase("guess")) return;
  const { values, side: width } = film.at(0, film.k, prints[0].row), here = values[spot[1] * width + spot[0]];
  const below = values.filter((value) => value < here).length / (values.length - 1);
  reveal(kakusan.fill(words.guess[below >= 0.9 ? "right" : below >= 0.5 ? "near" : "wrong"], { word: film.nameOf(prints[0].row), below: percent(below) }));
}
function reveal(sentence = "") {
  become("shown");
  said = sentence;
  drawTable(one(".w-table"), film, words.measure);
  sayVerdict(one(".w-verdict"), film, words.measure);
  choose(prints[active].row);
}

/* Words as buttons, in reading order and as small pictures. */
function layWords() {
  const button = (row, text, map) => {
    const node = made("button", row < film.words.length ? "w-word" : "w-word w-mark");
    node.type = "button";
    node.dataset.row = row;
    if (map) node.append(map);
    node.append(made("span", "", text));
    node.addEventListener("click", () => { if (inPhase("guess")) reveal(); choose(row); });
    return node;
  };
  const rows = [...Array(film.rows).keys()];
  one(".w-sentence").replaceChildren(...rows.map((row) => button(row, row < film.words.length ? film.words[row][0] : film.nameOf(row))));
  one(".w-all").replaceChildren(...rows.map((row) => {
    const canvas = made("canvas");
    canvas.width = canvas.height = 96;
    return button(row, film.nameOf(row), canvas);
  }));
}
function laySides() {
  one(".w-sides").replaceChildren(...film.sides.map(([id, width]) => {
    const node = made("button", "k-button", id ? kakusan.fill(words.sides.one, { side: width }) : words.sides.all);
    node.type = "button";
    node.setAttribute("aria-pressed", id === side);
    node.addEventListener("click", () => { side = id; laySides(); redraw(); });
    return node;
  }));
}

function goTo(next) {
  moment = Math.min(Math.max(next, 0), film.k);
  said = "";
  redraw();
}
function play() {
  if (moment === film.k) goTo(0);
  playing = setInterval(() => { goTo(moment + 1); if (moment === film.k) { pause(); keep(); } }, matchMedia("(prefers-reduced-motion: reduce)").matches ? 900 : 240);
  one(".m-play").textContent = words.pause;
}
function pause() {
  clearInterval(playing);
  playing = 0;
  one(".m-play").textContent = words.play;
}
function keep() {
  if (film) remember(asked, { word: prints[0].row, other: prints[1].row, step: moment === film.k ? null : moment });
}

one(".w-go").addEventListener("click", () => (inPhase("running") ? halt() : run(readFields())));
one(".w-skip").addEventListener("click", () => reveal());
one(".w-figure").addEventListener("click", () => run(ofFigure()));
for (const field of [one(".w-prompt"), one(".w-seed")]) {
  field.addEventListener("keydown", (event) => {
    if (kakusan.isEnter(event)) run(readFields());
  });
}
prints.forEach(({ head, canvas }, which) => {
  head.addEventListener("click", () => { if (inPhase("shown")) { active = which; redraw(); } });
  watchSpots(canvas, () => (film ? film.at(0, 0, 0).side : 1), () => spot, (next) => {
    if (!film || (inPhase("guess") && which) || String(next) === String(spot)) return;
    spot = next;
    if (inPhase("guess")) showGuess();
    else redraw();
  }, () => { if (inPhase("guess") && !which) answer(); });
});
one(".m-play").addEventListener("click", () => (playing ? pause() : play()));
scrubber.addEventListener("input", () => { pause(); goTo(Number(scrubber.value)); });
scrubber.addEventListener("change", keep);

/* The scrubber of the figure above leads this one, as long as both show one run. */
window.addEventListener("kakusan:moment", ({ detail }) => {
  if (detail.tab !== TAB || !film || !inPhase("shown") || playing || !sameRun(asked, ofFigure())) return;
  const nearest = film.steps.findIndex(([, t]) => t <= detail.t);
  goTo(detail.t === 0 || nearest < 0 ? film.k : nearest);
});
window.addEventListener("kakusan:run", ({ detail }) => { if (detail.tab === TAB) offerFigure(); });
window.addEventListener("kakusan:theme", () => { if (film && inPhase("shown")) choose(prints[active].row); });

function draw() {
  const value = props.value;
  if (!value?.kind || (value.kind !== "ask" && value.asked.run !== asked.run)) return;
  arrivals[value.kind]?.(value);
}
function recall() {
  showKept(props.kept, props.common, words.kept, ({ prompt, seed }) => run({ prompt, seed, ...Object.fromEntries(SETTINGS.map((key) => [key, props.opens[key]])) }));
}
writeFields();
become("waiting");
pause();
kakusan.section(element, () => { halt(); trigger("opened", asked); }, { props, tab: TAB });
recall();
draw();
watch("value", draw);
watch("kept", recall);
