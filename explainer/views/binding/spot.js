/* One spot of the picture: how its attention is shared out among the words, beside what each has on average. */
import { make } from "../parts/dom.js";
import { arrowOf, isEnter, shareAt } from "../parts/keys.js";
import { clamp } from "../parts/numbers.js";
import { inPercent } from "./measure.js";

const MOST_BARS = 12;

/* The rows of words to show, in reading order: all, or those that have most there. */
function barsOf(here, count) {
  const rows = [...Array(count).keys()];
  if (count <= MOST_BARS) return rows;
  return rows.sort((a, b) => here[b] - here[a]).slice(0, MOST_BARS).sort((a, b) => a - b);
}

/* `here` and `usual`: for each row its share at the spot, and its mean over the picture. */
export function drawBars(place, film, here, usual) {
  const rows = barsOf(here, film.words.length);
  const most = Math.max(...rows.flatMap((row) => [here[row], usual[row]]), 1e-9), wide = (share) => `${(100 * share) / most}%`;
  place.replaceChildren(...rows.map((row) => make("div", { class: "w-bar", dataset: { more: here[row] > usual[row] } },
    make("span", { text: film.nameOf(row) }),
    make("div", { class: "w-line" }, make("i", { style: { width: wide(here[row]) } }), make("u", { style: { left: wide(usual[row]) } })),
    make("b", { text: inPercent(here[row]) }),
  )));
}

/* Hovering, touching or the arrow keys choose a spot of `canvas`, count() × count() of them: `chosen(spot)`; `get()`
   is the one that is chosen, and `pressed()` comes with a click or an Enter. */
export function watchSpots(canvas, count, get, chosen, pressed) {
  const within = (at) => clamp(at, 0, count() - 1);
  const spotAt = (event) => shareAt(canvas, event).map((share) => within(Math.floor(share * count())));
  canvas.addEventListener("pointermove", (event) => chosen(spotAt(event)));
  canvas.addEventListener("click", (event) => { chosen(spotAt(event)); pressed(); });
  canvas.addEventListener("keydown", (event) => {
    const move = arrowOf(event);
    const isPress = isEnter(event) || event.key === " ";
    if (isPress || move) event.preventDefault();
    if (isPress) pressed();
    if (move) chosen(get().map((at, axis) => within(at + move[axis])));
  });
}
