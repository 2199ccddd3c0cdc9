/* Bars: how like each word, which word stands highest at each stop, how far the point goes. */
const WORD_COLORS = [["#2B4C7E", "#8FB0E3"], ["#2A7A58", "#74CCA6"], ["#7B4596", "#CFA3E6"], ["#B05A00", "#E8A65C"]];
const wordColor = (which) => WORD_COLORS[which][kakusan.isDark() ? 1 : 0];
const quoted = (word) => kakusan.fill(words.quote, { word });
const figured = (value) => value.toFixed(2).replace("-", "−");

function made(tag, className, text) {
  const node = document.createElement(tag);
  node.className = className;
  if (text !== undefined) node.textContent = text;
  return node;
}

function mark(className, share) {
  const node = made("i", className);
  node.style.left = `${100 * share}%`;
  return node;
}

/* From the least to the most of what the bars ever show here, zero among it. */
function rangeOf({ likeness, usual }) {
  const all = [...likeness.flat(), ...usual.filter((value) => value !== null)];
  const low = Math.min(0, ...all) - 0.04, high = Math.max(0, ...all) + 0.04;
  return (value) => (value - low) / (high - low);
}

/* Draw the bars; returns the function that moves them to a stop. */
function drawBars(holder, set, reading) {
  const place = rangeOf(reading), began = reading.likeness[set.at];
  const rows = set.words.map((word, which) => {
    const row = made("div", "z-bar"), track = made("span", "z-track"), fill = made("i", "z-fill"), value = made("b", "z-value");
    row.setAttribute("role", "listitem");
    row.style.setProperty("--word", wordColor(which));
    track.append(fill, mark("z-zero", place(0)), mark("z-ring", place(began[which])));
    if (reading.usual[which] !== null) track.append(mark("z-usually", place(reading.usual[which])));
    row.append(made("span", "z-word", quoted(word)), track, value);
    return { row, fill, value };
  });
  holder.replaceChildren(...rows.map(({ row }) => row));
  holder.setAttribute("aria-label", words.bars.label);
  return (index) => rows.forEach(({ row, fill, value }, which) => {
    const likeness = reading.likeness[index][which], from = place(Math.min(likeness, 0)), to = place(Math.max(likeness, 0));
    fill.style.left = `${100 * from}%`;
    fill.style.width = `${100 * (to - from)}%`;
    value.textContent = figured(likeness);
    row.classList.toggle("z-top", which === topOf(reading, index));
    row.setAttribute("aria-label", kakusan.fill(words.alternative.bar, { word: set.words[which], value: value.textContent }));
  });
}

const topOf = ({ likeness }, index) => likeness[index].indexOf(Math.max(...likeness[index]));

/* Neighbouring stops with the same highest word, [word, first, last]. */
function runsOf(reading) {
  const runs = [];
  reading.likeness.forEach((_, index) => {
    const top = topOf(reading, index), last = runs.at(-1);
    if (last?.[0] === top) last[2] = index;
    else runs.push([top, index, index]);
  });
  return runs;
}

function drawBand(holder, set, reading) {
  const last = reading.likeness.length - 1;
  holder.replaceChildren(...runsOf(reading).map(([which, from, to]) => {
    const piece = made("span", "", (to - from + 1) / last > 0.16 ? set.words[which] : "");
    const start = Math.max(from - 0.5, 0) / last, end = Math.min(to + 0.5, last) / last;
    Object.assign(piece.style, { left: `${100 * start}%`, width: `${100 * (end - start)}%`, background: wordColor(which) });
    piece.title = set.words[which];
    return piece;
  }));
}

/* Rows [name, value, half of its interval or 0] from zero on, with a line across all of them where one is given. */
function drawReaches(holder, rows, across) {
  const most = 1.08 * Math.max(...rows.map(([, value, half]) => value + half), across ?? 0);
  holder.replaceChildren(...rows.map(([name, value, half, className = ""]) => {
    const row = made("div", `z-bar ${className}`), track = made("span", "z-track"), fill = made("i", "z-fill");
    row.setAttribute("role", "listitem");
    fill.style.width = `${(100 * value) / most}%`;
    track.append(fill);
    if (across !== undefined) track.append(mark("z-usually", across / most));
    if (half) track.append(whisker((value - half) / most, (value + half) / most));
    const said = half ? `${figured(value)} ± ${figured(half)}` : figured(value);
    row.append(made("span", "z-word", name), track, made("b", "z-value", said));
    row.setAttribute("aria-label", kakusan.fill(words.alternative.reach, { name, value: said }));
    return row;
  }));
}

function whisker(low, high) {
  const line = made("i", "z-whisker");
  Object.assign(line.style, { left: `${100 * low}%`, width: `${100 * (high - low)}%` });
  return line;
}
