/* The same t in two places. Everything was computed beforehand; here one moment of it is shown. */
import { makeClockSection } from "../clock/section.js";
import { describe, fill, finder, say } from "../parts/dom.js";
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
    one(".w-pixels-psnr").textContent = `${moment.pixels} dB`;
    one(".w-decoded-psnr").textContent = `${moment.decoded} dB`;
    say(one(".w-now"), words.now, moment);
    for (const name of ["pixels", "decoded", "maps"]) describe(one(`.w-${name}`), words.alternative[name], moment);
  }

  onValue(view, async (value, isNewest) => {
    const [sheet, maps] = await Promise.all([loadSheet(value), loadBytes(value.maps.url)]);
    if (!isNewest()) return;
    run = { ...value, maps, sheet };
    const [pixels, latent] = value.numbers.map(counted);
    one(".w-of").textContent = fill(words.latent, { channels: value.channels });
    say(one(".w-why"), words.why, { pixels, latent });
    say(one(".w-psnr"), words.psnr, { ceiling: value.ceiling });
    clock.start(value.steps, value.moments.map(({ t }) => t));
  });
};
