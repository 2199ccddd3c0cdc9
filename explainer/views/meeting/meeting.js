/* Asks for the table, draws it, and adds the reader's own words to it. */
import { complain, fill, fillIn, finder, make, makeChoices, said, say } from "../parts/dom.js";
import { linkOf, remember } from "../parts/link.js";
import { highest, lowest, signed, sum } from "../parts/numbers.js";
import { loadStrip } from "../parts/paint.js";
import { makeRun } from "../parts/run.js";
import { makeSection } from "../parts/section.js";
import { alikeNumbers, drawAlike } from "./alike.js";
import { makeGame } from "./game.js";
import { makeHeat } from "./heat.js";
import { mark, ownOfPair, pictureHead, quoted, spoken, tableOf } from "./table.js";

const TAB = "latent";
const SAME = 0.9; // cosine from which two words are told to be almost one point

export default (view) => {
  const { element, props } = view, { words } = props, one = finder(element);
  const field = one(".w-field"), warm = makeHeat(props.colors), link = linkOf(TAB);
  const tidy = (text) => text.replace(/\s+/g, " ").trim().slice(0, props.longest);
  const quote = (text) => quoted(text, words);
  let own = link.text("words", "").split("\n").map(tidy).filter(Boolean).slice(0, props.most);
  let mode = link.choice("likeness", ["centered"], "cosine");
  let set = null, chosen = null;

  field.maxLength = props.longest;
  field.placeholder = words.field.example;
  const markMode = makeChoices(one(".w-switch"), ["cosine", "centered"].map((value) => ({ value, label: words.switch[value] })), (value) => {
    mode = value;
    keep();
    draw();
  });
  const game = makeGame(view, { tab: TAB, link, warm, complain: lament });
  const run = makeRun({
    view, event: "opened", root: one(".c-body"),
    on: {
      load: ({ sheet, meeting }) => Promise.all([loadStrip(sheet), loadStrip(meeting.sheet)]),
      done(value, [pictures, examples]) {
        set = { ...value, pictures, examples };
        if (!set.centered) mode = "cosine";
        one(".c-body").classList.remove("c-waiting");
        one(".w-code .k-code").textContent = value.code;
        draw();
      },
      fail: lament,
    },
  });
  makeSection(view, ask, { tab: TAB, ofPicture: true });

  function ask() {
    run.ask({ words: own });
    game.open();
  }
  /* Before there is anything to see, where it will be. */
  function lament(text) {
    if (set) complain(one(".w-error"), text);
    else one(".w-now").textContent = text;
  }
  function add(text) {
    const written = tidy(text);
    if (!written) { lament(words.field.empty); return; }
    field.value = "";
    renew([written, ...own.filter((other) => other !== written)].slice(0, props.most));
  }
  function renew(rows) {
    own = rows;
    chosen = null;
    lament("");
    keep();
    ask();
  }
  function keep() {
    remember(TAB, { words: own.join("\n") || null, likeness: mode === "centered" ? mode : null });
  }

  function draw() {
    const { rows, names } = set, matrix = set[mode], numbers = matrix.flat();
    const low = Math.floor(10 * Math.min(...numbers)) / 10, high = Math.ceil(10 * Math.max(...numbers)) / 10;
    chosen ??= rows[0].own ? 0 : ownOfPair(); // the newest of the reader's own, or the first in the page's language
    const best = matrix.map(highest), top = names.map((_, j) => highest(matrix.map((row) => row[j])));
    const heads = names.map((name, j) => pictureHead(set.pictures, j, name));
    heads[0].classList.add("w-page");
    const cellOf = (i) => (number, j) => {
      const cell = make("td", { text: signed(number) });
      warm(cell, (number - low) / (high - low));
      if (best[i] === j) mark(cell, "w-best", words.key.row);
      if (top[j] === i) mark(cell, "w-top", words.key.column);
      return cell;
    };
    const table = tableOf(words.caption, heads, rows.map((row, i) => [rowHead(row, i), ...matrix[i].map(cellOf(i))]));
    [...table.tBodies[0].rows].forEach((line, i) => {
      line.classList.toggle("w-chosen", i === chosen);
      line.classList.toggle("w-pair", !rows[i].own && (i === 0 || rows[i - 1].own || rows[i].language === "en"));
    });
    one(".w-table").replaceChildren(table);
    one(".w-low").textContent = signed(low);
    one(".w-high").textContent = signed(high);
    markMode(mode);
    one(".w-switch").hidden = !set.centered;
    one(".w-notes").replaceChildren(...rows.flatMap(notesOf));
    explain(matrix, best[chosen]);
  }

  function rowHead(row, i) {
    const choose = () => { chosen = i; draw(); one(".w-table").querySelectorAll(".w-choose")[i].focus(); };
    const head = make("th", { scope: "row" },
      make("button", { class: "w-choose", "aria-pressed": i === chosen, on: { click: choose } }, spoken(row.text, words, row.language)));
    if (!row.own) return head;
    const remove = () => { renew(own.filter((_, at) => at !== i)); field.focus(); };
    head.classList.add("w-own");
    head.append(make("button", { class: "w-away", text: "×", "aria-label": fill(words.field.away, { word: row.text }), on: { click: remove } }));
    return head;
  }
  /* What CLIP cannot know of a row, each as a sentence. */
  function notesOf({ text, unknown, cut }) {
    const told = unknown.map(([word, near]) => said("li", near ? words.unknown.near : words.unknown.none, { word: quote(word), nearest: near && quote(near) }));
    return cut ? [...told, said("li", words.unknown.cut, { word: quote(`${text.slice(0, 20)}…`) })] : told;
  }

  function explain(matrix, best) {
    const row = set.rows[chosen], numbers = matrix[chosen], worst = lowest(numbers);
    const partner = row.partner && set.rows[chosen + (row.language === "en" ? 1 : -1)];
    say(one(".w-now"), words.now + (partner ? words[row.partner[mode] >= SAME ? "partner" : "partner_apart"] : ""), {
      word: quote(row.text), best: set.names[best], most: signed(numbers[best]), worst: set.names[worst],
      least: signed(numbers[worst]), partner: partner && quote(partner.text), same: partner && signed(row.partner[mode]),
    });
    const { meeting } = set, all = matrix.flat();
    const facts = { ...alikeNumbers(meeting, meeting[mode], words), gap: meeting.gap?.toFixed(2), mean: signed(sum(all) / all.length) };
    drawAlike(one(".w-alike"), meeting, set.examples, meeting[mode], words, warm);
    fillIn(element, words, { ...facts, mode: set.centered ? mode : "alone" });
    one(".w-alike-mode").textContent = set.centered ? fill(words.alike.mode, { mode: words.switch[mode] }) : "";
  }

  one(".w-form").addEventListener("submit", (event) => { event.preventDefault(); add(field.value); });
};
