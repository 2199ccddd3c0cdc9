/* What linear probes read, and how far changes move a point: as recorded, or a sentence that it is not. */
const SOURCES = ["latent", "clip", "pixels"];
const GROUPS = ["named", "measured", "within"];
const LITTLE = 0.3; // R² up to which hardly anything is read

const scored = (value, group) => (group === "named" ? `${Math.round(100 * value)} %` : figured(value));
const within01 = (value) => Math.min(Math.max(value, 0), 1);
const clearly = (a, b) => a[1] > b[2]; // its interval lies above the other's

function scoreRow(row) {
  const line = made("div", "z-row"), track = made("span", "z-track");
  if (row.chance) track.append(mark("z-chance", row.chance));
  for (const source of SOURCES) {
    const [value, low, high] = row[source].map(within01), bar = whisker(low, high), spot = mark(`z-spot z-of-${source}`, value);
    bar.classList.add(`z-of-${source}`);
    track.append(bar, spot);
  }
  const said = Object.fromEntries(SOURCES.map((source) => [source, scored(row[source][0], row.group)]));
  track.setAttribute("role", "img");
  track.setAttribute("aria-label", kakusan.fill(words.probes.alternative, { factor: words.factor[row.factor], ...said }));
  line.append(made("span", "z-word", words.factor[row.factor]), track);
  return line;
}

function drawScores(holder, rows) {
  holder.replaceChildren(...["named", "measured"].flatMap((group) => [
    made("p", "z-group", words.group[group]), ...rows.filter((row) => row.group === group).map(scoreRow), axisOf(group),
  ]));
}

function axisOf(group) {
  const axis = made("div", "z-row z-axis"), scale = made("span", "z-track");
  for (const tick of [0, 0.5, 1]) {
    const number = mark("z-tick", tick);
    number.textContent = group === "named" ? `${100 * tick} %` : String(tick);
    scale.append(number);
  }
  axis.append(made("span", "z-word", ""), scale);
  axis.setAttribute("aria-hidden", "true");
  return axis;
}

function cell(tag, text, scope) {
  const node = made(tag, "", text);
  if (scope) node.scope = scope;
  return node;
}

function tableRow(...cells) {
  const row = document.createElement("tr");
  row.append(...cells);
  return row;
}

function fillScores(table, rows) {
  const head = document.createElement("thead"), parts = [head];
  head.append(tableRow(cell("th", words.table.factor, "col"), ...SOURCES.map((source) => cell("th", words.source[source], "col")), cell("th", words.table.chance, "col")));
  for (const group of GROUPS) {
    const part = document.createElement("tbody"), title = cell("th", words.group[group], "colgroup");
    title.colSpan = 5;
    part.append(tableRow(title), ...rows.filter((row) => row.group === group).map((row) => {
      const values = SOURCES.map((source) => {
        const [value, low, high] = row[source].map((one) => scored(one, group));
        return cell("td", `${value} (${low} … ${high})`);
      });
      return tableRow(cell("th", words.factor[row.factor], "row"), ...values, cell("td", row.chance ? scored(row.chance, group) : words.table.none));
    }));
    parts.push(part);
  }
  table.replaceChildren(...parts);
}

/* The sentences that the numbers ask for. */
function sayScores({ rows, numbers, train, test }) {
  const open = rows.filter((row) => row.group !== "within"), of = (factor) => rows.find((row) => row.factor === factor);
  const better = (a, b) => open.filter((row) => clearly(row[a], row[b])).length;
  const best = rows.filter((row) => row.group === "within").flatMap((row) => SOURCES.map((source) => [row[source][0], row.factor, source])).sort((a, b) => b[0] - a[0])[0];
  const values = {
    ...numbers, train, test, count: open.length, clip_better: better("clip", "latent"), latent_better: better("latent", "clip"),
    over: better("latent", "pixels"), under: better("pixels", "latent"),
    ...Object.fromEntries(["clip", "latent"].flatMap((source) => ["coat", "breed"].map((factor) => [`${source}_${factor}`, scored(of(factor)[source][0], "named")]))),
  };
  values.even = values.count - values.clip_better - values.latent_better;
  const { found, count, pixels, untidy, within, little } = words.probes;
  const lines = [found + count, pixels + (values.over > values.under ? "" : untidy), within + (best[0] < LITTLE ? little : "")];
  one(".z-found").replaceChildren(...lines.map((line) => {
    const said = document.createElement("span");
    kakusan.say(said, line, { ...values, value: figured(best[0]), factor: words.factor[best[1]], source: words.source[best[2]] });
    return said;
  }));
  one(".z-probe-how").textContent = kakusan.fill(words.probes.how, values);
}

function sayMoves(moves, scenes) {
  const [measures, coat, place] = [moves.measures, moves.coat, moves.place], low = ([mean, half]) => mean - half, high = ([mean, half]) => mean + half;
  const more = low(measures) > Math.max(high(coat), high(place)), less = low(coat) > high(measures);
  const said = ([mean, half]) => `${figured(mean)} ± ${figured(half)}`;
  kakusan.say(one(".z-moved"), words.moves.says + words.moves[more ? "more" : less ? "less" : "even"], { scenes, measures: said(measures), coat: said(coat), place: said(place) });
  drawReaches(one(".z-moves"), Object.entries(moves).map(([change, [mean, half]]) => [words.change[change], mean, half, change === "measures" || change === "breed" ? "z-relation" : "z-look"]));
}

function showKeys() {
  one(".z-key").replaceChildren(...SOURCES.map((source) => {
    const entry = made("span", "z-chip");
    entry.append(made("i", `z-spot z-of-${source}`), words.source[source]);
    return entry;
  }));
}

function showRecorded(kept) {
  one(".z-found").textContent = kept ? words.probes.missing : words.probes.waiting;
  one(".z-recordings").hidden = one(".z-recorded").hidden = !kept?.made;
  if (!kept?.made) return;
  kakusan.badge(one(".z-recorded"), props.common, kept.made);
  showKeys();
  drawScores(one(".z-chart"), kept.probes.rows);
  fillScores(one(".z-table"), kept.probes.rows);
  sayScores(kept.probes);
  sayMoves(kept.moves, kept.scenes);
}
