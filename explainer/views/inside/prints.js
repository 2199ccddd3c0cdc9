/* The prints of one step: decoded pictures or the latents themselves, and maps of noise. */
import { finder } from "../parts/dom.js";
import { loadMaps, loadSheet, paintCell, paintLevels } from "../parts/paint.js";

const NOTHING = 128; // the level of zero

/* A run that has arrived: its sheet, and its maps by name. */
export async function keep(value) {
  const [sheet, { map }] = await Promise.all([loadSheet(value), loadMaps(value)]);
  const { places, moments: { length: k } } = value;
  const row = (number) => (position) => map(places + number * k + position);
  return { ...value, k, sheet, latent: map, eps: row(0), truth: row(1), mistake: row(2), fresh: row(3), beneath: row(4) };
}

/* All prints of `film` at `position`; latents as they are where `asNumbers`. */
export function paintStep(element, film, position, asNumbers) {
  const one = finder(element), { before, after, back } = film.moments[position];
  const paintMap = (name, levels) => paintLevels(one(`.n-${name}`), levels, film.side, film.channels);
  const paintLatent = (name, cell, levels) => (asNumbers ? paintMap(name, levels) : paintCell(one(`.n-${name}`), film.sheet, cell));
  paintLatent("x", before, film.latent(before));
  paintLatent("next", after, film.latent(after));
  paintLatent("x0", film.places + position, film.beneath(position));
  paintMap("eps", film.eps(position));
  paintMap("guess", film.eps(position));
  paintMap("truth", film.truth(position));
  paintMap("mistake", film.mistake(position));
  paintMap("fresh", back ? film.fresh(position) : film.fresh(position).map(() => NOTHING));
}
