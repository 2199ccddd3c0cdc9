/* First the reader's guess (or "just show me"), then the ways come in, and one slider goes along all of them. */
import { badge, complain, describe, fill, finder, hear, make, makeChoices, press, say } from "../parts/dom.js";
import { linkOf, ownPicture, remember } from "../parts/link.js";
import { LARGEST_SEED, anySeed, percent, signed } from "../parts/numbers.js";
import { loadImage, paintCell, paintTiny } from "../parts/paint.js";
import { makeRun } from "../parts/run.js";
import { onSlide, setRange } from "../parts/scrub.js";
import { makeSection } from "../parts/section.js";
import { drawNear, drawNorms, inkOf } from "./plots.js";
import { describeStop, fillMiddles, layGuesses, laySamples, layWays } from "./ways.js";

const TAB = "latent", TIE = 0.02; // similarities nearer than that to each other decide nothing
const load = ({ sheet, pictures }) => Promise.all([loadImage(sheet.url), loadImage(pictures.url)]);

export default (view) => {
  const { element, props, trigger, watch } = view, { words, common } = props;
  const one = finder(element), slider = one(".g-at"), link = linkOf(TAB);
  let asked = { other: link.text("between"), swap: link.names("between_swap"), seed: link.whole("between_seed", 0, LARGEST_SEED, 0) };
  let set = null, cards = [], at = link.whole("between_at", 0, 10, 5), movers = [], frames = null, pairs = 0, pending = false;
  let guess = link.choice("between_guess", words.ways, null);
  let atOnce = link.names("between_at"); // a link to what was shown, or a later pair, needs no guess

  const run = makeRun({
    view, event: "go", root: one(".g-body"), go: one(".g-go"), press: () => change({ seed: anySeed() }), now: one(".g-now"), error: one(".g-error"),
    words: { stop: words.stop, again: words.again, waiting: words.mixing, stopped: words.stopped },
    on: {
      become: (state) => one(".g-go").classList.toggle("k-main", state === "running"),
      async mixed(value) {
        const loaded = await load(value);
        if (value.asked.run === run.number && run.isUnderWay()) lay(value, loaded);
      },
      running(value) {
        if (!cards.length) return;
        frames = value;
        judge();
        paintFrame();
      },
      load,
      done(value, loaded) {
        frames = null;
        lay(value, loaded);
        badge(one(".g-badge"), common);
        one(".g-took").textContent = fill(words.took, { seconds: value.seconds.toFixed(1) });
        explain();
        keep();
      },
      fail() { if (!set) run.become("waiting"); },
    },
  });
  laySamples(one(".g-samples"), props.samples, common.sample, (id) => change({ other: id }));
  const section = makeSection(view, () => { run.stop(); pending = true; pairUp(); }, { tab: TAB });

  function keep() {
    remember(TAB, {
      section: "between", between: asked.other, between_at: at, between_swap: asked.swap ? 1 : null,
      between_seed: asked.seed || null, between_guess: guess,
    });
  }
  /* Another pair or another noise: before the first guess only the pair is shown. */
  function change(changes) {
    run.stop();
    asked = { ...asked, ...changes };
    complain(one(".g-error"), "");
    if (atOnce) { guess = null; go(); }
    else pairUp();
    markOther();
  }
  function pairUp() {
    trigger("opened", { ...asked, pair: ++pairs });
  }
  function go() {
    atOnce = true;
    frames = null;
    pairs += 1; // what was asked of a pair alone is not waited for any more
    run.ask(asked);
  }
  function answer(id) {
    guess = id;
    go();
    slider.focus({ preventScroll: true });
  }

  function markOther() {
    const buttons = one(".g-samples").children;
    press(buttons, (button) => button.dataset.id === asked.other);
    for (const button of buttons) button.disabled = button.dataset.id === set?.asked.own;
  }
  /* what is known of the two pictures, whatever else is there */
  function meet(value) {
    set = { ...value, gone: [], order: [] };
    asked.other = value.asked.other;
    for (const [i, letter] of ["A", "B"].entries()) {
      const which = letter.toLowerCase(), name = value.names[i];
      one(`.g-name-${which}`).replaceChildren(make("b", { text: letter }), ` ${name}`);
      describe(one(`.g-${which}`), `${letter}: ${name}`);
    }
    markOther();
  }

  /* the answer to `opened`: the pair, or why there is none */
  async function paired() {
    const value = props.value;
    const isNews = () => value?.asked?.pair === pairs;
    if (value?.kind === "error" && isNews()) {
      run.become(set ? "stopped" : "waiting");
      one(".g-now").textContent = "";
      complain(one(".g-error"), value.text);
    }
    if (value?.kind !== "met" || !isNews()) return;
    const image = await loadImage(value.sheet.url);
    if (!isNews()) return;
    pending = false;
    meet(value);
    for (const [i, which] of ["a", "b"].entries()) paintCell(one(`.g-${which}`), { image, columns: 2, size: value.size }, i);
    if (atOnce) { go(); return; }
    layGuesses(one(".g-guesses"), value.ways, words, answer);
    run.become("guess");
  }

  function lay(value, [image, stamps]) {
    meet(value);
    const { gone, order, stops, size, ways } = value;
    Object.assign(set, { gone, order, cells: { image, columns: stops, size }, stamps: { image: stamps, columns: value.across, size: value.cell } });
    cards = layWays(one(".g-ways"), ways, words, ways.length < Object.keys(words.ways).length ? words.no_port : "");
    for (const { id, card } of cards) card.dataset.guessed = id === guess;
    slider.max = stops - 1;
    paintCell(one(".g-a"), set.cells, 0);
    paintCell(one(".g-b"), set.cells, stops - 1);
    plot();
    goTo(at);
  }
  function plot() {
    const lines = set.gone.map(({ id, near, norms }, i) => ({ id, norms, number: i + 1, values: near.map(([, similarity]) => similarity) }));
    movers = [
      drawNear(one(".g-near"), lines, set.usual, words.plot),
      drawNorms(one(".g-norms"), lines.filter(({ norms }) => norms).map((line) => ({ ...line, values: line.norms })), words.plot),
    ];
    one(".g-norms-what").textContent = fill(words.plot.norms, { degrees: set.degrees });
  }

  function goTo(stop) {
    const last = set.stops - 1;
    at = Math.min(stop, last);
    const where = fill(at === set.middle ? words.where_middle : words.where, { share: percent(at / last) });
    one(".g-where").textContent = where;
    setRange(slider, at, where);
    set.gone.forEach((way, i) => {
      paintCell(cards[i].canvas, set.cells, i * set.stops + at);
      describeStop(cards[i], way, at, set, words);
    });
    paintFrame();
    for (const move of movers) move(at);
    judge();
  }
  /* The painted way while it is under way: coarse, out of the noise. */
  function paintFrame() {
    const card = cards[set.gone.length];
    if (!card) return;
    if (frames) paintTiny(card.canvas, frames.frames[at]);
    describe(card.canvas, words.coming);
    card.text.textContent = words.coming;
  }

  const middleOf = (id) => set.gone.find((way) => way.id === id).near[set.middle][1];
  /* What is said of the ways: how far the painted one is, at last which middle is most like an animal. */
  function judge() {
    const now = one(".g-now");
    if (run.isUnderWay()) say(now, frames ? words.running : words.mixing, { step: frames?.step, calls: frames?.calls, stops: set.stops });
    if (run.state !== "done") return;
    const [first, second] = set.order, top = middleOf(first), next = middleOf(second), { verdict } = words;
    const values = {
      first: words.ways[first].name, top: signed(top), second: words.ways[second].name, next: signed(next), usual: signed(set.usual),
      animals: set.total, animal: set.animals[set.gone.find(({ id }) => id === first).near[set.middle][0]],
      yours: guess && words.ways[guess].name, mine: guess && signed(middleOf(guess)),
    };
    const tie = top - next < TIE, right = guess && top - middleOf(guess) < (tie ? TIE : 1e-9);
    const sentences = [verdict[tie ? "tie" : "clear"], verdict[top < set.usual ? "unreal" : "real"], guess ? verdict[right ? "right" : "wrong"] : ""];
    say(now, sentences.join(words.joint), values);
    describe(one(".g-near"), now.textContent);
  }

  /* What holds of the whole, wherever one looks. */
  function explain() {
    const long = set.gone.filter(({ norms }) => norms), ends = long[0].norms;
    fillMiddles(one(".g-middles"), set, words);
    const lengths = long.map(({ id, norms }) => `${words.ways[id].name}: ${norms.join(", ")}`).join("; ");
    describe(one(".g-norms"), `${one(".g-norms-what").textContent} ${lengths}`);
    one(".g-paragraph").textContent = fill(words.prose.paragraph, { length_a: ends[0].toFixed(1), length_b: ends.at(-1).toFixed(1) });
    one(".g-own-file").hidden = !ownPicture();
    const names = Object.values(words.code.which), { codes } = set;
    const mark = makeChoices(one(".g-codes"), codes.map((_, value) => ({ value, label: names[value] })), showCode);
    function showCode(which) {
      one(".g-code").textContent = codes[which];
      mark(which);
    }
    showCode(0);
  }

  onSlide(slider, (stop) => { if (set?.cells) goTo(stop); }, keep);
  one(".g-skip").addEventListener("click", () => answer(null));
  one(".g-swap").addEventListener("click", () => change({ swap: !asked.swap }));
  hear("theme", () => {
    if (set?.ways) layGuesses(one(".g-guesses"), set.ways, words, answer);
    for (const { id, card } of cards) card.style.setProperty("--lane", inkOf(id));
    if (!set?.cells) return;
    plot();
    goTo(at);
    if (run.state === "done") fillMiddles(one(".g-middles"), set, words);
  });
  watch("value", paired);
  paired();
  /* the page tells its picture once more after a pair of it was answered */
  watch("picture", () => { if (pending || set?.asked.own !== props.picture) section.stale(); });
};
