/* Deals a noise, lets the reader take any of four off again, and at last shows what the network took for it. All
   that a press shows came with the deal: no press asks the server. Nothing is scored. */
import { badge, describe, fill, finder, hear, press, say } from "../parts/dom.js";
import { linkOf, remember } from "../parts/link.js";
import { LARGEST_SEED, counted, nearest, signed } from "../parts/numbers.js";
import { loadMaps, loadSheet, paintCell, paintLevels } from "../parts/paint.js";
import { makeRun } from "../parts/run.js";
import { setRange } from "../parts/scrub.js";
import { makeSection } from "../parts/section.js";
import { drawCard, layCards, wrongBy } from "./cards.js";

const TAB = "reverse";

export default (view) => {
  const { element, props } = view, { words, times, opens } = props;
  const one = finder(element), body = one(".g-body"), now = one(".g-now"), slider = one(".g-t"), link = linkOf(TAB);
  let at = nearest(times, link.real("guess_t", 0, Infinity, opens));
  let seed = link.whole("guess_seed", 0, LARGEST_SEED, 0);
  let deal = null, cards = [], tried = new Set(), last = null;

  badge(one(".k-badge"), props.common);
  slider.max = times.length - 1;
  const run = makeRun({
    view, event: "opened", root: body, now, words: { waiting: words.waiting },
    on: {
      load: async (value) => ({ sheet: await loadSheet(value), maps: await loadMaps(value) }),
      done: (value, loaded) => lay({ ...value, ...loaded }),
      fail(text) { now.textContent = text; },
    },
  });
  makeSection(view, ask, { tab: TAB, ofPicture: true });

  function ask() {
    showDepth();
    run.ask({ t: times[at], seed });
  }
  function change() {
    remember(TAB, { section: "guess", guess_t: times[at] === opens ? null : times[at], guess_seed: seed || null });
    ask();
  }
  function showDepth() {
    const text = `t = ${times[at]}`;
    setRange(slider, at, text);
    one(".g-t-now").textContent = text;
  }

  /* A new deal: nothing is tried yet. */
  function lay(dealt) {
    deal = dealt;
    tried = new Set();
    last = null;
    body.classList.remove("c-waiting");
    cards = layCards(one(".g-row"), deal.mistakes.length - 1, words, (i) => take([i]));
    one(".g-code").textContent = deal.code;
    const { channels, side, patch } = deal, numbers = counted(channels * side ** 2);
    one(".g-measure").textContent = fill(words.prose.measure, { numbers, patch, channels, nothing: wrongBy(deal.nothing) });
    draw();
  }
  /* The noises of these numbers are taken off, the last of them being looked at. */
  function take(indices) {
    if (run.isUnderWay()) return;
    indices.forEach((i) => tried.add(i));
    last = indices.at(-1);
    if (tried.has(deal.right)) tried.add(deal.mistakes.length - 1);
    draw();
  }

  function draw() {
    const { sheet, maps, side, channels, name, right, mistakes } = deal, isFound = tried.has(right);
    const whole = mistakes.length, [low, high] = deal.spans[whole].map((number) => signed(number, 1));
    paintCell(one(".g-print"), sheet, 0);
    paintLevels(one(".g-latent"), maps.map(whole), side, channels);
    one(".g-what").textContent = fill(words.caption, { name, t: deal.asked.t });
    describe(one(".g-print"), words.alternative.print, { name, t: deal.asked.t });
    describe(one(".g-latent"), words.alternative.latent, { low, high });
    cards.forEach((card, i) => drawCard(card, i, deal, tried.has(i), words));
    press(cards.slice(0, -1), (_, i) => i === last);
    one(".g-skip").disabled = isFound && tried.size > mistakes.length - 1;
    sayNow(isFound);
    sayTraining(isFound);
  }
  function sayNow(isFound) {
    const { mistakes, nothing, right, name } = deal, network = mistakes.length - 1;
    const sentence = last === null ? words.now.asked : last === right ? words.now.right : words.now.wrong;
    const more = last === null ? "" : last === right ? words.now.network : isFound ? "" : words.now.again;
    say(now, sentence + more, {
      name, t: deal.asked.t, count: network, number: (last ?? 0) + 1, mistake: wrongBy(mistakes[last ?? 0]),
      nothing: wrongBy(nothing), network: wrongBy(mistakes[network]),
    });
  }
  function sayTraining(isFound) {
    const { steps } = deal;
    say(one(".g-training"), isFound ? words.training[steps ? "counted" : "uncounted"] : words.training.before, { steps: counted(steps) });
  }

  slider.addEventListener("input", () => { at = Number(slider.value); change(); });
  one(".g-again").addEventListener("click", () => { seed = seed < LARGEST_SEED ? seed + 1 : 0; change(); });
  one(".g-skip").addEventListener("click", () => take([...cards.keys()].filter((i) => i !== deal.right).concat(deal.right)));
  hear("theme", () => { if (deal) draw(); });
  showDepth();
  run.begin();
};
