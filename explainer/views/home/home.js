/* First the reader's own guess (or "just show me"), then all come home at once. Nothing is scored. */
const TAB = "reverse", words = props.words;
const one = (name) => element.querySelector(name);
const print = one(".h-print"), slider = one(".h-t");
let set = null, runs = 0, at = 0, moveMarker = null;

kakusan.dress(element, props);
kakusan.badge(one(".k-badge"), props.common);
const linked = new URLSearchParams(location.search).get("tab") === TAB ? new URLSearchParams(location.search) : new URLSearchParams();
let atOnce = linked.has("home"); // a link to what was shown needs no second guess; until it is shown
const section = kakusan.section(element, () => { halt(); trigger("opened", asking()); }, { props, tab: TAB });

/* The noise and the steps are the figure's: as it tells them, before that as its link has them. */
function asking() {
  const whole = (key, low, high) => {
    const named = linked.get(key) ? Number(linked.get(key)) : NaN;
    return Number.isNaN(named) ? props.opens[key] : Math.min(Math.max(Math.round(named), low), high);
  };
  const { seed, steps } = kakusan.runs[TAB] ?? { seed: whole("seed", 0, 2 ** 32 - 1), steps: whole("steps", 1, 100) };
  return { seed, steps, run: runs }; // what is asked late may travel with what was asked first
}

const inPhase = (phase) => one(".c-body").dataset.phase === phase;
const become = (phase) => { one(".c-body").dataset.phase = phase; };
const nearest = (t) => set.starts.reduce((best, start, i) => (Math.abs(start - t) < Math.abs(set.starts[best] - t) ? i : best), 0);

function goTo(index) {
  at = Math.min(Math.max(index, 0), set.starts.length - 1);
  slider.value = at;
  slider.style.setProperty("--at", at / (set.starts.length - 1));
  slider.setAttribute("aria-valuetext", `t = ${set.starts[at]}`);
  paintPrint();
  moveMarker?.(at);
  for (const [i, button] of [...one(".h-strip").children].entries()) button.setAttribute("aria-pressed", i === at + 1);
  describe();
}

function paintPrint() {
  const here = set.home[at];
  if (!inPhase("guess") && here) drawOn(print, here.picture);
  else paintCell(print, set.sheet, at);
}

function drawOn(canvas, picture) {
  canvas.width = canvas.height = set.sheet.size;
  canvas.getContext("2d").drawImage(picture, 0, 0, set.sheet.size, set.sheet.size);
}

function numbers() {
  const here = set.home[at], known = set.home.filter(Boolean);
  const deeper = known.filter(({ index, another }) => set.lost != null && set.starts[index] > set.lost && !another);
  return {
    t: set.starts[at], name: set.name, psnr: here?.psnr.toFixed(1), ssim: here?.ssim.toFixed(2), lost: set.lost, guess: set.guess,
    deepest: set.starts.at(-1), count: set.starts.length, home: known.length, others: props.others, back: deeper.length,
    own: here?.own.toFixed(2), rivals: here?.rivals.toFixed(2), ceiling: set.ceiling.toFixed(1), steps: set.asked.steps,
  };
}

function describe() {
  const here = set.home[at], shown = !inPhase("guess") && here, values = numbers();
  one(".h-what").textContent = kakusan.fill(shown ? words.caption_home : words.caption_noised, values);
  one(".h-numbers").textContent = shown ? `${values.psnr} dB` : "";
  one(".h-here").textContent = kakusan.fill(words.here, values);
  one(".h-above").textContent = kakusan.fill(words.above, values);
  print.setAttribute("aria-label", kakusan.fill(shown ? words.alternative.home : words.alternative.noised, values));
  kakusan.say(one(".h-now"), sentences(here, values), values);
  one(".h-plot").setAttribute("aria-label", one(".h-now").textContent);
}

function sentences(here, { back }) {
  const own = here ? words.now + (here.another ? words.now_another : words.now_same) : "";
  if (inPhase("running")) return words.running + own;
  if (inPhase("stopped")) return words.stopped + own;
  const found = set.lost == null ? words.never : words.lost + (back ? words.back : "");
  return found + (set.guess === null ? "" : words.yours) + own;
}

