/* What is seen and said at one moment: the picture, the noise guessed and true, the table, the verdict. */
const HARDLY = 1.25; // so many times less wrong than the lazy guess is no great feat

/* A moment as it streams in, or from the finished files, painted the same way. */
function paintMoment(at, { moments, frame, film }) {
  const moment = moments[at], { side, channels } = frame;
  const maps = film ? [film.guess(at), film.wrong(at)] : [moment.guess, moment.wrong].map(bytesOf);
  if (film) paintCell(one(".e-print"), film.sheet, at);
  else paintTiny(one(".e-print"), moment.x_t);
  paintLevels(one(".e-guess"), maps[0], side, channels);
  paintLevels(one(".e-true"), film ? film.true : bytesOf(frame.true), side, channels);
  paintLevels(one(".e-wrong"), maps[1], side, channels);
  one(".e-first").textContent = figured(moment.first);
}

/* The world's numbers at t, or null: {network: [mean, half, low, high], …}. */
function worldAt(world, t) {
  const i = world ? world.timesteps.indexOf(t) : -1;
  return i < 0 ? null : { network: world.network[i], only_mean: world.only_mean[i], zero: world.zero[i] };
}

function fillTable(moment, there) {
  for (const kind of ["network", "only_mean", "zero"]) {
    one(`.e-here-${kind}`).textContent = figured(moment?.[kind]);
    one(`.e-world-${kind}`).textContent = there ? kakusan.fill(words.table.value, { mean: figured(there[kind][0]), half: figured(there[kind][1]) }) : "–";
  }
}

/* Which sentences the numbers ask for. */
function verdictOf(moment, there) {
  const { now, joint } = words;
  const lazily = moment.gain < 1 ? now.worse : moment.gain < HARDLY ? now.hardly : now.better;
  if (!there) return now.here + joint + lazily;
  const [, , low, high] = there.network;
  const among = moment.network > high ? now.harder : moment.network < low ? now.easier : now.usual;
  return now.here + joint + lazily + joint + among;
}

function sayMoment(moment, there, frame, world) {
  const numbers = {
    t: moment.t, name: frame.name, network: figured(moment.network), lazy: figured(moment[moment.lazy]), which: words.lazy[moment.lazy],
    gain: moment.gain < 9.95 ? moment.gain.toFixed(moment.gain < HARDLY ? 2 : 1) : String(Math.round(moment.gain)),
    world: figured(there?.network[0]), measured: world?.measured, first: figured(moment.first),
    zero: figured(moment.zero), noises: frame.noises,
  };
  kakusan.say(one(".e-now"), verdictOf(moment, there), numbers);
  one(".e-what").textContent = kakusan.fill(words.caption, numbers);
  for (const name of ["print", "guess", "true", "wrong"]) one(`.e-${name}`).setAttribute("aria-label", kakusan.fill(words.alternative[name], numbers));
  one(".e-plot").setAttribute("aria-label", kakusan.fill(there ? words.alternative.plot_world : words.alternative.plot, numbers));
  one(".e-t").setAttribute("aria-valuetext", `t = ${moment.t}`);
}
