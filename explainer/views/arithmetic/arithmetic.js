/* The reader writes a sum; the server says where it ends, and paints it beside its first term alone. */
import { badge, fillIn, finder, make, say } from "../parts/dom.js";
import { linkOf, ownPicture, remember } from "../parts/link.js";
import { LARGEST_SEED, anySeed, signed } from "../parts/numbers.js";
import { loadImage, paintCell, paintTiny } from "../parts/paint.js";
import { makeRun } from "../parts/run.js";
import { makeSection } from "../parts/section.js";
import { layChips, shownOf, termsOf, writtenOf } from "./chips.js";
import { layBars, layRows, layUnknown, nameOf } from "./found.js";

const TAB = "latent", STILL = 30; // degrees below which a sum has hardly moved

export default (view) => {
  const { element, props, watch } = view, { words, common, most, longest } = props;
  const one = finder(element), link = linkOf(TAB), examples = Object.values(words.examples);
  const canvases = [one(".a-sum canvas"), one(".a-alone canvas")];
  let terms = termsOf(link.text("sum") || examples[0]).slice(0, most);
  let asked = { terms, seed: link.whole("sum_seed", 0, LARGEST_SEED, 0) }, last = null;

  const run = makeRun({
    view, event: "opened", root: one(".a-body"), go: one(".a-go"), press: start, now: one(".a-now"), error: one(".a-error"),
    words: { stop: words.stop, again: words.go, waiting: words.adding, stopped: words.stopped },
    on: {
      async summed(value) {
        const stamps = await loadImage(value.stamps.url);
        if (value.asked.run === run.number) explain(value, stamps);
      },
      running(value) {
        value.frames.forEach((frame, i) => paintTiny(canvases[i], frame));
        say(one(".a-now"), words.running, value);
      },
      load: (value) => Promise.all([loadImage(value.sheet.url), loadImage(value.stamps.url)]),
      done(value, [image, stamps]) {
        last = value;
        explain(value, stamps);
        canvases.forEach((canvas, i) => paintCell(canvas, { image, columns: 2, size: value.size }, i));
        badge(one(".a-badge"), common);
        fillIn(element, words, { seconds: value.seconds.toFixed(1), code: value.code });
        one(".a-own-file").hidden = !ownPicture() || !value.terms.some(({ text }) => text === null);
        judge(value);
        remember(TAB, { section: "arithmetic", sum: writtenOf(asked.terms) || null, sum_seed: asked.seed || null });
      },
      fail() {
        if (!last) run.become("waiting");
        one(".a-now").textContent = words.nothing;
      },
    },
  });
  const section = makeSection(view, start, { tab: TAB });

  function start(changes = {}) {
    const written = terms.filter(({ text, picture }) => picture || text.trim()).map((term) => ({ ...term }));
    asked = { ...asked, terms: written, ...changes };
    run.ask(asked);
  }

  /* the chips, and what makes new ones */
  function lay(focused = null) {
    layChips(one(".a-chips"), terms, words, longest, (which) => { lay(which); start(); });
    for (const name of [".a-plus", ".a-minus", ".a-own"]) one(name).disabled = terms.length >= most;
    if (focused !== null) one(".a-chips").children[focused].querySelector("button").focus();
  }
  function more(term) {
    terms.push(term);
    lay();
    one(".a-chips").lastElementChild.querySelector("input")?.focus();
  }
  function take(written) {
    terms = written.map((term) => ({ ...term }));
    lay();
    start();
  }
  function replaceWord(word, near) {
    const wrong = terms.find(({ text }) => text?.toLowerCase().includes(word.toLowerCase()));
    if (!wrong) return;
    const from = wrong.text.toLowerCase().indexOf(word.toLowerCase());
    wrong.text = wrong.text.slice(0, from) + near + wrong.text.slice(from + word.length);
    take(terms);
  }

  function explain(value, stamps) {
    layBars(one(".a-bars"), value, words);
    layRows(one(".a-rows"), value, { image: stamps, columns: value.across, size: value.cell }, words);
    layUnknown(one(".a-unknown"), value.unknown, words, replaceWord);
    const [first, sum] = [nameOf(value.terms[value.first], words), shownOf(value.asked.terms, words)];
    fillIn(one(".a-painted"), words, { first, sum });
  }

  /* Which sentences hold is chosen by what was measured. */
  function judge(value) {
    const tops = [...value.terms].sort((a, b) => b.near - a.near), { sum } = value.rows;
    const [[mine, mineNear], [other, otherNear]] = value.likes, [read, alone] = value.read;
    const values = {
      turned: value.turned, length: signed(value.length), first: nameOf(value.terms[value.first], words), top: nameOf(tops[0], words),
      near: signed(tops[0].near), animal: value.names[sum[0][0]], similarity: signed(sum[0][1]), shared: value.shared, count: sum.length,
      read: signed(read), alone: signed(alone), mine, mine_near: signed(mineNear), other, other_near: signed(otherNear),
    };
    const single = value.terms.length === 1, { now } = words;
    const sentences = [now.lies, now[single ? "single" : value.turned < STILL ? "still" : "moved"], single ? "" : now[tops[0].sign > 0 ? "term" : "minus"]];
    say(one(".a-now"), sentences.join(words.joint), values);
    say(one(".a-read"), words.read[single ? "single" : read > alone ? "followed" : "lost"], values);
  }

  one(".a-examples").append(...examples.map(termsOf).map((example) =>
    make("button", { text: shownOf(example, words), on: { click: () => take(example) } })));
  one(".a-form").addEventListener("submit", (event) => event.preventDefault()); // an Enter presses its button as well
  one(".a-plus").addEventListener("click", () => more({ sign: 1, text: "" }));
  one(".a-minus").addEventListener("click", () => more({ sign: -1, text: "" }));
  one(".a-own").addEventListener("click", () => { more({ sign: 1, picture: true }); start(); });
  one(".a-again").addEventListener("click", () => start({ seed: anySeed() }));
  lay();
  watch("picture", () => { if (!props.value || asked.terms.some(({ picture }) => picture)) section.stale(); });
};
