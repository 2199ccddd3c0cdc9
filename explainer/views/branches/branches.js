/* Grows the tree, shows all its leaves at one noise level, and grows a branch from the place that is chosen. */
const TAB = "reverse";
const body = one(".b-body"), plot = one(".b-tree"), range = one(".b-at"), fields = one(".b-fields"), trunkForm = one(".b-trunk");
let lines = [], sheets = {}, plan = null, chosen = 0, at = 0, most = 12, run = 0, drawing = 0, had = 0, again = [], live = false, change = "seed", typing = 0, before = null;

kakusan.dress(element, props);
for (const select of element.querySelectorAll("select")) for (const [value, text] of Object.entries(words.schedulers)) select.append(new Option(text, value));
const inState = (state) => body.dataset.state === state;
const query = (name) => new URLSearchParams(location.search).get(name);

function ask() {
  stop();
  trigger("opened", recipe.trunk ? { trunk: recipe.trunk, tree: treeText() } : { trunk: query("trunk"), tree: query("tree") });
}

function become(state) {
  body.dataset.state = state;
  one(".b-grow").textContent = state === "growing" ? words.stop : words.grow;
  one(".b-grow").classList.toggle("m-stop", state === "growing");
  offer();
}

function complain(text) {
  one(".b-error").textContent = text;
  one(".b-error").hidden = !text;
}

/* Ask for all lines of the recipe; those that are there come at once. */
function grow() {
  complain("");
  again = [];
  run = `${Date.now()}-${Math.random().toString(36).slice(2)}`;
  become("growing");
  trigger("grow", { run, trunk: recipe.trunk, tree: treeText(), had });
}

function keepAddress() {
  kakusan.remember(TAB, { section: "branches", trunk: recipe.trunk, tree: treeText() });
}

function stop() {
  if (!inState("growing")) return;
  trigger("stop");
  run = "";
  if (before) adoptRecipe(before);
  else if (lines.length) recipe.forks.length = Math.max(0, lines.filter((line) => line.sheet).length - 1);
  before = null;
  lines = lines.filter((line) => line.sheet);
  had = lines.length;
  become(lines.length ? "ready" : "stopped");
  if (lines.length) place();
  one(".b-now").textContent = words.stopped;
}

const arrivals = {
  planned(value) {
    if (inState("growing")) return;
    adoptRecipe(value);
    most = value.most;
    had = 0;
    lines = [];
    live = false;
    grow();
  },
  growing({ line, now }) {
    const { index } = now;
    lines[line.number] = { ...line, reached: index + 1, x0: now.x0 };
    place();
    chosen = line.number;
    at = plan.begins[line.number] + index;
    soon();
    const name = line.number ? words.growing : words.growing_trunk;
    kakusan.say(one(".b-now"), name, { number: line.number, index: index + 1, count: now.count, t: now.t });
  },
  async ready(value) {
    const loaded = await Promise.all(value.lines.map((line) => sheetOf(line)));
    if (value.run !== run) return;
    value.lines.forEach((line, i) => { lines[line.number] = { ...line, image: loaded[i] }; });
    live ||= value.lines.some((line) => !line.made);
    again.push(...value.lines.filter((line) => line.again && !again.includes(line.number)).map((line) => line.number));
    if (!value.whole) return place();
    const fresh = value.lines.length > had && had;
    lines.length = value.lines.length;
    had = lines.length;
    before = null;
    adoptRecipe(value);
    place();
    chosen = fresh ? lines.length - 1 : Math.min(chosen, lines.length - 1);
    if (!fresh) chosen = 0;
    at = plan.last;
    become("ready");
    kakusan.badge(one(".b-badge"), props.common, live ? null : Math.max(...lines.map((line) => line.made)));
    fillTrunk();
    soon();
  },
  error(value) {
    if (before) adoptRecipe(before);
    before = null;
    lines = lines.filter((line) => line.sheet);
    become(lines.length ? "ready" : "stopped");
    if (lines.length) place();
    complain(value.text);
  },
};

async function sheetOf(line) {
  sheets[line.sheet.url] ??= await loadImage(line.sheet.url);
  return sheets[line.sheet.url];
}

/* what there is by now is laid out */
function place() {
  const there = lines.filter(Boolean);
  if (!there.length || there[0].number) return;
  plan = layOut(there);
  range.max = plan.last;
  one(".b-begin").textContent = kakusan.fill(words.from, { t: there[0].t });
  const leaves = plan.order.map(leafOf);
  one(".b-leaves").replaceChildren(...leaves);
  if (inState("waiting")) become("growing");
  soon();
}

