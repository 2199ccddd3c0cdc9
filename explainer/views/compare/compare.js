/* Asks what could differ, runs the lanes, and scrubs them with their differences. */
const TAB = "text_to_image", LONGEST_LINK = 400;
const words = props.words;
const one = (name) => element.querySelector(name);
const body = one(".n-body"), link = new URLSearchParams(location.search);
const figure = () => figureRun(TAB, props.opens, props.schedulers);
let kind = link.get("compare") in KINDS ? link.get("compare") : "word";
let which = Number(link.get("compare_word")) || 0, lanes = lanesInLink(), own = lanes !== null; // own: not as it opens
let parts = null, waits = false, cards = [], seen = null;

function lanesInLink() {
  const values = (link.get("compare_lanes")?.split("|") ?? []).map((text) => {
    try { return sensible(kind, decodeURIComponent(text), props.schedulers); } catch { return undefined; }
  });
  const known = values.filter((value) => value !== undefined).slice(0, MOST);
  return known.length < LEAST ? null : known;
}
/* A sentence that could not be said in the other language; elsewhere no words at all are a prompt like any other. */
const isMissing = (value) => kind === "language" && value === "";
function remember() {
  const long = lanes.join("").length > 4 * LONGEST_LINK;
  kakusan.remember(TAB, {
    section: "compare", compare: kind, compare_word: kind === "word" ? which || null : null,
    compare_lanes: !own ? null : long ? kakusan.LEFT_OUT : lanes.map(encodeURIComponent).join("|"),
  });
}

kakusan.dress(element, props);
const runner = makeRunner(words, {
  asked() {
    const { prompt, seed, steps, scheduler, guidance } = figure();
    return { lanes: lanes.map((value) => ({ prompt, seed, steps, scheduler, guidance, [KINDS[kind]]: value })) };
  },
  write() {
    write();
    remember();
    seen = figure();
  },
  stream(value) {
    value.frames.forEach((frame, i) => {
      if (frame) paintTiny(cards[i].canvas, frame);
      cards[i].step.textContent = kakusan.fill(words.step, { step: Math.min(value.step, value.calls[i]), count: value.calls[i] });
    });
    kakusan.say(one(".n-now"), words.now.running, { step: value.step, count: Math.max(...value.calls), lanes: value.frames.length });
  },
  async arrive(value) {
    const [image, maps] = await Promise.all([loadImage(value.sheet.url), loadImage(value.maps.url)]);
    const { columns, size } = value;
    return { ...value, cells: { image, columns, size }, maps: { image: maps, columns, size }, last: value.moments.length, kind, names: lanes.map((_, i) => nameOf(i)) };
  },
  explain,
  show,
});

/* What holds for this prompt must be known before lanes can be laid out. */
function prepare() {
  const { prompt } = figure();
  waits = true;
  if (parts?.prompt === prompt.slice(0, LONGEST_LINK)) begin();
  else trigger("read", { prompt });
}
function begin() {
  if (!waits || !parts) return;
  waits = false;
  which = Math.min(which, Math.max(parts.words.length - 1, 0));
  if (!lanes) lanes = lanesOf(kind, figure(), parts, which, words);
  const enough = lanes.length >= LEAST && !lanes.some(isMissing);
  if (enough) { runner.run(); return; }
  runner.halt();
  write();
  runner.become("stopped");
  one(".n-now").textContent = kind === "word" ? words.word.none : words.language.none;
}
function choose(changes) {
  if ("kind" in changes) [kind, which, lanes, own] = [changes.kind, 0, null, false];
  if ("which" in changes) [which, lanes, own] = [changes.which, null, false];
  if ("lanes" in changes) [lanes, own] = [changes.lanes, true];
  prepare();
}

function optionsOf() {
  if (kind === "scheduler") return Object.entries(props.schedulers).map(([id, name]) => [name, id]);
  if (kind !== "word" || !parts.words[which]) return null;
  const [start, end, others] = parts.words[which], { prompt } = figure();
  const known = [[prompt.slice(start, end), prompt], ...others];
  return [...known, ...lanes.filter((value) => !known.some(([, whole]) => whole === value)).map((value) => [value, value])];
}
function write() {
  const { prompt, seed, steps, scheduler } = figure();
  body.dataset.kind = kind;
  for (const button of one(".x-kinds").children) button.setAttribute("aria-pressed", button.dataset.kind === kind);
  kakusan.say(one(".x-shared"), words.shared[KINDS[kind]], { prompt: prompt || "—", seed, steps, scheduler: props.schedulers[scheduler] });
  one(".x-note").textContent = kind === "language" ? words.language[parts.whole ? "whole" : "part"] : kind === "word" ? words.word.note : "";
  drawWords(one(".x-words"), prompt, parts, which, (index) => choose({ which: index }));
  const options = optionsOf(), change = (i, text) => {
    const value = sensible(kind, text, props.schedulers);
    if (value === undefined || isMissing(value)) { write(); return; }
    choose({ lanes: lanes.map((old, at) => (at === i ? value : old)) });
  };
  cards = layCards(one(".n-lanes"), lanes, words, {
    control: (value, i) => [valueControl(kind, value, i, kakusan.fill(words.choose, { lane: i + 1 }), options, (text) => change(i, text))],
    changed: (next) => choose({ lanes: next }),
    another: () => another(kind, lanes, parts, which, props.schedulers),
  });
  cards.forEach((card, i) => {
    card.said = made("p", "x-said");
    card.apart = i ? made("canvas", "x-apart") : made("p", "x-first", words.first);
    if (i) { card.apart.width = card.apart.height = 128; card.apart.setAttribute("role", "img"); }
    card.card.append(card.apart, card.said);
  });
}

