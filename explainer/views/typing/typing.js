/* One question at a time goes to the student; what is typed meanwhile waits, and only its newest is asked. */
import { complain, describe, fill, findChoices, finder, make, say, tell } from "../parts/dom.js";
import { onEnter } from "../parts/keys.js";
import { lastRun, linkOf, linkable, remember } from "../parts/link.js";
import { afterPause, makeNewest } from "../parts/newest.js";
import { LARGEST_SEED, anySeed, signed } from "../parts/numbers.js";
import { loadImage, paintImage, paintTiny } from "../parts/paint.js";
import { makePlot } from "../parts/plot.js";
import { makeRun } from "../parts/run.js";
import { makeSection } from "../parts/section.js";

const TAB = "text_to_image", PAUSE = 60, PATIENCE = 60_000; // milliseconds: of the fingers; until an answer is given up

const numbersOf = ({ prompt, seconds, similarity, calls }) => ({ prompt, seconds: seconds.toFixed(2), similarity: signed(similarity), calls });

/* The networks' matches for each sentence: below the dashed line the student lies behind. */
function drawPairs(place, pairs, words) {
  const all = pairs.flat(), range = [Math.min(...all) - 0.03, Math.max(...all) + 0.03], [low, high] = range;
  const plot = makePlot({ left: 30, right: 280, top: 10, bottom: 260 }, { x: range, y: range });
  place.removeAttribute("hidden");
  place.replaceChildren(
    plot.frame(), plot.line([[low, low], [high, high]], "k-line2"), ...pairs.map(([student, whole]) => plot.dot(whole, student, "y-pair", 5)),
    plot.text(280, 284, words.across, { anchor: "end" }), plot.text(36, 28, words.up),
  );
}

export default (view) => {
  const { element, props, trigger, watch } = view, { words } = props;
  const one = finder(element), body = one(".y-body"), field = one(".y-prompt"), drawn = { student: null, full: null };
  let seed = 0, opening = true, which = "student";


  /* the student: at every pause of the fingers */
  const soon = afterPause(PAUSE, () => { ask(); keep(); });
  const newest = makeNewest((question) => trigger("typed", question), PATIENCE);
  /* the full network: on Enter */
  const full = makeRun({
    view, event: "draw", root: body, go: one(".y-go"), press: draw, error: one(".y-error"), words: { stop: words.stop, again: words.draw },
    on: {
      become: (state) => { body.dataset.full = { waiting: "none", running: "running", done: "same" }[state] ?? (drawn.full ? "old" : "none"); },
      running(value) {
        paintTiny(one(".y-full"), value.x0);
        one(".y-full-cost").textContent = fill(words.step, { step: value.index + 1, count: value.count });
      },
      load: ({ src }) => loadImage(src),
      done: (value, image) => show("full", value, image),
    },
  });
  /* where the student is worse: both over the same sentences, each a point */
  const measuring = makeRun({
    view, event: "measure", prop: "measured", root: one(".y-side"), go: one(".y-measure"), press: measure, error: one(".y-error"),
    words: { stop: words.measure.stop, again: words.measure.start },
    on: { measured },
  });

  function ask() {
    soon.cancel();
    halt();
    if (drawn.full) body.dataset.full = drawn.full.asked.prompt === field.value && drawn.full.asked.seed === seed ? "same" : "old";
    newest.want({ prompt: field.value, seed });
  }
  async function sketched() {
    const value = props.sketch;
    if (value?.kind === "waiting") {
      one(".y-now").textContent = newest.waits(value) || one(".y-now").textContent;
      return;
    }
    if (!value?.kind || !newest.answered(value.asked.run)) return;
    complain(one(".y-error"), value.kind === "error" ? value.text : "");
    if (value.kind === "done") {
      const image = await loadImage(value.src);
      if (props.sketch.asked.run !== value.asked.run) return;
      show("student", value, image);
      showUnknown(value.unknown);
    }
    if (!opening || newest.isBusy()) return;
    opening = false;
    draw();
  }

  function draw() {
    halt();
    keep();
    full.ask({ prompt: field.value, seed });
  }
  function measure() {
    halt();
    one(".y-measure-now").textContent = words.measure.begun;
    measuring.ask({});
  }
  function halt() {
    full.stop();
    measuring.stop();
  }
  function keep() {
    remember(TAB, { section: "typing", typing: linkable(field.value), typing_seed: seed });
  }

  function show(name, value, image) {
    const canvas = one(`.y-${name}`), numbers = numbersOf(value);
    paintImage(canvas, image);
    describe(canvas, words.alternative[name], numbers);
    one(`.y-${name}-cost`).textContent = fill(words.cost, numbers);
    drawn[name] = value;
    explain();
  }
  function explain() {
    const { student, full: whole } = drawn, here = student ?? whole;
    if (!here) return;
    const both = student && whole && student.prompt === whole.prompt && student.asked.seed === whole.asked.seed;
    const more = both ? { full: whole.seconds.toFixed(2), times: (whole.seconds / student.seconds).toFixed(1), near: signed(whole.similarity) } : {};
    say(one(".y-now"), words.now[both ? "both" : student ? "student" : "full"], { ...numbersOf(here), ...more });
    one(".y-code").textContent = (drawn[which] ?? here).code;
  }

  /* what the pack never learned, and the known word that is spelt most like it: a click takes it */
  function showUnknown(unknown) {
    const take = (word, near) => {
      field.value = field.value.normalize("NFKC").replace(word, near);
      field.focus();
      ask();
    };
    one(".y-unknown").replaceChildren(...unknown.flatMap(([word, near]) => {
      const sentence = make("span", { text: fill(words.unknown[near ? "near" : "alone"], { word }) });
      const button = () => make("button", { text: fill(words.unknown.take, { near }), on: { click: () => take(word, near) } });
      return near ? [sentence, " ", button(), " "] : [sentence, " "];
    }));
  }

  function measured(value) {
    const [student, whole] = value.means, [mean, half] = value.difference, n = value.pairs.length;
    const verdict = n < value.count ? "running" : mean + half < 0 ? "worse" : mean - half > 0 ? "better" : "equal";
    say(one(".y-measure-now"), words.measure[verdict], {
      n, count: value.count, student: student.toFixed(2), full: whole.toFixed(2), less: Math.abs(mean).toFixed(3), half: half.toFixed(3),
      behind: value.pairs.filter(([a, b]) => a < b).length, times: (value.seconds[1] / value.seconds[0]).toFixed(1),
    });
    drawPairs(one(".y-plot"), value.pairs, words.measure);
    describe(one(".y-plot"), one(".y-measure-now").textContent);
    if (n === value.count) measuring.become("done");
  }

  field.addEventListener("input", soon);
  onEnter(field, draw);
  one(".y-noise").addEventListener("click", () => {
    seed = anySeed();
    opening = true;
    keep();
    ask();
  });
  one(".y-above").addEventListener("click", () => tell("depart", { tab: TAB, prompt: field.value, seed }));
  const markCode = findChoices(element, "code", (name) => {
    which = name;
    markCode(name);
    explain();
  });
  watch("sketch", sketched);
  makeSection(view, () => {
    const link = linkOf(TAB), figure = lastRun(TAB);
    seed = link.whole("typing_seed", 0, LARGEST_SEED, figure?.seed ?? 0);
    field.value = link.text("typing", figure?.prompt ?? words.first_prompt);
    ask();
  }, { tab: TAB, named: false });
};
