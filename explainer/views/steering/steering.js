/* One of three experiments with guidance: guessed first, streamed, scrubbed, and measured. */
const TAB = "text_to_image", LONGEST_LINK = 400;
const words = props.words;
const one = (name) => element.querySelector(name);
const body = one(".n-body"), turnAt = one(".g-turn-at"), negative = one(".g-negative");
const link = new URLSearchParams(location.search);
let state = inLink(), cards = [], chosen = 0, asNoise = false, guess = null, moveMarker = null, seen = null;

/* What the figure settles, and what is this section's own; `seed` null is the figure's. */
function inLink() {
  const mode = link.get("steer") in MODES ? link.get("steer") : "strengths";
  const lanes = lanesOfLink(link.get("steer_lanes") ?? "");
  const whole = (key) => (link.get(key) ? Math.max(Math.round(Number(link.get(key))) || 0, 0) : null);
  return {
    mode, lanes: lanes.length < LEAST ? MODES[mode] : lanes, turn: whole("steer_turn"),
    negative: (link.get("steer_not") ?? words.avoid.first).slice(0, LONGEST_LINK), seed: whole("steer_seed"),
  };
}
const figure = () => figureRun(TAB, props.opens, props.schedulers);
const turnOf = () => Math.min(state.turn ?? Math.round(figure().steps / 3), figure().steps);

function asked() {
  const { prompt, steps, seed, scheduler } = figure();
  return {
    prompt, steps, scheduler, seed: state.seed ?? seed, lanes: state.lanes,
    turn: state.mode === "turn" ? turnOf() : null, negative: state.mode === "avoid" ? negative.value : "",
  };
}
function remember() {
  const { mode, lanes } = state;
  kakusan.remember(TAB, {
    section: "steering", steer: mode, steer_lanes: isLike(lanes, MODES[mode]) ? null : lanesToLink(lanes),
    steer_turn: mode === "turn" ? state.turn : null, steer_seed: state.seed, steer_guess: guess,
    steer_not: mode === "avoid" && negative.value !== words.avoid.first ? negative.value : null,
  });
}

kakusan.dress(element, props);
const runner = makeRunner(words, {
  asked,
  write() {
    write();
    remember();
    seen = figure();
  },
  stream(value) {
    value.frames.forEach((frame, i) => {
      paintTiny(cards[i].canvas, frame);
      cards[i].step.textContent = kakusan.fill(words.step, { step: value.step, count: value.count });
    });
    kakusan.say(one(".n-now"), words.now.running, { step: value.step, count: value.count, lanes: value.frames.length });
  },
  async arrive(value) {
    const [image, bytes] = await Promise.all([loadImage(value.sheet.url), loadBytes(value.maps.url)]);
    const { columns, size } = value;
    return { ...value, bytes, cells: { image, columns, size }, last: value.kept.length, mode: state.mode, names: value.lanes.map(({ strength }) => laneName(strength, state.mode, words)) };
  },
  explain,
  show,
});

function write() {
  body.dataset.mode = state.mode;
  const { prompt, steps } = figure();
  kakusan.say(one(".g-prompt"), prompt ? words.prompt : words.no_prompt, { prompt });
  turnAt.max = steps;
  turnAt.value = turnOf();
  one(".g-turn-to").textContent = steps;
  sayTurn();
  for (const button of one(".g-modes").children) button.setAttribute("aria-pressed", button.dataset.mode === state.mode);
  cards = layCards(one(".n-lanes"), state.lanes, words, {
    control: (lane, which) => strengthControl(lane, which, state.mode, words, (next) => change({ lanes: state.lanes.map((old, i) => (i === which ? next : old)) })),
    changed: (lanes) => change({ lanes }),
    another: (lanes) => [...[3, 5, 10, 14].filter((g) => !lanes.some(([first]) => first === g)), 6].slice(0, 1).flatMap((g) => [g, g, false]),
  });
  chosen = Math.min(chosen, cards.length - 1);
}
function sayTurn() {
  turnAt.style.setProperty("--at", turnAt.value / turnAt.max);
  one(".g-turn-now").textContent = kakusan.fill(words.turn.now, { turn: turnAt.value });
}
function change(changes) {
  state = { ...state, ...changes };
  runner.run();
}

