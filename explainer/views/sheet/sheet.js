/* After each stroke CLIP is asked what it sees on the sheet; what it says of an older one is not heard. */
import { badge, describe, fill, finder, make, said, say } from "../parts/dom.js";
import { clamp, signed } from "../parts/numbers.js";
import { makePad } from "../parts/pad.js";
import { makeRun } from "../parts/run.js";
import { makeSection } from "../parts/section.js";

const TAB = "latent";
const FULL = 0.6; // the cosine that fills a bar: a world's own picture seldom comes higher

export default (view) => {
  const { element, props, trigger, watch } = view, { words } = props;
  const one = finder(element), line = one(".s-now");
  let read = null, gaveUp = false;

  badge(one(".s-badge"), props.common);
  const run = makeRun({
    view, event: "look", root: one(".s-body"), now: line, error: one(".s-error"),
    on: { done(value) { read = value; show(); } },
  });
  const pad = makePad(one(".s-pad"), props.pad, () => { gaveUp = false; look(); });
  const look = () => run.ask({ sketch: pad.png });

  function show() {
    one(".s-none").hidden = true;
    one(".s-badge").hidden = false;
    one(".s-reads").replaceChildren(...read.near.map(makeRow));
    sayRead();
  }
  /* One of the words, as long as it is near; those that name a dog stand out. */
  function makeRow([text, cosine, isDog]) {
    const bar = make("i", { style: { "--share": clamp(cosine / FULL, 0, 1) }, "aria-hidden": "true" });
    return make("li", { class: isDog ? "s-dog" : "" }, make("span", { text }), bar, make("b", { text: signed(cosine) }));
  }
  function sayRead() {
    const { near: [[first, near]], dog: [dog, dogs], place, count, empty } = read, best = bestOwn();
    const kind = empty ? "empty" : place === 1 ? "dog" : "other";
    say(line, (gaveUp ? words.now.gave_up : "") + words.now[kind] + (best && !empty ? words.now.own : ""), {
      first, near: signed(near), dog, dogs: signed(dogs), place, count, own: best?.[0], owns: best && signed(best[1]),
    });
  }
  /* Of this app's own dogs the word that is nearest to one. */
  const bestOwn = () => (props.own ?? []).map(({ dog }) => dog).sort((a, b) => b[1] - a[1])[0];

  function showOwn() {
    if (!props.own) return;
    one(".s-waiting").hidden = true;
    one(".s-own").replaceChildren(...props.own.map(makeOwn));
    if (read) sayRead();
  }
  function makeOwn({ src, near: [[text, cosine]] }) {
    const values = { text, near: signed(cosine) }, image = make("img", { src, alt: fill(words.alternative, values) });
    return make("figure", { class: "k-figure" }, image, make("figcaption", { class: "k-caption" }, said("span", words.own_caption, values)));
  }

  describe(one(".s-reads"), words.reads);
  const giveUp = () => { gaveUp = true; look(); };
  one(".pad-tools").append(make("button", { class: "k-button s-give-up", text: words.give_up, on: { click: giveUp } }));
  makeSection(view, () => trigger("opened", {}), { tab: TAB, named: false });
  run.begin();
  watch("own", showOwn);
  showOwn();
};
