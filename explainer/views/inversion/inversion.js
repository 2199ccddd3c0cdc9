/* Up to the noise and down again, for one number of steps; then the others, one by one, for the curve. */
const TAB = "reverse";
const words = props.words;
const one = (name) => element.querySelector(name);
const body = one(".v-body"), choices = props.choices;
const inLink = Number(new URLSearchParams(location.search).get("inversion"));
let steps = choices.includes(inLink) ? inLink : props.opens_with;
let shown = null, points = [], runs = 0, picture = null, begun = false;

kakusan.dress(element, props);

function become(state) {
  body.dataset.state = state;
  one(".v-go").textContent = state === "running" ? words.stop : words.again;
  for (const button of one(".v-steps").children) button.setAttribute("aria-pressed", Number(button.dataset.steps) === steps);
}
function complain(sentence) {
  one(".v-error").textContent = sentence;
  one(".v-error").hidden = !sentence;
}
/* A run that has not begun cannot be stopped: what it sends later is not looked at. */
function halt() {
  if (begun) trigger("stop");
  begun = false;
}
/* for the figure itself, or `quietly` for a further point of the curve */
function ask(count, quietly) {
  if (picture !== props.picture) points = [];
  picture = props.picture;
  halt();
  if (!quietly) { complain(""); one(".v-now").textContent = words.waiting; become("running"); }
  trigger("opened", { steps: count, run: ++runs });
}
const start = () => ask(steps, false);
function askNext() {
  const missing = choices.find((count) => !points.some((point) => point.steps === count));
  if (missing && section.isOpen() && element.offsetParent && !document.hidden) ask(missing, true);
}

const decibels = (psnr) => (psnr === null ? "∞" : psnr.toFixed(1));
const numbersOf = (run) => ({
  steps: run.steps, name: run.name, seconds: run.seconds.toFixed(1), psnr: decibels(run.psnr), own: decibels(run.own), ceiling: decibels(run.ceiling),
  other: decibels(run.other_psnr), lost: Math.max(0, run.ceiling - run.psnr).toFixed(1),
  most: (100 * Math.max(...run.gaps)).toFixed(0), least: (100 * Math.min(...run.gaps)).toFixed(1), worst: run.timesteps[run.gaps.indexOf(Math.max(...run.gaps))],
});

async function showRun(value) {
  const [image, maps] = await Promise.all([loadImage(value.sheet.url), loadBytes(value.maps.url)]);
  if (value.asked.run !== runs || body.dataset.state === "stopped") return;
  const k = value.levels.length, area = value.channels * value.side * value.side;
  shown = { ...value, k, sheet: { image, columns: value.columns, size: value.size }, own: maps.subarray(0, area), fresh: maps.subarray(area) };
  shown.own_psnr = value.own;
  become("done");
  kakusan.badge(one(".k-badge"), props.common, value.made);
  paint();
  tell(numbersOf(value), value);
  one(".v-code").textContent = value.code;
  one(".v-own-file").hidden = !kakusan.own;
}

function paint() {
  if (!shown) return;
  const { k, sheet, side, channels } = shown;
  paintCell(one(".v-a"), sheet, 2 * k);
  paintCell(one(".v-back"), sheet, 2 * k + 2);
  paintCell(one(".v-other"), sheet, 2 * k + 3);
  for (const name of ["noise", "own"]) paintLevels(one(`.v-${name}`), shown.own, side, channels);
  paintLevels(one(".v-fresh"), shown.fresh, side, channels);
  paintStrip(one(".v-up"), 0);
  paintStrip(one(".v-down"), k);
}
/* the latents between the picture and the noise, which stand at the ends of the row themselves */
function paintStrip(strip, from) {
  strip.replaceChildren(...shown.levels.slice(1, -1).map((t, i) => {
    const figure = document.createElement("figure"), canvas = document.createElement("canvas"), caption = document.createElement("figcaption");
    paintCell(canvas, shown.sheet, from + i + 1);
    caption.textContent = `t = ${t}`;
    figure.append(canvas, caption);
    return figure;
  }));
}

