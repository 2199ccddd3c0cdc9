/* Whether colour words look where the picture has their colour: now, and as recorded over many runs. */
const times = (lift) => `${lift.toFixed(2)} ×`;

/* Rows: the colour words and the end mark; columns: the colours; 1 is chance. */
function drawTable(table, film, words) {
  const there = film.looks.filter(({ lift }) => lift > 0), end = film.words.length + 1;
  const rows = [...film.looks.map(({ word }) => word), end];
  const head = made("tr"), area = made("tr", "w-areas");
  head.append(made("td"), ...there.map(({ color }) => made("th", "", kakusan.fill(words.on, { color: words.colors[color] }))));
  area.append(made("th", "", words.area), ...there.map((look) => made("td", "", percent(look.area))));
  table.replaceChildren(head, ...(there.length ? rows : []).map((row) => {
    const line = made("tr");
    line.append(made("th", "", film.nameOf(row)), ...there.map((look) => {
      const cell = made("td", look.word === row ? "w-own" : "", times(look.lifts[row]));
      cell.dataset.more = look.lifts[row] > 1;
      return cell;
    }));
    return line;
  }), ...(there.length ? [area] : []));
  table.hidden = !there.length;
}

function sayVerdict(place, film, words) {
  const end = film.words.length + 1;
  const lines = film.looks.map((look) => {
    const others = film.looks.filter((other) => other !== look).map(({ word }) => look.lifts[word]);
    const kind = !look.lift ? "missing" : look.lift <= 1 ? "away" : look.lift > Math.max(0, ...others) ? "bound" : "shared";
    const line = made("span");
    kakusan.say(line, words[kind], {
      word: film.nameOf(look.word), color: words.colors[look.color], inside: percent(look.inside[look.word]), area: percent(look.area),
      lift: times(look.lift), end: times(look.lifts[end]),
    });
    return line;
  });
  place.replaceChildren(...(lines.length ? lines : [made("span", "", words.none)]));
}

/* The recorded runs; `open({prompt, seed, word})` shows one of them. */
function showKept(kept, common, words, open) {
  one(".w-kept").hidden = !kept;
  if (!kept) return;
  kakusan.badge(one(".w-kept-badge"), common, kept.made);
  one(".w-kept-say").replaceChildren(...Object.entries(kept.roles).map(([role, found]) => {
    const line = made("p");
    kakusan.say(line, words[role] + (found.missing ? words.missing : ""), {
      runs: found.runs, there: found.runs - found.missing, gone: found.missing, more: found.more, lift: times(found.lift), end: times(found.end),
    });
    return line;
  }));
  one(".w-kept-open").replaceChildren(...Object.values(kept.roles).flatMap(({ best, worst }) => [["best", best], ["worst", worst]]).map(([which, found]) => {
    const button = made("button", "k-button", kakusan.fill(words[which], { word: found.word, lift: times(found.lift), seed: found.seed }));
    button.type = "button";
    button.title = found.prompt;
    button.addEventListener("click", () => open(found));
    return button;
  }));
  kakusan.say(one(".w-kept-rule"), words.rule, { right: percent(kept.right), seen: percent(kept.seen), begin: percent(kept.special[0]), end: percent(kept.special[1]), padding: percent(kept.special[2]) });
}
