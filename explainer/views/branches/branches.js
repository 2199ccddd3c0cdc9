/* Grows the tree, shows all its leaves at one noise level, and grows a branch from the place that is chosen. */
const TAB = "reverse";
const body = one(".b-body"), plot = one(".b-tree"), range = one(".b-at"), fields = one(".b-fields"), trunkForm = one(".b-trunk");
let lines = [], sheets = {}, plan = null, chosen = 0, at = 0, most = 12, run = 0, drawing = 0, had = 0, again = [], live = false, change = "seed", typing = 0, before = null, note = "", shownLeaves = "";

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
  note = "";
  again = [];
  run = `${Date.now()}-${Math.random().toString(36).slice(2)}`;
  become("growing");
  trigger("grow", { run, trunk: recipe.trunk, tree: treeText(), had });
}

function keepAddress() {
  kakusan.remember(TAB, { section: "branches", trunk: recipe.trunk || null, tree: treeText() || null });
}

function stop() {
  if (!inState("growing")) return;
  trigger("stop");
  run = "";
  if (before) adoptRecipe(before);
  else if (lines[0]?.sheet) recipe.forks.length = lines.filter((line) => line?.sheet).length - 1;
  before = null;
  note = words.stopped;
  settle();
}

/* what was there before is shown again */
function settle() {
  lines = lines.filter((line) => line?.sheet);
  had = lines.length;
  become(had ? "ready" : "stopped");
  if (had) {
    place();
    chosen = Math.min(chosen, had - 1);
    keepAddress();
  }
  one(".b-now").textContent = note;
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
    settle();
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
  const leaves = JSON.stringify([plan.order, there.map((line) => line.likeness)]);
  if (leaves !== shownLeaves) one(".b-leaves").replaceChildren(...plan.order.map(leafOf));
  shownLeaves = leaves;
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

function choose(number, position) {
  if (inState("growing")) return;
  chosen = number;
  at = position;
  note = "";
  fillFields();
  soon();
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
range.addEventListener("input", () => { if (!inState("growing")) { at = Number(range.value); note = ""; soon(); } });
plot.addEventListener("pointerdown", (event) => { if (plan) { const { number, at: position } = placeAt(plot, plan, event); choose(number, position); plot.setPointerCapture(event.pointerId); } });
plot.addEventListener("pointermove", (event) => { if (plan && plot.hasPointerCapture(event.pointerId)) choose(chosen, placeAt(plot, plan, event).at); });
window.addEventListener("kakusan:theme", soon);
new ResizeObserver(soon).observe(one(".b-left"));
function draw() {
  const value = props.value && JSON.parse(JSON.stringify(props.value)); // Gradio edits it in place while sheets load
  if (value?.kind && (value.kind === "planned" || value.run === run)) arrivals[value.kind]?.(value);
}
become("waiting");
const section = kakusan.section(element, ask, { props, tab: TAB });
draw();
watch("value", draw);
watch("heard", () => { if (props.heard) showHeard(props.heard); });
watch("picture", () => { if (recipe.figure || !recipe.trunk) section.stale(); });
