/* Whether colour words look where the picture has their colour: now, and as recorded over many runs. */
import { badge, fill, finder, make, say } from "../parts/dom.js";
import { percent } from "../parts/numbers.js";

/* A share of all attention, with a place behind the point where it is small. */
export const inPercent = (share) => `${percent(share, share < 0.0995 ? 1 : 0)} %`;
export const times = (lift) => `${lift.toFixed(2)} ×`;

/* Rows: the colour words and the end mark; columns: the colours; 1 is chance. */
export function drawTable(table, film, words) {
  const there = film.looks.filter(({ lift }) => lift > 0), end = film.words.length + 1;
  const head = (text) => make("th", { text }), line = (name, first, cells) => make("tr", { class: name }, first, ...cells);
  const row = (which) => line("", head(film.nameOf(which)), there.map((look) =>
    make("td", { class: look.word === which ? "w-own" : "", text: times(look.lifts[which]), dataset: { more: look.lifts[which] > 1 } })));
  table.replaceChildren(
    line("", make("td"), there.map(({ color }) => head(fill(words.on, { color: words.colors[color] })))),
    ...(there.length ? [...film.looks.map(({ word }) => word), end].map(row) : []),
    ...(there.length ? [line("w-areas", head(words.area), there.map(({ area }) => make("td", { text: inPercent(area) })))] : []),
  );
  table.hidden = !there.length;
}

export function sayVerdict(place, film, words) {
  const end = film.words.length + 1;
  const lines = film.looks.map((look) => {
    const others = film.looks.filter((other) => other !== look).map(({ word }) => look.lifts[word]), line = make("span");
    const kind = !look.lift ? "missing" : look.lift <= 1 ? "away" : look.lift > Math.max(0, ...others) ? "bound" : "shared";
    say(line, words[kind], {
      word: film.nameOf(look.word), color: words.colors[look.color], inside: inPercent(look.inside[look.word]), area: inPercent(look.area),
      lift: times(look.lift), end: times(look.lifts[end]),
    });
    return line;
  });
  place.replaceChildren(...(lines.length ? lines : [make("span", { text: words.none })]));
}

/* The recorded runs; `open({prompt, seed, word})` shows one of them. */
export function showKept(place, kept, common, words, open) {
  place.hidden = !kept;
  if (!kept) return;
  const one = finder(place), roles = Object.entries(kept.roles);
  badge(one(".w-kept-badge"), common, kept.made);
  one(".w-kept-say").replaceChildren(...roles.map(([role, { runs, missing, more, lift, end }]) => {
    const line = make("p");
    say(line, words[role] + (missing ? words.missing : ""), { runs, there: runs - missing, gone: missing, more, lift: times(lift), end: times(end) });
    return line;
  }));
  one(".w-kept-open").replaceChildren(...roles.flatMap(([, found]) => ["best", "worst"].map((which) => {
    const { prompt, word, lift, seed } = found[which];
    return make("button", { class: "k-button", text: fill(words[which], { word, lift: times(lift), seed }), title: prompt, on: { click: () => open(found[which]) } });
  })));
  const [begin, end, padding] = kept.special.map(inPercent);
  say(one(".w-kept-rule"), words.rule, { right: inPercent(kept.right), seen: inPercent(kept.seen), begin, end, padding });
}
