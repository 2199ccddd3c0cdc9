/* Asks for a run, shows it while it comes in, and scrubs it afterwards. */
const TAB = "reverse";
const root = one(".k-reverse"), depth = one(".r-depth-range");
let asked = null, runs = props.value?.asked?.run ?? 0, frames = [], film = null, moments = 0;
const linked = new URLSearchParams(location.search).get("tab") === TAB ? new URLSearchParams(location.search).get("at") : null;
let goesTo = linked === null || !(Number(linked) >= 0) ? null : Number(linked); // where a link was scrubbed to

kakusan.dress(element, props);
const player = makePlayer(root, words, show);
const settings = makeSettings(one(".m-fields"), { scheduler: words.schedulers }, run);
const bar = kakusan.pictureBar(element, props, TAB, upload, (picture) => { halt(); trigger("choose", picture); }, showAtOnce);
const button = document.createElement("button");
button.type = "button";
bar.buttons.querySelector(".k-main")?.classList.remove("k-main");
bar.buttons.prepend(button);

function become(state) {
  root.dataset.state = state;
  const running = state === "running";
  button.className = `k-button k-main r-run${running ? " m-stop" : ""}`;
  button.textContent = running ? words.stop : words.again;
}

function showAtOnce(src) {
  loadImage(src).then((image) => one(".r-a").getContext("2d").drawImage(image, 0, 0, one(".r-a").width, one(".r-a").height));
}

/* one position of what there is: streamed frames, or the finished run */
function show(position) {
  const frame = frames[position];
  if (film) paintKept(film, position);
  else if (frame) paintStreamed(frame);
  const t = film ? film.moments[position]?.t ?? 0 : frame?.moment.t;
  if (t === undefined) return;
  one(".m-where").textContent = kakusan.fill(words.where, { t });
  player.say(one(".r-now").textContent);
  if (film) tell(position, t);
}

/* What can be taken along, and, once it rests, where in the address it is found again. */
function tell(position, t) {
  const { t: from, steps, seed, scheduler } = film.asked;
  const detail = { tab: TAB, get canvas() { return together(panes); }, name: `kakusan-t${t}`, t: from, steps, seed, scheduler };
  window.dispatchEvent(new CustomEvent("kakusan:moment", { detail }));
  clearTimeout(moments);
  const at = position === film.opensAt ? null : position;
  moments = setTimeout(() => kakusan.remember(TAB, { at }), 250);
}

function setDepth(t) {
  depth.value = t;
  depth.style.setProperty("--at", t / depth.max);
  one(".r-t-now").textContent = `t = ${t}`;
  depth.setAttribute("aria-valuetext", `t = ${t}`);
}

function halt() {
  if (root.dataset.state !== "running") return;
  trigger("stop");
  frames = frames.filter(Boolean);
  player.extend(frames.length);
  become("stopped");
  if (!frames.length) return;
  player.goTo(frames.length - 1);
  kakusan.say(one(".r-now"), words.stopped, { index: frames.length });
}

function run() {
  halt();
  player.pause();
  complain("");
  film = null;
  frames = [];
  become("running");
  player.extend(0);
  asked = { ...asked, ...settings.read(), t: Number(depth.value), run: ++runs };
  kakusan.remember(TAB, { t: asked.t, seed: asked.seed, steps: asked.steps, scheduler: asked.scheduler, at: null });
  trigger("run", asked);
}

function complain(sentence) {
  one(".r-error").textContent = sentence;
  one(".r-error").hidden = !sentence;
}

const arrivals = {
  ask(value) {
    asked = value.asked;
    settings.write(asked);
    setDepth(asked.t);
    run();
  },
  running(value) {
    if (root.dataset.state !== "running") return;
    frames[value.moment.index] = value;
    player.extend(value.count, true);
    player.goTo(value.moment.index);
  },
  async done(value) {
    const arrived = await keep(value);
    if (value.asked.run !== runs || root.dataset.state === "stopped") return;
    const at = film ? player.at : value.at; // the recorded opening gives way to the live one
    if (!value.asked.run) { settings.write(value.asked); setDepth(value.asked.t); }
    asked = value.asked;
    film = arrived;
    become("done");
    compare(film);
    kakusan.badge(one(".r-badge"), props.common, film.made);
    one(".r-code").textContent = film.code;
    one(".r-own-file").hidden = Boolean(film.asked.picture.sample);
    player.extend(film.k + 1);
    film.opensAt = value.at ?? film.k;
    player.goTo(goesTo ?? at ?? film.k);
    goesTo = null;
    window.dispatchEvent(new CustomEvent("kakusan:run", { detail: { tab: TAB, ...asked } }));
  },
  error(value) {
    become("stopped");
    complain(value.text);
  },
};

function draw() {
  const value = props.value;
  if (!value?.kind) return;
  if (value.kind !== "ask" && value.asked.run !== runs) return; // of a run that was given up
  arrivals[value.kind]?.(value);
}

one(".r-to").textContent = kakusan.fill(words.to, { t: depth.max });
one(".r-compared").textContent = kakusan.fill(words.why.compared, { others: props.others });
kakusan.badge(one(".r-badge"), props.common);
showAtOnce((props.samples.find(({ id }) => id === new URLSearchParams(location.search).get("sample")) || props.samples[0]).src);
become("waiting");
one(".r-now").textContent = words.waiting;
depth.addEventListener("input", () => setDepth(Number(depth.value)));
depth.addEventListener("change", run);
button.addEventListener("click", () => {
  if (root.dataset.state === "running") return halt();
  settings.write({ seed: anySeed() });
  run();
});
/* A section below asks for another way back. */
window.addEventListener("kakusan:depart", ({ detail: { tab, t, ...others } }) => {
  if (tab !== TAB) return;
  settings.write(others);
  setDepth(t);
  run();
  root.scrollIntoView({ block: "start", behavior: STILL.matches ? "auto" : "smooth" });
});
window.addEventListener("kakusan:theme", () => { show(player.at); if (film) compare(film); });
draw();
watch("value", draw);
