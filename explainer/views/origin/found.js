/* The nearest training pictures, and on one line how near the nearest of unseen pictures lie. */
import { fill, make } from "../parts/dom.js";
import { makePlot } from "../parts/plot.js";

const BOX = { left: 12, right: 548, top: 20, bottom: 20 }, LABELS = 50; // where the words stand

export function layMatches(place, matches, words) {
  place.replaceChildren(...matches.map(({ index, near, src, said, lacking }) => {
    const text = make("figcaption", {}, make("b", { text: near.toFixed(3) }), ` ${said}`);
    if (lacking.length) text.append(make("em", { text: ` ${fill(words.instead, { lacking: lacking.join(words.and) })}` }));
    return make("figure", { title: fill(words.number, { index }) }, make("img", { src, alt: said }), text);
  }));
}

/* Nearer is always on the left: a distance grows to the right, a likeness to the left. */
export function drawLine(plot, unseen, here, isLikeness, words) {
  const all = [...unseen, here, isLikeness ? 1 : 0], low = Math.min(...all), high = Math.max(...all);
  const axis = makePlot(BOX, { x: isLikeness ? [high, low] : [low, high] });
  plot.replaceChildren(
    axis.rule(0, "k-line2"),
    ...unseen.map((value) => axis.dot(value, 0, "o-unseen", 5)),
    axis.dot(here, 0, "o-here", 7),
    axis.text(BOX.left, LABELS, words.equal),
    axis.text(BOX.right, LABELS, words.farther, { anchor: "end" }),
  );
}
