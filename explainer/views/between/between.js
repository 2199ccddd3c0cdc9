/* First the reader's guess (or "just show me"), then the ways come in, and one slider goes along all of them. */
const TAB = "latent", TIE = 0.02; // similarities nearer than that to each other decide nothing
const words = props.words;
const one = (name) => element.querySelector(name);
const body = one(".g-body"), slider = one(".g-at");
const linked = new URLSearchParams(location.search).get("tab") === TAB ? new URLSearchParams(location.search) : new URLSearchParams();
let asked = { other: linked.get("between"), swap: linked.has("between_swap"), seed: inLink("between_seed", 2 ** 32 - 1, 0), run: 0 };
let set = null, cards = [], at = inLink("between_at", 10, 5), movers = [], frames = null, heard = 0, pending = false;
let guess = linked.get("between_guess") in words.ways ? linked.get("between_guess") : null;
let atOnce = linked.has("between_at"); // a link to what was shown, or a later pair, needs no guess

function inLink(key, high, otherwise) {
  const number = linked.get(key) ? Math.round(Number(linked.get(key))) : NaN;
  return Number.isNaN(number) ? otherwise : Math.min(Math.max(number, 0), high);
}
function remember() {
  kakusan.remember(TAB, {
    section: "between", between: asked.other, between_at: at, between_swap: asked.swap ? 1 : null,
    between_seed: asked.seed || null, between_guess: guess,
  });
}

kakusan.dress(element, props);
const inPhase = (...phases) => phases.includes(body.dataset.phase);
function become(phase) {
  body.dataset.phase = phase;
  const busy = phase === "running";
  one(".g-go").textContent = busy ? words.stop : words.again;
  one(".g-go").classList.toggle("k-main", busy);
  one(".g-go").classList.toggle("m-stop", busy);
}
function complain(text) {
  one(".g-error").textContent = text;
  one(".g-error").hidden = !text;
}
/* What has not begun cannot be stopped yet: its first news is answered with the stop. */
function halt() {
  if (!inPhase("running")) return;
  if (heard === asked.run) trigger("stop");
  become("stopped");
  say();
}

/* Another pair or another noise: before the first guess only the pair is shown. */
function change(changes) {
  halt();
  asked = { ...asked, ...changes, run: asked.run + 1 };
  complain("");
  if (atOnce) { guess = null; go(); }
  else trigger("opened", asked);
  markOther();
}
function go() {
  atOnce = true;
  frames = null;
  asked = { ...asked, run: asked.run + 1 };
  become("running");
  say();
  trigger("go", asked);
}
function answer(id) {
  guess = id;
  go();
  slider.focus({ preventScroll: true });
}

function markOther() {
  for (const button of one(".g-samples").children) {
    button.setAttribute("aria-pressed", button.dataset.id === asked.other);
    button.disabled = button.dataset.id === set?.asked.own;
  }
}
laySamples(one(".g-samples"), props.samples, props.common.sample, (id) => change({ other: id }));

/* what is known of the two pictures, whatever else is there */
function meet(value) {
  set = { ...value, gone: [], order: [] };
  asked.other = value.asked.other;
  const [a, b] = value.names;
  for (const [place, letter, name] of [[".g-name-a", "A", a], [".g-name-b", "B", b]]) {
    one(place).replaceChildren(made("b", "", letter), document.createTextNode(` ${name}`));
  }
  one(".g-a").setAttribute("aria-label", `A: ${a}`);
  one(".g-b").setAttribute("aria-label", `B: ${b}`);
  markOther();
}

const arrivals = {
  async met(value) {
    const image = await loadImage(value.sheet.url);
    if (value.asked.run !== asked.run) return;
    pending = false;
    meet(value);
    ["a", "b"].forEach((which, i) => paintCell(one(`.g-${which}`), { image, columns: 2, size: value.size }, i));
    if (atOnce && !inPhase("running")) { go(); return; }
    if (inPhase("running")) return;
    layGuesses(one(".g-guesses"), value.ways, words, answer);
    become("guess");
  },
  mixed: (value) => lay(value),
  running(value) {
    if (!inPhase("running") || !cards.length) return;
    frames = value;
    say();
    paintFrame();
  },
  async done(value) {
    await lay(value);
    if (value.asked.run !== asked.run || inPhase("stopped")) return;
    frames = null;
    become("done");
    kakusan.badge(one(".g-badge"), props.common);
    one(".g-took").textContent = kakusan.fill(words.took, { seconds: value.seconds.toFixed(1) });
    explain();
    goTo(at);
    remember();
  },
  error(value) {
    become(set ? "stopped" : "waiting");
    one(".g-now").textContent = "";
    complain(value.text);
  },
};

async function lay(value) {
  const [image, stamps] = await Promise.all([loadImage(value.sheet.url), loadImage(value.pictures.url)]);
  if (value.asked.run !== asked.run || inPhase("stopped") || (inPhase("done") && value.kind === "mixed")) return;
  meet(value);
  Object.assign(set, { gone: value.gone, order: value.order, cells: { image, columns: value.stops, size: value.size }, stamps: { image: stamps, columns: value.across, size: value.cell } });
  cards = layWays(one(".g-ways"), value.ways, words, value.ways.length < Object.keys(words.ways).length ? words.no_port : "");
  for (const { id, card } of cards) card.dataset.guessed = id === guess;
  slider.max = value.stops - 1;
  paintCell(one(".g-a"), set.cells, 0);
  paintCell(one(".g-b"), set.cells, value.stops - 1);
  plot();
  goTo(at);
}
function plot() {
  const numbered = set.gone.map((way, i) => ({ ...way, number: i + 1 }));
  movers = [
    drawNear(one(".g-near"), numbered.map(({ id, number, near }) => ({ id, number, values: near.map(([, similarity]) => similarity) })), set.usual, words.plot),
    drawNorms(one(".g-norms"), numbered.filter(({ norms }) => norms).map(({ id, number, norms }) => ({ id, number, values: norms })), words.plot),
  ];
  one(".g-near-what").textContent = words.plot.near;
  one(".g-norms-what").textContent = kakusan.fill(words.plot.norms, { degrees: set.degrees });
}

