/* What is dragged along: players of a run, and sections' sliders over t. They know positions, not what they show. */
import { fill, hear, tell } from "./dom.js";
import { isForPlayer } from "./keys.js";
import { lastMoment, linkOf } from "./link.js";
import { clamp, nearest } from "./numbers.js";

/* Whether the reader wants nothing to move by itself. */
const STILL = matchMedia("(prefers-reduced-motion: reduce)");
export const still = () => STILL.matches;
/* How a page scrolls to a figure. */
/** @returns {any} */
export const scrolling = () => ({ block: "start", behavior: still() ? "auto" : "smooth" });

/* Put `range` at `value`, for the eye and, in words, for a screen reader. */
export function setRange(range, value, text) {
  const low = Number(range.min), high = Number(range.max);
  range.value = value;
  range.style.setProperty("--at", high > low ? (value - low) / (high - low) : 0);
  range.setAttribute("aria-valuetext", text);
}

/* `draw`, as often as it is asked for, but once a frame. */
export function oncePerFrame(draw) {
  let frame = 0;
  return () => { frame ||= requestAnimationFrame(() => { frame = 0; draw(); }); };
}

const paceOf = (last) => (still() ? 900 : clamp(3600 / last, 70, 260));

/* A line to drag (.m-at), a play button (.m-play), and keys, in `place`; `show(position)` draws.

   `words`: { play, pause }. The keys count where the line is focused or the first canvas of `place` is in sight;
   not at all where `keys` is false: a page has one such player a tab. `settled()` once the line was let go, or
   playing came to the end. */
export function makePlayer(place, words, show, { keys = true, settled = () => {} } = {}) {
  const range = place.querySelector(".m-at"), button = place.querySelector(".m-play"), picture = place.querySelector("canvas");
  let last = 0, at = 0, timer = 0;

  function fit() {
    range.max = last;
    range.value = at;
    range.style.setProperty("--at", last ? clamp(at / last, 0, 1) : 0);
  }
  function goTo(position) {
    at = clamp(Math.round(position), 0, last);
    fit();
    show(at);
  }
  function label() {
    button.textContent = timer ? words.pause : words.play;
  }
  function pause() {
    clearInterval(timer);
    timer = 0;
    label();
  }
  function play() {
    if (!last) return;
    if (at >= last) goTo(0);
    timer = setInterval(() => {
      goTo(at + 1);
      if (at >= last) { pause(); settled(); }
    }, paceOf(last));
    label();
  }
  const toggle = () => (timer ? pause() : play());

  onSlide(range, (position) => { pause(); goTo(position); }, settled);
  button.addEventListener("click", toggle);
  if (keys) document.addEventListener("keydown", (event) => {
    if (!isForPlayer(event, range, picture)) return;
    if (event.key === " ") { event.preventDefault(); toggle(); }
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (event.target === document.body && step) { pause(); goTo(at + step); }
  });
  range.disabled = button.disabled = true;
  label();

  return {
    goTo, pause, play,
    get at() { return at; },
    get last() { return last; },
    get isPlaying() { return timer !== 0; },
    /* `count` positions from now on; while `busy` they come in one by one, and nothing can be dragged. */
    extend(count, busy = false) {
      last = Math.max(0, count - 1);
      range.max = last;
      range.style.setProperty("--at", last ? clamp(at / last, 0, 1) : 0);
      range.disabled = button.disabled = busy || !last;
    },
    say(text) { range.setAttribute("aria-valuetext", text); },
  };
}

/* A position that moves by itself, frame by frame: `start(from, to, lasts, ended)`, in milliseconds, or `stop()`.
   `show(position)` draws, and `changed(isOn)` is told when it begins and when it ends. */
export function makeMotion(show, changed = (_) => {}) {
  let frame = 0;
  const stop = () => {
    cancelAnimationFrame(frame);
    frame = 0;
    changed(false);
  };
  const start = (from, to, lasts, ended = () => {}) => {
    const begun = performance.now();
    const step = (now) => {
      const share = lasts > 0 ? clamp((now - begun) / lasts, 0, 1) : 1;
      show(Math.round(from + (to - from) * share));
      if (share < 1) frame = requestAnimationFrame(step);
      else { stop(); ended(); }
    };
    frame = requestAnimationFrame(step);
    changed(true);
  };
  return { start, stop, get isOn() { return frame !== 0; } };
}

