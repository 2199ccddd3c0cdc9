/* Nine noises under the same words; a click opens one of them in the figure above. */
const TAB = "text_to_image", LARGEST_SEED = 2 ** 32 - 1;
const words = props.words;
const one = (name) => element.querySelector(name);
const body = one(".s-body"), grid = one(".s-grid");
const signed = (value) => value.toFixed(2).replace("-", "−");
let asked = null, runs = 0, film = null, sorted = false, cells = [];

kakusan.dress(element, props);
kakusan.badge(one(".k-badge"), props.common);
const inState = (state) => body.dataset.state === state;
function become(state) {
  body.dataset.state = state;
  one(".s-go").textContent = state === "running" ? words.stop : words.again;
  one(".s-go").classList.toggle("m-stop", state === "running");
}
function begin() {
  const link = new URLSearchParams(location.search), figure = kakusan.runs[TAB];
  const first = Math.round(Number(link.get("seeds") ?? asked?.seed ?? 0)) || 0;
  run({
    prompt: figure?.prompt ?? link.get("prompt") ?? props.opens.prompt,
    seed: Math.min(Math.max(first, 0), LARGEST_SEED),
    student: asked?.student ?? link.get("seeds_by") !== "full",
  });
}
function run(changes) {
  halt();
  one(".s-error").hidden = true;
  asked = { ...asked, ...changes, run: ++runs };
  film = null;
  const { seed, student } = asked;
  kakusan.remember(TAB, { section: "seeds", seeds: seed || null, seeds_by: student ? null : "full" });
  for (const button of element.querySelectorAll("[data-student]")) button.setAttribute("aria-pressed", (button.dataset.student === "1") === student);
  one(".s-opens").textContent = student ? words.opens.student : words.opens.full;
  become("running");
  lay(Array.from({ length: props.count }, (_, i) => i));
  one(".s-now").textContent = words.waiting;
  trigger("draw", asked);
}
function halt() {
  if (!inState("running")) return;
  trigger("stop");
  become("stopped");
  one(".s-now").textContent = words.now.stopped;
}

/* the cells in the order of `order`; what is finished is painted from the sheet */
function lay(order) {
  cells = order.map((which) => {
    const button = document.createElement("button"), canvas = document.createElement("canvas"), label = document.createElement("span");
    button.type = "button";
    button.append(canvas, label);
    button.disabled = !film;
    const seed = film ? film.seeds[which] : (asked.seed + which) % (LARGEST_SEED + 1);
    label.textContent = kakusan.fill(words.seed, { seed });
    if (film) {
      const near = document.createElement("b");
      near.textContent = signed(film.similarities[which]);
      label.append(near);
      paintCell(canvas, film.cells, which);
      button.setAttribute("aria-label", kakusan.fill(words.alternative.cell, { seed, similarity: near.textContent }));
      button.addEventListener("click", () => open(button, which));
    }
    return { button, canvas, which };
  });
  grid.replaceChildren(...cells.map(({ button }) => button));
}
function open(button, which) {
  for (const cell of cells) cell.button.setAttribute("aria-pressed", cell.button === button);
  one(".s-code").textContent = film.codes[which];
  const { guidance, steps, scheduler } = props.opens;
  window.dispatchEvent(new CustomEvent("kakusan:depart", { detail: { tab: TAB, prompt: asked.prompt, seed: film.seeds[which], guidance, steps, scheduler } }));
}
function arrange() {
  const order = film.seeds.map((_, i) => i);
  if (sorted) order.sort((a, b) => film.similarities[b] - film.similarities[a]);
  one(".s-sort").setAttribute("aria-pressed", sorted);
  lay(order);
}

const arrivals = {
  running(value) {
    if (!inState("running")) return;
    value.frames.forEach((frame, i) => paintTiny(cells[i].canvas, frame));
    kakusan.say(one(".s-now"), words.now.running, { step: value.index + 1, count: value.count, pictures: props.count });
  },
  async done(value) {
    const image = await loadImage(value.sheet.url);
    if (value.asked.run !== runs || inState("stopped")) return;
    film = { ...value, cells: { image, columns: value.columns, size: value.size } };
    become("done");
    arrange();
    paintCell(one(".s-of-all"), film.cells, film.seeds.length);
    one(".s-of-all").setAttribute("aria-label", words.alternative.mean);
    one(".s-code").textContent = film.codes[0];
    const near = film.similarities;
    kakusan.say(one(".s-now"), words.now.done, {
      pictures: props.count, seconds: value.seconds.toFixed(1), prompt: value.prompt, low: signed(Math.min(...near)), high: signed(Math.max(...near)),
    });
  },
  error(value) {
    become("stopped");
    one(".s-now").textContent = "";
    one(".s-error").textContent = value.text;
    one(".s-error").hidden = false;
  },
};
function draw() {
  const value = props.value;
  if (value?.kind && value.asked.run === runs) arrivals[value.kind]?.(value);
}

one(".s-go").addEventListener("click", () => (inState("running") ? halt() : run({ seed: Math.floor(Math.random() * 100000) })));
for (const button of element.querySelectorAll("[data-student]")) button.addEventListener("click", () => run({ student: button.dataset.student === "1" }));
one(".s-sort").addEventListener("click", () => { sorted = !sorted; if (film) arrange(); });
become("waiting");
watch("value", draw);
const section = kakusan.section(element, begin, { tab: TAB });
window.addEventListener("kakusan:run", ({ detail }) => { if (detail.tab === TAB && asked && detail.prompt !== asked.prompt) section.stale(); });