function leafOf(number) {
  const button = document.createElement("button"), canvas = document.createElement("canvas"), text = document.createElement("span"), near = document.createElement("b");
  const line = plan.lines[number];
  button.type = "button";
  button.dataset.line = number;
  canvas.setAttribute("role", "img");
  near.textContent = line.likeness === null || line.likeness === undefined ? "" : kakusan.fill(words.near, numbersOf(line));
  text.append(near, line.likeness === undefined || line.likeness === null ? (number ? "" : words.the_trunk) : kakusan.fill(words.near_psnr, numbersOf(line)));
  button.append(canvas, text);
  button.addEventListener("click", () => choose(number, at));
  return button;
}

const nameOf = (line) => {
  const said = Object.entries(line.changes).map(([name, value]) => kakusan.fill(words.changed[name], { value: name === "scheduler" ? words.schedulers[value] : value }));
  if (!line.number) return recipe.figure ? words.trunk_figure : kakusan.fill(line.setting.prompt ? words.trunk_noise : words.trunk_silent, line.setting);
  return kakusan.fill(words.branch, { number: line.number, what: said.join(words.and) || words.nothing });
};
const numbersOf = (line) => ({
  number: line.number, parent: line.parent ? kakusan.fill(words.of_branch, { number: line.parent }) : words.of_trunk, t: line.t,
  psnr: line.psnr === "same" ? "∞" : line.psnr?.toFixed(1), likeness: line.likeness?.toFixed(2).replace("-", "−"),
});

function soon() { drawing ||= requestAnimationFrame(() => { drawing = 0; if (plan) paint(); }); }
function paint() {
  range.value = at;
  range.style.setProperty("--at", at / plan.last);
  range.setAttribute("aria-valuetext", `t = ${plan.tOf(at)}`);
  drawTree(plot, plan, { chosen, at, names: plan.lines.map(nameOf) });
  for (const leaf of one(".b-leaves").children) paintLeaf(leaf);
  describe();
  offer();
}

function paintLeaf(leaf) {
  const number = Number(leaf.dataset.line), line = plan.lines[plan.holder(number, at)], canvas = leaf.querySelector("canvas");
  leaf.setAttribute("aria-pressed", String(number === chosen));
  const numbers = { name: nameOf(plan.lines[number]), t: plan.tOf(at) };
  canvas.setAttribute("aria-label", kakusan.fill(at === plan.last ? words.alternative.leaf_end : words.alternative.leaf, numbers));
  if (!line.image) return line.x0 && paintTiny(canvas, line.x0);
  const index = at - plan.begins[line.number], end = at >= plan.last;
  const nearest = line.shown.reduce((best, step, i) => (Math.abs(step - index) < Math.abs(line.shown[best] - index) ? i : best), 0);
  paintCell(canvas, { image: line.image, columns: line.shown.length + 1, size: line.size }, end ? line.shown.length : nearest);
}

function describe() {
  const line = plan.lines[chosen], t = plan.tOf(at);
  one(".b-what").textContent = at === plan.last ? words.caption_end : kakusan.fill(words.caption, { t });
  const early = branchesByT().at(0), late = branchesByT().at(-1);
  plot.setAttribute("aria-label", kakusan.fill(words.alternative.tree, { count: plan.lines.length - 1, names: plan.order.map((number) => nameOf(plan.lines[number])).join("; ") }));
  if (!inState("ready")) return;
  one(".b-code").textContent = line.code;
  const told = again.length ? kakusan.fill(words.again, { numbers: again.map((number) => (number ? kakusan.fill(words.of_branch, { number }) : words.of_trunk)).join(words.and) }) : "";
  const sentence = chosen ? words.now.branch + verdict(line) : !early ? words.now.alone : early === late ? words.now.one : words.now.many + (early.likeness < late.likeness ? words.now.deeper : words.now.odd);
  kakusan.say(one(".b-now"), sentence + told, {
    ...numbersOf(line), count: plan.lines.length - 1, what: nameOf(line),
    early: early?.t, late: late?.t, early_near: early && numbersOf(early).likeness, late_near: late && numbersOf(late).likeness,
  });
}
const branchesByT = () => plan.lines.filter((line) => line.number && line.likeness !== undefined).sort((a, b) => b.t - a.t);
const SAME = 0.9, ALIKE = 0.6; // CLIP's cosine: details differ; the same kind of picture
function verdict(line) {
  if (line.psnr === "same") return words.verdict.same;
  return line.likeness >= SAME ? words.verdict.details : line.likeness >= ALIKE ? words.verdict.alike : words.verdict.other;
}

function choose(number, position) {
  if (inState("growing")) return;
  chosen = number;
  at = position;
  fillFields();
  soon();
}