/* What holds of the whole run, wherever one looks. */
function explain(film) {
  fillMeasures(one(".g-table"), film, film.names, words);
  moveMarker = drawPush(one(".g-plot"), film, words);
  one(".g-plot").setAttribute("aria-label", kakusan.fill(words.alternative.push, {
    values: film.lanes.map(({ push }, i) => kakusan.fill(words.alternative.push_of, { name: film.names[i], first: push[0].toFixed(3), last: push.at(-1).toFixed(3) })).join(" "),
  }));
  cards.forEach(({ card, took }, i) => {
    card.style.setProperty("--lane", inkOf(i));
    card.classList.toggle("g-best", i === film.best);
    took.textContent = kakusan.fill(words.near, { near: number(film.lanes[i].similarity) });
  });
  const marks = [".g-which", ".n-codes"].map((place) => makePicks(one(place), film.names.map((name) => kakusan.fill(words.name.lane, { name })), (which) => { chosen = which; mark(); runner.again(); }));
  const mark = () => {
    for (const each of marks) each(chosen);
    one(".n-code").textContent = film.lanes[chosen].code;
  };
  mark();
}

const number = (value) => value.toFixed(2).replace("-", "−");
const percent = (share) => (100 * share).toFixed(1);

function show(film, at) {
  const end = at === film.last, here = end ? film.last - 1 : at, step = film.kept[here], t = film.moments[here];
  film.lanes.forEach((lane, i) => {
    const values = { name: film.names[i], step: step + 1, count: film.count, t, near: number(lane.similarity) };
    paintCell(cards[i].canvas, film.cells, i * (film.last + 1) + at);
    cards[i].step.textContent = end ? words.finished : kakusan.fill(words.step, values);
    cards[i].canvas.setAttribute("aria-label", kakusan.fill(words.alternative[end ? "end" : "lane"], values));
  });
  const panes = { withWords: one(".g-with"), without: one(".g-without"), difference: one(".g-difference") };
  paintTwo(panes, partsOf(film, chosen, here), film, asNoise);
  const lane = film.lanes[chosen], avoids = film.mode === "avoid" && lane.strength[2] && film.negative;
  const values = { t, push: lane.push[step].toFixed(3), full: film.full[1], name: film.names[chosen], negative: film.negative };
  one(".g-without-what").textContent = kakusan.fill(avoids ? words.two.avoiding : words.two.without, values);
  one(".g-difference-what").textContent = kakusan.fill(words.two.difference, values);
  panes.withWords.setAttribute("aria-label", kakusan.fill(words.alternative.with, values));
  panes.without.setAttribute("aria-label", kakusan.fill(words.alternative.without, values));
  panes.difference.setAttribute("aria-label", kakusan.fill(words.alternative.difference, values));
  for (const button of element.querySelectorAll("[data-as]")) button.setAttribute("aria-pressed", (button.dataset.as === "noise") === asNoise);
  moveMarker(step);
  one(".n-where").textContent = end ? words.where.end : kakusan.fill(words.where.way, { t });
  kakusan.say(one(".n-now"), end ? ending(film) : words.now.way, end ? endValues(film) : values);
}

