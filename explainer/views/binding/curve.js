/* Each word's share of all attention over the steps, with those of A and B named; and what the marks take. */
const PLOT = { left: 46, right: 590, top: 12, bottom: 214 };

function mark(name, attributes, text) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  if (text !== undefined) node.textContent = text;
  return node;
}

/* `chosen` are rows with their letters, [[row, "A"], …]; returns the function that moves the marker. */
function drawShares(plot, film, chosen, words) {
  const { left, right, top, bottom } = PLOT, last = film.k - 1;
  const rows = [...new Set([...film.words.keys(), ...chosen.map(([row]) => row)])];
  const most = Math.max(...rows.map((row) => Math.max(...film.shares.slice(0, film.k).map((shares) => shares[row])))) * 1.1;
  const x = (moment) => left + (right - left) * (last ? moment / last : 0.5), y = (share) => bottom - (bottom - top) * share / most;
  const line = (row, className) => mark("path", {
    class: className, d: Array.from({ length: film.k }, (_, i) => `${i ? "L" : "M"}${x(i).toFixed(1)} ${y(film.shares[i][row]).toFixed(1)}`).join(""),
  });
  const here = mark("line", { class: "k-here", y1: top, y2: bottom });
  const ends = chosen.map(([row, letter]) => [y(film.shares[last][row]), `${letter} ${film.nameOf(row)}`]).sort((a, b) => a[0] - b[0]);
  if (ends.length > 1 && ends[1][0] - ends[0][0] < 22) ends[1][0] = ends[0][0] + 22;
  plot.replaceChildren(
    mark("rect", { class: "k-frame", x: left, y: top, width: right - left, height: bottom - top }),
    ...rows.map((row) => line(row, "w-faint")),
    ...chosen.map(([row, letter]) => line(row, letter === "A" ? "k-line" : "k-line w-second")),
    mark("text", { x: left - 6, y: top + 6, "text-anchor": "end" }, percent(most)),
    mark("text", { x: left - 6, y: bottom, "text-anchor": "end" }, "0 %"),
    mark("text", { x: left, y: bottom + 24 }, kakusan.fill(words.first, { t: film.steps[0][1] })),
    mark("text", { x: right, y: bottom + 24, "text-anchor": "end" }, kakusan.fill(words.last, { t: film.steps[last][1] })),
    here,
    ...ends.map(([height, text]) => mark("text", { class: "k-of-line", x: right - 8, y: Math.max(top + 16, height - 8), "text-anchor": "end" }, text)),
  );
  return (moment) => {
    here.setAttribute("visibility", moment < film.k ? "visible" : "hidden");
    here.setAttribute("x1", x(moment));
    here.setAttribute("x2", x(moment));
  };
}

const percent = (share) => `${(100 * share).toFixed(share < 0.0995 ? 1 : 0)} %`;

/* So much of all attention goes to the words, and so much to the marks that stand around them. */
function drawParts(place, sentence, film, moment) {
  const shares = film.shares[moment], count = film.words.length;
  const parts = [shares.slice(0, count).reduce((sum, share) => sum + share, 0), ...shares.slice(count)];
  const names = [words.parts.words, ...MARKS.map((name) => words.marks[name])];
  place.replaceChildren(...parts.map((share, i) => {
    const part = made("span", `w-part${i}`, share > 0.12 ? names[i] : "");
    part.style.flexGrow = share;
    part.title = `${names[i]}: ${percent(share)}`;
    return part;
  }));
  kakusan.say(sentence, words.parts.special, { words: percent(parts[0]), begin: percent(parts[1]), end: percent(parts[2]), padding: percent(parts[3]) });
  place.setAttribute("aria-label", sentence.textContent);
}
