/* Asks for what is recorded and for a measurement, shows it while it comes in, and scrubs it afterwards. */
const TAB = "reverse";
const LARGEST_SEED = 2 ** 32 - 1;
const words = props.words;
const one = (name) => element.querySelector(name);
const body = one(".e-now-part"), slider = one(".e-t");
const inLink = new URLSearchParams(location.search);
let run = 0, ownSeed = wholeIn("mistakes_seed"), figure = null;
let set = null, at = null, wanted = null, move = null, frame = 0;

function wholeIn(key) {
  const named = (inLink.get("tab") || TAB) === TAB && inLink.get(key) ? Number(inLink.get(key)) : NaN;
  return Number.isFinite(named) ? Math.min(Math.max(Math.round(named), 0), LARGEST_SEED) : null;
}

kakusan.dress(element, props);
kakusan.badge(one(".e-live"), props.common);

const inState = (state) => body.dataset.state === state;
function become(state) {
  body.dataset.state = state;
  const measuring = state === "measuring" || state === "waiting";
  const button = one(".e-again");
  button.textContent = measuring ? words.stop : words.again;
  button.classList.toggle("m-stop", measuring);
}

/* The noises begin with the figure's own, unless other ones were asked for. */
const seedNow = () => ownSeed ?? figure?.seed ?? kakusan.runs[TAB]?.seed ?? wholeIn("seed") ?? 0;

function ask() {
  if (!props.kept) trigger("opened");
  measure();
}

function measure() {
  if (run && (inState("measuring") || inState("waiting"))) trigger("stop");
  complain("");
  wanted = timeNow();
  become("waiting");
  one(".e-now").textContent = words.waiting;
  trigger("measure", { seed: seedNow(), run: ++run });
}
const timeNow = () => wanted ?? wholeIn("mistakes_t") ?? kakusan.runs[TAB]?.t ?? wholeIn("t") ?? 400;

function complain(text) {
  one(".e-error").textContent = text;
  one(".e-error").hidden = !text;
}

const arrivals = {
  measuring(value) {
    if (!inState("waiting") && !inState("measuring")) return; // stopped
    const { moments, first, ...rest } = value;
    if (!first) set = { moments: Array(value.timesteps.length).fill(null), film: null, done: 0 };
    moments.forEach((moment, i) => { set.moments[first + i] = moment; });
    Object.assign(set, { frame: rest, timesteps: value.timesteps, done: first + moments.length });
    become("measuring");
    reveal();
  },
  async done(value) {
    const [image, maps] = await Promise.all([loadImage(value.sheet.url), loadBytes(value.maps.url)]);
    if (value.asked.run !== run || inState("stopped")) return;
    set = { moments: value.moments, timesteps: value.timesteps, frame: value, film: filmOf(value, image, maps), done: value.moments.length };
    one(".e-code").textContent = value.code;
    one(".e-drawer").hidden = false;
    one(".e-mean-figure").hidden = !value.mean;
    if (value.mean) paintCell(one(".e-mean"), set.film.sheet, value.moments.length);
    become("done");
    reveal();
  },
  error(value) {
    complain(value.text);
    become("stopped");
    if (!set) { one(".e-now").textContent = ""; body.classList.remove("c-waiting"); }
  },
};

function filmOf({ columns, size, side, channels, moments }, image, maps) {
  const area = channels * side * side, map = (i) => maps.subarray(i * area, (i + 1) * area), k = moments.length;
  return { sheet: { image, columns, size }, guess: map, wrong: (i) => map(k + i), true: map(2 * k) };
}

/* What has arrived, from the first moment on. */
function reveal() {
  body.classList.remove("c-waiting");
  slider.max = set.timesteps.length - 1;
  one(".e-to").textContent = kakusan.fill(words.to, { t: set.timesteps.at(-1) });
  kakusan.say(one(".e-sentence"), words.prose.sentence, { numbers: set.frame.numbers.toLocaleString(document.documentElement.lang), noises: set.frame.noises });
  soon();
}

