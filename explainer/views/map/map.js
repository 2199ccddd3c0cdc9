// The map of the world's animals: each a framed thumbnail where CLIP, the latent or the raw pixels put it.
const TAB = "latent", SPACES = ["clip", "vae", "pixels"];
const root = element.querySelector(".map");
const find = (name) => root.querySelector(`[data-${name}]`);
const canvas = find("canvas");
const words = props.words;
const STILL = matchMedia("(prefers-reduced-motion: reduce)");
const linked = new URLSearchParams(location.search).get("tab") === TAB ? new URLSearchParams(location.search) : new URLSearchParams();
const hidden = new Set();
let map = null; // the value on the page
let animals = null; // what the data file holds: features, points
let sheet = null;
let own = null;
let space = SPACES.includes(linked.get("space")) ? linked.get("space") : "clip";
let withWords = linked.get("map_words") === "1";
let heard = null; // what became of the words looked for
let lit = null; // animals that the words name, as a Set, or null where all are
let current = null;

const wordsShown = () => withWords && space === "clip" && Boolean(map.landmarks);
const made = (tag, className = "", text = "") => {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text) node.textContent = text;
  return node;
};
const count = () => animals.features.kind.of.length;
const digit = (letter) => parseInt(letter, 36);
function feature(name, index) {
  const { values, of } = animals.features[name];
  return values[digit(of[index])];
}
const kindOf = (index) => feature("kind", index);
const nameOf = (index) => map.names[`${feature("coat", index)} ${feature("breed", index)}`];
const isDim = (index) => hidden.has(kindOf(index)) || (lit !== null && !lit.has(index));

function cutInto(target, index, side) {
  target.width = target.height = side;
  const { cell, columns } = map;
  const pen = target.getContext("2d");
  pen.imageSmoothingQuality = "high";
  pen.drawImage(sheet, (index % columns) * cell, Math.floor(index / columns) * cell, cell, cell, 0, 0, side, side);
}

function select(index) {
  if (index === current) return;
  current = index;
  canvas.classList.toggle("near", index !== null);
  const card = find("card");
  card.hidden = index === null;
  if (index !== null) {
    cutInto(card.firstChild, index, 128);
    card.querySelector("b").textContent = nameOf(index);
    card.querySelector("span").textContent = aboutOf(index);
    find("said").textContent = nameOf(index);
    beside(card, ...placeOf(index));
  }
  redraw();
}

// the place behind it, and how near it is where that was measured
function aboutOf(index) {
  const place = words.places[feature("place", index)];
  const neighbor = [...map.own.places[space].neighbors, ...(space === "clip" && heard?.place ? heard.place.neighbors : [])].find((one) => one.index === index);
  return neighbor ? `${place} · ${likeness(neighbor)}` : place;
}

function beside(card, x, y) {
  const { width, height } = field();
  const [wide, high] = [card.offsetWidth, card.offsetHeight];
  const away = 2 * radius(camera.zoom) + 6;
  const aside = x + away + wide < width ? x + away : x - away - wide;
  const left = Math.max(6, Math.min(width - wide - 6, aside));
  const top = Math.max(6, Math.min(height - high - 6, y - high / 2));
  card.style.transform = `translate(${left}px, ${top}px)`;
}

function likeness({ similarity, distance }) {
  return similarity === null ? kakusan.fill(words.distance, { distance }) : kakusan.fill(words.likeness, { similarity });
}

function chooseSpace(name) {
  if (name === space || !animals) return;
  const before = placesNow();
  space = name;
  select(null);
  wholeMap();
  describe();
  setOut(before);
  kakusan.remember(TAB, { space: space === "clip" ? null : space });
}