function tell(numbers, run) {
  const gone = run.ceiling - run.psnr < 0.1 ? words.now.nothing : words.now.lost;
  kakusan.say(one(".v-now"), words.now.back + gone, numbers);
  one(".v-psnr").textContent = `${numbers.psnr} dB`;
  one(".v-other-psnr").textContent = `${numbers.other} dB`;
  kakusan.say(one(".v-why"), words.why, numbers);
  for (const name of ["a", "noise", "back", "up", "down", "own", "fresh", "other"]) {
    one(`.v-${name}`).setAttribute("aria-label", kakusan.fill(words.alternative[name], numbers));
  }
  drawGaps(one(".v-gaps"), run, words.plots);
  one(".v-gaps").setAttribute("aria-label", kakusan.fill(words.alternative.gaps, numbers));
  judgeNoise(run.noises);
}
const signed = (number) => number.toFixed(2).replace("-", "−").replace("−0.00", "0.00");
function judgeNoise({ own, fresh }) {
  const expected = [0, 1, 0];
  [...element.querySelectorAll(".v-table tbody tr")].forEach((row, i) => {
    const cells = row.querySelectorAll("td");
    [own, fresh].forEach((noise, of) => {
      cells[of].textContent = signed(noise.values[i]);
      cells[of].toggleAttribute("data-off", Math.abs(noise.values[i] - expected[i]) > 3 * noise.errors[i]);
    });
    cells[2].textContent = `${expected[i]} ± ${(3 * own.errors[i]).toFixed(2)}`;
  });
  one(".v-verdict").textContent = own.normal ? words.normal.is : words.normal.is_not;
}

function addPoint(value) {
  points = [...points.filter((point) => point.steps !== value.steps), { steps: value.steps, psnr: value.psnr, own: value.own }].sort((a, b) => a.steps - b.steps);
  drawCurve(one(".v-curve"), points, choices, { steps, ceiling: value.ceiling }, words.plots);
  const list = points.map((point) => kakusan.fill(words.alternative.point, { steps: point.steps, own: decibels(point.own) })).join(words.comma);
  one(".v-curve").setAttribute("aria-label", kakusan.fill(words.alternative.curve, { list, ceiling: decibels(value.ceiling) }));
}

const arrivals = {
  running(value) {
    begun = true;
    if (body.dataset.state === "stopped") return halt();
    if (body.dataset.state !== "running") return;
    kakusan.say(one(".v-now"), value.up ? words.now.up : words.now.down, { done: value.up ? value.done : value.done - value.count / 2, count: value.count / 2 });
    paintLevels(one(value.up ? ".v-noise" : ".v-back"), bytesOf(value.latent), value.side, value.channels);
  },
  async done(value) {
    begun = false;
    if (value.steps === steps && body.dataset.state === "running") await showRun(value);
    if (value.asked.run !== runs) return;
    addPoint(value);
    askNext();
  },
  error(value) {
    begun = false;
    if (body.dataset.state !== "running") return;
    become("stopped");
    complain(value.text);
    one(".v-now").textContent = words.stopped;
  },
};
function draw() {
  const value = props.value;
  if (value?.kind && value.asked.run === runs) arrivals[value.kind]?.(value);
}

function choose(count) {
  steps = count;
  kakusan.remember(TAB, { inversion: count === props.opens_with ? null : count });
  start();
}
for (const count of choices) {
  const button = Object.assign(document.createElement("button"), { type: "button", className: "k-button", textContent: String(count) });
  button.dataset.steps = count;
  button.addEventListener("click", () => choose(count));
  one(".v-steps").append(button);
}
one(".v-go").addEventListener("click", () => {
  if (body.dataset.state !== "running") return start();
  halt();
  become("stopped");
  one(".v-now").textContent = words.stopped;
});
window.addEventListener("kakusan:theme", paint);
const section = kakusan.section(element, start, { props, tab: TAB });
one("details").addEventListener("toggle", () => { if (section.isOpen() && body.dataset.state === "done") askNext(); });
draw();
watch("value", draw);
watch("picture", section.stale);
