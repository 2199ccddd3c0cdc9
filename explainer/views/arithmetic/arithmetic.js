/* The reader writes a sum; the server says where it ends, and paints it beside its first term alone. */
const TAB = "latent", STILL = 30; // degrees below which a sum has hardly moved
const words = props.words;
const one = (name) => element.querySelector(name);
const body = one(".a-body");
const linked = new URLSearchParams(location.search).get("tab") === TAB ? new URLSearchParams(location.search) : new URLSearchParams();
const examples = Object.values(words.examples);
let terms = termsOf(linked.get("sum") || examples[0]).slice(0, props.most);
let asked = { terms, seed: seedInLink(), run: 0 }, frames = null, last = null, heard = 0, due = false;

function seedInLink() {
  const seed = Math.round(Number(linked.get("sum_seed")));
  return seed > 0 && seed < 2 ** 32 ? seed : 0;
}
function remember() {
  kakusan.remember(TAB, { section: "arithmetic", sum: writtenOf(asked.terms) || null, sum_seed: asked.seed || null });
}

kakusan.dress(element, props);
const inPhase = (phase) => body.dataset.phase === phase;
function become(phase) {
  body.dataset.phase = phase;
  one(".a-go").textContent = phase === "running" ? words.stop : words.go;
  one(".a-go").classList.toggle("m-stop", phase === "running");
}
function complain(text) {
  one(".a-error").textContent = text;
  one(".a-error").hidden = !text;
}
/* What has not begun cannot be stopped yet: its first news is answered with the stop. */
function halt() {
  if (!inPhase("running")) return;
  if (heard === asked.run) trigger("stop");
  become("stopped");
  one(".a-now").textContent = words.stopped;
}

function run(changes = {}) {
  halt();
  complain("");
  const written = terms.filter(({ text, picture }) => picture || text.trim()).map((term) => ({ ...term }));
  asked = { ...asked, terms: written, ...changes, run: asked.run + 1 };
  frames = null;
  one(".a-now").textContent = words.adding;
  become("running");
  trigger("run", asked);
}

/* the chips, and what makes new ones */
function lay(focused = null) {
  layChips(one(".a-chips"), terms, words, props.longest, (which) => { lay(which); run(); });
  for (const name of [".a-plus", ".a-minus", ".a-own"]) one(name).disabled = terms.length >= props.most;
  if (focused !== null) one(".a-chips").children[focused].querySelector("button").focus();
}
function more(term) {
  terms.push(term);
  lay();
  one(".a-chips").lastElementChild.querySelector("input")?.focus();
}
function take(written) {
  terms = written.map((term) => ({ ...term }));
  lay();
  run();
}
one(".a-examples").append(...examples.map((example) => {
  const button = made("button", "", shownOf(termsOf(example), words));
  button.addEventListener("click", () => take(termsOf(example)));
  return button;
}));

const arrivals = {
  ask: () => { if (due) { due = false; run(); } }, // asked twice where the page told its picture late
  async summed(value) {
    const stamps = await loadImage(value.stamps.url);
    if (value.asked.run !== asked.run) return;
    explain(value, stamps);
  },
  running(value) {
    if (!inPhase("running")) return;
    value.frames.forEach((frame, i) => paintTiny(canvases()[i], frame));
    kakusan.say(one(".a-now"), words.running, value);
  },
  async done(value) {
    const [image, stamps] = await Promise.all([loadImage(value.sheet.url), loadImage(value.stamps.url)]);
    if (value.asked.run !== asked.run || inPhase("stopped")) return;
    explain(value, stamps);
    canvases().forEach((canvas, i) => paintCell(canvas, { image, columns: 2, size: value.size }, i));
    become("done");
    last = value;
    kakusan.badge(one(".a-badge"), props.common);
    one(".a-took").textContent = kakusan.fill(words.took, { seconds: value.seconds.toFixed(1) });
    one(".a-code").textContent = value.code;
    one(".a-own-file").hidden = !(props.picture ?? "").includes("/") || !value.terms.some(({ text }) => text === null);
    say(value);
    remember();
  },
  error(value) {
    become(last ? "stopped" : "waiting");
    one(".a-now").textContent = words.nothing;
    complain(value.text);
  },
};
const canvases = () => [one(".a-sum canvas"), one(".a-alone canvas")];

function explain(value, stamps) {
  layBars(one(".a-bars"), value, words);
  layRows(one(".a-rows"), value, { image: stamps, columns: value.across, size: value.cell }, words);
  layUnknown(one(".a-unknown"), value.unknown, words, replaceWord);
  const first = nameOf(value.terms[value.first], words), sum = shownOf(value.asked.terms, words);
  kakusan.say(one(".a-sum .k-caption span"), words.caption.sum, { sum });
  kakusan.say(one(".a-alone .k-caption span"), words.caption.alone, { first });
  canvases()[0].setAttribute("aria-label", kakusan.fill(words.alternative.sum, { sum }));
  canvases()[1].setAttribute("aria-label", kakusan.fill(words.alternative.alone, { first }));
}
function replaceWord(word, near) {
  const wrong = terms.find(({ text }) => text?.toLowerCase().includes(word.toLowerCase()));
  if (!wrong) return;
  const from = wrong.text.toLowerCase().indexOf(word.toLowerCase());
  wrong.text = wrong.text.slice(0, from) + near + wrong.text.slice(from + word.length);
  take(terms);
}

/* Which sentences hold is chosen by what was measured. */
function say(value) {
  const tops = [...value.terms].sort((a, b) => b.near - a.near), { sum } = value.rows;
  const [[mine, mineNear], [other, otherNear]] = value.likes;
  const values = {
    turned: value.turned, length: two(value.length), first: nameOf(value.terms[value.first], words), top: nameOf(tops[0], words),
    near: two(tops[0].near), animal: value.names[sum[0][0]], similarity: two(sum[0][1]), shared: value.shared, count: sum.length,
    read: two(value.read[0]), alone: two(value.read[1]), mine, mine_near: two(mineNear), other, other_near: two(otherNear),
  };
  const single = value.terms.length === 1;
  const said = [
    words.now.lies, words.now[single ? "single" : value.turned < STILL ? "still" : "moved"],
    single ? "" : words.now[value.terms.length && tops[0].sign > 0 ? "term" : "minus"],
  ];
  kakusan.say(one(".a-now"), said.join(words.joint), values);
  kakusan.say(one(".a-read"), words.read[single ? "single" : value.read[0] > value.read[1] ? "followed" : "lost"], values);
}

one(".a-form").addEventListener("submit", (event) => { event.preventDefault(); if (inPhase("running")) halt(); else run(); });
one(".a-plus").addEventListener("click", () => more({ sign: 1, text: "" }));
one(".a-minus").addEventListener("click", () => more({ sign: -1, text: "" }));
one(".a-own").addEventListener("click", () => { more({ sign: 1, picture: true }); run(); });
one(".a-again").addEventListener("click", () => run({ seed: Math.floor(Math.random() * 100000) }));
function draw() {
  const value = props.value;
  if (!value?.kind || (value.kind !== "ask" && value.asked.run !== asked.run)) return;
  if (value.kind !== "ask" && inPhase("stopped") && heard !== asked.run) trigger("stop");
  if (value.kind !== "ask") heard = asked.run;
  arrivals[value.kind]?.(value);
}
lay();
become("waiting");
const section = kakusan.section(element, () => { halt(); due = true; trigger("opened", {}); }, { props, tab: TAB });
draw();
watch("value", draw);
watch("picture", () => { if (!props.value || asked.terms.some(({ picture }) => picture)) section.stale(); });
