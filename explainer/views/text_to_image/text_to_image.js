/* Hands the words over, shows the picture while it comes out of the noise, and scrubs it afterwards. */
const TAB = "text_to_image";
const LONGEST_LINK = 400; // characters of a prompt that an address can well carry
const root = one(".k-text-to-image"), button = one(".i-run"), plot = one(".i-plot");
let asked = null, runs = props.value?.asked?.run ?? 0, frames = [], film = null;
let moveMarker = null, markStage = null, typing = 0;

kakusan.dress(element, props);
const player = makePlayer(root, words, show);
const settings = makeSettings(one(".m-fields"), { scheduler: words.schedulers }, run);

function become(state) {
  root.dataset.state = state;
  const running = state === "running";
  button.className = `k-button k-main i-run${running ? " m-stop" : ""}`;
  button.textContent = running ? words.stop : words.paint;
}

function show(position) {
  const frame = frames[position];
  if (film) {
    paintKept(film, position);
    moveMarker(position);
    markStage(position);
  } else if (frame) paintStreamed(frame);
  else return;
  one(".m-where").textContent = kakusan.fill(words.where, { t: film ? film.steps[position]?.t ?? 0 : frame.step.t });
  player.say(one(".i-now").textContent);
  if (film) tell(film.steps[position]?.t ?? 0);
}

/* What can be taken along: the picture as it stands, and all that it is made of. */
function tell(t) {
  const { prompt, guidance, steps, seed, scheduler } = film.asked;
  const detail = { tab: TAB, t, canvas: one(".i-print"), name: `kakusan-t${t}`, prompt, guidance, steps, seed, scheduler };
  window.dispatchEvent(new CustomEvent("kakusan:moment", { detail }));
}

function halt() {
  if (root.dataset.state !== "running") return;
  trigger("stop");
  frames = frames.filter(Boolean);
  player.extend(frames.length);
  become("stopped");
  if (!frames.length) return;
  player.goTo(frames.length - 1);
  kakusan.say(one(".i-now"), words.stopped, { index: frames.length });
}

function run() {
  halt();
  player.pause();
  complain("");
  clearTimeout(typing);
  film = null;
  frames = [];
  become("running");
  player.extend(0);
  asked = { ...settings.read(), prompt: prompt.value, run: ++runs };
  const { guidance, steps, seed, scheduler } = asked;
  kakusan.remember(TAB, { prompt: prompt.value.length > LONGEST_LINK ? kakusan.LEFT_OUT : prompt.value, guidance, steps, seed, scheduler });
  trigger("run", asked);
}

function complain(sentence) {
  one(".i-error").textContent = sentence;
  one(".i-error").hidden = !sentence;
}

function adopt(values) {
  asked = values;
  settings.write(values);
  prompt.value = values.prompt;
  fitPrompt();
}

const arrivals = {
  ask(value) {
    adopt(value.asked);
    run();
  },
  running(value) {
    if (root.dataset.state !== "running") return;
    if (!value.step.index) showHeard(value.heard);
    frames[value.step.index] = value;
    player.extend(value.count, true);
    player.goTo(value.step.index);
  },
  async done(value) {
    const arrived = await keep(value);
    if (value.asked.run !== runs || root.dataset.state === "stopped") return;
    if (!asked) adopt(value.asked);
    const at = film ? player.at : arrived.k; // the recorded opening gives way to the live one
    film = arrived;
    become("done");
    showHeard(film.heard);
    kakusan.badge(one(".i-badge"), props.common, film.made);
    moveMarker = drawCurve(plot, film);
    markStage = drawStrip(one(".i-strip"), film, (position) => { player.pause(); player.goTo(position); });
    one(".i-size").textContent = `${film.size} × ${film.size}`;
    one(".i-code").textContent = film.code;
    player.extend(film.k + 1);
    player.goTo(at);
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

button.addEventListener("click", () => (root.dataset.state === "running" ? halt() : run()));
prompt.addEventListener("keydown", (event) => {
  if (!kakusan.isEnter(event) || event.shiftKey) return;
  event.preventDefault();
  run();
});
prompt.addEventListener("input", () => {
  fitPrompt();
  clearTimeout(typing);
  typing = setTimeout(() => trigger("typed", { prompt: prompt.value }), 250);
});
showExamples((example) => { prompt.value = example; fitPrompt(); run(); });
dragCurve(plot, () => film?.k ?? 0, (position) => { if (film) { player.pause(); player.goTo(position); } });
/* A section below asks for another picture. */
window.addEventListener("kakusan:depart", ({ detail: { tab, ...others } }) => {
  if (tab !== TAB) return;
  adopt({ ...settings.read(), prompt: prompt.value, ...others });
  run();
  root.scrollIntoView({ block: "start", behavior: STILL.matches ? "auto" : "smooth" });
});
window.addEventListener("kakusan:theme", () => show(player.at));
kakusan.badge(one(".i-badge"), props.common);
become("waiting");
one(".i-now").textContent = words.waiting;
draw();
watch("value", draw);
watch("heard", () => { if (props.heard && root.dataset.state !== "running") showHeard(props.heard); });
