/* One question at a time goes to the student; what is typed meanwhile waits, and only its newest is asked. */
const TAB = "text_to_image", LONGEST_LINK = 400, PAUSE = 60, PATIENCE = 60_000, LARGEST_SEED = 2 ** 32 - 1;
const words = props.words;
const one = (name) => element.querySelector(name);
const body = one(".y-body"), prompt = one(".y-prompt"), plot = one(".y-plot");
const signed = (value, digits = 2) => value.toFixed(digits).replace("-", "−");
let seed = 0, runs = 0, waiting = 0, wanted = false, pause = 0, lost = 0, opening = true, which = "student";
const drawn = { student: null, full: null };
let fullRun = 0, measureRun = 0;

kakusan.dress(element, props);
for (const badge of element.querySelectorAll(".y-badge")) kakusan.badge(badge, props.common);

function open() {
  const link = new URLSearchParams(location.search), figure = kakusan.runs[TAB];
  const named = Math.round(Number(link.get("typing_seed") ?? figure?.seed ?? 0)) || 0;
  seed = Math.min(Math.max(named, 0), LARGEST_SEED);
  prompt.value = link.get("typing") ?? figure?.prompt ?? words.first_prompt;
  ask();
}

/* the student: at every pause of the fingers */
function ask() {
  clearTimeout(pause);
  halt();
  if (drawn.full) body.dataset.full = drawn.full.asked.prompt === prompt.value && drawn.full.asked.seed === seed ? "same" : "old";
  if (waiting) { wanted = true; return; }
  wanted = false;
  waiting = ++runs;
  lost = setTimeout(answered, PATIENCE);
  trigger("typed", { prompt: prompt.value, seed, run: waiting });
}
function answered() {
  clearTimeout(lost);
  waiting = 0;
  if (wanted) ask();
}
async function sketched() {
  const value = props.sketch;
  if (value?.asked?.run !== waiting) return;
  if (value.kind === "error") {
    complain(value.text);
    answered();
  } else {
    complain("");
    await paint("student", value);
    showUnknown(value.unknown);
    answered();
  }
  if (!opening || waiting) return;
  opening = false;
  draw();
}

/* the full network: on Enter */
const busy = () => body.dataset.full === "running";
function draw() {
  halt();
  fullRun = ++runs;
  body.dataset.full = "running";
  label();
  remember();
  trigger("draw", { prompt: prompt.value, seed, run: fullRun });
}
function halt() {
  if (!busy() && !measureRun) return;
  trigger("stop");
  if (busy()) body.dataset.full = drawn.full ? "old" : "none";
  measureRun = 0;
  label();
}
function label() {
  one(".y-go").textContent = busy() ? words.stop : words.draw;
  one(".y-go").classList.toggle("m-stop", busy());
  one(".y-measure").textContent = measureRun ? words.measure.stop : words.measure.start;
}
function remember() {
  const text = prompt.value.length > LONGEST_LINK ? kakusan.LEFT_OUT : prompt.value;
  kakusan.remember(TAB, { section: "typing", typing: text, typing_seed: seed });
}

async function paint(name, value) {
  const image = await loadImage(value.src), canvas = one(`.y-${name}`);
  canvas.width = image.width;
  canvas.height = image.height;
  canvas.style.imageRendering = "auto";
  canvas.getContext("2d").drawImage(image, 0, 0);
  canvas.setAttribute("aria-label", kakusan.fill(words.alternative[name], numbersOf(value)));
  one(`.y-${name}-cost`).textContent = kakusan.fill(words.cost, numbersOf(value));
  drawn[name] = value;
  say();
}
const numbersOf = ({ prompt: text, seconds, similarity, calls }) => ({ prompt: text, seconds: seconds.toFixed(2), similarity: signed(similarity), calls });

function say() {
  const { student, full } = drawn, here = student ?? full;
  if (!here) return;
  const numbers = { ...numbersOf(here) };
  const both = student && full && student.prompt === full.prompt && student.asked.seed === full.asked.seed;
  if (both) Object.assign(numbers, {
    full: full.seconds.toFixed(2), times: (full.seconds / student.seconds).toFixed(1), near: signed(full.similarity),
  });
  kakusan.say(one(".y-now"), both ? words.now.both : student ? words.now.student : words.now.full, numbers);
  one(".y-code").textContent = (drawn[which] ?? here).code;
}

