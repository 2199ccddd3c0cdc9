/* The same t in two places. Everything was computed beforehand; here one moment of it is shown. */
import { makeClockSection } from "../clock/section.js";
import { finder, fillIn } from "../parts/dom.js";
import { counted } from "../parts/numbers.js";
import { loadBytes, loadSheet, paintCell, paintLevels } from "../parts/paint.js";
import { onValue } from "../parts/scrub.js";

export default (view) => {
  const { element, props: { words } } = view, one = finder(element);
  let run = null;
  const clock = makeClockSection(view, ".w-t", show);

  function show(t, index) {
    const { signal, noise, ...measured } = run.moments[index];
    const moment = { ...measured, signal: signal.toFixed(2), noise: noise.toFixed(2), name: run.name };
    const area = run.channels * run.side * run.side;
    paintCell(one(".w-pixels"), run.sheet, index);
    paintCell(one(".w-decoded"), run.sheet, run.moments.length + index);
    paintLevels(one(".w-maps"), run.maps.subarray(index * area, (index + 1) * area), run.side, run.channels);
    fillIn(element, words, moment);
  }

  onValue(view, async (value, isNewest) => {
    const [sheet, maps] = await Promise.all([loadSheet(value), loadBytes(value.maps.url)]);
    if (!isNewest()) return;
    run = { ...value, maps, sheet };
    const [pixels, latent] = value.numbers.map(counted);
    fillIn(one(".c-prose"), words, { pixels, latent, ceiling: value.ceiling });
    fillIn(one(".w-latent"), words, { channels: value.channels });
    clock.start(value.steps, value.moments.map(({ t }) => t));
  });
};
