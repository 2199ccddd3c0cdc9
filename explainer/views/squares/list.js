/* The list of stamps. Only the rows that can be seen are in the page, and they are used again and again. */
import { make } from "../parts/dom.js";
import { counted } from "../parts/numbers.js";

const ROW = 28, MOST_SEEN = 16; // pixels a row, rows
const OWN = 100; // milliseconds in which a scrolling is taken for ours

const hex = (ink) => "#" + [0, 8, 16].map((shift) => ((ink >>> shift) & 255).toString(16).padStart(2, "0")).join("").toUpperCase();

/* Returns the function that shows the rows around the place that a state {game, count, at, parts} is at. */
export function makeList(place, words) {
  const tall = place.querySelector(".q-tall");
  const rows = Array.from({ length: MOST_SEEN + 1 }, () => makeRow(tall));
  let game = null, count = 0, at = 0, parts = 0, seen = MOST_SEEN, followed = 0;

  /* Show the rows around `top`, a distance in pixels from the first. */
  function draw(top) {
    const first = Math.max(Math.min(Math.floor(top / ROW), count - rows.length), 0);
    rows.forEach((row, k) => fillRow(row, first + k));
  }

  function fillRow(row, i) {
    row.line.hidden = i >= count;
    if (row.line.hidden) return;
    const misread = game.luck[i] < parts;
    const wrong = misread ? ` → ${game.wrongX[i]}, ${game.wrongY[i]}` : "";
    row.line.style.transform = `translateY(${i * ROW}px)`;
    row.line.dataset.state = i === at - 1 ? "here" : i < at ? "on" : "off";
    if (misread !== row.misread) markMisread(row, misread);
    row.line.setAttribute("aria-posinset", i + 1);
    row.number.data = counted(i + 1);
    row.where.data = `${game.x[i]}, ${game.y[i]}${wrong}`;
    row.size.data = `${game.size[i]} × ${game.size[i]}`;
    if (game.inks[i] === row.color) return;
    row.color = game.inks[i];
    row.ink.data = row.chip.style.background = hex(row.color);
  }

  function markMisread(row, misread) {
    row.misread = misread;
    row.line.classList.toggle("q-misread", misread);
    row.line.title = misread ? words.misread : "";
  }

  /* A reader's own scrolling; to ask for scrollTop after ours would wait for the layout once more. */
  place.addEventListener("scroll", () => { if (performance.now() - followed > OWN && game) draw(place.scrollTop); }, { passive: true });
  /* To be called before anything else is drawn: whoever scrolls a page that has changed waits for its layout. */
  const follow = (state) => {
    if (state.count !== count) tall.style.height = `${state.count * ROW}px`;
    ({ game, count, at, parts } = state);
    const top = Math.max(Math.min((at - seen / 2) * ROW, (count - seen) * ROW), 0);
    place.scrollTop = top;
    followed = performance.now();
    draw(top);
  };
  new ResizeObserver(([{ contentRect }]) => {
    seen = contentRect.height / ROW;
    if (game) follow({ game, count, at, parts });
  }).observe(place);
  return follow;
}

/* A row and the texts in it that change: a text node is written faster than an element. */
function makeRow(tall) {
  const text = () => document.createTextNode("");
  const number = text(), where = text(), size = text(), ink = text(), chip = make("i", { class: "q-chip" });
  const cell = (name, ...inner) => make("span", { class: name }, ...inner);
  const line = make(
    "div", { class: "q-row", role: "listitem" },
    cell("q-number", number), cell("q-where", where), cell("q-size", size), cell("q-color", chip, cell("q-ink", ink)),
  );
  tall.append(line);
  return { line, number, where, size, ink, chip, misread: false };
}
