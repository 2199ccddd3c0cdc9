/* The animal as it stands: what a link says of it, how a slider changes it, how it is drawn. */
const TAB = "latent", words = props.words;
const one = (name) => element.querySelector(name);
const PARTS = ["legs", "body", "snout", "ears", "tail"], LOOKS = { coat: words.coats, place: words.places };
const BREEDS = { dachshund: ["labrador", "dachshund"], maine_coon: ["shiba", "maine_coon"], siamese: ["poodle", "siamese"] };
const KEYS = ["way", "along", ...PARTS, "coat", "place"];

const inLink = new URLSearchParams(location.search).get("tab") === TAB ? new URLSearchParams(location.search) : new URLSearchParams();
const stateInLink = () => Object.fromEntries(KEYS.filter((key) => inLink.has(`rel_${key}`)).map((key) => [key, inLink.get(`rel_${key}`)]));

/* The state at a stop of the slider; the server brings what is out of range back into it. */
function stateAt({ state, control, values }, index) {
  const { way, coat, place } = state;
  return control === "together" ? { way, coat, place, along: values[index] } : { ...state, [control]: values[index] };
}

function keep(set, index, guess) {
  const state = stateAt(set, index);
  const kept = Object.fromEntries(KEYS.map((key) => [`rel_${key}`, state[key] ?? null]));
  kakusan.remember(TAB, { section: "relations", rel: set.control, ...kept, rel_guess: guess ?? null });
}

/* All stops as pictures, loaded once, so that a drag has nothing to wait for. */
async function picturesOf(file) {
  const drawings = await (await fetch(file.url)).json();
  const pictures = drawings.map((drawing) => {
    const image = new Image();
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(drawing)}`;
    return image;
  });
  await Promise.all(pictures.map((image) => image.decode().catch(() => {})));
  return { drawings, pictures };
}

const numberOf = (value) => String(Math.round(value * 10) / 10);
const breedsOf = ({ state }) => BREEDS[state.way].map((breed) => words.breeds[breed]);

function measuresAt(set, index) {
  return Object.fromEntries(PARTS.map((part) => [part, numberOf(set.measures[part][index])]));
}

/* The value of a stop in words. */
function valueOf({ control, values }, index) {
  if (control in LOOKS) return LOOKS[control][values[index]];
  return control === "together" ? `${Math.round(100 * values[index])} %` : numberOf(values[index]);
}

function endsOf(set) {
  const last = set.values.length - 1;
  if (set.control === "together") return breedsOf(set);
  if (set.control in LOOKS) return [valueOf(set, 0), valueOf(set, last)];
  return [kakusan.fill(words.ends.short, { value: valueOf(set, 0) }), kakusan.fill(words.ends.long, { value: valueOf(set, last) })];
}

function showAnimal(set, index) {
  const state = stateAt(set, index), measures = measuresAt(set, index), picture = set.pictures[index];
  picture.alt = kakusan.fill(words.alternative.animal, { ...measures, breed: breedsOf(set)[0], coat: words.coats[state.coat], place: words.places[state.place] });
  one(".z-animal").replaceChildren(picture);
  one(".z-measures").textContent = kakusan.fill(words.measures, measures);
}
