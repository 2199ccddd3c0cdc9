/* makeClock: a section's slider over t. It follows the figure's t, and hands its own over when it is let go.

   `show(t, index)` draws, at most once a frame and only while the section is open. After `start(steps, stops)`
   the slider stands at whole t, or at `stops`, the timesteps that the section has something for. */
function makeClock(section, slider, show) {
  let last = 0, stops = null, wanted = 0, frame = 0;
  const at = (index) => (stops ? stops[index] : index);
  const indexOf = (t) => {
    if (!stops) return Math.min(Math.max(t, 0), last);
    return stops.reduce((best, stop, index) => (Math.abs(stop - t) < Math.abs(stops[best] - t) ? index : best), 0);
  };
  const draw = () => {
    frame = 0;
    if (!last || !section.isOpen()) return;
    const index = indexOf(wanted);
    slider.value = index;
    slider.style.setProperty("--at", index / last);
    slider.setAttribute("aria-valuetext", `t = ${at(index)}`);
    show(at(index), index);
  };
  const soon = () => { frame ||= requestAnimationFrame(draw); };
  const move = (t) => { wanted = at(indexOf(t)); soon(); };
  const release = () => window.dispatchEvent(new CustomEvent("kakusan:go", { detail: wanted }));

  window.addEventListener("kakusan:t", ({ detail }) => { wanted = detail; soon(); });
  window.addEventListener("kakusan:theme", soon);
  slider.closest("details").addEventListener("toggle", soon);
  slider.addEventListener("input", () => move(at(Number(slider.value))));
  slider.addEventListener("change", release);

  const start = (steps, only = null) => {
    stops = only;
    last = (stops ? stops.length : steps) - 1;
    slider.max = last;
    slider.closest(".c-body").classList.remove("c-waiting");
    const [from, to] = slider.nextElementSibling.children;
    from.textContent = props.words.from;
    to.textContent = kakusan.fill(props.words.to, { t: steps - 1 });
    soon();
  };
  return { start, move, release, soon, t: () => at(indexOf(wanted)) };
}

/* The seed of the figure's noise: as the figure tells it, before that as its link has it. */
const LARGEST_SEED = 2 ** 31 - 1; // as in lessons/forward/mixing.py
let seedShown = null;
window.addEventListener("kakusan:moment", ({ detail }) => { if (detail.tab === "forward") seedShown = detail.seed; });
function figureSeed() {
  if (seedShown !== null) return seedShown;
  const query = new URLSearchParams(location.search);
  const named = (query.get("tab") || "forward") === "forward" ? Number(query.get("seed")) : 0;
  return Math.min(Math.max(Math.round(named) || 0, 0), LARGEST_SEED);
}

/* Draw each value that arrives, the newest if several do; `draw(value)` may wait for files. */
function onValue(draw) {
  const arrived = () => {
    const value = props.value;
    if (value) draw(value, () => JSON.stringify(value) === JSON.stringify(props.value));
  };
  watch("value", arrived);
  arrived();
}
