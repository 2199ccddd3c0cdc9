/* A table of words (rows) against pictures or words (columns), for all three figures of the section. */
const TAB = "latent";
const LANGUAGE = document.documentElement.lang.startsWith("ja") ? 1 : 0; // where the page's own stands in a pair
const words = props.words;
const one = (name) => element.querySelector(name);
const inLink = new URLSearchParams(location.search);

function make(name, className, text) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

/* Words as somebody wrote them keep their direction to themselves, and turn nothing else around. */
const upright = (text) => text.replace(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "") || words.nothing;
const quoted = (text) => kakusan.fill(words.quoted, { text: `\u2068${upright(text)}\u2069` });

function spoken(text, language) {
  const made = make("bdi", "w-word", upright(text));
  if (language) made.lang = language;
  return made;
}

function pictureHead(sheet, index, name) {
  const head = make("th", "w-picture"), canvas = make("canvas");
  head.scope = "col";
  canvas.setAttribute("aria-hidden", "true");
  paintCell(canvas, sheet, index);
  head.append(canvas, make("span", "", name));
  return head;
}

/* `heads`: one <th> a column; `rows`: [<th>, cells…]. */
function tableOf(caption, heads, rows) {
  const table = make("table"), title = make("caption", "k-hidden", caption), top = make("tr"), body = make("tbody");
  top.append(make("td", "w-corner"), ...heads);
  for (const cells of rows) {
    const row = make("tr");
    row.append(...cells);
    body.append(row);
  }
  const head = make("thead");
  head.append(top);
  table.append(title, head, body);
  return table;
}

const argmax = (numbers) => numbers.reduce((best, one, i) => (one > numbers[best] ? i : best), 0);
const columnOf = (matrix, j) => matrix.map((row) => row[j]);

async function sheetOf(file) {
  const image = await loadImage(file.url);
  return { image, size: image.naturalHeight, columns: Math.round(image.naturalWidth / image.naturalHeight) };
}

/* A button of a group of which one is pressed. */
function choice(text, pressed, choose) {
  const button = make("button", "k-button", text);
  button.type = "button";
  button.setAttribute("aria-pressed", String(pressed));
  button.addEventListener("click", choose);
  return button;
}
