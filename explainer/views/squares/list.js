/* The list of stamps. Only the rows that can be seen are in the page, and they are used again and again. */
const ROW = 28, MOST_SEEN = 16; // pixels a row, rows
const counted = new Intl.NumberFormat(document.documentElement.lang);

function makeList(place, words) {
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
    row.number.data = counted.format(i + 1);
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

  const hex = (ink) => "#" + [0, 8, 16].map((shift) => ((ink >>> shift) & 255).toString(16).padStart(2, "0")).join("").toUpperCase();

  /* A reader's own scrolling; to ask for scrollTop after ours would wait for the layout once more. */
  place.addEventListener("scroll", () => { if (performance.now() - followed > 100 && game) draw(place.scrollTop); }, { passive: true });
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

function makeRow(tall) {
  const make = (name, parent, tag = "span") => {
    const made = document.createElement(tag);
    made.className = name;
    parent.append(made);
    return made;
  };
  const text = (name, parent) => make(name, parent).appendChild(document.createTextNode(""));
  const line = make("q-row", tall, "div");
  line.setAttribute("role", "listitem");
  const row = { line, number: text("q-number", line), where: text("q-where", line), size: text("q-size", line), misread: false };
  const color = make("q-color", line);
  return { ...row, chip: make("q-chip", color, "i"), ink: text("q-ink", color) };
}
