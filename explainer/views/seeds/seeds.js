/* Nine noises under the same words; a click opens one of them in the figure above. */
import { describe, fill, findChoices, finder, make, press, say, tell } from "../parts/dom.js";
import { figureOf, hearRun, linkOf, remember } from "../parts/link.js";
import { LARGEST_SEED, anySeed, signed } from "../parts/numbers.js";
import { loadSheet, paintCell, paintTiny } from "../parts/paint.js";
import { makeRun } from "../parts/run.js";
import { makeSection } from "../parts/section.js";

const TAB = "text_to_image";

export default (view) => {
  const { element, props } = view, { words, opens, count } = props, one = finder(element), link = linkOf(TAB);
  let asked = { seed: link.whole("seeds", 0, LARGEST_SEED, 0), student: link.text("seeds_by") !== "full" };
  let film = null, sorted = false, cells = [];

  const markBy = findChoices(element, "student", (student) => ask({ student: student === "1" }));
  const run = makeRun({
    view, event: "draw", root: one(".s-body"), go: one(".s-go"), press: () => ask({ seed: anySeed() }), now: one(".s-now"), error: one(".s-error"),
    words: { ...words, stopped: words.now.stopped },
    on: {
      running(value) {
        value.frames.forEach((frame, i) => paintTiny(cells[i].canvas, frame));
        say(one(".s-now"), words.now.running, { step: value.index + 1, count: value.count, pictures: count });
      },
      load: loadSheet,
      done(value, sheet) {
        const near = value.similarities;
        film = { ...value, sheet };
        arrange();
        paintCell(one(".s-of-all"), sheet, value.seeds.length);
        describe(one(".s-of-all"), words.alternative.mean);
        one(".s-code").textContent = value.codes[0];
        say(one(".s-now"), words.now.done, {
          pictures: count, seconds: value.seconds.toFixed(1), prompt: value.prompt, low: signed(Math.min(...near)), high: signed(Math.max(...near)),
        });
      },
    },
  });

  function ask(changes) {
    asked = { ...asked, ...changes };
    film = null;
    const { seed, student } = asked;
    remember(TAB, { section: "seeds", seeds: seed || null, seeds_by: student ? null : "full" });
    markBy(student ? 1 : 0);
    one(".s-opens").textContent = student ? words.opens.student : words.opens.full;
    lay([...Array(count).keys()]);
    run.ask(asked);
  }

  /* the cells in the order of `order`; what is finished is painted from the sheet */
  function lay(order) {
    cells = order.map((which) => {
      const canvas = make("canvas"), seed = film ? film.seeds[which] : (asked.seed + which) % (LARGEST_SEED + 1);
      const label = make("span", { text: fill(words.seed, { seed }) }), button = make("button", { disabled: !film }, canvas, label);
      if (film) {
        const similarity = signed(film.similarities[which]);
        label.append(make("b", { text: similarity }));
        paintCell(canvas, film.sheet, which);
        describe(button, words.alternative.cell, { seed, similarity });
        button.addEventListener("click", () => open(button, which));
      }
      return { button, canvas };
    });
    one(".s-grid").replaceChildren(...cells.map(({ button }) => button));
  }
  function open(button, which) {
    const { guidance, steps, scheduler } = opens;
    press(one(".s-grid").children, (other) => other === button);
    one(".s-code").textContent = film.codes[which];
    tell("depart", { tab: TAB, prompt: asked.prompt, seed: film.seeds[which], guidance, steps, scheduler });
  }
  function arrange() {
    const order = [...film.seeds.keys()];
    if (sorted) order.sort((a, b) => film.similarities[b] - film.similarities[a]);
    lay(order);
  }

  one(".s-sort").addEventListener("click", () => {
    sorted = !sorted;
    press([one(".s-sort")], () => sorted);
    if (film) arrange();
  });
  const section = makeSection(view, () => ask({ prompt: figureOf(TAB, opens).prompt }), { tab: TAB, named: false });
  hearRun(TAB, ({ prompt }) => { if ("prompt" in asked && prompt !== asked.prompt) section.stale(); });
};
