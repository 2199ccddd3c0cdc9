/* What is known of the animals, and which of them the reader looks at, in which space. */
import { fill } from "../parts/dom.js";

/* What the animal of that index is: its kind, coat, breed. */
export function featureOf({ features }, name, index) {
  const { values, of } = features[name];
  return values[parseInt(of[index], 36)];
}

export const SPACES = ["clip", "vae", "pixels"];

/* `link` is the tab's. Until a map has arrived, what is null here says so. */
export function makeWorld(link, words) {
  const world = {
    map: null, // the value on the page
    animals: null, // what the data file holds: features, points
    sheet: null, own: null, // the animals' pictures, and the reader's
    space: link.choice("space", SPACES, "clip"),
    hidden: new Set(), // kinds
    withWords: link.text("map_words") === "1",
    heard: null, // what became of the words looked for
    lit: null, // animals that the words name, as a Set, or null where all are
    current: null, // the animal pointed at
    guess: link.choice("map_guess", [...SPACES, "skipped"], null),

    get count() { return world.animals.features.kind.of.length; },
    feature: (name, index) => featureOf(world.animals, name, index),
    kindOf: (index) => world.feature("kind", index),
    nameOf: (index) => world.map.names[`${world.feature("coat", index)} ${world.feature("breed", index)}`],
    isDim: (index) => world.hidden.has(world.kindOf(index)) || (world.lit !== null && !world.lit.has(index)),
    pointOf(index) {
      const points = world.animals.points[world.space];
      return [points[2 * index], points[2 * index + 1]];
    },

    /* of the space that is shown */
    get facts() { return world.map.spaces[world.space]; },
    get place() { return world.map.own.places[world.space]; },
    get wordPlace() { return (world.space === "clip" && world.heard?.place) || null; },
    get wordsShown() { return world.withWords && world.space === "clip" && Boolean(world.map.landmarks); },

    /* how near a neighbour is, and what stands around it */
    about: (neighbor) => `${words.places[world.feature("place", neighbor.index)]} · ${world.likeness(neighbor)}`,
    likeness: ({ similarity, distance }) => (similarity === null ? fill(words.distance, { distance }) : fill(words.likeness, { similarity })),
  };
  return world;
}
