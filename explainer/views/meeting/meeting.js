/* Asks for the table, draws it, and adds the reader's own words to it. The game is game.js. */
const SAME = 0.9; // cosine from which two words are told to be almost one point
const field = one(".w-field");
let own = inLink.get("tab") === TAB ? (inLink.get("words") || "").split("\n").map(tidy).filter(Boolean).slice(0, props.most) : [];
let mode = inLink.get("likeness") === "centered" ? "centered" : "cosine";
let set = null, run = 0, chosen = null;

function tidy(text) { return text.replace(/\s+/g, " ").trim().slice(0, props.longest); }

kakusan.dress(element, props);
field.maxLength = props.longest;
field.placeholder = words.field.example;
for (const badge of element.querySelectorAll(".w-badge, .w-game-badge")) kakusan.badge(badge, props.common);
const section = kakusan.section(element, ask, { props, tab: TAB });

function ask() {
  trigger("opened", { words: own, run: ++run });
  if (!games) deal(numberIn("pairs", props.sizes[0]), numberIn("game", 0));
}

function numberIn(key, otherwise) {
  const number = inLink.get("tab") === TAB && inLink.get(key) ? Number(inLink.get(key)) : NaN;
  return Number.isInteger(number) && number >= 0 && (key !== "pairs" || props.sizes.includes(number)) ? number : otherwise;
}

function complain(text) {
  const place = set ? one(".w-error") : one(".w-now");
  place.textContent = text;
  one(".w-error").hidden = !set || !text;
}

function add(text) {
  const written = tidy(text);
  if (!written) return complain(words.field.empty);
  own = [written, ...own.filter((one) => one !== written)].slice(0, props.most);
  field.value = "";
  chosen = null;
  renew();
}

function remove(index) {
  own = own.filter((_, i) => i !== index);
  chosen = null;
  renew();
  field.focus();
}

function renew() {
  complain("");
  remember();
  ask();
}

function remember() {
  kakusan.remember(TAB, { words: own.join("\n") || null, likeness: mode === "centered" ? mode : null });
}

async function arrive() {
  const value = props.value;
  if (!value || value.asked.run !== run) return;
  if (value.kind === "error") return complain(value.text);
  const [pictures, examples] = await Promise.all([sheetOf(value.sheet), sheetOf(value.meeting.sheet)]);
  if (value.asked.run !== run) return;
  set = { ...value, pictures, examples };
  if (!set.centered) mode = "cosine";
  one(".c-body").classList.remove("c-waiting");
  one(".w-code .k-code").textContent = value.code;
  draw();
}

function draw() {
  const rows = set.rows, matrix = set[mode], numbers = matrix.flat();
  const low = Math.floor(10 * Math.min(...numbers)) / 10, high = Math.ceil(10 * Math.max(...numbers)) / 10;
  chosen ??= rows[0].own ? 0 : LANGUAGE; // the newest of the reader's own, or the first in the page's language
  const best = { row: matrix.map(argmax), column: set.names.map((_, j) => argmax(columnOf(matrix, j))) };
  const heads = set.names.map((name, j) => pictureHead(set.pictures, j, name));
  heads[0].classList.add("w-page");
  const body = rows.map((row, i) => [rowHead(row, i), ...matrix[i].map((number, j) => {
    const cell = make("td", "", signed(number));
    warm(cell, (number - low) / (high - low));
    if (best.row[i] === j) mark(cell, "w-best", words.key.row);
    if (best.column[j] === i) mark(cell, "w-top", words.key.column);
    return cell;
  })]);
  const table = tableOf(words.caption, heads, body);
  [...table.tBodies[0].rows].forEach((line, i) => {
    line.classList.toggle("w-chosen", i === chosen);
    line.classList.toggle("w-pair", !rows[i].own && (i === 0 || rows[i - 1].own || rows[i].language === "en"));
  });
  one(".w-table").replaceChildren(table);
  one(".w-low").textContent = signed(low);
  one(".w-high").textContent = signed(high);
  one(".w-switch").replaceChildren(...["cosine", "centered"].map((name) => choice(words.switch[name], mode === name, () => {
    mode = name;
    remember();
    draw();
  })));
  one(".w-switch").hidden = !set.centered;
  one(".w-notes").replaceChildren(...rows.flatMap(notesOf));
  say(matrix, best.row);
}

function rowHead(row, i) {
  const head = make("th"), button = make("button", "w-choose");
  head.scope = "row";
  button.type = "button";
  button.append(spoken(row.text, row.language));
  button.setAttribute("aria-pressed", String(i === chosen));
  button.addEventListener("click", () => { chosen = i; draw(); one(".w-table").querySelectorAll(".w-choose")[i].focus(); });
  head.append(button);
  if (!row.own) return head;
  head.classList.add("w-own");
  const away = make("button", "w-away", "×");
  away.type = "button";
  away.setAttribute("aria-label", kakusan.fill(words.field.away, { word: row.text }));
  away.addEventListener("click", () => remove(i));
  head.append(away);
  return head;
}

/* What CLIP cannot know of a row, each as a sentence. */
function notesOf(row) {
  const told = row.unknown.map(([word, nearest]) => [nearest ? words.unknown.near : words.unknown.none, { word: quoted(word), nearest: nearest && quoted(nearest) }]);
  if (row.cut) told.push([words.unknown.cut, { word: quoted(row.text.slice(0, 20) + "…") }]);
  return told.map(([sentence, values]) => {
    const item = make("li");
    kakusan.say(item, sentence, values);
    return item;
  });
}

function say(matrix, bests) {
  const row = set.rows[chosen], numbers = matrix[chosen], best = bests[chosen], worst = numbers.indexOf(Math.min(...numbers));
  const partner = row.partner === null ? null : set.rows[chosen + (row.language === "en" ? 1 : -1)];
  kakusan.say(one(".w-now"), words.now + (partner ? words[row.partner[mode] >= SAME ? "partner" : "partner_apart"] : ""), {
    word: quoted(row.text), best: set.names[best], most: signed(numbers[best]), worst: set.names[worst],
    least: signed(numbers[worst]), partner: partner && quoted(partner.text), same: partner && signed(row.partner[mode]),
  });
  const { meeting } = set, all = matrix.flat();
  const facts = { ...alikeNumbers(meeting, meeting[mode]), gap: meeting.gap?.toFixed(2), mean: signed(all.reduce((a, b) => a + b) / all.length) };
  kakusan.say(one(".w-mode"), words.mode[set.centered ? mode : "alone"], facts);
  drawAlike(one(".w-alike"), meeting, set.examples, meeting[mode]);
  kakusan.say(one(".w-alike-now"), words.alike.now, facts);
  one(".w-alike-mode").textContent = set.centered ? kakusan.fill(words.alike.mode, { mode: words.switch[mode] }) : "";
  kakusan.say(one(".w-alike-note"), words.alike.note, facts);
  }

one(".w-form").addEventListener("submit", (event) => { event.preventDefault(); add(field.value); });
arrive();
watch("value", arrive);
watch("picture", section.stale);