/* A lane's value in words, short. */
function nameOf(i) {
  if (kind === "scheduler") return props.schedulers[lanes[i]];
  if (kind === "prompt" || kind === "language") return kakusan.fill(words.lane, { lane: i + 1 });
  if (isNumber(kind)) return kakusan.fill(words.name[kind], { value: lanes[i] });
  const option = kind === "word" ? optionsOf()?.find(([, whole]) => whole === lanes[i]) : null;
  const text = String(option ? option[0] : lanes[i]);
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
function explain(film) {
  one(".x-scale").textContent = kakusan.fill(words.scale, { full: film.full });
  cards.forEach(({ card, took }, i) => {
    card.style.setProperty("--lane", inkOf(i));
    took.textContent = kakusan.fill(words.near, { near: number(film.lanes[i].similarity) });
  });
  const mark = makePicks(one(".n-codes"), film.names, pick);
  function pick(index) {
    mark(index);
    one(".n-code").textContent = film.lanes[index].code;
  }
  pick(0);
}

const number = (value) => value.toFixed(2).replace("-", "−");

function show(film, at) {
  const end = at === film.last, t = end ? 0 : film.moments[at];
  film.lanes.forEach((lane, i) => {
    const { canvas, step, apart, said } = cards[i], cell = i * (film.last + 1) + at;
    const values = { name: film.names[i], step: lane.steps[at], count: lane.steps.at(-1), t, apart: lane.apart[at].toFixed(1), near: number(lane.similarity) };
    paintCell(canvas, film.cells, cell);
    step.textContent = end ? words.finished : kakusan.fill(words.step, values);
    canvas.setAttribute("aria-label", kakusan.fill(words.alternative[end ? "end" : "lane"], values));
    if (!i) return;
    paintCell(apart, film.maps, cell);
    apart.setAttribute("aria-label", kakusan.fill(words.alternative.apart, values));
    said.textContent = kakusan.fill(words.apart, values);
  });
  one(".n-where").textContent = end ? words.where.end : kakusan.fill(words.where.way, { t });
  const others = film.lanes.slice(1).map((lane) => lane.apart[at]);
  const far = others.indexOf(Math.max(...others)) + 1, close = others.indexOf(Math.min(...others)) + 1;
  const same = KINDS[film.kind] === "prompt" ? "words" : "picture";
  const sentence = end ? (others.length > 1 ? words.now.end + words.now.close : words.now.two) + words.now[same] : words.now.way;
  const best = film.lanes.reduce((most, lane, i) => (lane.similarity > film.lanes[most].similarity ? i : most), 0);
  kakusan.say(one(".n-now"), sentence, {
    t, first: film.names[0], far: film.names[far], most: others[far - 1].toFixed(1), close: film.names[close], least: others[close - 1].toFixed(1),
    best: film.names[best], near: number(film.lanes[best].similarity), seconds: film.seconds.toFixed(1),
    own: number(film.lanes[far].similarity), to_first: number(film.lanes[far].to_first),
  });
}

for (const id of Object.keys(KINDS)) {
  const button = made("button", "k-button", words.kind[id]);
  Object.assign(button, { type: "button" }).dataset.kind = id;
  button.addEventListener("click", () => choose({ kind: id }));
  one(".x-kinds").append(button);
}
one(".n-go").addEventListener("click", () => (runner.inState("running") ? runner.halt() : prepare()));
const section = kakusan.section(element, prepare, { tab: TAB });
window.addEventListener("kakusan:run", ({ detail }) => {
  if (detail.tab !== TAB || !seen || !["prompt", "steps", "seed", "scheduler", "guidance"].some((key) => seen[key] !== detail[key])) return;
  if (KINDS[kind] === "prompt" ? seen.prompt !== detail.prompt : seen[kind] !== detail[kind]) [lanes, own, which] = [null, false, 0];
  section.stale();
});
runner.become("waiting");
watch("parts", () => {
  if (!props.parts) return;
  parts = props.parts;
  begin();
});
