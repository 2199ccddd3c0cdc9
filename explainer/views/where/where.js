/* The same t in two places. Everything was computed beforehand; here one moment of it is shown. */
import { makeClockSection } from "../clock/section.js";
import { fillIn, finder } from "../parts/dom.js";
import { counted } from "../parts/numbers.js";
import { loadMaps, loadSheet, paintCell, paintLevels } from "../parts/paint.js";
import { onLoaded } from "../parts/scrub.js";

export default (view) => {
  const { element, props: { words } } = view, one = finder(element);
  let run = null;
  const clock = makeClockSection(view, ".w-t", show);

  function show(t, index) {
    const { signal, noise, ...measured } = run.moments[index];
    const moment = { ...measured, signal: signal.toFixed(2), noise: noise.toFixed(2), name: run.name };
    paintCell(one(".w-pixels"), run.sheet, index);
    paintCell(one(".w-decoded"), run.sheet, run.moments.length + index);
    paintLevels(one(".w-maps"), run.map(index), run.side, run.channels);
    fillIn(element, words, moment);
  }

  onLoaded(view, (value) => Promise.all([loadSheet(value), loadMaps(value)]), (value, [sheet, { map }]) => {
    run = { ...value, map, sheet };
    const [pixels, latent] = value.numbers.map(counted);
    fillIn(one(".c-prose"), words, { pixels, latent, ceiling: value.ceiling });
    fillIn(one(".w-latent"), words, { channels: value.channels });
    clock.start(value.steps, value.moments.map(({ t }) => t));
  });
};