/* what can be grown from the place that is chosen */
function offer() {
  if (!plan) return;
  const line = plan.holder(chosen, at), t = plan.tOf(Math.min(at, plan.last - 1)), full = plan.lines.length > most;
  kakusan.say(one(".b-ask"), at >= plan.last ? words.ask_end : words.ask, { where: line ? kakusan.fill(words.of_branch, { number: line }) : words.of_trunk, t });
  fields.dataset.change = change;
  for (const button of element.querySelectorAll("[data-change]")) if (button.type === "button") button.setAttribute("aria-pressed", String(button.dataset.change === change));
  one(".b-grow").disabled = !inState("growing") && (full || at >= plan.last);
  one(".b-cut").hidden = !chosen;
  one(".b-full").textContent = full ? kakusan.fill(words.full, { most }) : "";
  one(".b-heard").hidden = change !== "prompt";
}

function fillFields() {
  const { setting } = plan.lines[plan.holder(chosen, at)];
  fields.elements.seed.value = Math.floor(Math.random() * 100000);
  fields.elements.guidance.value = setting.guidance > 2 ? 1 : 4;
  fields.elements.scheduler.value = Object.keys(words.schedulers).find((name) => name !== setting.scheduler);
}
function fillTrunk() {
  const { setting, steps } = lines[0];
  for (const name of ["prompt", "seed", "guidance", "scheduler"]) trunkForm.elements[name].value = setting[name];
  if (!recipe.figure || !trunkForm.elements.steps.value) trunkForm.elements.steps.value = recipe.figure ? 25 : steps;
  if (recipe.figure) trunkForm.elements.guidance.value = 4;
  fillFields();
}

function branch() {
  const parent = plan.holder(chosen, at), { setting } = plan.lines[parent], input = fields.elements[change];
  const changes = { [change]: input.type === "number" ? input.valueAsNumber : input.value };
  if (change === "prompt" && setting.guidance === 1 && input.value.trim()) changes.guidance = 4;
  before = { trunk: recipe.trunk, tree: treeText() };
  addFork(parent, plan.tOf(at), changes);
  keepAddress();
  grow();
}

function replant(trunk, figure, forks) {
  stop();
  Object.assign(recipe, { trunk, figure, forks });
  lines = [];
  had = 0;
  before = null;
  live = false;
  keepAddress();
  grow();
}

function plantFigures() {
  const { t = 400, steps = 50, seed = 0, scheduler = "ddim" } = kakusan.runs[TAB] ?? {};
  replant(`figure${written({ scheduler, guidance: 1, seed, prompt: "", t, steps })}`, true, []);
}
function plantNoise() {
  const value = (name) => trunkForm.elements[name].value;
  const setting = { scheduler: value("scheduler"), guidance: value("guidance"), seed: value("seed"), prompt: value("prompt"), steps: value("steps") };
  const forks = recipe.figure ? [] : recipe.forks;
  replant(`noise${written(setting)}`, false, forks);
}

fields.addEventListener("submit", (event) => {
  event.preventDefault();
  if (inState("growing")) stop();
  else if (inState("stopped")) grow();
  else branch();
});
trunkForm.addEventListener("submit", (event) => { event.preventDefault(); plantNoise(); });
one(".b-figures").addEventListener("click", plantFigures);
one(".b-cut").addEventListener("click", () => { cutFork(chosen); chosen = 0; had = 0; lines = []; keepAddress(); grow(); });
for (const button of one(".b-changes").children) {
  button.addEventListener("click", () => {
    change = button.dataset.change;
    offer();
    if (change === "prompt") { prompt.focus(); hear(); }
  });
}
const hear = () => { clearTimeout(typing); typing = setTimeout(() => trigger("typed", { prompt: prompt.value }), 250); };
prompt.addEventListener("input", hear);
range.addEventListener("input", () => { if (!inState("growing")) { at = Number(range.value); soon(); } });
plot.addEventListener("pointerdown", (event) => { if (plan) { const { number, at: position } = placeAt(plot, plan, event); choose(number, position); plot.setPointerCapture(event.pointerId); } });
plot.addEventListener("pointermove", (event) => { if (plan && plot.hasPointerCapture(event.pointerId)) choose(chosen, placeAt(plot, plan, event).at); });
window.addEventListener("kakusan:theme", soon);
new ResizeObserver(soon).observe(one(".b-left"));
function draw() {
  const value = props.value;
  if (value?.kind && (value.kind === "planned" || value.run === run)) arrivals[value.kind](value);
}
become("waiting");
const section = kakusan.section(element, ask, { props, tab: TAB });
draw();
watch("value", draw);
watch("heard", () => { if (props.heard) showHeard(props.heard); });
watch("picture", () => { if (recipe.figure || !recipe.trunk) section.stale(); });
