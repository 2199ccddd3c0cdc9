/* The animal as it stands: what a link says of it, how a slider changes it, how it is drawn. */
import { fill } from "../parts/dom.js";
import { remember } from "../parts/link.js";
import { brief, percent } from "../parts/numbers.js";
import { loadJson } from "../parts/paint.js";

export const TAB = "latent";
const PARTS = ["legs", "body", "snout", "ears", "tail"], KEYS = ["way", "along", ...PARTS, "coat", "place"];
const BREEDS = { dachshund: ["labrador", "dachshund"], maine_coon: ["shiba", "maine_coon"], siamese: ["poodle", "siamese"] };
const looksOf = (words) => ({ coat: words.coats, place: words.places });

export const isLook = ({ control }) => control === "coat" || control === "place";
/* The breeds at both ends of the set's way. */
export const breedsOf = ({ state }) => BREEDS[state.way];

export const stateInLink = (link) => Object.fromEntries(KEYS.filter((key) => link.names(`rel_${key}`)).map((key) => [key, link.text(`rel_${key}`)]));

/* The state at a stop of the slider; the server brings what is out of range back into it. */
export function stateAt({ state, control, values }, index) {
  const { way, coat, place } = state;
  return control === "together" ? { way, coat, place, along: values[index] } : { ...state, [control]: values[index] };
}

export function keep(set, index, guess) {
  const state = stateAt(set, index);
  const kept = Object.fromEntries(KEYS.map((key) => [`rel_${key}`, state[key] ?? null]));
  remember(TAB, { section: "relations", rel: set.control, ...kept, rel_guess: guess });
}

export const addressOf = (drawing) => `data:image/svg+xml;charset=utf-8,${encodeURIComponent(drawing)}`;

/* All stops as pictures, loaded once, so that a drag has nothing to wait for. */
export async function picturesOf({ url }) {
  const drawings = await loadJson(url);
  const pictures = drawings.map((drawing) => Object.assign(new Image(), { src: addressOf(drawing) }));
  await Promise.all(pictures.map((image) => image.decode().catch(() => {})));
  return { drawings, pictures };
}

export const measuresAt = (set, index) => Object.fromEntries(PARTS.map((part) => [part, brief(set.measures[part][index], 1)]));

/* The value of a stop in words. */
export function valueOf(set, index, words) {
  const value = set.values[index];
  if (isLook(set)) return looksOf(words)[set.control][value];
  return set.control === "together" ? `${percent(value)} %` : brief(value, 1);
}

export function endsOf(set, words) {
  const [from, to] = [0, set.values.length - 1].map((index) => valueOf(set, index, words));
  if (set.control === "together") return breedsOf(set).map((breed) => words.breeds[breed]);
  return isLook(set) ? [from, to] : [fill(words.ends.short, { value: from }), fill(words.ends.long, { value: to })];
}

/* The picture of a stop. */
export function animalAt(set, index, words) {
  const { coat, place } = stateAt(set, index), picture = set.pictures[index], breed = words.breeds[breedsOf(set)[0]];
  picture.alt = fill(words.alternative.animal, { ...measuresAt(set, index), breed, coat: words.coats[coat], place: words.places[place] });
  return picture;
}
