/* The player under a figure: a line to drag, a play button, and keys. It knows positions, not what they show. */
const STILL = matchMedia("(prefers-reduced-motion: reduce)");

function makePlayer(place, words, show) {
  const range = place.querySelector(".m-at"), button = place.querySelector(".m-play"), picture = place.querySelector("canvas");
  let last = 0, at = 0, timer = 0;

  function goTo(position) {
    at = Math.min(Math.max(Math.round(position), 0), last);
    range.value = at;
    range.style.setProperty("--at", last ? at / last : 0);
    show(at);
  }
  function pause() {
    clearInterval(timer);
    timer = 0;
    label();
  }
  function play() {
    if (!last) return;
    if (at >= last) goTo(0);
    const pace = STILL.matches ? 900 : Math.max(70, Math.min(220, 3600 / last));
    timer = setInterval(() => {
      goTo(at + 1);
      if (at >= last) pause();
    }, pace);
    label();
  }
  function label() {
    button.textContent = timer ? words.pause : words.play;
  }
  const toggle = () => (timer ? pause() : play());

  range.addEventListener("input", () => { pause(); goTo(Number(range.value)); });
  button.addEventListener("click", toggle);
  document.addEventListener("keydown", (event) => {
    if (!kakusan.isForPlayer(event, range, picture)) return;
    if (event.key === " ") { event.preventDefault(); toggle(); }
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (event.target === document.body && step) { pause(); goTo(at + step); }
  });
  label();

  return {
    goTo, pause,
    get at() { return at; },
    /* `count` positions from now on; while `busy` they come in one by one, and nothing can be dragged. */
    extend(count, busy = false) {
      last = Math.max(0, count - 1);
      range.max = last;
      range.style.setProperty("--at", last ? Math.min(at / last, 1) : 0);
      range.disabled = button.disabled = busy || !last;
    },
    say(text) { range.setAttribute("aria-valuetext", text); },
  };
}