/* the strip: A, then each A′ as it comes home, x_t before */
function drawStrip() {
  const cells = [null, ...set.starts].map((t, i) => {
    const button = document.createElement("button"), canvas = document.createElement("canvas"), label = document.createElement("span");
    button.type = "button";
    button.append(canvas, label);
    label.textContent = i ? String(t) : words.original;
    if (i) button.addEventListener("click", () => { goTo(i - 1); release(); });
    else button.disabled = true;
    button.setAttribute("aria-label", i ? `t = ${t}` : words.original);
    paintCell(canvas, set.sheet, i ? i - 1 : set.starts.length);
    return button;
  });
  one(".h-strip").replaceChildren(...cells);
}

const redraw = () => { moveMarker = drawHome(one(".h-plot"), set, words); goTo(at); };

function cellOf(sheet, index) {
  const canvas = document.createElement("canvas");
  paintCell(canvas, sheet, index);
  return canvas;
}

async function arrive(entries) {
  const mine = set;
  await Promise.all(entries.map(async (entry) => { entry.picture ??= await loadImage(entry.src); }));
  if (mine !== set) return;
  for (const entry of entries) {
    mine.home[entry.index] = entry;
    const cell = one(".h-strip").children[entry.index + 1];
    drawOn(cell.querySelector("canvas"), entry.picture);
    cell.dataset.home = "";
    cell.classList.toggle("h-other", entry.another);
  }
  redraw();
}

function go(guess) {
  set.guess = guess;
  if (set.complete) { become("shown"); redraw(); release(); return; }
  become("running");
  set.asked = { ...set.asked, run: ++runs };
  trigger("go", set.asked);
  redraw();
  one(".h-stop").focus({ preventScroll: true });
}

function halt() {
  if (!set || !inPhase("running")) return;
  trigger("stop");
  become("stopped");
  redraw();
}

function release() {
  if (!inPhase("guess")) kakusan.remember(TAB, { home: set.starts[at], home_guess: set.guess });
}

const arrivals = {
  async departed(value) {
    const image = await loadImage(value.sheet.url);
    if (value.asked.run !== runs) return;
    const { columns, size } = value;
    set = { ...value, sheet: { image, columns, size }, steps: value.starts.at(-1) + 1, home: [], lost: null, guess: null };
    become("guess");
    slider.max = set.starts.length - 1;
    one(".h-to").textContent = kakusan.fill(words.to, { t: set.starts.at(-1) });
    one(".h-paragraph").textContent = kakusan.fill(words.paragraph, numbers());
    one(".c-body").classList.remove("c-waiting");
    at = nearest(atOnce ? Number(linked.get("home")) || 0 : kakusan.runs[TAB]?.t ?? props.opens.t);
    drawStrip();
    redraw();
    if (atOnce) go(linked.has("home_guess") ? set.starts[nearest(Number(linked.get("home_guess")) || 0)] : null);
  },
  coming(value) {
    one(".h-stop").style.setProperty("--share", value.share);
    if (inPhase("running")) arrive(value.home);
  },
  async done(value) {
    const sheet = { ...set.sheet, image: await loadImage(value.sheet.url) };
    if (value.asked.run !== runs || !inPhase("running")) return;
    await arrive(value.home.map((entry, cell) => ({ ...entry, picture: cellOf(sheet, cell) })));
    Object.assign(set, { lost: value.lost, complete: true });
    one(".h-code .k-code").textContent = value.code;
    become("shown");
    atOnce = false;
    redraw();
    release();
  },
  error(value) {
    one(".h-waiting").textContent = value.text;
    one(".c-body").classList.add("c-waiting");
  },
};

function draw() {
  const value = props.value;
  if (value?.kind && value.asked.run === runs) arrivals[value.kind]?.(value);
}

slider.addEventListener("input", () => goTo(Number(slider.value)));
slider.addEventListener("change", release);
one(".h-here").addEventListener("click", () => go(set.starts[at]));
one(".h-skip").addEventListener("click", () => go(null));
one(".h-stop").addEventListener("click", () => { atOnce = false; halt(); });
one(".h-again").addEventListener("click", () => { become("guess"); redraw(); slider.focus(); });
one(".h-above").addEventListener("click", () => window.dispatchEvent(new CustomEvent("kakusan:depart", { detail: { tab: TAB, t: set.starts[at], scheduler: "ddim" } })));
dragCurves(one(".h-plot"), () => set.steps, (t) => goTo(nearest(t)), release);
window.addEventListener("kakusan:theme", () => set && redraw());
window.addEventListener("kakusan:run", ({ detail }) => {
  if (detail.tab === TAB && set && (detail.seed !== set.asked.seed || detail.steps !== set.asked.steps)) section.stale();
});
draw();
watch("value", draw);
watch("picture", section.stale);
