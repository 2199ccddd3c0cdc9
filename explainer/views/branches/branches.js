/* Grows the tree, shows all its leaves at one noise level, and grows a branch from the place that is chosen. */
import { badge, describe, fill, findChoices, finder, hear, say } from "../parts/dom.js";
import { onDrag } from "../parts/keys.js";
import { lastRun, linkOf, remember } from "../parts/link.js";
import { afterPause } from "../parts/newest.js";
import { loadImage } from "../parts/paint.js";
import { showHeard } from "../parts/prompt.js";
import { makeRun } from "../parts/run.js";
import { oncePerFrame, setRange } from "../parts/scrub.js";
import { makeSection } from "../parts/section.js";
import { changesIn, fillFields, fillTrunk, trunkIn } from "./forms.js";
import { makeLeaves } from "./leaves.js";
import { makeRecipe, written } from "./recipe.js";
import { makeSayings } from "./saying.js";
import { drawTree, layOut, placeAt } from "./tree.js";

const TAB = "reverse";
const FIGURE = { t: 400, steps: 50, seed: 0, scheduler: "ddim" }; // where the figure has not run yet
const TYPING = 250; // milliseconds

export default (view) => {
  const { element, props, trigger, watch } = view, { words } = props;
  const one = finder(element), plot = one(".b-tree"), range = one(".b-at"), prompt = one(".i-prompt");
  const fields = one(".b-fields"), trunkForm = one(".b-trunk");
  const recipe = makeRecipe(), sayings = makeSayings(words, recipe), { nameOf, lineOf, sentenceOf } = sayings;
  const leaves = makeLeaves(one(".b-leaves"), words, sayings, (number) => choose(number, at));
  const images = {}; // by address
  let lines = [], plan = null, chosen = 0, at = 0, change = "seed";
  let most = 12, had = 0, again = [], live = false, before = null, note = "";

  for (const select of element.querySelectorAll("select")) {
    select.append(...Object.entries(words.schedulers).map(([value, text]) => new Option(text, value)));
  }
  const mark = findChoices(element, "change", (name) => {
    change = name;
    offer();
    if (change !== "prompt") return;
    prompt.focus();
    listen();
  });
  const soon = oncePerFrame(() => { if (plan) paint(); });
  const listen = afterPause(TYPING, () => trigger("typed", { prompt: prompt.value }));

  const run = makeRun({
    view, event: "grow", root: one(".b-body"), now: one(".b-now"), error: one(".b-error"),
    on: {
      become() {
        one(".b-grow").textContent = run.isUnderWay() ? words.stop : words.grow;
        one(".b-grow").classList.toggle("m-stop", run.isUnderWay());
        offer();
      },
      planned(value) {
        recipe.adopt(value);
        most = value.most;
        live = false;
        growAnew();
      },
      running({ line, now }) {
        const { index, count, t } = now;
        lines[line.number] = { ...line, reached: index + 1, x0: now.x0 };
        layLines();
        chosen = line.number;
        at = plan.begins[line.number] + index;
        say(one(".b-now"), line.number ? words.growing : words.growing_trunk, { number: line.number, index: index + 1, count, t });
      },
      async grown(value) {
        const loaded = await sheetsOf(value);
        if (value.asked.run !== run.number) return;
        keep(value.lines, loaded);
        layLines();
      },
      load: sheetsOf,
      done(value, loaded) {
        const isFresh = had > 0 && value.lines.length > had;
        keep(value.lines, loaded);
        had = lines.length = value.lines.length;
        before = null;
        recipe.adopt(value);
        layLines();
        chosen = isFresh ? had - 1 : 0;
        at = plan.last;
        badge(one(".b-badge"), props.common, live ? null : Math.max(...lines.map((line) => line.made)));
        fillTrunk(trunkForm, lines[0], recipe.figure);
        refill();
      },
      stop() {
        if (!before && lines[0]?.image) recipe.forks.length = lines.filter((line) => line?.image).length - 1;
        settle(words.stopped);
      },
      fail: () => settle(""),
    },
  });
  const section = makeSection(view, () => {
    const link = linkOf(TAB);
    run.stop();
    const { trunk, tree } = recipe.trunk ? { trunk: recipe.trunk, tree: recipe.tree() } : { trunk: link.text("trunk"), tree: link.text("tree") };
    trigger("opened", { trunk, tree, run: run.number });
  }, { tab: TAB });

  function sheetsOf({ lines: arrived }) {
    return Promise.all(arrived.map(async ({ sheet: { url } }) => (images[url] ??= await loadImage(url))));
  }
  function keep(arrived, loaded) {
    arrived.forEach((line, i) => { lines[line.number] = { ...line, image: loaded[i] }; });
    live ||= arrived.some((line) => !line.made);
    again.push(...arrived.filter((line) => line.again && !again.includes(line.number)).map((line) => line.number));
  }
  /* Ask for all lines of the recipe; those that are there come at once. */
  function grow() {
    note = "";
    again = [];
    run.ask({ trunk: recipe.trunk, tree: recipe.tree(), had });
  }
  function growAnew() {
    lines = [];
    had = 0;
    grow();
  }
  function keepAddress() {
    remember(TAB, { section: "branches", trunk: recipe.trunk || null, tree: recipe.tree() || null });
  }
  /* what was there before is shown again */
  function settle(said) {
    if (before) recipe.adopt(before);
    before = null;
    note = said;
    lines = lines.filter((line) => line?.image);
    had = lines.length;
    if (had) {
      run.become("done");
      layLines();
      chosen = Math.min(chosen, had - 1);
      keepAddress();
    }
    one(".b-now").textContent = note;
  }

  /* what there is by now is laid out */
  function layLines() {
    const there = lines.filter(Boolean);
    if (!there.length || there[0].number) return;
    plan = layOut(there);
    range.max = plan.last;
    one(".b-begin").textContent = fill(words.from, { t: there[0].t });
    leaves.layOut(plan);
    soon();
  }
  function paint() {
    setRange(range, at, `t = ${plan.tOf(at)}`);
    drawTree(plot, plan, { chosen, at, names: plan.lines.map(nameOf) });
    leaves.paint(plan, chosen, at);
    tellTree();
    offer();
  }
  function tellTree() {
    one(".b-what").textContent = at === plan.last ? words.caption_end : fill(words.caption, { t: plan.tOf(at) });
    const names = plan.order.map((number) => nameOf(plan.lines[number])).join("; ");
    describe(plot, words.alternative.tree, { count: plan.lines.length - 1, names });
    if (run.state !== "done") return;
    one(".b-code").textContent = plan.lines[chosen].code;
    if (note) one(".b-now").textContent = note;
    else say(one(".b-now"), ...sentenceOf(plan, chosen, again));
  }
  /* what can be grown from the place that is chosen */
  function offer() {
    if (!plan) return;
    const full = plan.lines.length > most, isEnd = at >= plan.last;
    const from = { where: lineOf(plan.holder(chosen, at)), t: plan.tOf(Math.min(at, plan.last - 1)) };
    say(one(".b-ask"), isEnd ? words.ask_end : words.ask, from);
    fields.dataset.change = change;
    mark(change);
    one(".b-grow").disabled = !run.isUnderWay() && (full || isEnd);
    one(".b-cut").hidden = !chosen;
    one(".b-full").textContent = full ? fill(words.full, { most }) : "";
    one(".b-heard").hidden = change !== "prompt";
  }
  const refill = () => fillFields(fields, plan.lines[plan.holder(chosen, at)].setting, words.schedulers);

  function choose(number, position) {
    if (run.isUnderWay()) return;
    chosen = number;
    at = position;
    note = "";
    refill();
    soon();
  }
  function branch() {
    const parent = plan.holder(chosen, at);
    before = { trunk: recipe.trunk, tree: recipe.tree() };
    recipe.add(parent, plan.tOf(at), changesIn(fields, change, plan.lines[parent].setting));
    keepAddress();
    grow();
  }
  function replant(trunk, figure, forks) {
    run.stop();
    Object.assign(recipe, { trunk, figure, forks });
    before = null;
    live = false;
    keepAddress();
    growAnew();
  }
  function plantFigures() {
    const { t, steps, seed, scheduler } = { ...FIGURE, ...lastRun(TAB) };
    replant(`figure${written({ scheduler, guidance: 1, seed, prompt: "", t, steps })}`, true, []);
  }

  fields.addEventListener("submit", (event) => {
    event.preventDefault();
    if (run.isUnderWay()) run.stop();
    else if (run.state === "stopped") grow();
    else branch();
  });
  trunkForm.addEventListener("submit", (event) => {
    event.preventDefault();
    replant(`noise${written(trunkIn(trunkForm))}`, false, recipe.figure ? [] : recipe.forks);
  });
  one(".b-figures").addEventListener("click", plantFigures);
  one(".b-cut").addEventListener("click", () => {
    recipe.cut(chosen);
    chosen = 0;
    keepAddress();
    growAnew();
  });
  prompt.addEventListener("input", listen);
  range.addEventListener("input", () => {
    if (run.isUnderWay()) return;
    at = Number(range.value);
    note = "";
    soon();
  });
  onDrag(plot, {
    begin(event) {
      if (!plan) return false;
      const { number, at: position } = placeAt(plot, plan, event);
      choose(number, position);
    },
    move(event) { if (plan) choose(chosen, placeAt(plot, plan, event).at); },
  });
  hear("theme", soon);
  new ResizeObserver(soon).observe(one(".b-left"));
  watch("heard", () => { if (props.heard) showHeard(element, words, props.heard); });
  watch("picture", () => { if (recipe.figure || !recipe.trunk) section.stale(); });
};
