/* What can be asked for: a branch from the place that is chosen, or another trunk. */
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
