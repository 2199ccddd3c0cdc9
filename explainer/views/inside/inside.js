/* Asks for the figure's run taken apart, and scrubs it: one slider over the steps, no request. */
const body = one(".n-body"), slider = one(".n-at"), asNumbers = one(".n-numbers");
const OPENS_AT = 0.15; // of the way back, as the figure above
const LATE = 150; // as in the figure above: from here on little of what is wrong is noise
let by = props.samplers.includes(inAddress().inside) ? inAddress().inside : null; // null: as the figure
let wantedAt = inAddress().inside_at ?? null, asked = null, run = null, at = 0, frame = 0, runs = 0, begun = false;

kakusan.dress(element, props);
kakusan.badge(one(".k-badge"), props.common);

/* The same sampler as the figure's, where it can be taken apart, or the first that can. */
const shownBy = (of) => by ?? (props.samplers.includes(of.scheduler) ? of.scheduler : props.samplers[0]);

function become(state) {
  body.dataset.state = state;
  one(".n-go").textContent = state === "running" ? words.stop : words.again;
  one(".n-go").hidden = state === "waiting";
  for (const button of one(".n-by").children) button.setAttribute("aria-pressed", button.dataset.by === asked?.by);
}
function complain(sentence) {
  one(".n-error").textContent = sentence;
  one(".n-error").hidden = !sentence;
}
/* A run that has not begun cannot be stopped: what it sends later is not looked at. */
function halt() {
  if (begun) trigger("stop");
  begun = false;
}
function ask() {
  halt();
  const of = figuresRun();
  asked = { ...of, by: shownBy(of), run: ++runs };
  complain("");
  one(".n-now").textContent = words.waiting;
  become("running");
  trigger("opened", asked);
}
function sameRun() {
  const of = figuresRun();
  return OF_RUN.every((key) => asked[key] === of[key]);
}

function show() {
  frame = 0;
  if (!run) return;
  const moment = run.moments[at], numbers = numbersOf(moment);
  paintStep(run, at, asNumbers.checked);
  slider.value = at;
  slider.style.setProperty("--at", run.k > 1 ? at / (run.k - 1) : 1);
  slider.setAttribute("aria-valuetext", kakusan.fill(words.value, numbers));
  one(".n-back").toggleAttribute("data-nothing", numbers.nothing);
  one(".n-t").textContent = `t = ${moment.t}`;
  one(".n-following").textContent = numbers.nothingLeft ? words.end : `t = ${moment.following}`;
  one(".n-share").textContent = kakusan.fill(words.prints.eps, numbers);
  one(".n-backed").textContent = kakusan.fill(numbers.nothing ? words.prints.nothing : words.prints.fresh, numbers);
  one(".n-wrong").textContent = numbers.wrong;
  one(".n-near").textContent = `${numbers.closeness} dB`;
  sayNow(moment, numbers);
  describe(numbers);
  inNumbers(numbers);
}
const soon = () => { frame ||= requestAnimationFrame(show); };

const percent = (share) => (share < 0.0995 ? (100 * share).toFixed(1) : String(Math.round(100 * share)));
function numbersOf(moment) {
  const nothingLeft = moment.following === null;
  return {
    index: moment.index + 1, count: run.count, t: moment.t, nothingLeft, nothing: moment.back === 0,
    following: nothingLeft ? words.end : `t = ${moment.following}`, name: run.name,
    keep: moment.keep.toFixed(4), remove: moment.remove.toFixed(4), back: moment.back.toFixed(4), put: moment.back.toFixed(2),
    removed: percent(moment.removed), guessed: percent(Math.max(0, moment.guessed)),
    mistake: moment.mistake.toFixed(2), wrong: `± ${moment.mistake.toFixed(2)}`,
    closeness: moment.closeness.toFixed(1), apart: run.apart, by: words.names[run.asked.by],
  };
}
function sayNow(moment, numbers) {
  const putBack = moment.back ? words.now.back : moment.following === null ? words.now.last : words.now.none;
  const guess = moment.guessed > 0 ? words.now.guessed : moment.t < LATE ? words.now.lost : words.now.missed;
  kakusan.say(one(".n-now"), words.now.step + putBack + guess, numbers);
}
function inNumbers(numbers) {
  one(".n-formula").textContent = kakusan.fill(numbers.nothing ? words.numbers.without : words.numbers.with, numbers);
  kakusan.say(one(".n-check"), run.asked.by === "ddpm" ? words.numbers.check_ddpm : words.numbers.check_ddim, numbers);
  one(".n-code").textContent = run.code.replace("STEP", String(run.moments[at].index + 1));
}
function sayAbout() {
  const figures = run.asked.scheduler, names = words.names;
  const other = figures !== run.asked.by ? kakusan.fill(words.other, { figures: names[figures] ?? figures, by: names[run.asked.by] }) : "";
  one(".n-about").textContent = words.prose[run.asked.by] + other;
  one(".n-source").textContent = words.numbers[run.asked.by];
}

function goTo(position) {
  at = Math.min(Math.max(position, 0), run.k - 1);
  soon();
}
const nearest = (index) => run.moments.reduce((best, moment, i) => (Math.abs(moment.index - index) < Math.abs(run.moments[best].index - index) ? i : best), 0);

const arrivals = {
  running(value) {
    begun = true;
    if (body.dataset.state !== "running") return halt();
    kakusan.say(one(".n-now"), words.progress, value);
  },
  async done(value) {
    begun = false;
    const arrived = await keep(value);
    if (value.asked.run !== runs || body.dataset.state === "stopped") return;
    const where = run && wantedAt === null ? at / Math.max(run.k - 1, 1) : OPENS_AT;
    run = arrived;
    asked = { ...asked, by: run.asked.by };
    body.dataset.filled = "";
    become("done");
    slider.max = run.k - 1;
    slider.disabled = run.k < 2;
    one(".n-from").textContent = kakusan.fill(words.from, { t: run.moments[0].t });
    sayAbout();
    goTo(wantedAt === null ? Math.round(where * (run.k - 1)) : nearest(Number(wantedAt) - 1));
    wantedAt = null;
  },
  error(value) {
    begun = false;
    become("stopped");
    complain(value.text);
    one(".n-now").textContent = words.stopped;
  },
};
function draw() {
  const value = props.value;
  if (value?.kind && value.asked.run === runs) arrivals[value.kind]?.(value);
}

for (const sampler of props.samplers) {
  const button = Object.assign(document.createElement("button"), { type: "button", className: "k-button", textContent: words.names[sampler] });
  button.dataset.by = sampler;
  button.addEventListener("click", () => { by = sampler; kakusan.remember(TAB, { inside: sampler }); ask(); });
  one(".n-by").append(button);
}
one(".n-go").addEventListener("click", () => {
  if (body.dataset.state !== "running") return ask();
  halt();
  become("stopped");
  one(".n-now").textContent = words.stopped;
});
slider.addEventListener("input", () => goTo(Number(slider.value)));
slider.addEventListener("change", () => { if (run) kakusan.remember(TAB, { inside_at: run.moments[at].index + 1 }); });
asNumbers.addEventListener("change", soon);
window.addEventListener("kakusan:theme", soon);
window.addEventListener("kakusan:run", ({ detail }) => { if (detail.tab === TAB && asked && !sameRun()) section.stale(); });
const section = kakusan.section(element, ask, { props, tab: TAB });
draw();
watch("value", draw);
watch("picture", section.stale);
