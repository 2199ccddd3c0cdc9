/* Which sentence holds, by what was measured. */

/* The one line: `result` is a finished run with its rows, `at` the stop looked at. */
function sayResult(line, result, at, guess, name, words) {
  const { kind } = result.asked, stop = result.stops[at], taken = result.taken.map((one) => name(one));
  const values = {
    a: taken[0], b: taken[1], near: twoPlaces(stop.near[0]), near_b: stop.near.length > 1 ? twoPlaces(stop.near[1]) : "",
    read: stop.reads[0][0], read_near: twoPlaces(stop.reads[0][1]), share: Math.round(100 * result.places[at]), rest: 100 - Math.round(100 * result.places[at]),
    t: result.places[at], along: stop.along,
  };
  const middle = (result.stops.length - 1) / 2;
  const verdict = kind === "words" && at === middle ? verdictOf(stop.along) : null;
  const leap = result.leap === null ? null : {
    before: Math.round(100 * result.places[result.leap]), after: Math.round(100 * result.places[result.leap + 1]),
    jump: result.stops[result.leap + 1].along - result.stops[result.leap].along,
  };
  let sentence = words.now[kind];
  if (verdict) sentence += words.verdict[verdict];
  if (kind === "words" && leap && leap.jump > 0) sentence += words.leap;
  if (verdict && guess && guess !== "skip") sentence = words.guess[guess === verdict ? "right" : "otherwise"] + sentence;
  kakusan.say(line, sentence, { ...values, ...leap });
}

/* Nearer to the first's end, to the second's, or in the middle third between them. */
function verdictOf(along) {
  if (along === null) return "unclear";
  return along < 100 / 3 ? "first" : along > 200 / 3 ? "second" : "both";
}

/* What is to be said of what goes in: words never learned, one single colour. */
function notesOf(rows, name, words) {
  const notes = [];
  for (const row of rows) {
    for (const [unknown, near] of row.unknown ?? []) notes.push(kakusan.fill(words.notes[near ? "unknown_near" : "unknown"], { word: unknown, near }));
    if (row.flat) notes.push(kakusan.fill(words.notes[row.kind === "color" ? "color" : "flat"], { name: name(row) }));
  }
  return notes.join(" ");
}
