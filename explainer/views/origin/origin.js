/* A picture is drawn, the reader guesses whether training holds a copy, and the search says. */
const TAB = "text_to_image";
const words = props.words;
const one = (name) => element.querySelector(name);
const body = one(".o-body"), which = one(".o-which");
let asked = null, runs = 0, guess = null, guessed = false, picture = null, found = null;

kakusan.dress(element, props);
kakusan.badge(one(".k-badge"), props.common);
which.append(new Option(words.figure, ""), ...props.held_out.map((prompt, i) => new Option(kakusan.fill(words.never, { prompt }), i)));
const named = new URLSearchParams(location.search).get("origin");
if (named !== null && props.held_out[named] !== undefined) which.value = named;
const inPhase = (phase) => body.dataset.phase === phase;
const become = (phase) => { body.dataset.phase = phase; };

/* what is to be drawn: the figure's picture, as it told of it, or a combination that training never saw */
function wanted() {
  const link = new URLSearchParams(location.search), open = props.opens;
  const of = kakusan.runs[TAB] ?? {
    ...open, prompt: link.get("prompt") ?? open.prompt, scheduler: link.get("scheduler") ?? open.scheduler,
    ...Object.fromEntries(["guidance", "steps", "seed"].map((key) => [key, link.get(key) ? Number(link.get(key)) : open[key]])),
  };
  const { prompt, guidance, steps, seed, scheduler } = of;
  const held_out = which.value === "" ? null : Number(which.value);
  return { prompt: held_out === null ? prompt : props.held_out[held_out], guidance, steps, seed, scheduler, held_out };
}
function begin() {
  halt();
  complain("");
  found = picture = null;
  one(".o-seen").textContent = "";
  asked = { ...wanted(), run: ++runs };
  kakusan.remember(TAB, { section: "origin", origin: asked.held_out });
  become("drawing");
  one(".o-now").textContent = words.waiting;
  trigger("draw", asked);
}
function search() {
  asked = { ...asked, run: ++runs };
  become("searching");
  one(".o-now").textContent = words.now.begun;
  trigger("search", asked);
}
function halt() {
  if (!inPhase("searching") && !inPhase("drawing")) return;
  trigger("stop");
  become("stopped");
  describe();
}
function complain(sentence) {
  one(".o-error").textContent = sentence;
  one(".o-error").hidden = !sentence;
}

function describe() {
  if (!found) { if (inPhase("stopped")) one(".o-now").textContent = words.now.nothing; return; }
  const [colors, clip] = found.near, count = found.unseen[0].length, [byColors, byClip] = found.nearer;
  const numbers = {
    searched: found.searched.toLocaleString(), of: found.of.toLocaleString(), count, colors: colors[0].near.toFixed(3), clip: clip[0].near.toFixed(3),
    typical: found.unseen[0][Math.floor(count / 2)].toFixed(3), typical_clip: found.unseen[1][Math.floor(count / 2)].toFixed(3), by_colors: byColors, by_clip: byClip,
  };
  const done = inPhase("shown"), suspicious = byColors === count || byClip === count;
  const parts = [done ? words.now.done : inPhase("stopped") ? words.now.stopped : words.now.searching, words.now.compared];
  if (done) parts.push(suspicious ? words.now.nearest_of_all : words.now.no_copy);
  if (done && guess) parts.push(words.yours[guess]);
  kakusan.say(one(".o-now"), parts.join(words.joint), numbers);
  for (const side of [0, 1]) {
    layMatches(one(`.o-near[data-side="${side}"]`), found.near[side], words);
    const plot = one(`.o-plot[data-side="${side}"]`);
    drawLine(plot, found.unseen[side], found.near[side][0].near, side === 1, words);
    plot.setAttribute("aria-label", kakusan.fill(side ? words.alternative.clip : words.alternative.colors, numbers));
  }
  one(".o-paragraph").textContent = kakusan.fill(found.total ? words.prose.paragraph_of : words.prose.paragraph, { ...numbers, total: found.total?.toLocaleString() });
}

/* of a combination that was never seen: what CLIP reads, and boxes for the reader's own eye */
function showSeen(seen) {
  if (!seen.length) { one(".o-seen").textContent = ""; return; }
  const said = document.createElement("span");
  const right = seen.filter(([, ok]) => ok).length;
  kakusan.say(said, words.seen.clip, { right, count: seen.length, factors: seen.map(([factor, ok]) => `${words.factors[factor]} ${ok ? "✓" : "✗"}`).join(words.comma) });
  const boxes = seen.map(([factor]) => {
    const label = document.createElement("label"), box = document.createElement("input");
    box.type = "checkbox";
    label.append(box, kakusan.fill(words.seen.eye, { factor: words.factors[factor] }));
    return label;
  });
  one(".o-seen").replaceChildren(said, document.createElement("br"), ...boxes);
}

const arrivals = {
  drawing(value) {
    paintTiny(one(".o-print"), value.x0);
    one(".o-said").textContent = value.asked.prompt;
    one(".o-match").textContent = kakusan.fill(words.step, { step: value.index + 1, count: value.count });
  },
  async drawn(value) {
    const image = await loadImage(value.src), canvas = one(".o-print");
    if (value.asked.run !== runs) return;
    picture = value;
    canvas.width = canvas.height = image.width;
    canvas.style.imageRendering = "auto";
    canvas.getContext("2d").drawImage(image, 0, 0);
    const numbers = { prompt: value.asked.prompt, similarity: value.similarity.toFixed(2).replace("-", "−") };
    canvas.setAttribute("aria-label", kakusan.fill(words.alternative.picture, numbers));
    one(".o-said").textContent = value.asked.prompt;
    one(".o-match").textContent = kakusan.fill(words.match, numbers);
    one(".o-code").textContent = value.code;
    showSeen(value.seen);
    if (inPhase("searching")) return;
    if (guessed) return search();
    become("guess");
    one(".o-now").textContent = words.now.guess;
  },
  searched(value) {
    if (!inPhase("searching")) return;
    found = value;
    if (value.searched === value.of) become("shown");
    describe();
  },
  error(value) {
    become("stopped");
    one(".o-now").textContent = "";
    complain(value.text);
  },
};
function draw() {
  const value = props.value;
  if (value?.kind && value.asked.run === runs) arrivals[value.kind]?.(value);
}

for (const button of element.querySelectorAll("[data-guess]")) button.addEventListener("click", () => {
  guess = button.dataset.guess || null;
  guessed = true;
  search();
});
which.addEventListener("change", begin);
one(".o-stop").addEventListener("click", halt);
one(".o-go").addEventListener("click", () => (picture ? search() : begin()));
window.addEventListener("kakusan:run", ({ detail }) => {
  if (detail.tab === TAB && asked && asked.held_out === null && ["prompt", "guidance", "steps", "seed", "scheduler"].some((key) => detail[key] !== asked[key])) section.stale();
});
watch("value", draw);
const section = kakusan.section(element, begin, { tab: TAB });