/* what the pack never learned, and the known word that is spelt most like it: a click takes it */
function showUnknown(unknown) {
  const parts = unknown.flatMap(([word, near]) => {
    const said = document.createElement("span");
    said.textContent = kakusan.fill(near ? words.unknown.near : words.unknown.alone, { word }) ;
    if (!near) return [said, " "];
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = kakusan.fill(words.unknown.take, { near });
    button.addEventListener("click", () => { prompt.value = prompt.value.normalize("NFKC").replace(word, near); prompt.focus(); ask(); });
    return [said, " ", button, " "];
  });
  one(".y-unknown").replaceChildren(...parts);
}
function complain(sentence) {
  one(".y-error").textContent = sentence;
  one(".y-error").hidden = !sentence;
}

function full() {
  const value = props.value;
  if (!value?.kind || value.kind === "waiting" || value.asked.run !== fullRun || !busy()) return;
  if (value.kind === "running") {
    paintTiny(one(".y-full"), value.x0);
    one(".y-full-cost").textContent = kakusan.fill(words.step, { step: value.index + 1, count: value.count });
    return;
  }
  body.dataset.full = "same";
  label();
  if (value.kind === "error") complain(value.text);
  else paint("full", value);
}

/* where the student is worse: both over the same sentences, each a point */
function measured() {
  const value = props.measured;
  if (!measureRun || value?.asked?.run !== measureRun || value.kind === "waiting") return;
  if (value.kind === "error") { measureRun = 0; complain(value.text); return label(); }
  const [student, whole] = value.means, [mean, half] = value.difference, n = value.pairs.length;
  const verdict = n < value.count ? "running" : mean + half < 0 ? "worse" : mean - half > 0 ? "better" : "equal";
  kakusan.say(one(".y-measure-now"), words.measure[verdict], {
    n, count: value.count, student: student.toFixed(2), full: whole.toFixed(2), less: Math.abs(mean).toFixed(3), half: half.toFixed(3),
    behind: value.pairs.filter(([a, b]) => a < b).length, times: (value.seconds[1] / value.seconds[0]).toFixed(1),
  });
  drawPairs(value.pairs);
  if (n === value.count) { measureRun = 0; label(); }
}
function drawPairs(pairs) {
  const all = pairs.flat(), low = Math.min(...all) - 0.03, high = Math.max(...all) + 0.03;
  const at = (value) => 30 + 250 * (value - low) / (high - low);
  const svg = (name, attributes, text = "") => {
    const made = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.textContent = text;
    return made;
  };
  plot.removeAttribute("hidden");
  plot.setAttribute("aria-label", one(".y-measure-now").textContent);
  plot.replaceChildren(
    svg("rect", { class: "k-frame", x: 30, y: 10, width: 250, height: 250 }),
    svg("line", { class: "k-line2", x1: 30, y1: 260, x2: 280, y2: 10 }),
    ...pairs.map(([student, whole]) => svg("circle", { class: "y-pair", cx: at(whole), cy: 290 - at(student) - 0, r: 5 })),
    svg("text", { x: 280, y: 284, "text-anchor": "end" }, words.measure.across),
    svg("text", { x: 36, y: 28 }, words.measure.up),
  );
}

prompt.addEventListener("input", () => {
  clearTimeout(pause);
  pause = setTimeout(() => { ask(); remember(); }, PAUSE);
});
prompt.addEventListener("keydown", (event) => {
  if (!kakusan.isEnter(event)) return;
  event.preventDefault();
  draw();
});
one(".y-go").addEventListener("click", () => (busy() ? halt() : draw()));
one(".y-noise").addEventListener("click", () => {
  seed = Math.floor(Math.random() * 100000);
  opening = true;
  remember();
  ask();
});
one(".y-above").addEventListener("click", () => window.dispatchEvent(new CustomEvent("kakusan:depart", { detail: { tab: TAB, prompt: prompt.value, seed } })));
one(".y-measure").addEventListener("click", () => {
  const running = measureRun;
  halt();
  if (running) return;
  measureRun = ++runs;
  label();
  one(".y-measure-now").textContent = words.measure.begun;
  trigger("measure", { run: measureRun });
});
for (const button of element.querySelectorAll("[data-code]")) button.addEventListener("click", () => {
  which = button.dataset.code;
  for (const other of element.querySelectorAll("[data-code]")) other.setAttribute("aria-pressed", other === button);
  say();
});
label();
watch("value", full);
watch("sketch", sketched);
watch("measured", measured);
kakusan.section(element, open, { tab: TAB });