function goTo(stop) {
  at = Math.min(stop, set.stops - 1);
  slider.value = at;
  slider.style.setProperty("--at", at / (set.stops - 1));
  one(".g-where").textContent = kakusan.fill(at === set.middle ? words.where_middle : words.where, { share: Math.round(100 * at / (set.stops - 1)) });
  slider.setAttribute("aria-valuetext", one(".g-where").textContent);
  set.gone.forEach((way, i) => {
    paintCell(cards[i].canvas, set.cells, i * set.stops + at);
    describeStop(cards[i], way, at, set, words);
  });
  paintFrame();
  for (const move of movers) move(at);
  say();
}
/* The painted way while it is under way: coarse, out of the noise. */
function paintFrame() {
  const card = cards[set.gone.length];
  if (!card) return;
  if (frames) paintTiny(card.canvas, frames.frames[at]);
  card.canvas.setAttribute("aria-label", words.coming);
  card.text.textContent = words.coming;
}

const middleOf = (id) => set.gone.find((way) => way.id === id).near[set.middle][1];
function say() {
  const now = one(".g-now");
  if (!set || inPhase("waiting", "guess")) return;
  if (!inPhase("done")) {
    const step = frames ?? { step: 0, calls: 0 };
    const said = inPhase("stopped") ? words.stopped : frames ? words.running : words.mixing;
    kakusan.say(now, said, { step: step.step, calls: step.calls, stops: set.stops ?? "" });
    return;
  }
  const [first, second] = set.order, top = middleOf(first), next = middleOf(second);
  const values = {
    first: words.ways[first].name, top: two(top), second: words.ways[second].name, next: two(next), usual: two(set.usual),
    animals: set.total, animal: set.animals[set.gone.find(({ id }) => id === first).near[set.middle][0]],
    yours: guess && words.ways[guess].name, mine: guess && two(middleOf(guess)),
  };
  const tie = top - next < TIE, right = guess && top - middleOf(guess) < (tie ? TIE : 1e-9);
  const sentences = [
    words.verdict[tie ? "tie" : "clear"], words.verdict[top < set.usual ? "unreal" : "real"],
    guess ? words.verdict[right ? "right" : "wrong"] : "",
  ];
  kakusan.say(now, sentences.join(words.joint), values);
  one(".g-near").setAttribute("aria-label", now.textContent);
}

/* What holds of the whole, wherever one looks. */
function explain() {
  fillMiddles(one(".g-middles"), set, words);
  const ends = set.gone.find(({ norms }) => norms).norms;
  const lengths = set.gone.filter(({ norms }) => norms).map(({ id, norms }) => `${words.ways[id].name}: ${norms.join(", ")}`);
  one(".g-norms").setAttribute("aria-label", `${one(".g-norms-what").textContent} ${lengths.join("; ")}`);
  one(".g-paragraph").textContent = kakusan.fill(words.prose.paragraph, { length_a: ends[0].toFixed(1), length_b: ends.at(-1).toFixed(1) });
  one(".g-own-file").hidden = !(props.picture ?? "").includes("/");
  one(".g-codes").replaceChildren(...set.codes.map((code, i) => {
    const button = made("button", "k-button", Object.values(words.code.which)[i]);
    button.type = "button";
    button.addEventListener("click", () => showCode(i));
    return button;
  }));
  showCode(0);
}
function showCode(which) {
  one(".g-code").textContent = set.codes[which];
  [...one(".g-codes").children].forEach((button, i) => button.setAttribute("aria-pressed", i === which));
}

slider.addEventListener("input", () => { if (set?.cells) goTo(Number(slider.value)); });
slider.addEventListener("change", remember);
one(".g-skip").addEventListener("click", () => answer(null));
one(".g-swap").addEventListener("click", () => change({ swap: !asked.swap }));
one(".g-go").addEventListener("click", () => (inPhase("running") ? halt() : change({ seed: Math.floor(Math.random() * 100000) })));
window.addEventListener("kakusan:theme", () => {
  if (set?.ways) layGuesses(one(".g-guesses"), set.ways, words, answer);
  for (const { id, card } of cards) card.style.setProperty("--lane", inkOf(id));
  if (!set?.cells) return;
  plot();
  goTo(at);
  if (inPhase("done")) fillMiddles(one(".g-middles"), set, words);
});

function draw() {
  const value = props.value;
  if (!value?.kind || value.asked.run !== asked.run) return;
  if (value.kind !== "met" && inPhase("stopped") && heard !== asked.run) trigger("stop");
  heard = asked.run;
  arrivals[value.kind]?.(value);
}
become("waiting");
const section = kakusan.section(element, () => { halt(); pending = true; asked.run++; trigger("opened", asked); }, { props, tab: TAB });
draw();
watch("value", draw);
/* the page tells its picture once more after a pair of it was answered */
watch("picture", () => { if (pending || set?.asked.own !== props.picture) section.stale(); });