/* Which sentences hold is chosen by what was measured. */
function ending(film) {
  const said = guess !== null && film.mode === "strengths" ? (film.lanes[film.best].strength[0] === guess ? words.now.right : words.now.other) : "";
  const lanes = film.lanes, both = lanes.some(({ strength }) => strength[2]) && lanes.some(({ strength }) => !strength[2]);
  if (film.mode === "turn") return words.now.turn;
  if (film.mode === "avoid" && film.negative && both) return words.now.avoid;
  const weakest = lanes.every(({ strength }) => strength[0] >= lanes[film.best].strength[0]);
  return said + words.now.best + (weakest ? words.now.weakest : "") + words.now.burnt;
}
function endValues(film) {
  const { lanes, names, best } = film, of = (key) => lanes.map((lane) => lane[key]);
  const worst = of("similarity").indexOf(Math.min(...of("similarity")));
  const strength = lanes.map((lane) => lane.strength[0]), low = strength.indexOf(Math.min(...strength)), high = strength.indexOf(Math.max(...strength));
  const plain = lanes.find((lane) => !lane.strength[2]) ?? lanes[0], avoiding = lanes.find((lane) => lane.strength[2]) ?? lanes[0];
  return {
    guess, turn: film.turn, count: film.count, seconds: film.seconds.toFixed(1), negative: film.negative, lanes: lanes.length,
    best: names[best], near: number(lanes[best].similarity), worst: names[worst], far: number(lanes[worst].similarity),
    low: names[low], high: names[high], contrast0: percent(lanes[low].contrast), contrast1: percent(lanes[high].contrast),
    saturation0: percent(lanes[low].saturation), saturation1: percent(lanes[high].saturation),
    burnt0: percent(lanes[low].burnt), burnt1: percent(lanes[high].burnt),
    plain: plain.unwanted === null ? "" : number(plain.unwanted), avoiding: avoiding.unwanted === null ? "" : number(avoiding.unwanted),
    g0: plain.strength[0], g1: avoiding.strength[0],
  };
}

for (const mode of Object.keys(MODES)) {
  const button = made("button", "k-button", words.mode[mode]);
  Object.assign(button, { type: "button" }).dataset.mode = mode;
  button.addEventListener("click", () => change({ mode, lanes: MODES[mode] }));
  one(".g-modes").append(button);
}
for (const [g] of MODES.strengths) {
  const button = made("button", "k-button k-main", g === 1 ? words.guess.none : kakusan.fill(words.guess.strength, { g }));
  button.type = "button";
  button.addEventListener("click", () => begin(g));
  one(".g-guesses").append(button);
}
const skip = made("button", "k-button g-skip", words.guess.skip);
skip.type = "button";
skip.addEventListener("click", () => begin(null));
one(".g-guesses").append(skip);
function begin(answer) {
  guess = answer;
  runner.run();
  one(".n-go").focus({ preventScroll: true });
}

one(".n-go").addEventListener("click", () => (runner.inState("running") ? runner.halt() : change({ seed: Math.floor(Math.random() * 100000) })));
turnAt.addEventListener("input", sayTurn);
turnAt.addEventListener("change", () => change({ turn: Number(turnAt.value) }));
negative.value = state.negative;
one(".g-avoid").addEventListener("submit", (event) => { event.preventDefault(); runner.run(); });
for (const button of element.querySelectorAll("[data-as]")) {
  button.addEventListener("click", () => { asNoise = button.dataset.as === "noise"; runner.again(); });
}
const linked = (link.get("tab") ?? TAB) === TAB && link.has("steer");
if (linked && link.has("steer_guess")) guess = Number(link.get("steer_guess")) || null;
let begun = linked; // a link to what was shown needs no second guess
const section = kakusan.section(element, () => {
  if (begun || !runner.inState("waiting")) runner.run();
  else runner.become("guess");
  begun = true;
}, { tab: TAB });
window.addEventListener("kakusan:run", ({ detail }) => {
  if (detail.tab !== TAB) return;
  if (!seen) { write(); return; }
  if (["prompt", "steps", "seed", "scheduler"].some((key) => seen[key] !== detail[key])) section.stale();
});
write();
runner.become(runner.inState("waiting") ? "waiting" : body.dataset.state);