/* A section's slider over t. It follows the figure's t, and hands its own over when it is let go.

   `words`: { from, to }. `show(t, index)` draws, at most once a frame and only while the section is open. After
   `start(steps, stops)` the slider stands at whole t, or at `stops`, the timesteps that there is something for. */
export function makeClock(section, slider, words, show) {
  let last = 0, stops = null, wanted = lastMoment("forward")?.t ?? 0;
  const at = (index) => (stops ? stops[index] : index);
  const indexOf = (t) => (stops ? nearest(stops, t) : clamp(t, 0, last));
  const soon = oncePerFrame(() => {
    if (!last || !section.isOpen()) return;
    const index = indexOf(wanted);
    setRange(slider, index, `t = ${at(index)}`);
    show(at(index), index);
  });
  const move = (t) => { wanted = at(indexOf(t)); soon(); };
  const release = () => tell("go", wanted);

  hear("t", (t) => { wanted = t; soon(); });
  hear("theme", soon);
  slider.closest("details").addEventListener("toggle", soon);
  onSlide(slider, (index) => move(at(index)), release);

  const start = (steps, only = null) => {
    stops = only;
    last = (stops ? stops.length : steps) - 1;
    slider.max = last;
    slider.closest(".c-body").classList.remove("c-waiting");
    const [from, to] = slider.nextElementSibling.children;
    from.textContent = words.from;
    to.textContent = fill(words.to, { t: steps - 1 });
    soon();
  };
  return { start, move, release, soon, t: () => at(indexOf(wanted)) };
}

/* The seed of the forward figure's noise: as the figure tells it, before that as its link has it. */
const LARGEST_SEED = 2 ** 31 - 1; // as in lessons/forward/mixing.py
export const figureSeed = () => lastMoment("forward")?.seed ?? linkOf("forward").whole("seed", 0, LARGEST_SEED, 0);

/* Draw each value of a view that arrives; `draw(value, isNewest)` may wait for files and then ask `isNewest()`. */
export function onValue({ props, watch }, draw) {
  const arrived = () => {
    const value = props.value;
    if (value) draw(value, () => JSON.stringify(value) === JSON.stringify(props.value));
  };
  watch("value", arrived);
  arrived();
}

/* The same with the files of a value, which `load(value)` waits for: `draw(value, loaded)` of the newest alone. */
export const onLoaded = (view, load, draw) => onValue(view, async (value, isNewest) => {
  const loaded = await load(value);
  if (isNewest()) draw(value, loaded);
});

/* Call `move(value)` while `range` is dragged, and `release()` once it is let go. */
export function onSlide(range, move, release = () => {}) {
  range.addEventListener("input", () => move(Number(range.value)));
  range.addEventListener("change", () => release());
}

/* The fields under “settings”: each [name] of the form is a number, or a choice among `choices[name]`.
   A number that makes no sense becomes the nearest that does; none at all becomes the last that there was. */
export function makeSettings(form, choices, changed) {
  for (const [name, labels] of Object.entries(choices)) {
    for (const [value, label] of Object.entries(labels)) form.elements[name].append(new Option(label, value));
  }
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", ({ target }) => {
    if (target.type === "number") target.value = target.defaultValue = sensible(target);
    changed();
  });

  return {
    read() {
      return Object.fromEntries([...form.elements].filter((one) => one.name).map((one) =>
        [one.name, one.type === "number" ? one.valueAsNumber : one.value]));
    },
    write(values) {
      for (const one of form.elements) if (one.name in values) one.value = one.defaultValue = values[one.name];
    },
  };
}

function sensible({ valueAsNumber, defaultValue, min, max, step }) {
  if (Number.isNaN(valueAsNumber)) return defaultValue || min;
  const onStep = Number((Math.round(valueAsNumber / step) * step).toFixed(6));
  return clamp(onStep, Number(min), Number(max));
}
