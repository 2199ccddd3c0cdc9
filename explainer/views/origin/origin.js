/* A picture is drawn, the reader guesses whether training holds a copy, and the search says. */
import { describe, fill, fillIn, findChoices, finder, make, say } from "../parts/dom.js";
import { flow } from "../parts/flow.js";
import { differ, figureOf, hearRun, linkOf, remember } from "../parts/link.js";
import { counted, signed } from "../parts/numbers.js";
import { loadImage, paintImage, paintTiny } from "../parts/paint.js";
import { makeRun } from "../parts/run.js";
import { makeSection } from "../parts/section.js";
import { drawLine, layMatches } from "./found.js";

const TAB = "text_to_image", SIDES = ["colors", "clip"];

export default (view) => {
  const { element, props } = view, { words, held_out: never } = props, one = finder(element), which = one(".o-which");
  let asked = null, guess = null, guessed = false, searching = false, picture = null, found = null;

  which.append(new Option(words.figure, ""), ...never.map((prompt, i) => new Option(fill(words.never, { prompt }), i)));
  which.value = linkOf(TAB).choice("origin", [...never.keys()], "");
  findChoices(element, "guess", (answer) => {
    guess = answer || null;
    guessed = true;
    search();
  });
  const run = makeRun({
    view, event: "draw", root: one(".o-body"), now: one(".o-now"), error: one(".o-error"),
    on: {
      become(state) { one(".o-body").dataset.phase = { running: searching ? "searching" : "drawing", done: "shown" }[state] ?? state; },
      drawing(value) {
        paintTiny(one(".o-print"), value.x0);
        one(".o-said").textContent = value.asked.prompt;
        one(".o-match").textContent = fill(words.step, { step: value.index + 1, count: value.count });
      },
      async drawn(value) {
        const image = await loadImage(value.src);
        if (value.asked.run !== run.number || !run.isUnderWay()) return;
        picture = value;
        paintImage(one(".o-print"), image);
        flow({ picture: one(".o-print") });
        showPicture(value);
        if (searching) return;
        if (guessed) { search(); return; }
        run.become("guess");
        one(".o-now").textContent = words.now.guess;
      },
      searched(value) {
        found = value;
        if (value.searched === value.of) run.become("done");
        explain();
      },
      stop: explain,
    },
  });

  function ask(search) {
    searching = search;
    run.ask({ ...asked, search });
    one(".o-now").textContent = search ? words.now.begun : words.waiting;
  }
  const search = () => ask(true);
  /* what is to be drawn: the figure's picture, as it told of it, or a combination that training never saw */
  function begin() {
    const { prompt, guidance, steps, seed, scheduler } = figureOf(TAB, props.opens, props.schedulers);
    const held_out = which.value === "" ? null : Number(which.value);
    asked = { prompt: held_out === null ? prompt : never[held_out], guidance, steps, seed, scheduler, held_out };
    found = picture = null;
    one(".o-seen").textContent = "";
    remember(TAB, { section: "origin", origin: held_out });
    ask(false);
  }

  function showPicture({ asked: { prompt }, similarity, code, seen }) {
    fillIn(element, words, { prompt, code, similarity: signed(similarity) });
    one(".o-seen").replaceChildren(...(seen.length ? readings(seen) : []));
  }
  /* of a combination that was never seen: what CLIP reads, and boxes for the reader's own eye */
  function readings(seen) {
    const said = make("span"), factors = seen.map(([factor, ok]) => `${words.factors[factor]} ${ok ? "✓" : "✗"}`).join(words.comma);
    say(said, words.seen.clip, { right: seen.filter(([, ok]) => ok).length, count: seen.length, factors });
    const boxes = seen.map(([factor]) => make("label", {}, make("input", { type: "checkbox" }), fill(words.seen.eye, { factor: words.factors[factor] })));
    return [said, make("br"), ...boxes];
  }

  function explain() {
    const stopped = run.state === "stopped";
    if (!found) { if (stopped) one(".o-now").textContent = words.now.nothing; return; }
    const { searched, of, near, unseen, nearer: [byColors, byClip], total } = found, count = unseen[0].length;
    const [colors, clip] = near.map(([first]) => first.near.toFixed(3)), [typical, typicalClip] = unseen.map((all) => all[Math.floor(count / 2)].toFixed(3));
    const numbers = {
      searched: counted(searched), of: counted(of), count, colors, clip, typical, typical_clip: typicalClip, by_colors: byColors, by_clip: byClip,
    };
    const done = run.state === "done", suspicious = byColors === count || byClip === count;
    const said = [words.now[done ? "done" : stopped ? "stopped" : "searching"], words.now.compared];
    if (done) said.push(suspicious ? words.now.nearest_of_all : words.now.no_copy);
    if (done && guess) said.push(words.yours[guess]);
    say(one(".o-now"), said.join(words.joint), numbers);
    SIDES.forEach((name, side) => {
      const plot = one(`.o-plot[data-side="${side}"]`);
      layMatches(one(`.o-near[data-side="${side}"]`), near[side], words);
      drawLine(plot, unseen[side], near[side][0].near, name === "clip", words);
      describe(plot, words.alternative[name], numbers);
    });
    one(".o-paragraph").textContent = fill(total ? words.prose.paragraph_of : words.prose.paragraph, { ...numbers, total: total && counted(total) });
  }

  which.addEventListener("change", begin);
  one(".o-stop").addEventListener("click", run.stop);
  one(".o-go").addEventListener("click", () => (picture ? search() : begin()));
  const section = makeSection(view, begin, { tab: TAB, named: false });
  hearRun(TAB, (figure) => { if (asked && asked.held_out === null && differ(figure, asked)) section.stale(); });
};
