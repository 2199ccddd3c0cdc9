/* One spot of the picture: how its attention is shared out among the words, beside what each has on average. */
const MOST_BARS = 12;

/* The rows of words to show, in reading order: all, or those that have most there. */
function barsOf(here, count) {
  const rows = [...Array(count).keys()];
  if (count <= MOST_BARS) return rows;
  return rows.sort((a, b) => here[b] - here[a]).slice(0, MOST_BARS).sort((a, b) => a - b);
}

/* `here` and `usual`: for each row its share at the spot, and its mean over the picture. */
function drawBars(place, film, here, usual) {
  const rows = barsOf(here, film.words.length);
  const most = Math.max(...rows.map((row) => Math.max(here[row], usual[row])), 1e-9);
  place.replaceChildren(...rows.map((row) => {
    const bar = made("div", "w-bar"), line = made("div", "w-line"), fill = made("i", ""), tick = made("u", "");
    bar.dataset.more = here[row] > usual[row];
    fill.style.width = `${100 * here[row] / most}%`;
    tick.style.left = `${100 * usual[row] / most}%`;
    line.append(fill, tick);
    bar.append(made("span", "", film.nameOf(row)), line, made("b", "", percent(here[row])));
    return bar;
  }));
}

/* Hovering, touching or the arrow keys choose a spot of `canvas`, count × count of them. */
function watchSpots(canvas, count, get, chosen, pressed) {
  const spotAt = (event) => {
    const box = canvas.getBoundingClientRect();
    const at = (share) => Math.min(Math.max(Math.floor(share * count()), 0), count() - 1);
    return [at((event.clientX - box.left) / box.width), at((event.clientY - box.top) / box.height)];
  };
  canvas.addEventListener("pointermove", (event) => chosen(spotAt(event)));
  canvas.addEventListener("click", (event) => { chosen(spotAt(event)); pressed(); });
  canvas.addEventListener("keydown", (event) => {
    const move = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (kakusan.isEnter(event) || event.key === " ") { event.preventDefault(); pressed(); }
    if (!move) return;
    event.preventDefault();
    chosen(get().map((at, axis) => Math.min(Math.max(at + move[axis], 0), count() - 1)));
  });
}
