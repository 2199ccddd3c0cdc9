/* The life of a section's lanes: asked for, streamed, stopped, done, and scrubbed together.

   `hooks`: asked() the data of a run; write() before it; stream(value) for each frame; arrive(value) waits for the
   files and gives the film, with its `last` position; explain(film) once; show(film, at) at a position. */
function makeRunner(words, hooks) {
  const find = (name) => element.querySelector(name);
  const body = find(".n-body"), scrubber = find(".m-at"), playButton = find(".m-play"), goButton = find(".n-go");
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  let runs = 0, film = null, at = 0, timer = 0;

  const inState = (state) => body.dataset.state === state;
  function become(state) {
    body.dataset.state = state;
    goButton.textContent = state === "running" ? words.stop : words.again;
    goButton.classList.toggle("m-stop", state === "running");
    scrubber.disabled = playButton.disabled = state !== "done";
  }
  function complain(text) {
    find(".n-error").textContent = text;
    find(".n-error").hidden = !text;
  }
  function halt() {
    pause();
    if (!inState("running")) return;
    trigger("stop");
    become("stopped");
    find(".n-now").textContent = words.now.stopped;
  }
  function run() {
    halt();
    complain("");
    film = null;
    runs += 1;
    hooks.write();
    become("running");
    find(".n-now").textContent = words.waiting;
    trigger("run", { ...hooks.asked(), run: runs });
  }
  function goTo(position) {
    at = Math.min(Math.max(position, 0), film.last);
    scrubber.value = at;
    scrubber.style.setProperty("--at", film.last ? at / film.last : 1);
    hooks.show(film, at);
    scrubber.setAttribute("aria-valuetext", find(".n-where").textContent);
  }
  function play() {
    if (at === film.last) goTo(0);
    timer = setInterval(() => {
      goTo(at + 1);
      if (at === film.last) pause();
    }, still.matches ? 900 : 260);
    playButton.textContent = words.pause;
  }
  function pause() {
    clearInterval(timer);
    timer = 0;
    playButton.textContent = words.play;
  }

  const arrivals = {
    running(value) { if (inState("running")) hooks.stream(value); },
    async done(value) {
      const arrived = await hooks.arrive(value);
      if (value.asked.run !== runs || inState("stopped")) return;
      film = arrived;
      scrubber.max = film.last;
      become("done");
      kakusan.badge(find(".n-badge"), props.common);
      hooks.explain(film);
      goTo(film.last);
    },
    error(value) {
      become("stopped");
      find(".n-now").textContent = "";
      complain(value.text);
    },
  };
  function draw() {
    const value = props.value;
    if (value?.kind && value.asked.run === runs) arrivals[value.kind]?.(value);
  }

  playButton.addEventListener("click", () => (timer ? pause() : play()));
  scrubber.addEventListener("input", () => { pause(); goTo(Number(scrubber.value)); });
  window.addEventListener("kakusan:theme", () => { if (film) { hooks.explain(film); goTo(at); } });
  watch("value", draw);
  pause();
  return { run, halt, become, inState, again: () => { if (film) goTo(at); } };
}

/* What the figure above last drew; before it has, what the address or the opening picture is made of. */
function figureRun(tab, opens, schedulers) {
  if (kakusan.runs[tab]) return kakusan.runs[tab];
  const link = new URLSearchParams(location.search), whole = (key, low, high) => {
    const number = link.get(key) ? Math.round(Number(link.get(key))) : NaN;
    return Number.isNaN(number) ? opens[key] : Math.min(Math.max(number, low), high);
  };
  const here = (link.get("tab") ?? tab) === tab;
  if (!here) return opens;
  return {
    prompt: link.get("prompt") ?? opens.prompt, steps: whole("steps", 1, 100), seed: whole("seed", 0, 2 ** 32 - 1),
    guidance: link.has("guidance") ? Number(link.get("guidance")) || opens.guidance : opens.guidance,
    scheduler: link.get("scheduler") in schedulers ? link.get("scheduler") : opens.scheduler,
  };
}

/* A row of buttons, one a lane; `pick(which)` when one is pressed. Returns the function that marks one. */
function makePicks(place, names, pick) {
  const buttons = names.map((name, i) => {
    const button = made("button", "k-button", `${i + 1}  ${name}`);
    button.type = "button";
    button.addEventListener("click", () => pick(i));
    return button;
  });
  place.replaceChildren(...buttons);
  return (which) => buttons.forEach((button, i) => button.setAttribute("aria-pressed", i === which));
}
