/* The lanes as prints beside each other: a mark, what is chosen, a picture, and what is said of it. */
const INKS = [["#2B4C7E", "#8FB0E3"], ["#A85500", "#E8A65C"], ["#2A7A58", "#74CCA6"], ["#7B4596", "#CFA3E6"]];
const inkOf = (which) => INKS[which][kakusan.isDark() ? 1 : 0];
const MOST = 4, LEAST = 2;

const made = (tag, className, text) => {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  return node;
};

/* Cards for `items` in `place`. `control(item, which)` makes what stands in a lane's head, `changed(items)` is
   called when a lane was dropped or added, and `another(items)` is the one to add. */
function layCards(place, items, words, { control, changed, another }) {
  const cards = items.map((item, which) => {
    const card = made("figure", "k-figure n-lane"), head = made("div", "n-head"), caption = made("figcaption", "k-caption");
    const drop = made("button", "", "×"), canvas = made("canvas");
    drop.type = "button";
    drop.hidden = items.length <= LEAST;
    drop.setAttribute("aria-label", kakusan.fill(words.drop, { lane: which + 1 }));
    drop.addEventListener("click", () => changed(items.filter((_, i) => i !== which)));
    canvas.width = canvas.height = 128;
    canvas.setAttribute("role", "img");
    const step = made("span"), took = made("span");
    head.append(made("i", "", which + 1), ...control(item, which), drop);
    caption.append(step, took);
    card.append(head, canvas, caption);
    card.style.setProperty("--lane", inkOf(which));
    return { card, canvas, step, took };
  });
  place.replaceChildren(...cards.map(({ card }) => card), ...(items.length < MOST ? [addButton(items, words, changed, another)] : []));
  return cards;
}

function addButton(items, words, changed, another) {
  const add = made("button", "n-add", words.add);
  add.type = "button";
  add.addEventListener("click", () => changed([...items, another(items)]));
  return add;
}

/* A choice of the scheduler for each lane of `ids`. */
function chooseSchedulers(ids, words, changed) {
  const control = (id, which) => {
    const select = made("select");
    for (const [value, label] of Object.entries(words.schedulers)) select.append(new Option(label, value));
    select.value = id;
    select.setAttribute("aria-label", kakusan.fill(words.choose, { lane: which + 1 }));
    select.addEventListener("change", () => changed(ids.map((one, i) => (i === which ? select.value : one))));
    return [select];
  };
  return { control, changed, another: () => Object.keys(words.schedulers).find((id) => !ids.includes(id)) };
}

/* PSNR of every two ends, as a triangle. */
function fillEnds(table, lanes, pairs, same, words) {
  const mark = (which) => {
    const cell = made("th"), dot = made("i", "", which + 1);
    dot.style.setProperty("--lane", inkOf(which));
    dot.title = words.schedulers[lanes[which].scheduler];
    cell.append(dot);
    return cell;
  };
  const near = (i, j) => pairs.find(([a, b]) => a === i && b === j)[2];
  const head = made("tr"), count = lanes.length;
  head.append(made("th"), ...lanes.slice(1).map((_, i) => mark(i + 1)));
  const rows = lanes.slice(0, -1).map((_, i) => {
    const row = made("tr");
    row.append(mark(i));
    for (let j = 1; j < count; j++) {
      const value = j > i ? near(i, j) : null;
      row.append(made("td", value >= same ? "n-same" : "", value === null ? "" : `${value.toFixed(1)} dB`));
    }
    return row;
  });
  table.replaceChildren(head, ...rows);
}
