/* Which sentence holds, by what was measured. */
import { fill, say } from "../parts/dom.js";
import { percent, signed } from "../parts/numbers.js";

/* The one line: `result` is a finished run with its rows, `at` the stop looked at. */
export function sayResult(line, result, at, guess, nameOf, words) {
  const { asked: { kind }, stops, places, leap } = result, stop = stops[at], [a, b] = result.taken.map(nameOf);
  const verdict = kind === "words" && at === (stops.length - 1) / 2 ? verdictOf(stop.along) : null;
  const jump = leap === null ? 0 : stops[leap + 1].along - stops[leap].along;
  let sentence = words.now[kind] + (verdict ? words.verdict[verdict] : "");
  if (kind === "words" && jump > 0) sentence += words.leap;
  if (verdict && guess && guess !== "skip") sentence = words.guess[guess === verdict ? "right" : "otherwise"] + sentence;
  const [read, near] = stop.reads[0];
  say(line, sentence, {
    a, b, near: signed(stop.near[0]), near_b: stop.near.length > 1 ? signed(stop.near[1]) : "", read, read_near: signed(near),
    ...sharesOf(places[at]), t: places[at], along: stop.along,
    ...(leap === null ? {} : { before: percent(places[leap]), after: percent(places[leap + 1]), jump }),
  });
}

/* How much of each of two goes in, in percent. */
export const sharesOf = (share) => ({ share: Math.round(100 * share), rest: 100 - Math.round(100 * share) });

/* Nearer to the first's end, to the second's, or in the middle third between them. */
function verdictOf(along) {
  if (along === null) return "unclear";
  return along < 100 / 3 ? "first" : along > 200 / 3 ? "second" : "both";
}

/* What is to be said of what goes in: words never learned, one single colour. */
export function notesOf(rows, nameOf, { notes }) {
  return rows.flatMap((row) => [
    ...(row.unknown ?? []).map(([word, near]) => fill(notes[near ? "unknown_near" : "unknown"], { word, near })),
    ...(row.flat ? [fill(notes[row.kind === "color" ? "color" : "flat"], { name: nameOf(row) })] : []),
  ]).join(" ");
}
