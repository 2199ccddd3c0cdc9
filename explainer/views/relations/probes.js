/* What linear probes read, and how far changes move a point: as recorded, or a sentence that it is not. */
import { badge, describe, fill, make, said, say } from "../parts/dom.js";
import { clamp, percent, signed } from "../parts/numbers.js";
import { drawReaches, interval, mark } from "./bars.js";

const SOURCES = ["latent", "clip", "pixels"], GROUPS = ["named", "measured", "within"];
const LITTLE = 0.3; // R² up to which hardly anything is read
const RELATIONS = ["measures", "breed"]; // changes that leave the looks alone

const scored = (value, group) => (group === "named" ? `${percent(value)} %` : signed(value));
const clearly = (a, b) => a[1] > b[2]; // its interval lies above the other's
const lineOf = (label, track, name = "z-row") => make("div", { class: name }, make("span", { class: "z-word", text: label }), track);

function scoreRow(row, words) {
  const bars = SOURCES.flatMap((source) => {
    const [value, low, high] = row[source].map((one) => clamp(one, 0, 1));
    return [mark(`z-whisker z-of-${source}`, low, high), mark(`z-spot z-of-${source}`, value)];
  });
  const track = make("span", { class: "z-track", role: "img" }, ...(row.chance ? [mark("z-chance", row.chance)] : []), ...bars);
  const scores = Object.fromEntries(SOURCES.map((source) => [source, scored(row[source][0], row.group)]));
  describe(track, words.probes.alternative, { factor: words.factor[row.factor], ...scores });
  return lineOf(words.factor[row.factor], track);
}

function axisOf(group) {
  const ticks = [0, 0.5, 1].map((tick) => {
    const number = mark("z-tick", tick);
    number.textContent = group === "named" ? `${100 * tick} %` : String(tick);
    return number;
  });
  const axis = lineOf("", make("span", { class: "z-track" }, ...ticks), "z-row z-axis");
  axis.setAttribute("aria-hidden", "true");
  return axis;
}

function drawScores(holder, rows, words) {
  holder.replaceChildren(...["named", "measured"].flatMap((group) => [
    make("p", { class: "z-group", text: words.group[group] }),
    ...rows.filter((row) => row.group === group).map((row) => scoreRow(row, words)), axisOf(group),
  ]));
}

function fillScores(table, rows, words) {
  const head = (text, scope, more = {}) => make("th", { text, scope, ...more }), cell = (text) => make("td", { text });
  const cellOf = (row, group, source) => {
    const [value, low, high] = row[source].map((one) => scored(one, group));
    return cell(`${value} (${low} … ${high})`);
  };
  const titles = [words.table.factor, ...SOURCES.map((source) => words.source[source]), words.table.chance];
  const parts = GROUPS.map((group) => make("tbody", {},
    make("tr", {}, head(words.group[group], "colgroup", { colSpan: titles.length })),
    ...rows.filter((row) => row.group === group).map((row) => make("tr", {},
      head(words.factor[row.factor], "row"), ...SOURCES.map((source) => cellOf(row, group, source)),
      cell(row.chance ? scored(row.chance, group) : words.table.none)))));
  table.replaceChildren(make("thead", {}, make("tr", {}, ...titles.map((title) => head(title, "col")))), ...parts);
}

/* The sentences that the numbers ask for. */
function sayScores(one, { rows, numbers, train, test }, words) {
  const open = rows.filter((row) => row.group !== "within"), of = (factor) => rows.find((row) => row.factor === factor);
  const better = (a, b) => open.filter((row) => clearly(row[a], row[b])).length;
  const inner = rows.filter((row) => row.group === "within").flatMap((row) => SOURCES.map((source) => [row[source][0], row.factor, source]));
  const [most, factor, source] = inner.sort((a, b) => b[0] - a[0])[0];
  const values = {
    ...numbers, train, test, count: open.length, clip_better: better("clip", "latent"), latent_better: better("latent", "clip"),
    over: better("latent", "pixels"), under: better("pixels", "latent"), value: signed(most), factor: words.factor[factor], source: words.source[source],
  };
  for (const space of ["clip", "latent"]) for (const name of ["coat", "breed"]) values[`${space}_${name}`] = scored(of(name)[space][0], "named");
  values.even = values.count - values.clip_better - values.latent_better;
  const { found, count, pixels, untidy, within, little } = words.probes;
  const lines = [found + count, pixels + (values.over > values.under ? "" : untidy), within + (most < LITTLE ? little : "")];
  one(".z-found").replaceChildren(...lines.map((line) => said("span", line, values)));
  one(".z-probe-how").textContent = fill(words.probes.how, values);
}

function sayMoves(one, moves, scenes, words) {
  const { measures, coat, place } = moves, low = ([mean, half]) => mean - half, high = ([mean, half]) => mean + half;
  const more = low(measures) > Math.max(high(coat), high(place)), less = low(coat) > high(measures);
  say(one(".z-moved"), words.moves.says + words.moves[more ? "more" : less ? "less" : "even"], {
    scenes, measures: interval(measures), coat: interval(coat), place: interval(place),
  });
  const rows = Object.entries(moves).map(([change, [mean, half]]) => [words.change[change], mean, half, RELATIONS.includes(change) ? "z-relation" : "z-look"]);
  drawReaches(one(".z-moves"), rows, words);
}

/* `kept` is null before it is known, and without `made` where nothing was recorded. */
export function showRecorded(one, kept, words, common) {
  one(".z-found").textContent = kept ? words.probes.missing : words.probes.waiting;
  one(".z-recordings").hidden = one(".z-recorded").hidden = !kept?.made;
  if (!kept?.made) return;
  badge(one(".z-recorded"), common, kept.made);
  one(".z-key").replaceChildren(...SOURCES.map((source) => make("span", { class: "z-chip" }, make("i", { class: `z-spot z-of-${source}` }), words.source[source])));
  drawScores(one(".z-chart"), kept.probes.rows, words);
  fillScores(one(".z-table"), kept.probes.rows, words);
  sayScores(one, kept.probes, words);
  sayMoves(one, kept.moves, kept.scenes, words);
}