function soon() { frame ||= requestAnimationFrame(draw); }
function draw() {
  frame = 0;
  if (!set || !section.isOpen()) return;
  const { timesteps, moments } = set, world = props.kept?.world ?? null;
  at = nearest(timesteps, wanted);
  if (!moments[at] && inState("measuring")) at = set.done - 1; // what came last is seen until then
  move = drawErrors(one(".e-plot"), { moments, timesteps, world }, words.plot);
  slider.value = at;
  slider.style.setProperty("--at", at / (timesteps.length - 1));
  move(at);
  const there = worldAt(world, timesteps[at]);
  fillTable(moments[at], there);
  if (moments[at]) {
    paintMoment(at, set);
    sayMoment(moments[at], there, set.frame, world);
  }
  if (inState("waiting")) one(".e-now").textContent = words.waiting;
  else if (inState("measuring")) kakusan.say(one(".e-now"), words.measuring, { done: set.done, count: timesteps.length, noises: set.frame.noises });
  else if (!moments[at]) kakusan.say(one(".e-now"), words.missing, { t: timesteps[at], done: set.done, count: timesteps.length });
}

function go(t) {
  wanted = t;
  soon();
}
const keepTime = () => kakusan.remember(TAB, { section: "mistakes", mistakes_t: set?.timesteps[nearest(set.timesteps, wanted)] ?? null });

/* What is recorded: the average over the world, and the making of the pack. */
function showKept(kept) {
  if (!kept) return;
  const { world, growth } = kept;
  const counted = { measured: world?.measured, known: world?.known };
  one(".e-of-world").textContent = world ? kakusan.fill(words.table.world, counted) : words.table.no_world;
  one(".e-recorded").hidden = !world;
  if (world) kakusan.badge(one(".e-recorded"), props.common, world.made);
  one(".e-key").hidden = !world;
  one(".e-key-text").textContent = world ? kakusan.fill(words.plot.key, counted) : "";
  one(".e-math").textContent = kakusan.fill(words.prose.mathematics, { known: world?.known ?? "–" });
  showGrowth(growth);
  const named = wholeIn("mistakes_step");
  if (growth.rows.length) goToRow(named === null ? growth.rows.length - 1 : rowNear(named));
  soon();
}

slider.addEventListener("input", () => { if (set) go(set.timesteps[Number(slider.value)]); });
slider.addEventListener("change", keepTime);
dragCurves(one(".e-plot"), () => (set ? set.timesteps.at(-1) + 1 : 2), go, keepTime);
one(".e-step").addEventListener("input", () => goToRow(Number(one(".e-step").value)));
one(".e-step").addEventListener("change", keepRow);
dragCurves(one(".e-log"), () => (grown?.total ?? 0) + 1, (step) => { if (grown?.rows.length) goToRow(rowNear(step)); }, keepRow);
one(".e-again").addEventListener("click", () => {
  if (inState("measuring") || inState("waiting")) {
    trigger("stop");
    become("stopped");
    if (set) return soon();
    one(".e-now").textContent = words.nothing_yet;
    return;
  }
  ownSeed = Math.floor(Math.random() * 100000);
  kakusan.remember(TAB, { section: "mistakes", mistakes_seed: ownSeed });
  measure();
});
/* The figure above made another run: its t is looked at, and if its noise is another, it is measured as well. */
window.addEventListener("kakusan:run", ({ detail }) => {
  if (detail.tab !== TAB) return;
  const before = figure;
  figure = detail;
  if (!before) return;
  if (before.t !== detail.t) go(detail.t);
  if (before.seed === detail.seed) return;
  if (ownSeed !== null) kakusan.remember(TAB, { mistakes_seed: null });
  ownSeed = null;
  section.stale();
});
window.addEventListener("kakusan:theme", () => { soon(); });
one("details").addEventListener("toggle", soon);
function arrived() {
  const value = props.value;
  if (value?.kind && value.asked.run === run) arrivals[value.kind]?.(value);
}
become("waiting");
const section = kakusan.section(element, ask, { props, tab: TAB });
showKept(props.kept);
arrived();
watch("value", arrived);
watch("kept", () => showKept(props.kept));
watch("picture", section.stale);
