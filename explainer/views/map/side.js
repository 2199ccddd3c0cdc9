/* Beside the map: who is nearest to the picture and to the words; above it: the kinds, to be hidden. */
import { fill, make, press } from "../parts/dom.js";
import { legendIcon, ownEntry } from "../parts/shapes.js";
import { cutInto } from "./stickers.js";

/* `change()` when other animals are dim; `showWords(shown)` when the world's own words are to be seen. */
export function drawLegend(place, world, words, change, showWords) {
  const kindButton = ([kind, number]) => {
    const button = make("button", { "aria-pressed": !world.hidden.has(kind), on: { click() {
      if (!world.hidden.delete(kind)) world.hidden.add(kind);
      press([button], () => !world.hidden.has(kind));
      change();
    } } }, legendIcon(kind), `${words.kinds[kind]} ${number}`);
    return button;
  };
  const isUseless = !world.map.landmarks || world.space !== "clip";
  const wordsButton = make("button", {
    class: "map-words", text: words.landmarks.show, disabled: isUseless, "aria-pressed": world.withWords && !isUseless,
    title: world.map.landmarks ? words.landmarks.hint : words.search.no_port, on: { click: () => showWords(!world.withWords) },
  });
  place.replaceChildren(...Object.entries(world.map.census).map(kindButton), ownEntry(words), wordsButton);
}

/* `select(index)` when one of them is pointed at. */
export function drawSide(place, world, words, select) {
  const row = (neighbor) => {
    const { index } = neighbor, picture = make("canvas"), over = () => select(index), away = () => select(null);
    cutInto(picture, world, index, 88);
    return make("li", {}, make("button", { on: { pointerenter: over, focus: over, click: over, pointerleave: away, blur: away } },
      picture, make("b", { text: world.nameOf(index) }), make("span", { text: world.about(neighbor) })));
  };
  const list = (name, note, neighbors) => [
    make("h3", { text: fill(words.near, { name }) }),
    ...(note ? [make("p", { class: "k-note", text: note })] : []),
    make("ol", {}, ...neighbors.map(row)),
  ];
  const { facts, wordPlace } = world, most = wordPlace ? 3 : 5;
  place.replaceChildren(
    ...list(world.map.facts.name, facts.whole ? "" : fill(words.near_note, facts), world.place.neighbors.slice(0, most)),
    ...(wordPlace ? list(fill(words.quote, world.heard), "", wordPlace.neighbors.slice(0, most)) : []),
  );
}
