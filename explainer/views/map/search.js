/* Words that the reader looks for: the animals that they name light up, and CLIP says where the words lie. */
import { make, said } from "../parts/dom.js";
import { remember } from "../parts/link.js";
import { makeRun } from "../parts/run.js";

const PAUSE = 350; // milliseconds of the fingers

/* `form` holds the field, `place` gets what became of the words, `snippet` the code of their closeness;
   `changed()` when other animals are lit. */
export function makeSearch({ view, world, words, tab, form, place, snippet, changed }) {
  const input = form.querySelector("input"), ours = words.search;
  let typing = 0, sent = "";

  const wordButton = (text, word = text) => make("button", { class: "map-word", text, on: { click: () => useWord(word) } });
  const clearButton = () => wordButton(ours.clear, "");
  const examples = () => [make("span", { text: ours.try }), ...Object.values(ours.examples).map((word) => wordButton(word))];

  const run = makeRun({
    view, event: "typed", prop: "heard", root: place, now: place, words: { waiting: ours.waiting },
    on: {
      done(value) {
        if (!world.animals) return;
        world.heard = value;
        light();
        changed();
      },
      fail: (text) => place.replaceChildren(make("p", { text }), clearButton()),
    },
  });

  function ask(pause = 0) {
    clearTimeout(typing);
    typing = setTimeout(() => {
      const text = input.value.trim();
      if (text === sent) return;
      sent = text;
      remember(tab, { word: text || null });
      if (text) run.ask({ text });
      else forget();
    }, pause);
  }
  function forget() {
    run.stop();
    world.heard = world.lit = null;
    place.replaceChildren(...examples());
    changed();
  }
  function useWord(text) {
    input.value = text;
    ask();
  }

  function light() {
    const factors = Object.entries(world.heard.factors);
    const isNamed = (index) => factors.every(([name, values]) => values.includes(world.feature(name, index)));
    world.lit = factors.length ? new Set(Array.from({ length: world.count }, (_, index) => index).filter(isNamed)) : null;
  }
  /* what the words name, what no caption ever held, and where CLIP puts them */
  function heardParts({ text, seconds, closeness, unknown, place: lies }) {
    const { total, name } = world.map.facts, { lit } = world;
    const values = { text, seconds, found: lit?.size ?? 0, total, name, ...(closeness === null ? {} : { closeness }) };
    const found = lit === null ? ours.no_feature : lit.size ? ours.found : ours.found_none;
    const where = !lies ? ours.no_port : world.space !== "clip" ? ours.only_clip : ours.place;
    const strange = unknown.map(([word, near]) => {
      const line = said("p", near ? ours.unknown : ours.unlike, { word });
      if (near) line.append(wordButton(near));
      return line;
    });
    return [said("p", found, values), ...strange, said("p", where, values)];
  }

  form.addEventListener("submit", (event) => { event.preventDefault(); ask(); });
  input.addEventListener("input", () => ask(PAUSE));

  return {
    /* Once the view is ready, with the words of a link. */
    begin(word) {
      input.placeholder = ours.hint;
      input.value = word;
      run.begin();
    },
    /* The closeness of the words is to the picture on the page: another picture, another number. */
    askAgain() {
      if (!input.value.trim()) return;
      sent = "";
      ask();
    },
    light() { if (world.heard) light(); },
    draw() {
      const { heard } = world;
      snippet.hidden = !heard?.place;
      snippet.querySelector("pre").textContent = heard?.code ?? "";
      if (!heard) place.replaceChildren(...examples());
      else place.replaceChildren(...heardParts(heard), clearButton());
    },
  };
}
