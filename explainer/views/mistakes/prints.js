/* What is seen and said at one moment: the picture, the noise guessed and true, the table, the verdict. */
import { fill, fillIn, finder, say } from "../parts/dom.js";
import { bytesOf, loadMaps, loadSheet, paintCell, paintLevels, paintTiny } from "../parts/paint.js";
import { figured } from "./errors.js";

const HARDLY = 1.25; // so many times less wrong than the lazy guess is no great feat
const KINDS = ["network", "only_mean", "zero"];

/* What a finished measurement is scrubbed from. */
export async function filmOf(value) {
  const [sheet, { map }] = await Promise.all([loadSheet(value), loadMaps(value)]), k = value.moments.length;
  return { sheet, guess: map, wrong: (i) => map(k + i), true: map(2 * k) };
}

/* A moment as it streams in, or from the finished files, painted the same way. */
export function paintMoment(element, at, { moments, frame, film }) {
  const one = finder(element), moment = moments[at], { side, channels } = frame;
  const [guess, wrong, real] = film ? [film.guess(at), film.wrong(at), film.true] : [moment.guess, moment.wrong, frame.true].map(bytesOf);
  if (film) paintCell(one(".e-print"), film.sheet, at);
  else paintTiny(one(".e-print"), moment.x_t);
  paintLevels(one(".e-guess"), guess, side, channels);
  paintLevels(one(".e-true"), real, side, channels);
  paintLevels(one(".e-wrong"), wrong, side, channels);
}

/* The world's numbers at t, or null: {network: [mean, half, low, high], …}. */
export function worldAt(world, t) {
  const i = world ? world.timesteps.indexOf(t) : -1;
  return i < 0 ? null : Object.fromEntries(KINDS.map((kind) => [kind, world[kind][i]]));
}

export function fillTable(element, moment, there, words) {
  for (const kind of KINDS) {
    const [mean, half] = there?.[kind].map(figured) ?? [];
    element.querySelector(`.e-here-${kind}`).textContent = figured(moment?.[kind]);
    element.querySelector(`.e-world-${kind}`).textContent = there ? fill(words.value, { mean, half }) : "–";
  }
}

/* Which sentences the numbers ask for. */
function verdictOf(moment, there, { now, joint }) {
  const lazily = moment.gain < 1 ? now.worse : moment.gain < HARDLY ? now.hardly : now.better;
  if (!there) return now.here + joint + lazily;
  const [, , low, high] = there.network;
  const among = moment.network > high ? now.harder : moment.network < low ? now.easier : now.usual;
  return now.here + joint + lazily + joint + among;
}

export function sayMoment(element, moment, there, { frame, world }, words) {
  const one = finder(element);
  const numbers = {
    t: moment.t, name: frame.name, network: figured(moment.network), lazy: figured(moment[moment.lazy]), which: words.lazy[moment.lazy],
    gain: moment.gain.toFixed(moment.gain < HARDLY ? 2 : moment.gain < 9.95 ? 1 : 0),
    world: figured(there?.network[0]), measured: world?.measured, first: figured(moment.first),
    zero: figured(moment.zero), noises: frame.noises, plot: there ? "plot_world" : "plot",
  };
  say(one(".e-now"), verdictOf(moment, there, words), numbers);
  fillIn(one(".e-now-part"), words, numbers);
}
